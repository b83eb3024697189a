# SPDX-License-Identifier: MIT
"""The tabs of a record: a timeline that somebody else fills, details, orders, consents, access log."""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.customers.queries import CustomerRecord
from crmtrainer.orders.queries import OrderRow
from crmtrainer.reports.paper import Item
from crmtrainer.ui import theme
from crmtrainer.ui.customers.columns import access_columns, consent_columns, order_row, order_told
from crmtrainer.ui.customers.details import DetailsTab
from crmtrainer.ui.customers.edit_group import EditGroup
from crmtrainer.ui.customers.groups import ConsentGroup
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.reading import ReadableRows
from crmtrainer.ui.kit.text import body, is_restyling
from crmtrainer.ui.kit.windowed_table import TableView, WindowedTable


class ShowsCustomer(Protocol):
    """What a widget in the timeline's place can do."""

    def show_for(self, customer_id: int, name: str = "") -> object: ...

    def on_paper(self) -> tuple[Item, ...]: ...


class OrdersTab(ReadableRows):
    """What the customer bought, newest first; each order opens to be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("OrdersTab", "Orders"),
            "cart-outline",
            translate("OrdersTab", "No orders on this record"),
            translate("OrdersTab", "What the customer buys appears here, newest first."),
            parent,
        )

    def show_orders(self, orders: tuple[OrderRow, ...]) -> None:
        self.show_rows(tuple(order_row(order) for order in orders), {order.id: order_told(order) for order in orders})


class ConsentsTab(Surface):
    """Consent as it stands, and noting a change."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self.group = ConsentGroup(desk)
        self.model = WindowedTable(consent_columns(), parent=self)
        self.table = TableView(self.tr("Consents"), self.model)
        self._none = body(self.tr("Nothing noted yet: nobody asked this customer, or nobody wrote it down."))
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.group)
        self._column.addWidget(self._none)
        self._column.addWidget(self.table, 1)
        self._column.addStretch(0)
        self._restyle()

    def show_record(self, record: CustomerRecord) -> None:
        self.group.show_record(record)
        self.model.set_rows(record.consents)
        self.table.setVisible(bool(record.consents))
        self._none.setVisible(not record.consents)
        self._column.setStretch(3, 0 if record.consents else 1)

    def _restyle(self) -> None:
        margin = theme.px(16)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(theme.px(12))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()


class RecordTabs(QTabWidget):
    """The tabs. Numbers beside a name say how many rows wait there."""

    told = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Parts of the record"))
        self.tabBar().setAccessibleName(self.tr("Parts of the record"))
        self.setUsesScrollButtons(True)
        self._timeline: QWidget | None = None
        self.details = DetailsTab(desk)
        self.orders = OrdersTab()
        self.consents = ConsentsTab(desk)
        self.log_model = WindowedTable(access_columns(lambda: desk.actor.pseudonym), parent=self)
        self.log = TableView(self.tr("Access log"), self.log_model)
        self.addTab(self.details, self.tr("Details"))
        self.addTab(self.orders, self.tr("Orders"))
        self.addTab(self.consents, self.tr("Consents"))
        self.addTab(self.log, self.tr("Access log"))
        self.details.told.connect(self.told)
        self.consents.group.saved.connect(lambda: self.told.emit(self.tr("Consent noted")))

    def set_timeline(self, widget: QWidget) -> None:
        """Put a widget into the first tab. Its `show_for(customer_id, name)` is called for each record shown."""
        if self._timeline is not None:
            self.removeTab(self.indexOf(self._timeline))
        self._timeline = widget
        self.insertTab(0, widget, self.tr("Timeline"))
        self.setCurrentIndex(0)

    def story(self) -> tuple[Item, ...]:
        """What the timeline shows, for paper."""
        return () if self._timeline is None else cast(ShowsCustomer, self._timeline).on_paper()

    def show_record(self, record: CustomerRecord, orders: tuple[OrderRow, ...]) -> None:
        """Fill every tab."""
        if self._timeline is not None:
            cast(ShowsCustomer, self._timeline).show_for(record.header.id, record.header.name)
        self.details.show_record(record)
        self.orders.show_orders(orders)
        self.consents.show_record(record)
        self.log_model.set_rows(record.accesses)
        words = self.tr("Orders %1").replace("%1", str(len(orders))) if orders else self.tr("Orders")
        self.setTabText(self.indexOf(self.orders), words)

    def groups(self) -> list[EditGroup]:
        """The groups that can be edited."""
        return [*self.details.groups(), self.consents.group]

    @override
    def hasHeightForWidth(self) -> bool:
        return False

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), self.minimumSizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        """That of the page in sight, not of the largest: each page scrolls or gives way."""
        needed = self.currentWidget().minimumSizeHint().height() if self.count() else 0
        return QSize(theme.px(240), self.tabBar().sizeHint().height() + max(theme.px(150), needed))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.updateGeometry()
