# SPDX-License-Identifier: MIT
"""An open record: header strip, identity, covered fields, tabs. Whether it is open is the core's decision."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.customers import queries
from crmtrainer.customers.queries import RecordHeader
from crmtrainer.customers.rules import CustomerKind
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.orders.queries import orders_of_customer
from crmtrainer.ui import theme
from crmtrainer.ui.customers.covered import CoveredGrid
from crmtrainer.ui.customers.identity_panel import IdentityPanel
from crmtrainer.ui.customers.labels import channel_icon, channel_words, kind_icon, stage_chip
from crmtrainer.ui.customers.paper import record_to_print
from crmtrainer.ui.customers.record_tabs import RecordTabs
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.chip import ChipData, ChipRow
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.scrolling import ColumnScroll
from crmtrainer.ui.kit.text import ElidedLabel, caption, is_restyling, plain_tip, spoken
from crmtrainer.ui.paper import Printable
from crmtrainer.ui.theme import Tone

SIDE_BY_SIDE = 640
NARROW, NARROWEST = 520, 400


class RecordHead(Surface):
    """Who it is, what whoever serves them must know at once, and the next steps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges=Qt.Edge.BottomEdge, parent=parent)
        self.setAccessibleName(self.tr("Customer"))
        self._ref = caption()
        self.name = ElidedLabel(size=Type.TITLE, weight=SEMIBOLD)
        self.name.setMinimumWidth(theme.px(80))
        self.log = Button(self.tr("Log contact"), "phone-plus-outline")
        self.ticket = Button(self.tr("New ticket"), "plus", Variant.PRIMARY)
        for button in (self.log, self.ticket):
            button.setToolTip(plain_tip(button.accessibleName()))
        self.chips = ChipRow()
        self._first = QHBoxLayout()
        self._first.addWidget(self._ref)
        self._first.addWidget(self.name, 1)
        self._first.addWidget(self.log)
        self._first.addWidget(self.ticket)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._first)
        self._column.addWidget(self.chips)
        self._restyle()

    def show_header(self, header: RecordHeader) -> None:
        """Show whose record it is."""
        self._ref.setText(header.ref)
        self.name.setText(header.name)
        chips = [stage_chip(header.stage)]
        if header.need:
            tip = self.tr("Need: %1").replace("%1", header.need)
            chips.append(ChipData(header.need, "account-heart-outline", Tone.INFO, tip=tip))
        if header.preferred_channel:
            words = self.tr("Prefers: %1").replace("%1", channel_words(header.preferred_channel))
            chips.append(ChipData(words, channel_icon(header.preferred_channel)))
        if header.town:
            chips.append(ChipData(header.town, "map-marker-outline"))
        if header.kind is CustomerKind.ORGANISATION:
            chips.append(ChipData(self.tr("Organisation"), kind_icon(header.kind)))
        self.chips.set_chips(chips)

    def _restyle(self) -> None:
        self._column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        self._column.setSpacing(theme.px(8))
        self._first.setSpacing(theme.px(8))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The words of the buttons step aside when room is short, the primary one's last."""
        self.log.setText("" if self.width() < theme.px(NARROW) else self.tr("Log contact"))
        self.ticket.setText("" if self.width() < theme.px(NARROWEST) else self.tr("New ticket"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()


class RecordView(QWidget):
    """The view. `show_record` raises what the core refuses, so that its owner can ask for a reason instead."""

    log_for = Signal(object)
    new_ticket_for = Signal(object)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._customer_id: int | None = None
        self.head = RecordHead()
        self.identity = IdentityPanel(desk)
        self.covered = CoveredGrid(desk)
        self.tabs = RecordTabs(desk)
        self._proof = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._proof.setSpacing(0)
        self._proof.addWidget(self.identity, 1)
        self._proof.addWidget(self.covered, 1)
        inner = Surface("surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._proof)
        column.addWidget(self.tabs, 1)
        area = self._area = ColumnScroll(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(area, 1)
        self.head.log.clicked.connect(lambda: self.log_for.emit(self._customer_id))
        self.head.ticket.clicked.connect(lambda: self.new_ticket_for.emit(self._customer_id))
        self.tabs.told.connect(self.told)
        self.identity.arranged.connect(self._fit)

    def customer_id(self) -> int | None:
        """Whose record is shown."""
        return self._customer_id

    def show_record(self, customer_id: int) -> None:
        """Show the record as it is now. Raises `Refused` unless it was opened today, or `NotFound`."""
        ident = CustomerId(customer_id)
        record = self._desk.ask(queries.record, customer_id=ident)
        orders = self._desk.ask(orders_of_customer, customer_id=ident)
        if customer_id != self._customer_id:
            self._area.verticalScrollBar().setValue(0)
        self._customer_id = customer_id
        self.setAccessibleName(spoken(self.tr("Record of %1").replace("%1", record.header.name)))
        self.head.show_header(record.header)
        self.identity.show_for(customer_id)
        self.covered.show_fields(customer_id, record.fields)
        self.tabs.show_record(record, orders)

    def to_print(self) -> Printable:
        """The record as it is now, covered where it is covered here. Raises `Refused` unless it was opened today."""
        ident = CustomerId(self._customer_id or 0)
        record = self._desk.ask(queries.record, customer_id=ident)
        orders = self._desk.ask(orders_of_customer, customer_id=ident)
        by = self._desk.person_name or self._desk.actor.pseudonym
        return record_to_print(record, orders, self.tabs.story(), self._desk.world.clock.now(), by)

    def clear(self) -> None:
        """Forget whose record was shown."""
        self._customer_id = None
        self.identity.clear()
        self.covered.clear()

    def take_keyboard(self) -> None:
        """Put the keyboard where one goes on: the next question of an identity check, or the tabs."""
        line = self.identity.first_open() if not self.identity.is_folded() else None
        target = line.field if line is not None else self.tabs.tabBar()
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> bool:
        """Save the group that is being edited; says whether there was one."""
        for group in self.tabs.groups():
            if group.is_editing():
                group.save()
                return True
        return False

    def _fit(self) -> None:
        """Identity and covered fields stand side by side where there is room and questions are in sight."""
        beside = not self.identity.is_folded() and self.width() >= theme.px(SIDE_BY_SIDE)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._proof.direction() != direction:
            self._proof.setDirection(direction)

    @override
    def minimumSizeHint(self) -> QSize:
        """Narrow enough for large text in a small window; what is high scrolls."""
        self._area.least = theme.px(150)
        layout = self.layout()
        # The head wraps: what it takes more than its least must not be taken from what is below it.
        high = layout.totalMinimumHeightForWidth(self.width()) if layout is not None else 0
        return QSize(theme.px(280), max(high, super().minimumSizeHint().height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._fit()
