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
from crmtrainer.limits.book import Cause, title_of
from crmtrainer.limits.commands import DropLimit, ExtendLimit, MeetLimit, MoveLimit, PauseLimit, ResumeLimit
from crmtrainer.limits.queries import TicketLimitRow
from crmtrainer.service_levels.rules import PauseState
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.ui import theme
from crmtrainer.ui.dates import when_seen_from
from crmtrainer.ui.drafting import Drafting, Keeper
from crmtrainer.ui.filling import filled
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.draft_line import DraftLine
from crmtrainer.ui.kit.entries import Entries, Entry
from crmtrainer.ui.kit.flow import Flow
from crmtrainer.ui.kit.form import FormRow
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.text import Label, body, caption, spoken
from crmtrainer.ui.limits.labels import LawCard, cause_words, wait_words

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

    def __init__(
        self, keeper: Keeper, ticket_id: int, row: TicketLimitRow, now: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.row = row
        self.key = f"clock:{row.clock_id}"
        self._acts: dict[str, Callable[[], None]] = {}
        """What leads to the question of each act, by the name of the act in a draft."""
        self._asks = ""
        self._ticket = TicketId(ticket_id)
        self._make: Callable[[str], Command] | None = None
        self._from: Button | None = None
        self.setAccessibleName(spoken(title_of(row.name)))
        icon, token = _LOOK.get(row.state, ("scale-balance", "info"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(body(title_of(row.name)))
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
        self.draft_line = DraftLine(flush=True)
        asking.addWidget(self.draft_line)
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
        self.reason.textEdited.connect(lambda _words: self.ask.set_error(""))
        self.cancel.clicked.connect(self._put_away)
        self._entries = Entries(self)
        self._entries.add_entry("act", Entry(self._begun, self._take_up))
        self._entries.add_entry("told", Entry(lambda: "yes" if self.told.isChecked() else "", self._put_told))
        self._entries.add("reason", self.reason)
        self.told.toggled.connect(self._entries.changed)
        self._drafting = Drafting(keeper, "limit", self._entries, self.draft_line, self)
        self._drafting.turn_to(self.key, lambda: None)

    def asked(self) -> str:
        """For which act words are asked now; empty when for none."""
        return "" if self._asking.isHidden() else self._asks

    def ask_again(self, asked: str | None) -> None:
        """After all was drawn anew: go on with what was `asked`; None goes on with what was begun some time ago."""
        if asked is not None:
            self.draft_line.put_away()
            if asked != self._asks:
                self._take_up(asked)
        self._asking.setVisible(self._make is not None and asked != "")

    def done(self) -> None:
        """What was asked for is done, and nothing more to be kept of it."""
        self._drafting.done(self._clear)

    def _clear(self) -> None:
        self.reason.clear()
        self.told.setChecked(False)

    def _begun(self) -> str:
        return self._asks if self.reason.text() or self.told.isChecked() else ""

    def _take_up(self, act: str) -> None:
        """Go on with an act that was begun, where it is still offered."""
        if act in self._acts:
            self._acts[act]()

    def _put_told(self, written: str) -> None:
        self.told.setChecked(bool(written))

    def show_problem(self, words: str) -> None:
        """Say why what was asked for could not be done; what was entered stays."""
        self.ask.set_error(words)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> None:
        """The acts that make sense for it as it stands."""
        ident, ticket = self.row.name, self._ticket
        if self.row.state not in _OVER:
            how, why = self.tr("What was done?"), self.tr("Why?")
            self._act("met", self.tr("Met"), "check", how, lambda words: MeetLimit(ticket, ident, words))
            if self.row.paused_for:
                self._act("resume", self.tr("Go on"), "play", why, lambda words: ResumeLimit(ticket, ident, words))
            for state in () if self.row.paused_for else self.row.limit.pauses_in:
                waited = self.tr("What is waited for?")
                self._act(state.value, wait_words(state), "pause", waited, self._pausing(state))
            late = self.row.state is TimerState.OVERDUE  # the law gives more time only while the first runs
            if self.row.limit.extension and not self.row.is_extended and not late:
                self._act("extend", self.tr("Extend"), "timer-plus-outline", why, self._extend, tells=True)
            for cause in self.row.limit.moved_by:
                self._act(cause.value, cause_words(cause), "calendar-clock-outline", why, self._moving(cause))
            if late:
                why = self.tr("Why? It has passed, and stays missed on record")
            self._act("drop", self.tr("Does not apply"), "close", why, lambda words: DropLimit(ticket, ident, words))
        about = Button(self.tr("The law"), "scale-balance", Variant.LINK, small=True)
        about.setAccessibleName(spoken(self.tr("The law: %1").replace("%1", title_of(self.row.name))))
        about.setCheckable(True)
        about.toggled.connect(self._show_law)
        self.buttons.add(about)

    def _extend(self, words: str) -> Command:
        return ExtendLimit(self._ticket, self.row.name, words, person_told=self.told.isChecked())

    def _moving(self, cause: Cause) -> Callable[[str], Command]:
        return lambda words: MoveLimit(self._ticket, self.row.name, cause, reason=words)

    def _pausing(self, state: PauseState) -> Callable[[str], Command]:
        return lambda words: PauseLimit(self._ticket, self.row.name, state, words)

    def _act(
        self, name: str, words: str, icon: str, question: str, make: Callable[[str], Command], *, tells: bool = False
    ) -> None:
        def prepare() -> None:
            self._asks, self._make, self._from = name, make, button
            self._prepare(words, question, tells=tells)

        button = Button(words, icon, small=True)
        button.setAccessibleName(spoken(f"{words}: {title_of(self.row.name)}"))
        button.clicked.connect(lambda: self._ask_by(prepare))
        self._acts[name] = prepare
        self.buttons.add(button)

    def _ask_by(self, prepare: Callable[[], None]) -> None:
        prepare()
        self._entries.changed.emit()
        self._asking.show()
        self.asking.emit(self._asking)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _prepare(self, words: str, question: str, *, tells: bool) -> None:
        """Put the question of one act; words that were begun stay."""
        self.told.setChecked(False)
        self.told.setVisible(tells)
        self.ask.set_error("")
        self.ask.label.setText(question)
        self.reason.setAccessibleName(question)
        self.confirm.setText(words)

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
            TimerState.MISSED: self.tr("Missed, it was due by %1"),
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
