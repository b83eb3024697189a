# SPDX-License-Identifier: MIT
"""A ticket's details: what happened and what is wanted, promises to keep or take back, and its steps."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.casework.queries import StepRow, TicketRecord
from crmtrainer.interactions.commands import KeepPromise, WithdrawPromise
from crmtrainer.interactions.queries import PromiseRow
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import PromiseId
from crmtrainer.limits.queries import TicketLimitRow, limits_of
from crmtrainer.ui import theme
from crmtrainer.ui.dates import local, span, when, when_seen_from
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.interactions.labels import CHANNELS
from crmtrainer.ui.interactions.labels import said as contact_words
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.form import FormRow
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.scrolling import GrowingArea
from crmtrainer.ui.kit.text import Label, body, caption, is_restyling, spoken, strong
from crmtrainer.ui.limits.line import LimitLine
from crmtrainer.ui.tickets.labels import REASONS, SEVERITIES, STATUSES, TYPES, said
from crmtrainer.wording import sentence_for


class PromiseLine(QWidget):
    """One promise: its words, when it is due, Mark as kept, and Take back with a reason asked for in place."""

    kept = Signal(object)
    withdrawn = Signal(object, str)
    asking = Signal(object)
    """It asks for a reason in this part, which should come into view."""

    def __init__(self, promise: PromiseRow, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.promise = promise
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        over = int((now - promise.due_at).total_seconds())
        due = self.tr("by %1").replace("%1", when_seen_from(promise.due_at, now))
        if promise.is_overdue:
            due = filled(self.tr("%1, %2 over"), due, span(over))
        icon, token = ("alert-octagon-outline", "bad") if promise.is_overdue else ("handshake-outline", "info")
        self.keep = Button(self.tr("Mark as kept"), "check", small=True)
        self.keep.setAccessibleName(spoken(self.tr("Mark as kept: %1").replace("%1", promise.words)))
        self.back = Button(self.tr("Withdraw"), small=True)
        self.back.setAccessibleName(spoken(self.tr("Withdraw: %1").replace("%1", promise.words)))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(body(promise.words))
        words.addWidget(Label(due, size=Type.CAPTION, weight=SEMIBOLD, token=token))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(IconLabel(icon, 20, token), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self.reason = QLineEdit()
        self.row = FormRow(self.tr("Why do you take it back?"), self.reason)
        self.confirm = Button(self.tr("Withdraw the promise"), variant=Variant.DANGER, small=True)
        self.cancel = Button(self.tr("Cancel"), small=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        self._asking = QWidget()
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(theme.px(28), theme.px(4), 0, theme.px(4))
        asking.addWidget(self.row)
        asking.addLayout(buttons)
        self._asking.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self._asking)
        self.keep.clicked.connect(lambda: self.kept.emit(self.promise.id))
        self.back.clicked.connect(self._ask)
        self.confirm.clicked.connect(self._give)
        self.reason.returnPressed.connect(self._give)
        self.cancel.clicked.connect(self._cancel)

    def _ask(self) -> None:
        self._asking.show()
        self.asking.emit(self._asking)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        self.withdrawn.emit(self.promise.id, self.reason.text().strip())

    def _cancel(self) -> None:
        self._asking.hide()
        self.row.set_error("")
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._asking.isVisible():
            self._cancel()
            event.accept()
            return
        super().keyPressEvent(event)


class DetailsPane(GrowingArea):
    """The tab. `told` says what was done with a promise."""

    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._shown: object = None
        self.lines: list[PromiseLine] = []
        self.limits: list[LimitLine] = []

    def show_ticket(self, record: TicketRecord, now: datetime) -> None:
        """Show the details; while nothing about them changed, what somebody is entering stays."""
        limits = self._desk.ask(limits_of, record.id)
        facts = (
            (record.id, record.description, record.promises, record.steps, record.resolution, record.severity),
            [(row.clock_id, row.state, row.due, row.paused_for, row.is_extended) for row in limits],
            local(now).date(),  # a time without its day is of this day
        )
        if facts == self._shown:
            return
        self._shown = facts
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

    def first_promise(self) -> QWidget | None:
        """Where the keyboard goes to keep a promise."""
        return self.lines[0].keep if self.lines else None

    def _facts(self, record: TicketRecord, now: datetime) -> list[tuple[str, str]]:
        channel = next((contact_words(w) for c, w in CHANNELS.items() if c == record.channel), record.channel)
        opened = self.tr("%1, by %2").replace("%1", when_seen_from(record.first_contact_at, now))
        facts = [
            (self.tr("What happened"), record.description or self.tr("Not written down")),
            (self.tr("What the customer wants"), record.desired_outcome or self.tr("Not asked yet")),
            (self.tr("Type and severity"), f"{said(TYPES[record.type])} · {said(SEVERITIES[record.severity])}"),
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
            line = PromiseLine(promise, now)
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
            line = LimitLine(ticket_id, row, now)
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
            self.told.emit(self.tr("Limit by law: noted"))

    def _steps(self, column: QVBoxLayout, steps: tuple[StepRow, ...], now: datetime) -> None:
        column.addWidget(strong(self.tr("Steps")))
        if not steps:
            column.addWidget(body(self.tr("It stands as it was opened."), token="muted"))
        for step in reversed(steps):
            words = filled(self.tr("%1 to %2"), said(STATUSES[step.was]), said(STATUSES[step.now]))
            at = when_seen_from(step.at, now)
            line = body(f"{at}  {words}" + (f": {step.reason}" if step.reason else ""))
            line.setToolTip(when(step.at))
            column.addWidget(line)

    def _bring_into_view(self, part: QWidget) -> None:
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part))  # not once it is gone

    def _keep(self, promise_id: int) -> None:
        if self._try(KeepPromise(PromiseId(promise_id)), promise_id):
            self.told.emit(self.tr("Promise kept"))

    def _withdraw(self, promise_id: int, reason: str) -> None:
        if self._try(WithdrawPromise(PromiseId(promise_id), reason), promise_id):
            self.told.emit(self.tr("Promise taken back"))

    def _try(self, command: Command, promise_id: int) -> bool:
        done = self._desk.try_to(command)
        if isinstance(done, Expected):
            for line in self.lines:
                if line.promise.id == promise_id:
                    line.row.set_error(sentence_for(done))
                    line.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return True

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._shown = None
