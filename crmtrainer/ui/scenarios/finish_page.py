# SPDX-License-Identifier: MIT
"""Asked before a run ends: what is still open, the way back, and the way to the debrief."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.scenarios.open_ends import OpenEnd, OpenKind
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui import theme
from crmtrainer.ui.dates import when_seen_from
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import ChipRow
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.page import Card, Page, narrow_column
from crmtrainer.ui.kit.text import body, title
from crmtrainer.ui.scenarios.labels import AFTERWARDS, mode_chip, said

_ICONS = {
    OpenKind.AWAITED: "timer-sand",
    OpenKind.MISSED: "phone-missed-outline",
    OpenKind.LIVE: "phone-in-talk-outline",
    OpenKind.UNLOGGED: "phone-plus-outline",
    OpenKind.TICKET: "message-alert-outline",
    OpenKind.HANDOFF: "package-variant",
    OpenKind.UNTHANKED: "thumb-up-outline",
    OpenKind.PROMISE: "handshake-outline",
}


class FinishPage(Page):
    """Nothing has ended yet. Where something is open, going back is the button one lands on."""

    OF_A_WORLD = True

    confirmed = Signal()
    left_alone = Signal()

    def __init__(
        self, name: str, mode: Mode, ends: tuple[OpenEnd, ...], now: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent=parent)
        self.title_text = self.tr("Finish the scenario?")
        self.help_text = self.tr(
            "Once it is finished nothing more can be done in this attempt; the debrief opens. Go back, and everything "
            "is as it was."
        )
        self.setAccessibleName(self.title_text)
        self.is_open = bool(ends)
        plain, loud = Variant.PLAIN, Variant.PRIMARY
        self.back = Button(self.tr("Go back"), "arrow-left", loud if ends else plain)
        self.finish = Button(self.tr("Finish and read the debrief"), "flag-checkered", plain if ends else loud)
        self.back.clicked.connect(self.left_alone)
        self.finish.clicked.connect(self.confirmed)
        column = QVBoxLayout()
        column.setSpacing(theme.px(12))
        column.addWidget(title(self.title_text))
        column.addWidget(ChipRow((mode_chip(mode),)))
        column.addWidget(body(self.tr("%1 ends here: nothing more can be done in this attempt.").replace("%1", name)))
        column.addWidget(self._card(ends, now))
        column.addWidget(body(said(AFTERWARDS[mode])))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        for button in (self.back, self.finish):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        narrow_column(self, column)

    def _card(self, ends: tuple[OpenEnd, ...], now: datetime) -> Card:
        card = Card(self.tr("Still open") if ends else self.tr("Nothing is open"))
        for end in ends:
            line = QHBoxLayout()
            line.setSpacing(theme.px(8))
            line.addWidget(IconLabel(_ICONS[end.kind], 20))
            line.addWidget(body(open_words(end, now)), 1)
            card.body.addLayout(line)
        if not ends:
            card.body.addWidget(body(self.tr("What this case asked for is closed, kept and written down.")))
        return card

    @override
    def first_focus(self) -> QWidget:
        return self.back if self.is_open else self.finish


def open_words(end: OpenEnd, now: datetime) -> str:
    """One open thing in a sentence."""
    at = "" if end.at is None else when_seen_from(end.at, now)
    words = {
        OpenKind.AWAITED: _tr("Nobody has been in touch yet: the case has not begun."),
        OpenKind.MISSED: _tr("The call of %at from %about was missed."),
        OpenKind.LIVE: _tr("A call is still going on."),
        OpenKind.UNLOGGED: _tr("The call of %at is not written down."),
        OpenKind.TICKET: _tr("%ref “%about” is not closed."),
        OpenKind.HANDOFF: _tr("%ref is with %about, agreed for %at.") if at else _tr("%ref is with %about."),
        OpenKind.UNTHANKED: _tr("%ref: %about finished, and nobody has thanked them."),
        OpenKind.PROMISE: _tr("Promised for %at, not kept yet: %about"),
    }[end.kind]
    return words.replace("%ref", end.ref).replace("%at", at).replace("%about", end.about)


def _tr(words: str) -> str:
    return QCoreApplication.translate("FinishPage", words)
