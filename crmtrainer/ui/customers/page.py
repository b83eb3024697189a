# SPDX-License-Identifier: MIT
"""The Customers section: the list beside one record, or beside the question why it is to be opened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.kernel.commands import Change
from crmtrainer.kernel.errors import Expected, NotFound
from crmtrainer.ui.customers.list_pane import CustomerList
from crmtrainer.ui.customers.opening import OpeningPanel
from crmtrainer.ui.customers.record import RecordView
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.kept_tabs import KeptTab, KeptTabs, kept_above
from crmtrainer.ui.kit.list_beside import ListBeside
from crmtrainer.ui.kit.page import Page
from crmtrainer.ui.kit.scrolling import ColumnScroll, Pages
from crmtrainer.ui.paper import Printable
from crmtrainer.ui.tasks import Tasks


class CustomersPage(Page):
    """The page. Other sections are reached through its signals."""

    PRINTS_A_RECORD = True
    open_ticket = Signal(object)
    log_for = Signal(object)
    new_ticket_for = Signal(object)
    show_scenarios = Signal()
    show_seeding = Signal()
    caller_named = Signal(object)
    """Whoever is on the line is this customer."""
    looked_at = Signal()
    """Somebody else is in sight, or nobody, or whether the record is open is another matter."""
    told = Signal(str)
    """What was saved, in words for a toast."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, *, tasks: Tasks | None = None) -> None:
        super().__init__("", "", parent)
        self.title_text = self.tr("Customers")
        self.help_text = self.tr(
            "Everybody this organisation serves. Find the right person by name and town, say why you need their "
            "record, and open it. What you open and uncover is kept in the access log. {Ctrl+F} filters, Enter opens."
        )
        self.setAccessibleName(self.title_text)
        self._desk = desk
        self._wanted: int | None = None
        self.list = CustomerList(desk, tasks)
        self.opening = OpeningPanel(desk)
        self.record = RecordView(desk)
        self.no_world = EmptyState(
            "account-group-outline",
            self.tr("No customers here yet"),
            self.tr("Customers belong to a practice world. Choose a scenario and its people appear here."),
            button=self.tr("Choose a scenario"),
            button_icon="play-circle-outline",
        )
        self.nobody_chosen = EmptyState(
            "account-search-outline",
            self.tr("No customer chosen"),
            self.tr("Choose somebody in the list to see their record here."),
        )
        self.kept = KeptTabs(self.tr("Records kept open"), self._tab)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._right = Pages()
        for widget in (self.nobody_chosen, self.opening, self.record):
            self._right.addWidget(widget)
        self.splitter = ListBeside("customers", self.list, kept_above(self.kept, ColumnScroll(self._right)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        column.addWidget(self.no_world)
        self.small(False)
        self._show_what_there_is()

    def _connect(self) -> None:
        desk = self._desk
        desk.changed.connect(self._hear)
        desk.world_changed.connect(self._other_world)
        self.list.current_changed.connect(self._look_at)
        self.list.opened.connect(self._go_into)
        self.list.opened_in_tab.connect(self.keep_open)
        self.kept.chosen.connect(lambda ident: self.open_customer(ident))
        self.list.fill_wanted.connect(self.show_seeding)
        self.opening.opened.connect(self._opened)
        self.opening.cancelled.connect(self._back_to_list)
        self.opening.caller_named.connect(self.caller_named)
        self._right.currentChanged.connect(lambda _page: self.looked_at.emit())
        self.record.log_for.connect(self.log_for)
        self.record.new_ticket_for.connect(self.new_ticket_for)
        self.record.told.connect(self.told)
        self.record.identity.record_wanted.connect(self._go_into)
        self.no_world.acted.connect(self.show_scenarios)

    def keep_open(self, customer_id: object) -> None:
        """Go to a record and keep it open as a tab."""
        self._go_into(customer_id)
        self.kept.keep(customer_id)

    def _tab(self, customer_id: object) -> KeptTab | None:
        row = self.list.row(customer_id) if isinstance(customer_id, int) else None
        return None if row is None else KeptTab(row.id, row.ref, row.name, icon="account-outline")

    # What the shell calls

    @override
    def kept_tabs(self) -> KeptTabs:
        return self.kept

    @override
    def entered(self) -> None:
        self._show_what_there_is()
        self.list.refresh()
        self._look_at(self._wanted)

    @override
    def first_focus(self) -> QWidget | None:
        if not self._desk.has_world:
            return self.no_world.button
        return self.list.list if not self.list.list.isHidden() else self.list.filter

    @override
    def filter_field(self) -> QWidget | None:
        return self.list.filter if self._desk.has_world else None

    @override
    def panes(self) -> list[QWidget]:
        return [self.list, self._right] if self._desk.has_world else [self.no_world]

    @override
    def small(self, compact: bool) -> None:
        self.splitter.set_compact(compact)

    @override
    def reason_against_print(self) -> str:
        if self._desk.has_world and self.is_open():
            return ""
        return self.tr("Open a record first: it is printed covered, as it is on the screen.")

    @override
    def to_print(self) -> Printable:
        return self.record.to_print()

    def open_customer(self, customer_id: int, *, keep: bool = False) -> None:
        """Show this customer: the record where it is open already, else the question why. `keep`: as a tab besides."""
        if not self._desk.has_world:
            return
        self._wanted = customer_id
        if not self.list.go_to(customer_id):
            self._look_at(customer_id)
        self._go_into(customer_id)
        if keep:
            self.kept.keep(customer_id)

    def set_timeline(self, widget: QWidget) -> None:
        """Fill the Timeline tab; the widget's `show_for(customer_id, name)` is called for each record shown.

        Where the widget has a signal `open_ticket`, it is passed on.
        """
        self.record.tabs.set_timeline(widget)
        opens = getattr(widget, "open_ticket", None)
        if opens is not None:
            opens.connect(self.open_ticket)

    def customer_id(self) -> int | None:
        """Who is in sight, open or not."""
        return self._wanted if self._desk.has_world else None

    def is_open(self) -> bool:
        """Whether a record is in sight."""
        return self._right.currentWidget() is self.record

    def step(self, by: int) -> None:
        """To the next customer of the list, or the one before."""
        self.list.list.step(by)

    def save(self) -> bool:
        """Save the group being edited (Ctrl+S); says whether there was one."""
        return self.is_open() and self.record.save()

    # Its own affairs

    def _look_at(self, customer_id: object) -> None:
        """Show a customer at the right, without moving the keyboard."""
        if not isinstance(customer_id, int) or not self._desk.has_world:
            self._show_nobody()
            return
        self._wanted = customer_id
        self.kept.look_at(customer_id)
        try:
            self.record.show_record(customer_id)
        except NotFound:
            self._show_nobody()
        except Expected:
            self._ask_why(customer_id)
        else:
            self._right.setCurrentWidget(self.record)

    def _ask_why(self, customer_id: int) -> None:
        row = self.list.row(customer_id)
        self.record.clear()
        if row is None:
            self._show_nobody()
            return
        self.opening.ask_about(row)
        self._right.setCurrentWidget(self.opening)

    def _show_nobody(self) -> None:
        self._wanted = None
        self.kept.look_at(None)
        self.record.clear()
        self._right.setCurrentWidget(self.nobody_chosen)

    def _go_into(self, customer_id: object) -> None:
        if self._wanted != customer_id or self._right.currentWidget() is self.nobody_chosen:
            self._look_at(customer_id)
        if self._right.currentWidget() is self.opening:
            self.opening.take_keyboard()
        elif self.is_open():
            self.record.take_keyboard()

    def _opened(self, customer_id: object) -> None:
        self._look_at(customer_id)
        if self.is_open():
            self.record.take_keyboard()

    def _back_to_list(self) -> None:
        target = self.first_focus()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hear(self, changes: tuple[Change, ...]) -> None:
        if not self.isVisible() or not self._desk.has_world:
            return
        about = {change.ident for change in changes if change.kind in ("customer", "identity", "consent")}
        if any(change.kind == "customer" for change in changes):
            self.list.model.refresh_rows()
        talked = any(change.kind == "conversation" for change in changes)
        if self.is_open() and (talked or self._wanted in about):
            self._look_at(self._wanted)

    def _other_world(self) -> None:
        self._wanted = None
        self.kept.clear()
        self.list.filter.clear()
        self._show_nobody()
        self._show_what_there_is()
        if self.isVisible():
            self.list.refresh()

    def _show_what_there_is(self) -> None:
        there = self._desk.has_world
        self.splitter.setVisible(there)
        self.no_world.setVisible(not there)
