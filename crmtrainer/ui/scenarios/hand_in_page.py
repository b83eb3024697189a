# SPDX-License-Identifier: MIT
"""Asked before an attempt is handed in: what is missing, the way to write it, and that it cannot be taken back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.scenarios.debrief_rows import Debrief
from crmtrainer.ui import theme
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.flow import Flow
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.page import Card, Page, narrow_column
from crmtrainer.ui.kit.text import body, title
from crmtrainer.ui.scenarios.labels import attempt_words


class HandInPage(Page):
    """Nothing is handed in yet. One lands on the way that changes nothing, or on the reflection where it is missing."""

    OF_A_WORLD = True

    confirmed = Signal()
    reflect = Signal()
    left_alone = Signal()

    def __init__(self, row: AttemptRow, found: Debrief, *, has_draft: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title_text = self.tr("Hand in this attempt?")
        self.help_text = self.tr(
            "What is handed in stays as it is: an assessor decides on it. Go back, and everything is as it was."
        )
        self.setAccessibleName(self.title_text)
        missing = missing_words(found, has_draft=has_draft)
        self._writes_first = has_draft or not any(each.cites for each in found.reflections)
        without = self.tr("Hand in all the same") if found.reflections else self.tr("Hand in without it")
        first = Variant.PRIMARY if self._writes_first else Variant.PLAIN
        self.write = Button(
            self.tr("Go on with the reflection") if has_draft else self.tr("Write the reflection"),
            "pencil-outline",
            first,
        )
        self.back = Button(self.tr("Go back"), "arrow-left")
        self.hand_in = Button(
            without if missing else self.tr("Hand in for good"),
            "tray-arrow-up",
            Variant.PLAIN if missing else Variant.PRIMARY,
        )
        self.write.clicked.connect(self.reflect)
        self.back.clicked.connect(self.left_alone)
        self.hand_in.clicked.connect(self.confirmed)
        column = QVBoxLayout()
        column.setSpacing(theme.px(12))
        column.addWidget(title(self.title_text))
        words = self.tr("%1 of “%2” goes to your assessor as it stands. It cannot be taken back or added to.")
        column.addWidget(body(filled(words, attempt_words(row), row.title)))
        column.addWidget(self._card(missing))
        buttons = Flow()
        for button in (self.write, self.back, self.hand_in):
            buttons.add(button)
        column.addWidget(buttons)
        if not self._writes_first:
            self.write.hide()
        column.addStretch(1)
        narrow_column(self, column)

    def _card(self, missing: tuple[str, ...]) -> Card:
        card = Card(self.tr("Missing") if missing else self.tr("Nothing is missing"))
        for words in missing:
            line = QHBoxLayout()
            line.setSpacing(theme.px(8))
            line.addWidget(IconLabel("pencil-outline", 20))
            line.addWidget(body(words), 1)
            card.body.addLayout(line)
        if not missing:
            card.body.addWidget(body(self.tr("Your reflection is written and goes along.")))
        return card

    @override
    def first_focus(self) -> QWidget:
        return self.write if self._writes_first else self.back


def missing_words(found: Debrief, *, has_draft: bool) -> tuple[str, ...]:
    """What an assessor would look for in vain, a sentence each."""
    words: list[str] = []
    if has_draft:
        words.append(_tr("Your reflection is begun and not saved: it would be lost."))
    elif not found.reflections:
        words.append(_tr("You have written no reflection."))
    elif not any(each.cites for each in found.reflections):
        words.append(_tr("Your reflection cites none of your acts, so nothing shows what it says."))
    rests = [criterion.id for criterion in found.criteria if criterion.needs_reflection]
    if words and rests:
        words.append(_tr("%1 can only be shown in your reflection.").replace("%1", ", ".join(rests)))
    return tuple(words)


def _tr(words: str) -> str:
    return QCoreApplication.translate("HandInPage", words)
