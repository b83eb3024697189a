# SPDX-License-Identifier: MIT
"""One limit on a ticket: when it is due and by whose reading, and what can be done about it, asked for in place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.ids import TicketId
from crmtrainer.limits.commands import DropLimit, ExtendLimit, MeetLimit, PauseLimit, ResumeLimit
from crmtrainer.limits.queries import TicketLimitRow
from crmtrainer.service_levels.rules import PauseState
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.ui import theme
from crmtrainer.ui.dates import when_seen_from
from crmtrainer.ui.filling import filled
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.flow import Flow
from crmtrainer.ui.kit.form import FormRow
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.text import Label, body, caption, spoken
from crmtrainer.ui.limits.labels import LawCard, wait_words

_OVER = (TimerState.MET, TimerState.MISSED)
_LOOK = {
    TimerState.OVERDUE: ("alert-octagon-outline", "bad"),
    TimerState.MISSED: ("close-circle-outline", "bad"),
    TimerState.MET: ("check-circle-outline", "ok"),
    TimerState.DUE_SOON: ("timer-sand", "warn"),
}


class LimitLine(QWidget):
    """The line. `wanted` carries a command that was asked for; `asking` a part that should come into view."""

    wanted = Signal(object)
    asking = Signal(object)

    def __init__(self, ticket_id: int, row: TicketLimitRow, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._ticket = TicketId(ticket_id)
        self._make: Callable[[str], Command] | None = None
        self._from: Button | None = None
        self.setAccessibleName(spoken(row.limit.title))
        icon, token = _LOOK.get(row.state, ("scale-balance", "info"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(body(row.limit.title))
        words.addWidget(Label(self._due_words(now), size=Type.CAPTION, weight=SEMIBOLD, token=token, wrap=True))
        for reading in row.readings:
            told = "" if reading.due is None else when_seen_from(reading.due, now)
            words.addWidget(caption(filled(self.tr("%1: by %2"), reading.name, told), wrap=True))
        self.law = LawCard()
        self.law.show_limit(row.limit)
        self.law.hide()
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        top.addWidget(IconLabel(icon, 20, token), 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        self.buttons = Flow()
        self.reason = QLineEdit()
        self.ask = FormRow("", self.reason)
        self.told = QCheckBox(self.tr("I told the person, with these reasons"))
        self.confirm = Button(variant=Variant.PRIMARY, small=True)
        self.cancel = Button(self.tr("Cancel"), small=True)
        self._asking = QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        asking.addWidget(self.ask)
        asking.addWidget(self.told)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        for button in (self.confirm, self.cancel):
            line.addWidget(button)
        line.addStretch(1)
        asking.addLayout(line)
        self._asking.hide()
        below = QVBoxLayout()
        below.setContentsMargins(theme.px(28), 0, 0, 0)
        for part in (self.law, self.buttons, self._asking):
            below.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(6))
        column.addLayout(top)
        column.addLayout(below)
        self._offer()
        self.confirm.clicked.connect(self._give)
        self.reason.returnPressed.connect(self._give)
        self.cancel.clicked.connect(self._put_away)

    def show_problem(self, words: str) -> None:
        """Say why what was asked for could not be done; what was entered stays."""
        self.ask.set_error(words)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> None:
        """The acts that make sense for it as it stands."""
        ident, ticket = self.row.limit.id, self._ticket
        if self.row.state not in _OVER:
            how, why = self.tr("What was done?"), self.tr("Why?")
            self._act(self.tr("Met"), "check", how, lambda words: MeetLimit(ticket, ident, words))
            if self.row.paused_for:
                self._act(self.tr("Go on"), "play", why, lambda words: ResumeLimit(ticket, ident, words))
            for state in () if self.row.paused_for else self.row.limit.pauses_in:
                self._act(wait_words(state), "pause", self.tr("What is waited for?"), self._pausing(state))
            if self.row.limit.extension and not self.row.is_extended:
                self._act(self.tr("Extend"), "timer-plus-outline", why, self._extend, tells=True)
            self._act(self.tr("Does not apply"), "close", why, lambda words: DropLimit(ticket, ident, words))
        about = Button(self.tr("The law"), "scale-balance", Variant.LINK, small=True)
        about.setAccessibleName(spoken(self.tr("The law: %1").replace("%1", self.row.limit.title)))
        about.setCheckable(True)
        about.toggled.connect(self._show_law)
        self.buttons.add(about)

    def _extend(self, words: str) -> Command:
        return ExtendLimit(self._ticket, self.row.limit.id, words, person_told=self.told.isChecked())

    def _pausing(self, state: PauseState) -> Callable[[str], Command]:
        return lambda words: PauseLimit(self._ticket, self.row.limit.id, state, words)

    def _act(
        self, words: str, icon: str, question: str, make: Callable[[str], Command], *, tells: bool = False
    ) -> None:
        button = Button(words, icon, small=True)
        button.setAccessibleName(spoken(f"{words}: {self.row.limit.title}"))
        button.clicked.connect(lambda: self._ask_for(button, words, question, make, tells=tells))
        self.buttons.add(button)

    def _ask_for(
        self, button: Button, words: str, question: str, make: Callable[[str], Command], *, tells: bool
    ) -> None:
        self._make, self._from = make, button
        self.told.setChecked(False)
        self.told.setVisible(tells)
        self.ask.set_error("")
        self.ask.label.setText(question)
        self.reason.setAccessibleName(question)
        self.confirm.setText(words)
        self._asking.show()
        self.asking.emit(self._asking)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        if self._make is not None:
            self.wanted.emit(self._make(self.reason.text().strip()))

    def _put_away(self) -> None:
        self._make = None
        self._asking.hide()
        if self._from is not None:
            self._from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_law(self, shown: bool) -> None:
        self.law.setVisible(shown)
        if shown:
            self.asking.emit(self.law)

    def _due_words(self, now: datetime) -> str:
        due = self.tr("no day") if self.row.due is None else when_seen_from(self.row.due, now)
        return {
            TimerState.OVERDUE: self.tr("Passed, it was due by %1"),
            TimerState.MISSED: self.tr("Met too late, it was due by %1"),
            TimerState.MET: self.tr("Met, it was due by %1"),
            TimerState.PAUSED: self.tr("Stands while we wait"),
        }.get(self.row.state, self.tr("Due by %1")).replace("%1", due)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._asking.isVisible():
            self._put_away()
            event.accept()
            return
        super().keyPressEvent(event)
