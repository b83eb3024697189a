# SPDX-License-Identifier: MIT
"""Who is this?: finds the record of somebody in contact; taking it opens the record and names them the caller."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.customers.queries import CustomerRow, FoundRow, customer_page, find
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import ConversationId
from crmtrainer.ui import theme
from crmtrainer.ui.callers import name_caller
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.fields import SearchField
from crmtrainer.ui.kit.flow import Flow
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.rows import ROW_ROLE, Row, RowsModel
from crmtrainer.ui.kit.rows_view import RowsView
from crmtrainer.ui.kit.text import Label, caption, is_restyling, section
from crmtrainer.wording import sentence_for

TYPING_PAUSE_MS = 120
MOST = 20


class WhoIsThis(Surface):
    """The part. `taken` carries the customer whose record was opened and named."""

    taken = Signal(object)
    cancelled = Signal()
    look_wanted = Signal(object)
    """A record that was looked up elsewhere is to be looked at, and is not the caller's."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._desk = desk
        self._conversation: ConversationId | None = None
        self._found: tuple[FoundRow, ...] = ()
        self.setAccessibleName(self.tr("Who is this?"))
        self.field = SearchField(
            self.tr("Find the caller’s record"), self.tr("Name, phone, postcode, order"), icon="account-search-outline"
        )
        self.model = RowsModel(self)
        self.list = RowsView(self.tr("Records found"))
        self.list.setModel(self.model)
        self.take = Button(self.tr("This is the caller"), "account-check-outline", Variant.PRIMARY)
        self.look = Button(self.tr("Only look at the record"))
        self.cancel = Button(self.tr("Cancel"))
        self.note = caption(
            self.tr("Taking a record opens it, and the access log says why. It proves nothing."), wrap=True
        )
        self.problem = Label(size=Type.CAPTION, weight=SEMIBOLD, token="bad", wrap=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._build()
        self._pause.timeout.connect(self.search)
        self.field.textChanged.connect(lambda: self._pause.start())
        self.field.returnPressed.connect(self._enter_list)
        self.list.opened.connect(self._take)
        self.list.current_changed.connect(lambda _row: self._settle())
        self.take.clicked.connect(lambda: self._take(self.list.current_id()))
        self.look.clicked.connect(lambda: self.look_wanted.emit(self.list.current_id()))
        self.cancel.clicked.connect(self.cancelled)

    def _build(self) -> None:
        buttons = Flow()
        for button in (self.take, self.look, self.cancel):
            buttons.add(button)
        self._column = QVBoxLayout(self)
        self._column.addWidget(section(self.tr("Who is this?")))
        self._column.addWidget(self.field)
        self._column.addWidget(self.note)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self.problem)
        self._column.addWidget(buttons)
        self.list.setMinimumHeight(theme.px(60))
        self.problem.hide()
        self.cancel.hide()
        self.look.hide()
        self._settle()
        self._restyle()

    def show_for(self, conversation_id: int, *, can_cancel: bool) -> None:
        """Ask about this conversation; another one begins afresh."""
        if conversation_id != self._conversation:
            self.field.clear()
            self.model.set_rows(())
            self.look.hide()
            self.show_problem("")
        self._conversation = ConversationId(conversation_id)
        self.cancel.setVisible(can_cancel)

    def offer(self, customer_id: int) -> None:
        """Offer somebody who was looked up elsewhere: one press takes them for the caller, as its name says."""
        rows = self._desk.ask(customer_page, ids=(customer_id,))
        if not rows:
            return
        with QSignalBlocker(self.field):
            self.field.clear()
        self._pause.stop()
        self._found = ()
        self.model.set_rows((_offered(rows[0]),))
        self.list.go_to(0)
        self.show_problem("")
        self.look.show()
        self._settle()
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def search(self) -> None:
        """Show what the words find; orders and tickets stand for the customer they belong to."""
        self._pause.stop()
        self.look.hide()
        text = self.field.text().strip()
        found = self._desk.ask(find, text=text, limit=MOST).rows if text and self._desk.has_world else ()
        seen: dict[int, FoundRow] = {}
        for row in found:
            seen.setdefault(row.customer_id, row)
        self._found = tuple(seen.values())
        self.model.set_rows(tuple(self._row(row) for row in self._found))
        if self._found:
            self.list.go_to(0)
        self.show_problem("" if self._found or not text else self.tr("Nobody is found by these words."))
        self._settle()

    def _row(self, row: FoundRow) -> Row:
        parts = [row.ref, row.title, row.subtitle, row.phone]
        detail = " · ".join(part for part in (row.subtitle, row.phone) if part)
        return Row(
            row.customer_id,
            row.title,
            row.ref,
            detail,
            icon="account-outline",
            spoken=", ".join(part for part in parts if part),
        )

    def _enter_list(self) -> None:
        self.search()
        if self._found:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self) -> None:
        row = self.list.currentIndex().data(ROW_ROLE)
        self.take.explain("" if isinstance(row, Row) else self.tr("Find the caller’s record first"))
        if isinstance(row, Row):
            self.take.setAccessibleDescription(row.title)

    def _take(self, customer_id: object) -> None:
        if not isinstance(customer_id, int) or self._conversation is None:
            return
        done = name_caller(self._desk, self._conversation, customer_id)
        if isinstance(done, Expected):
            self.show_problem(sentence_for(done))
            return
        self.field.clear()
        self.look.hide()
        self.taken.emit(customer_id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.cancel.isVisible():
            self.cancelled.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def _restyle(self) -> None:
        margin = theme.px(16)
        self._column.setContentsMargins(margin, theme.px(12), margin, theme.px(12))
        self._column.setSpacing(theme.px(8))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()


def _offered(customer: CustomerRow) -> Row:
    detail = " · ".join(part for part in (customer.town, customer.phone) if part)
    parts = (customer.ref, customer.name, customer.town, customer.phone)
    return Row(
        customer.id,
        customer.name,
        customer.ref,
        detail,
        icon="account-outline",
        spoken=", ".join(part for part in parts if part),
    )
