# SPDX-License-Identifier: MIT
"""What a learner is told before the first contact: the brief, the mode's rules, and the button that starts time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui import theme
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import ChipData, ChipRow
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.page import Card, Page, narrow_column
from crmtrainer.ui.kit.text import body, title
from crmtrainer.ui.scenarios.labels import MODES, TIME, mode_chip, rules_of, said


class BriefPage(Page):
    """Read, then begin. Practice time stands still until the button is pressed, and in Explore after that as well."""

    OF_A_WORLD = True

    begun = Signal()
    rules_wanted = Signal()

    def __init__(
        self,
        name: str,
        brief: str,
        mode: Mode,
        begins: str,
        *,
        again: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`again`: somebody comes back to an attempt in which nothing was done yet."""
        super().__init__(name, parent=parent)
        self.help_text = f"{self.tr('This is your brief.')} {said(TIME[mode])}"
        words = self.tr("Continue") if again else self.tr("Begin")
        self.begin = Button(words, "play-circle-outline", Variant.PRIMARY)
        self.begin.clicked.connect(self.begun)
        column = QVBoxLayout()
        column.setSpacing(theme.px(12))
        column.addWidget(title(name))
        column.addWidget(ChipRow((mode_chip(mode), ChipData(begins, "calendar-clock-outline"))))
        card = Card(self.tr("Your brief"))
        card.body.addWidget(body(brief))
        self.rules = Button(self.tr("House rules and teams"), "book-open-outline", Variant.LINK)
        self.rules.clicked.connect(self.rules_wanted)
        card.body.addWidget(self.rules, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(card)
        rules = Card(mode_chip(mode).text)
        for sign, words in ((MODES[mode][2], rules_of(mode)), ("timer-outline", said(TIME[mode]))):
            line = QHBoxLayout()
            line.setSpacing(theme.px(8))
            line.addWidget(IconLabel(sign, 20), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(body(words), 1)
            rules.body.addLayout(line)
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
