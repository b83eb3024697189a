# SPDX-License-Identifier: MIT
"""What a learner is told before the first contact: the brief, the mode's rules, and the button that starts time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui import theme
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import ChipData, ChipRow
from crmtrainer.ui.kit.page import Card, Page, narrow_column
from crmtrainer.ui.kit.text import body, title
from crmtrainer.ui.scenarios.labels import MODES, rules_of, said
from crmtrainer.ui.theme import Tone


class BriefPage(Page):
    """Read, then begin. Practice time stands still until the button is pressed."""

    OF_A_WORLD = True

    begun = Signal()

    def __init__(self, name: str, brief: str, mode: Mode, begins: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.help_text = self.tr("This is your brief. Practice time stands still until you begin.")
        self.begin = Button(self.tr("Begin"), "play-circle-outline", Variant.PRIMARY)
        self.begin.clicked.connect(self.begun)
        mode_name, _, icon, _ = MODES[mode]
        column = QVBoxLayout()
        column.setSpacing(theme.px(12))
        column.addWidget(title(name))
        column.addWidget(
            ChipRow((ChipData(said(mode_name), icon, Tone.INFO), ChipData(begins, "calendar-clock-outline")))
        )
        card = Card(self.tr("Your brief"))
        card.body.addWidget(body(brief))
        column.addWidget(card)
        rules = Card(said(mode_name))
        rules.body.addWidget(body(rules_of(mode)))
        rules.body.addWidget(
            body(self.tr("Practice time starts when you begin. Pause it, or let it run faster, in the toolbar."))
        )
        column.addWidget(rules)
        row = QHBoxLayout()
        row.addWidget(self.begin)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        narrow_column(self, column)

    @override
    def first_focus(self) -> QWidget | None:
        return self.begin
