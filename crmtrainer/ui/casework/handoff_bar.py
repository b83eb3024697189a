# SPDX-License-Identifier: MIT
"""A handoff as a bar above the tabs: with whom, until when, what it waits for, and the one thing to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.handoffs.queries import HandoffRow
from crmtrainer.handoffs.rules import RUNNING, HandoffState, Said
from crmtrainer.service_levels.queries import ClockRow
from crmtrainer.service_levels.rules import Metric, PauseState
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.ui import theme
from crmtrainer.ui.clocks import face_of
from crmtrainer.ui.dates import span, when_seen_from
from crmtrainer.ui.filling import filled
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.clamped import Clamped
from crmtrainer.ui.kit.clock_block import CLOCK_LOOK, ClockState
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.text import ElidedLabel, is_restyling, plain_tip, spoken
from crmtrainer.ui.theme import Tone


class BarAct(StrEnum):
    """What can be done about a handoff."""

    ANSWER = "answer"
    CHASE = "chase"
    CORRECT = "correct"
    THANK = "thank"


_ACTS = {
    HandoffState.SENT: BarAct.CHASE,
    HandoffState.ACCEPTED: BarAct.CHASE,
    HandoffState.ASKED: BarAct.ANSWER,
    HandoffState.BOUNCED: BarAct.CORRECT,
    HandoffState.DONE: BarAct.THANK,
}
NARROW, MOST_LINES = 400, 3


def handoffs_to_show(handoffs: Iterable[HandoffRow]) -> tuple[HandoffRow, ...]:
    """Those that want something of somebody, oldest first: under way, sent back and not yet corrected, or finished."""
    wanted = RUNNING | {HandoffState.BOUNCED, HandoffState.DONE}
    shown = [one for one in handoffs if one.state in wanted and one.replaced_by_id is None]
    return tuple(sorted(shown, key=lambda one: one.id))


class HandoffBar(QWidget):
    """The bar. `wanted` carries what to do and the handoff."""

    wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.handoff: HandoffRow | None = None
        self._clocks: tuple[ClockRow, ...] = ()
        self._compact = self._narrow = self._beside = False
        self._told = self._agreed_below = ""
        self._icon = IconLabel("package-variant", 24, "colleague")
        self._team = ElidedLabel(weight=SEMIBOLD)
        self._ref = ElidedLabel(token="muted")
        self._agreed = ElidedLabel(size=Type.CAPTION, token="muted")
        self._clock_icon = IconLabel("timer-outline", 16)
        self._clock = ElidedLabel(weight=SEMIBOLD)
        self._clock_line = Clamped(MOST_LINES, size=Type.BODY, weight=SEMIBOLD)
        """How it stands, beside the names where there is room for all of that, else on lines of its own."""
        self._line = Clamped(MOST_LINES)
        self.button = Button("")
        self.button.clicked.connect(self._press)
        self._build()

    def _build(self) -> None:
        self._names = QHBoxLayout()
        self._names.addWidget(self._team)
        self._names.addWidget(self._ref)
        self._names.addWidget(self._clock, 1)
        self._names.addStretch(1)
        self._names.addWidget(self._agreed)
        self._words = QHBoxLayout()
        self._words.addWidget(self._clock_icon, 0, Qt.AlignmentFlag.AlignTop)
        self._words.addWidget(self._clock_line, 1)
        self._clock.hide()
        self._lines = QVBoxLayout()
        self._lines.addLayout(self._names)
        self._lines.addLayout(self._words)
        self._lines.addWidget(self._line)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._lines, 1)
        self._row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._restyle()

    def show_handoff(self, handoff: HandoffRow, clocks: tuple[ClockRow, ...], now: datetime) -> None:
        """Show a handoff as it stands at `now`; `clocks` are the ticket's."""
        self.handoff = handoff
        self._clocks = clocks
        self._team.setText(handoff.team_name)
        self._ref.setText(handoff.ref)
        words, icon = self._act_words(_ACTS[handoff.state])
        self.button.setText(words)
        self.button.set_icon(icon)
        self.button.setAccessibleName(spoken(f"{words}: {handoff.team_name}, {handoff.ref}"))
        self._arrange()
        self.repaint_clocks(now)

    def repaint_clocks(self, now: datetime) -> None:
        """Let the words follow practice time."""
        one = self.handoff
        if one is None:
            return
        state, words = self._standing(one, now)
        icon, tone = CLOCK_LOOK[state]
        self._clock_icon.set_icon(icon, tone.value)
        for label in (self._clock, self._clock_line):
            label.setText(words)
            label.set_token(tone.value)
        agreed = self._agreed_below = ""
        if one.target_at is not None and one.state in RUNNING:
            by = when_seen_from(one.target_at, now)
            agreed, below = self.tr("agreed: done by %1"), self.tr("Agreed: done by %1.")
            if state is ClockState.PAUSED:
                agreed, below = (
                    self.tr("agreed: done by %1, and this pause more"),
                    self.tr("Agreed: done by %1, and as much later as this pause is long."),
                )
            agreed, self._agreed_below = agreed.replace("%1", by), below.replace("%1", by)
        self._agreed.setText(agreed)
        self._told = self._further(one, now)
        parts = (one.team_name, one.ref, agreed, words, self._told)
        self.setAccessibleName(spoken(", ".join(part for part in parts if part)))
        self._place()

    def set_compact(self, compact: bool) -> None:
        """Two lines instead of three, where that cuts no words."""
        self._compact = compact
        self._place()
        self._restyle()

    def _fits(self, *further: QWidget) -> bool:
        """Whether these have room beside the names."""
        shown = (self._team, *(() if self._narrow else (self._ref,)), *further)
        wanted = sum(part.sizeHint().width() + theme.px(6) for part in shown)
        others = self._icon.sizeHint().width() + self.button.sizeHint().width() + theme.px(2 * 16 + 2 * 10)
        return bool(wanted <= self.width() - others)

    def _place(self) -> None:
        """What has no room beside the names stands below them, over as many lines as it takes."""
        agreed = not self._compact and self._fits(self._agreed)
        self._agreed.setVisible(agreed)
        below = "" if agreed or self._compact else self._agreed_below
        self._line.setText(f"{below} {self._told}".strip())
        self._line.setVisible(bool(self._line.text()))
        beside = self._compact and self._fits(self._clock_icon, self._clock)
        if beside is not self._beside:
            self._beside = beside
            old, new = (self._words, self._names) if beside else (self._names, self._words)
            old.removeWidget(self._clock_icon)
            new.insertWidget(2 if beside else 0, self._clock_icon, 0, Qt.AlignmentFlag.AlignTop)
            self._clock.setVisible(beside)
            self._clock_line.setVisible(not beside)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()
        self._place()

    def _arrange(self) -> None:
        self._ref.setVisible(not self._narrow)
        if self.handoff is not None:
            self.button.setText("" if self._narrow else self._act_words(_ACTS[self.handoff.state])[0])
            self.button.setToolTip(plain_tip(self.button.accessibleName()))

    def _standing(self, one: HandoffRow, now: datetime) -> tuple[ClockState, str]:
        """The state of its clock, and what the bar says of it."""
        clock = self._clock_of(one)
        if one.state is HandoffState.BOUNCED:
            return ClockState.MISSED, self.tr("Sent back: they cannot start yet")
        if one.state is HandoffState.DONE:
            at = "" if one.ended_at is None else when_seen_from(one.ended_at, now)
            return ClockState.MET, self.tr("Finished %1").replace("%1", at)
        if one.state is HandoffState.ASKED:
            words = self.tr("Paused: waiting for your answer")
            if clock is not None and clock.left_seconds:
                left = self.tr("%1 left").replace("%1", span(clock.left_seconds))
                words = f"{words} · {left}"
            return ClockState.PAUSED, words
        if clock is None:
            return ClockState.ON_TRACK, self.tr("With the team")
        face = face_of(clock, now)
        sent = self.tr("Waiting to be accepted") if one.state is HandoffState.SENT else self.tr("At work")
        return face.state, f"{sent} · {face.words}"

    def _clock_of(self, one: HandoffRow) -> ClockRow | None:
        metric = Metric.HANDOFF_ACCEPT if one.state is HandoffState.SENT else Metric.HANDOFF_COMPLETE
        return next((c for c in self._clocks if c.subject == f"handoff:{one.id}" and c.metric == metric), None)

    def _waits_for_customer(self, one: HandoffRow) -> bool:
        clock = self._clock_of(one)
        return (
            clock is not None and clock.state is TimerState.PAUSED and clock.paused_for == PauseState.WAITING_CUSTOMER
        )

    def _further(self, one: HandoffRow, now: datetime) -> str:
        """The line below: until when an answer is safe, or why it came back."""
        if one.state is HandoffState.ASKED:
            limit = next((c.due for c in self._clocks if c.metric == Metric.RESOLUTION and not c.subject), None)
            if one.answer_by is None or limit is None:
                return self.tr("Their target cannot be inside yours any more: tell the customer.") if limit else ""
            words = self.tr("Answer by %1 and they finish inside your %2.")
            return filled(words, when_seen_from(one.answer_by, now), when_seen_from(limit, now))
        if one.state is HandoffState.ACCEPTED and self._waits_for_customer(one):
            return self.tr("They work on meanwhile: what they finish during the pause is in time.")
        if one.state is HandoffState.BOUNCED:
            return next((m.words for m in reversed(one.messages) if m.said is Said.BOUNCED), "")
        if one.state is HandoffState.DONE:
            return next((m.words for m in reversed(one.messages) if m.said is Said.DONE), "")
        return ""

    def _act_words(self, act: BarAct) -> tuple[str, str]:
        return {
            BarAct.ANSWER: (self.tr("Answer"), "message-reply-text-outline"),
            BarAct.CHASE: (self.tr("Ask how it is going"), "bell-ring-outline"),
            BarAct.CORRECT: (self.tr("Correct and send again"), "pencil-outline"),
            BarAct.THANK: (self.tr("Thank"), "thumb-up-outline"),
        }[act]

    def _press(self) -> None:
        if self.handoff is not None:
            self.wanted.emit(_ACTS[self.handoff.state], self.handoff)

    def _restyle(self) -> None:
        edge = theme.px(6 if self._compact else 8)
        self._row.setContentsMargins(theme.px(16), edge, theme.px(16), edge)
        self._row.setSpacing(theme.px(10))
        self._lines.setSpacing(theme.px(1))
        for row in (self._names, self._words):
            row.setSpacing(theme.px(6))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        colour, ground = tokens.tone(Tone.COLLEAGUE)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(ground))
        painter.fillRect(0, 0, theme.px(3), self.height(), QColor(colour))
        painter.setPen(QPen(QColor(tokens.divider), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
