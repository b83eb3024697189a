# SPDX-License-Identifier: MIT
"""The timeline of a ticket or a customer: filtered by kind, older items on request, newly arrived ones on top."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from crmtrainer.casework.queries import TimelineItem, What, timeline
from crmtrainer.interactions.rules import ConversationState, Kind
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import CustomerId, TicketId
from crmtrainer.reports.paper import Item
from crmtrainer.ui.casework.paper import on_paper
from crmtrainer.ui.casework.story import told
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.timeline import TimelineView

PAGE = 50


class TimelinePane(QWidget):
    """The pane. For a customer's own timeline a double click or Ctrl+Enter asks for the ticket of an item."""

    open_ticket = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ticket: TicketId | None = None
        self._customer: CustomerId | None = None
        self._name = ""
        self._kinds: tuple[Kind, ...] = ()
        self._wanted = PAGE
        self._items: tuple[TimelineItem, ...] = ()
        self.view = TimelineView(self.tr("Timeline"))
        self.older = Button(self.tr("Show older"), variant=Variant.LINK)
        self.older.clicked.connect(self._more)
        self.nothing = EmptyState(
            "timeline-outline", self.tr("Nothing here yet"), self.tr("Calls, messages and notes appear here.")
        )
        self.filter_button = Button(
            icon="filter-outline", variant=Variant.QUIET, name=self.tr("Filter the timeline by kind")
        )
        self.filter_button.set_menu(self._menu())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.older)
        self.view.opened.connect(self._open)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(self)
        choices: list[tuple[str, tuple[Kind, ...]]] = [
            (self.tr("Everything"), ()),
            (self.tr("What the customer sees"), (Kind.CALL, Kind.MESSAGE)),
            (self.tr("Calls"), (Kind.CALL,)),
            (self.tr("Messages"), (Kind.MESSAGE,)),
            (self.tr("Notes"), (Kind.NOTE,)),
            (self.tr("Colleagues"), (Kind.COLLEAGUE,)),
            (self.tr("System"), (Kind.SYSTEM,)),
        ]
        for words, kinds in choices:
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(not kinds)
            action.triggered.connect(lambda _checked=False, kinds=kinds: self.set_kinds(kinds))
            group.addAction(action)
            menu.addAction(action)
        return menu

    def show_ticket(self, ticket_id: int, customer: str, now: datetime) -> None:
        """Show a ticket's timeline as it is now. Raises `Refused` unless its customer's record is open."""
        if ticket_id != self._ticket:
            self._wanted = PAGE
            self.view.scrollToTop()
        self._ticket, self._customer, self._name = TicketId(ticket_id), None, customer
        self._ask(now)

    def show_for(self, customer_id: int, name: str = "") -> None:
        """Show everything that happened with a customer; nothing where the record is not open."""
        if customer_id != self._customer:
            self._wanted = PAGE
            self.view.scrollToTop()
        self._ticket, self._customer, self._name = None, CustomerId(customer_id), name or self.tr("The customer")
        try:
            self._ask(self._desk.world.clock.now())
        except Expected:
            self._show((), self._desk.world.clock.now())

    def set_kinds(self, kinds: tuple[Kind, ...]) -> None:
        """Show items of these kinds; none means all."""
        self._kinds = kinds
        self.filter_button.set_icon("filter-check-outline" if kinds else "filter-outline")
        if self._ticket is not None or self._customer is not None:
            self._ask(self._desk.world.clock.now())

    def items(self) -> tuple[TimelineItem, ...]:
        """What is shown, newest first."""
        return self._items

    def on_paper(self) -> tuple[Item, ...]:
        """What is shown, for paper."""
        items = told(self._items, self._desk.world.clock.now(), self._name, with_ticket=self._ticket is None)
        return on_paper(items)

    def unlogged_call(self) -> int | None:
        """The newest call that ended and that nobody wrote down yet."""
        if self._ticket is None and self._customer is None:
            return None
        calls = self._desk.ask(timeline, ticket_id=self._ticket, customer_id=self._customer, kinds=(Kind.CALL,))
        logged = {call.conversation_id for call in calls if call.what is What.CALL_LOGGED}
        for call in calls:
            ended = call.what is What.CONVERSATION and call.now == ConversationState.ENDED
            if ended and call.conversation_id not in logged:
                return call.conversation_id
        return None

    def _ask(self, now: datetime) -> None:
        items = self._desk.ask(
            timeline,
            ticket_id=self._ticket,
            customer_id=self._customer,
            kinds=self._kinds,
            limit=self._wanted + 1,
        )
        self._show(items, now)

    def _show(self, items: tuple[TimelineItem, ...], now: datetime) -> None:
        self.older.setVisible(len(items) > self._wanted)
        self._items = items[: self._wanted]
        self.view.set_items(told(self._items, now, self._name, with_ticket=self._ticket is None))
        self.view.setVisible(bool(items))
        self.nothing.setVisible(not items)
        if items and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.view.model().index(0, 0))

    def _more(self) -> None:
        place = self.view.verticalScrollBar().value()
        self._wanted += PAGE
        self._ask(self._desk.world.clock.now())
        self.view.verticalScrollBar().setValue(place)

    def _open(self, cursor: object) -> None:
        for item in self._items:
            if item.cursor == cursor and item.ticket_id is not None and self._ticket is None:
                self.open_ticket.emit(item.ticket_id)
