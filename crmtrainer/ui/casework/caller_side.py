# SPDX-License-Identifier: MIT
"""The record column of a call that has no ticket yet: who it is, what proves it, what is already known."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.casework.queries import of_customer
from crmtrainer.customers.queries import record as customer_record
from crmtrainer.customers.rules import IdentityState
from crmtrainer.interactions.queries import ConversationRow
from crmtrainer.interactions.rules import TALKING, ConversationState, Direction
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.tickets.rules import NextStep, Situation, next_step, when_all_is_said
from crmtrainer.ui import theme
from crmtrainer.ui.casework.chip_line import ChipLine
from crmtrainer.ui.casework.side_panes import Proof, RowsPane, linked_rows
from crmtrainer.ui.casework.timeline_pane import TimelinePane
from crmtrainer.ui.customers.labels import channel_icon, channel_words, stage_chip
from crmtrainer.ui.dates import clock_time
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.interactions.caller_search import WhoIsThis
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import ChipData
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.scrolling import ColumnScroll, Pages, Tabs
from crmtrainer.ui.kit.text import ElidedLabel, caption, is_restyling
from crmtrainer.ui.theme import Tone
from crmtrainer.ui.tickets.labels import STEPS, said

NARROW, LEAST = 470, 300


class CallerHead(Surface):
    """The strip above a call without a ticket: who we take it to be, and the next step."""

    stepped = Signal(object)
    other_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges=Qt.Edge.BottomEdge, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._step = NextStep.NOTHING
        self.reference = caption()
        self.name = ElidedLabel(size=Type.TITLE, weight=SEMIBOLD)
        self.name.setMinimumWidth(theme.px(60))
        self.other = Button(self.tr("Somebody else?"), variant=Variant.LINK)
        self.primary = Button("", "arrow-right", Variant.PRIMARY, name=self.tr("Next step"))
        self.chips = ChipLine()
        self._first = QHBoxLayout()
        self._first.addWidget(self.reference)
        self._first.addWidget(self.name, 1)
        self._acts = QHBoxLayout()
        self._acts.addWidget(self.primary, 1)
        self._first.addLayout(self._acts)
        self._second = QHBoxLayout()
        self._second.addWidget(self.chips, 1)
        self._second.addWidget(self.other)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._first)
        self._column.addLayout(self._second)
        self._narrow = False
        self.primary.clicked.connect(lambda: self.stepped.emit(self._step))
        self.other.clicked.connect(self.other_wanted)
        self._restyle()

    def show_caller(self, talk: ConversationRow, reference: str, chips: list[ChipData]) -> None:
        """Show who is on the line, as far as anybody knows."""
        rings = talk.state is ConversationState.RINGING
        unknown = self.tr("Phone ringing") if rings else self.tr("Caller not known yet")
        if talk.state is ConversationState.MISSED:
            unknown = self.tr("Missed call")
        self.reference.setText(reference)
        self.reference.setVisible(bool(reference) and self.width() >= theme.px(NARROW))
        self.name.setText(talk.customer or unknown)
        self.setAccessibleName(self.name.text())
        self.chips.set_chips(chips or [ChipData(talk.shown or self.tr("No number shown"), "phone-outline")])
        known = talk.customer_id is not None
        self.other.setVisible(known and talk.state in TALKING and talk.direction is Direction.IN)

    def show_step(self, talk: ConversationRow, step: NextStep) -> None:
        """Offer what comes next."""
        known, rings = talk.customer_id is not None, talk.state is ConversationState.RINGING
        self._step = step
        self.primary.setVisible(step is not NextStep.NOTHING)
        if step is not NextStep.NOTHING:
            words, icon = STEPS[step]
            shown = self.tr("Find the caller") if step is NextStep.CHECK_IDENTITY and not known else said(words)
            self.primary.setText(shown)
            self.primary.setAccessibleName(shown)
            self.primary.set_icon(icon if known or rings else "account-search-outline")

    def step(self) -> NextStep:
        """What is offered."""
        return self._step

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(LEAST), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        self.reference.setVisible(not narrow and bool(self.reference.text()))
        if narrow is not self._narrow:
            self._narrow = narrow
            # Whoever is on the line has the first line alone where it is short: the button goes below.
            (self._column if narrow else self._first).addLayout(self._taken_out())

    def _taken_out(self) -> QHBoxLayout:
        for holder in (self._first, self._column):
            holder.removeItem(self._acts)
        self._acts.setParent(None)
        return self._acts

    def _restyle(self) -> None:
        self._column.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(10))
        self._column.setSpacing(theme.px(6))
        self._first.setSpacing(theme.px(8))
        self._acts.setSpacing(theme.px(8))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()


class CallerSide(QWidget):
    """The column, and the strip above it in `head`. `taken` says that a record was named for the call."""

    taken = Signal(object)
    answer_wanted = Signal()
    open_ticket = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._talk: ConversationRow | None = None
        self._changing = False
        self.head = CallerHead()
        self.who = WhoIsThis(desk)
        self.proof = Proof(desk)
        self.timeline = TimelinePane(desk)
        self.tickets = RowsPane(
            self.tr("Tickets"), "folder-outline", self.tr("No tickets yet"), self.tr("Open one with New complaint.")
        )
        self.ringing = EmptyState(
            "phone-ring-outline",
            self.tr("Nobody has answered yet"),
            self.tr("Answer, and you hear who it is. A number on the display proves nothing."),
            button=self.tr("Answer the call"),
            button_icon="phone-outline",
        )
        self.tabs = Tabs()
        self._stack = Pages()
        self._build()
        self.who.taken.connect(self._taken)
        self.who.cancelled.connect(self._keep_caller)
        self.head.other_wanted.connect(self.find_caller)
        self.ringing.acted.connect(self.answer_wanted)
        self.tickets.opened.connect(self.open_ticket)
        self.timeline.open_ticket.connect(self.open_ticket)

    def _build(self) -> None:
        self.tabs.setAccessibleName(self.tr("What is known"))
        self.tabs.tabBar().setAccessibleName(self.tr("What is known"))
        self.tabs.addTab(self.timeline, self.tr("Timeline"))
        self.tabs.addTab(self.tickets, self.tr("Tickets"))
        self.tabs.setCornerWidget(self.timeline.filter_button, Qt.Corner.TopRightCorner)
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.proof)
        lines.addWidget(self.tabs, 1)
        self._known = ColumnScroll(inside)
        for widget in (self.ringing, self.who, self._known):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._restyle()

    def show_talk(self, talk: ConversationRow, now: datetime) -> None:
        """Show what is known about whoever is on the line."""
        if self._talk is None or self._talk.id != talk.id:
            self._changing = False
        self._talk = talk
        customer = talk.customer_id
        if customer is None:
            ringing = talk.state is ConversationState.RINGING or talk.state not in TALKING
            self._stack.setCurrentWidget(self.ringing if ringing else self.who)
            self._say_over(talk)
            self.who.show_for(talk.id, can_cancel=False)
            self.proof.clear()
            self.head.show_caller(talk, "", [])
            self.show_step()
            return
        self._stack.setCurrentWidget(self.who if self._changing else self._known)
        over = talk.state not in TALKING
        self.proof.show_for(customer, None if over else talk.id)
        self.timeline.show_for(customer, talk.customer)
        self._show_tickets(customer)
        reference, chips = self._chips(customer)
        self.head.show_caller(talk, reference, chips)
        self.show_step()

    def show_step(self, *, all_said: bool = False) -> None:
        """Offer what comes next; `all_said`: the talk came to its end."""
        if self._talk is not None:
            step = self._step(self._talk)
            self.head.show_step(self._talk, when_all_is_said(step) if all_said else step)

    def is_proven(self) -> bool:
        """Whether identity is proven in this conversation."""
        return self.proof.identity.state() is IdentityState.PASSED

    def identity(self) -> IdentityState | None:
        """How far identity is proven in this conversation."""
        return self.proof.identity.state()

    def find_caller(self) -> None:
        """Ask who it is, also when somebody was named already."""
        if self._talk is None:
            return
        self._changing = self._talk.customer_id is not None
        self.who.show_for(self._talk.id, can_cancel=self._changing)
        self._stack.setCurrentWidget(self.who)
        self.who.take_keyboard()

    def check_identity(self) -> None:
        self.proof.take_keyboard()

    def first_place(self) -> QWidget | None:
        """Where F6 lands: who it is, then what proves it."""
        if self._stack.currentWidget() is self.who:
            return self.who.field
        line = self.proof.identity.first_open() if self._stack.currentWidget() is self._known else None
        return None if line is None else line.field

    def take_keyboard(self) -> None:
        """Put the keyboard where one goes on."""
        if self._stack.currentWidget() is self.who:
            self.who.take_keyboard()
        elif self._stack.currentWidget() is self._known:
            self.check_identity()

    def _say_over(self, talk: ConversationRow) -> None:
        rings = talk.state is ConversationState.RINGING
        if rings:
            heading, words = self.tr("Nobody has answered yet"), self.tr(
                "Answer, and you hear who it is. A number on the display proves nothing."
            )  # fmt: skip
        elif talk.state is ConversationState.MISSED and talk.direction is Direction.IN:
            heading = self.tr("You missed this call")
            words = self.tr("It rang at %1, until they gave up. They may ring again.").replace(
                "%1", clock_time(talk.started_at)
            )
        else:
            heading = self.tr("The call is over")
            words = self.tr("Nobody found out who it was, so there is no record to log it on.")
        self.ringing.set_words(heading, words)
        if self.ringing.button is not None:
            self.ringing.button.setVisible(rings and talk.direction is Direction.IN)

    def _step(self, talk: ConversationRow) -> NextStep:
        over = talk.state in (ConversationState.ENDED, ConversationState.MISSED)
        unlogged = over and talk.customer_id is not None and self.timeline.unlogged_call() == talk.id
        case = Situation(
            is_ringing=talk.state is ConversationState.RINGING and talk.direction is Direction.IN,
            is_on_call=talk.state in TALKING,
            is_identity_proven=talk.customer_id is not None and self.is_proven(),
            has_identity_failed=talk.customer_id is not None and self.identity() is IdentityState.FAILED,
            has_unlogged_call=unlogged,
            customer_waits=talk.customer_id is not None,
        )
        return next_step(case)

    def _chips(self, customer_id: int) -> tuple[str, list[ChipData]]:
        try:
            header = self._desk.ask(customer_record, customer_id=CustomerId(customer_id)).header
        except Expected:
            return "", []
        chips = [stage_chip(header.stage)]
        if header.need:
            tip = self.tr("Need: %1").replace("%1", header.need)
            chips.append(ChipData(header.need, "account-heart-outline", Tone.INFO, tip=tip))
        if header.preferred_channel:
            words = self.tr("Prefers: %1").replace("%1", channel_words(header.preferred_channel))
            chips.append(ChipData(words, channel_icon(header.preferred_channel), Tone.INFO))
        return header.ref, chips

    def _show_tickets(self, customer_id: int) -> None:
        try:
            rows = linked_rows(self._desk.ask(of_customer, CustomerId(customer_id)))
        except Expected:
            rows = ()
        self.tickets.show_rows(rows)
        name = self.tr("Tickets")
        self.tabs.setTabText(self.tabs.indexOf(self.tickets), f"{name} {len(rows)}" if rows else name)

    def _taken(self, customer_id: object) -> None:
        self._changing = False
        self.taken.emit(customer_id)

    def _keep_caller(self) -> None:
        self._changing = False
        self._stack.setCurrentWidget(self._known)
        self.head.other.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        self.timeline.view.set_least(theme.px(110))
        self._known.set_least(theme.px(180))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
