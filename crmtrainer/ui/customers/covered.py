# SPDX-License-Identifier: MIT
"""The fields of a record that stay covered, each with a lock; a locked one opens by a reason, asked for in place."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.customers import queries
from crmtrainer.customers.commands import RevealField
from crmtrainer.customers.queries import CoveredField
from crmtrainer.customers.rules import Masked
from crmtrainer.kernel.commands import Change
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.ui import theme
from crmtrainer.ui.customers.acting import act
from crmtrainer.ui.customers.labels import field_words
from crmtrainer.ui.dates import long_day
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.fonts import Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.clamped import Clamped
from crmtrainer.ui.kit.form import FormRow
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.text import caption, is_restyling

_CONCERNS = frozenset({"customer", "identity"})
NARROW = 330


def shown_value(field: CoveredField) -> str:
    """The field's text as it is read; a clear date of birth in words."""
    if field.field is Masked.BORN and field.is_clear and field.text:
        return long_day(date.fromisoformat(field.text))
    return field.text


class FieldCell(QWidget):
    """One field: its name, its value, and a lock while it is covered."""

    unlock = Signal(object)

    def __init__(self, field: Masked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._name = caption(field_words(field))
        # Somebody reads it out or types it: it is never shortened to less than it says.
        self.value = Clamped(3, size=Type.BODY)
        self.value.setMinimumWidth(theme.px(60))
        self.lock = Button(
            icon="lock-outline",
            variant=Variant.QUIET,
            name=self.tr("Show: %1").replace("%1", field_words(field)),
        )
        self.lock.clicked.connect(lambda: self.unlock.emit(self.field))
        self._open = IconLabel("lock-open-variant-outline", 18)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self.value)
        words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(2))
        self._row.addLayout(words, 1)
        self._row.addWidget(self.lock, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_field(self, field: CoveredField) -> None:
        """Show the value, covered or clear, or that there is none."""
        empty = not field.text
        self.value.setText(self.tr("Not on record") if empty else shown_value(field))
        self.value.set_token("muted" if empty else "text")
        self.lock.setVisible(not empty and not field.is_clear)
        self._open.setVisible(not empty and field.is_clear)
        state = self.tr("covered") if not empty and not field.is_clear else self.value.text()
        self.setAccessibleName(f"{field_words(self.field)}, {state}")


class RevealPanel(QWidget):
    """Asks in place why a field is needed. Enter shows the field, Escape goes back to its lock."""

    given = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.reason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.reason.setMinimumContentsLength(12)
        self.reason.addItems(
            [
                self.tr("The customer asked me to confirm it"),
                self.tr("I need it to reply to them"),
                self.tr("I need it for their delivery"),
                self.tr("They say it is wrong on the record"),
            ]
        )
        # What is typed stays as typed: no preset is completed into it.
        self.reason.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none; the stub does not say so
        line = self.reason.lineEdit()
        if line is not None:
            line.setAccessibleName(self.tr("Why do you need it?"))
            line.setPlaceholderText(self.tr("Choose a reason or write your own"))
            line.returnPressed.connect(self._give)
        self.row = FormRow(self.tr("Why do you need it?"), self.reason)
        self.show_button = Button(self.tr("Show it"), "lock-open-variant-outline", Variant.PRIMARY)
        self.show_button.clicked.connect(self._give)
        self.cancel = Button(self.tr("Cancel"))
        self.cancel.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.show_button)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        column.setSpacing(theme.px(8))
        column.addWidget(self.row)
        column.addLayout(buttons)

    def ask_about(self, field: Masked) -> None:
        """Begin afresh for one field and take the keyboard."""
        words = self.tr("Why do you need this: %1?").replace("%1", field_words(field))
        self.row.label.setText(words)
        self.reason.setAccessibleName(words)
        self.reason.setCurrentIndex(-1)
        self.reason.setEditText("")
        self.row.set_error("")
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self) -> None:
        self.given.emit(self.reason.currentText())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class CoveredGrid(Surface):
    """The grid. It asks for the record itself, or takes the fields of a record that was just asked for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("window", edges=Qt.Edge.BottomEdge, parent=parent)
        self._desk = desk
        self._customer_id: int | None = None
        self._asking: Masked | None = None
        self.setAccessibleName(self.tr("Covered fields"))
        self.cells = {field: FieldCell(field) for field in Masked}
        for cell in self.cells.values():
            cell.unlock.connect(self._ask_why)
        self.panel = RevealPanel()
        self.panel.given.connect(self._reveal)
        self.panel.cancelled.connect(self._cancel)
        self.panel.hide()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._whole = QVBoxLayout(self)
        self._whole.addLayout(self._grid)
        self._whole.addWidget(self.panel)
        self._whole.addStretch(1)
        self._columns = 0
        self._restyle()
        desk.changed.connect(self._hear)
        desk.world_changed.connect(self.clear)
        self.clear()

    def show_for(self, customer_id: int) -> None:
        """Show this customer's fields. Nothing is shown of a record that is not open."""
        try:
            record = self._desk.ask(queries.record, customer_id=CustomerId(customer_id))
        except Expected:
            self.clear()
            return
        self.show_fields(customer_id, record.fields)

    def show_fields(self, customer_id: int, fields: tuple[CoveredField, ...]) -> None:
        """Show the fields of a record that the caller has asked for."""
        if customer_id != self._customer_id:
            self._close_panel()
        self._customer_id = customer_id
        for field in fields:
            self.cells[field.field].show_field(field)
            if field.field is Masked.NEED_DETAIL:
                self.cells[field.field].setVisible(bool(field.text))
            if field.is_clear and field.field is self._asking:
                self._close_panel()
        self.show()

    def clear(self) -> None:
        """Show nothing."""
        self._customer_id = None
        self._close_panel()
        self.hide()

    def _ask_why(self, field: Masked) -> None:
        self._asking = field
        self.panel.ask_about(field)

    def _reveal(self, reason: str) -> None:
        field = self._asking
        if self._customer_id is None or field is None:
            return
        done, problem = act(self._desk, RevealField(CustomerId(self._customer_id), field, reason))
        if done is None:
            self.panel.row.set_error(problem)
            self.panel.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._close_panel()
        following = next((cell.lock for cell in self.cells.values() if cell.lock.isVisible()), None)
        if following is not None:
            following.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancel(self) -> None:
        field = self._asking
        self._close_panel()
        if field is not None:
            self.cells[field].lock.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_panel(self) -> None:
        self._asking = None
        self.panel.hide()

    def _hear(self, changes: tuple[Change, ...]) -> None:
        if self._customer_id is None:
            return
        about = any(c.kind in _CONCERNS and c.ident == self._customer_id for c in changes)
        if about or any(c.kind == "conversation" for c in changes):
            self.show_for(self._customer_id)

    def _place(self) -> None:
        columns = 1 if self.width() < theme.px(NARROW) else 2
        if columns == self._columns:
            return
        self._columns = columns
        for number, cell in enumerate(self.cells.values()):
            self._grid.removeWidget(cell)
            wide = columns == 2 and cell.field is Masked.NEED_DETAIL
            self._grid.addWidget(cell, number // columns, number % columns, 1, columns if wide else 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)

    def _restyle(self) -> None:
        self._whole.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(11))
        self._whole.setSpacing(theme.px(8))
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(4))
        self._place()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
