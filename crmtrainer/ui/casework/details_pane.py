# SPDX-License-Identifier: MIT
"""A ticket's details: what happened and what is wanted, promises to keep or take back, and its steps."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.casework.queries import StepRow, TicketRecord
from crmtrainer.interactions.commands import KeepPromise, WithdrawPromise
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import PromiseId
from crmtrainer.limits.queries import TicketLimitRow, limits_of
from crmtrainer.ui import theme
from crmtrainer.ui.casework.promise_line import PromiseLine
from crmtrainer.ui.dates import local, when, when_seen_from
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.interactions.labels import CHANNELS
from crmtrainer.ui.interactions.labels import said as contact_words
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.scrolling import GrowingArea, bring_into_view
from crmtrainer.ui.kit.text import body, caption, is_restyling, plain_tip, strong
from crmtrainer.ui.limits.line import LimitLine
from crmtrainer.ui.tickets.labels import REASONS, SEVERITIES, STATUSES, TYPES, class_changes, said
from crmtrainer.wording import sentence_for


def _name(part: QWidget) -> str:
    """What a part is called by whoever hears it."""
    return part.accessibleName() or (part.text() if isinstance(part, QAbstractButton) else "")


class DetailsPane(GrowingArea):
    """The tab. `told` says what was done with a promise."""

    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._shown: object = None
        self._whose: tuple[str, int] | None = None
        self.lines: list[PromiseLine] = []
        self.limits: list[LimitLine] = []

    def show_ticket(self, record: TicketRecord, now: datetime) -> None:
        """Show the details; while nothing about them changed, what somebody is entering stays."""
        limits = self._desk.ask(limits_of, record.id)
        whose = (self._desk.drafts.attempt, record.id)
        facts = (
            whose,
            (record.id, record.description, record.promises, record.steps, record.resolution),
            (record.type, record.category, record.severity),
            [(row.clock_id, row.state, row.due, row.paused_for, row.is_extended) for row in limits],
            local(now).date(),  # a time without its day is of this day
        )
        if facts == self._shown:
            return
        self._shown = facts
        stays = None if whose != self._whose else {line.key: line.asked() for line in self._asked()}
        keyboard = self._keyboard()
        self._whose = whose
        inside = Surface("surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(16))
        column.setSpacing(theme.px(4))
        self._limits(column, record.id, limits, now)
        for heading, words in self._facts(record, now):
            column.addWidget(caption(heading))
            column.addWidget(body(words))
            column.addSpacing(theme.px(6))
        self._promises(column, record, now)
        self._steps(column, record.steps, now)
        column.addStretch(1)
        self.setWidget(inside)
        for line in self._asked():
            line.ask_again(None if stays is None else stays.get(line.key, ""))
        if stays is not None:
            self._put_keyboard_back(keyboard)

    def first_promise(self) -> QWidget | None:
        """Where the keyboard goes to keep a promise."""
        return self.lines[0].keep if self.lines else None

    def _asked(self) -> list[PromiseLine | LimitLine]:
        return [*self.lines, *self.limits]

    def _keyboard(self) -> tuple[str, str, int]:
        """In which line the keyboard is, on what, and where in the words; empty when it is elsewhere."""
        there = QApplication.focusWidget()
        holds = (line for line in self._asked() if there is line or (there is not None and line.isAncestorOf(there)))
        line = next(holds, None)
        if line is None or there is None:
            return "", "", 0
        return line.key, _name(there), there.cursorPosition() if isinstance(there, QLineEdit) else 0

    def _put_keyboard_back(self, was: tuple[str, str, int]) -> None:
        """Drawing anew takes the keyboard from nobody who types."""
        key, name, place = was
        line = next((line for line in self._asked() if line.key == key), None)
        parts = [] if line is None else [line, *line.findChildren(QWidget)]
        there = next((part for part in parts if _name(part) == name and not part.isHidden()), None)
        if name and there is not None:
            there.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(there, QLineEdit):
                there.setCursorPosition(place)

    def _facts(self, record: TicketRecord, now: datetime) -> list[tuple[str, str]]:
        channel = next((contact_words(w) for c, w in CHANNELS.items() if c == record.channel), record.channel)
        opened = self.tr("%1, by %2").replace("%1", when_seen_from(record.first_contact_at, now))
        facts = [
            (self.tr("What happened"), record.description or self.tr("Not written down")),
            (self.tr("What the customer wants"), record.desired_outcome or self.tr("Not asked yet")),
            (self.tr("Type and severity"), f"{said(TYPES[record.type])} · {said(SEVERITIES[record.severity])}"),
            *([(self.tr("Category"), record.category)] if record.category else []),
            (self.tr("First contact"), opened.replace("%2", channel.lower())),
        ]
        if record.order_ref:
            facts.append((self.tr("Order"), record.order_ref))
        if record.close_reason is not None:
            facts.append((self.tr("Closed because"), said(REASONS[record.close_reason])))
        if record.resolution:
            facts.append((self.tr("What was done or decided"), record.resolution))
        return facts

    def _promises(self, column: QVBoxLayout, record: TicketRecord, now: datetime) -> None:
        column.addWidget(strong(self.tr("Promises")))
        self.lines = []
        if not record.promises:
            column.addWidget(body(self.tr("Nothing is promised that still has to be kept."), token="muted"))
        for promise in record.promises:
            line = PromiseLine(self._desk, promise, now)
            line.kept.connect(self._keep)
            line.withdrawn.connect(self._withdraw)
            line.asking.connect(self._bring_into_view)
            self.lines.append(line)
            column.addWidget(line)
        column.addSpacing(theme.px(10))

    def _limits(self, column: QVBoxLayout, ticket_id: int, rows: tuple[TicketLimitRow, ...], now: datetime) -> None:
        self.limits = []
        if not rows:
            return
        column.addWidget(strong(self.tr("Limits by law")))
        for row in rows:
            line = LimitLine(self._desk, ticket_id, row, now)
            line.wanted.connect(partial(self._move_limit, line))
            line.asking.connect(self._bring_into_view)
            self.limits.append(line)
            column.addWidget(line)
        column.addSpacing(theme.px(10))

    def _move_limit(self, line: LimitLine, command: Command) -> None:
        done = self._desk.try_to(command)
        if isinstance(done, Expected):
            line.show_problem(sentence_for(done))
        else:
            line.done()
            missed = done.outcome.facts.get("stays_missed")
            self.told.emit(self.tr("Dropped; it stays missed") if missed else self.tr("Limit by law: noted"))

    def _steps(self, column: QVBoxLayout, steps: tuple[StepRow, ...], now: datetime) -> None:
        column.addWidget(strong(self.tr("Steps")))
        if not steps:
            column.addWidget(body(self.tr("It stands as it was opened."), token="muted"))
        for step in reversed(steps):
            words = self._step_words(step)
            at = when_seen_from(step.at, now)
            line = body(f"{at}  {words}" + (f": {step.reason}" if step.reason else ""))
            line.setToolTip(plain_tip(when(step.at)))
            column.addWidget(line)

    def _step_words(self, step: StepRow) -> str:
        if step.changes:
            changed = class_changes(step.changes)
            return self.tr("Reclassified: %1").replace("%1", changed)
        if step.was is step.now:
            return self.tr("Another ticket was merged into it")
        return filled(self.tr("%1 to %2"), said(STATUSES[step.was]), said(STATUSES[step.now]))

    def _bring_into_view(self, part: QWidget) -> None:
        """Also where what is around it has to scroll, once its height has come up to there; not once it is gone."""

        def settled() -> None:
            QTimer.singleShot(0, part, lambda: bring_into_view(part))

        QTimer.singleShot(0, part, settled)

    def _keep(self, promise_id: int) -> None:
        due = next(line.promise.due_at for line in self.lines if line.promise.id == promise_id)
        if self._try(KeepPromise(PromiseId(promise_id)), promise_id):
            late = due < self._desk.now()
            self.told.emit(self.tr("Promise made good, late") if late else self.tr("Promise kept"))

    def _withdraw(self, promise_id: int, reason: str) -> None:
        if self._try(WithdrawPromise(PromiseId(promise_id), reason), promise_id):
            self.told.emit(self.tr("Promise taken back"))

    def _try(self, command: Command, promise_id: int) -> bool:
        done = self._desk.try_to(command)
        line = next((line for line in self.lines if line.promise.id == promise_id), None)
        if isinstance(done, Expected):
            if line is not None:
                line.row.set_error(sentence_for(done))
                line.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        if line is not None:
            line.done()
        return True

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._shown = None
