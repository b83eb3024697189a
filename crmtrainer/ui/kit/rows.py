# SPDX-License-Identifier: MIT
"""A short list of rows and headings: its model in memory, and the view that people move in."""

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QListView, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.row_data import NO_PARENT, ROW_ROLE, Heading, Index, Mark, Row
from crmtrainer.ui.kit.row_delegate import RowDelegate
from crmtrainer.ui.kit.scrolling import GrowingList
from crmtrainer.ui.kit.text import is_restyling, plain_tip, visible

__all__ = ["NO_PARENT", "ROW_ROLE", "Heading", "Index", "Mark", "Row", "RowsModel", "RowsView", "row_data"]


class RowsModel(QAbstractListModel):
    """A short list of rows and headings held in memory; long lists use `windowed`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row | Heading, ...] = ()

    def set_rows(self, rows: tuple[Row | Heading, ...]) -> None:
        """Show other rows. When the ids are the same in the same order only the changed ones repaint."""
        if self._same_places(rows):
            for number, (old, new) in enumerate(zip(self._rows, rows, strict=True)):
                if old != new:
                    self._rows = (*self._rows[:number], new, *self._rows[number + 1 :])
                    self.dataChanged.emit(self.index(number), self.index(number))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _same_places(self, rows: tuple[Row | Heading, ...]) -> bool:
        return len(rows) == len(self._rows) and all(
            type(a) is type(b) and (not isinstance(a, Row) or not isinstance(b, Row) or a.id == b.id)
            for a, b in zip(self._rows, rows, strict=True)
        )

    def place_of(self, row_id: object) -> int:
        """The number of the row with an id, or -1."""
        return next((n for n, r in enumerate(self._rows) if isinstance(r, Row) and r.id == row_id), -1)

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        return row_data(self._rows[index.row()], role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def row_data(value: Row | Heading, role: int) -> object:
    """What a row answers for each role: the value to paint, the words to find, the sentence to hear."""
    if role == ROW_ROLE:
        return value
    if isinstance(value, Heading):
        return f"{value.text} {value.count}".strip() if role == Qt.ItemDataRole.DisplayRole else None
    if role == Qt.ItemDataRole.DisplayRole:
        return visible(value.title)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return value.sentence()
    if role == Qt.ItemDataRole.ToolTipRole:
        return plain_tip(value.tip or value.sentence())
    return None


class RowsView(GrowingList):
    """The list. `opened` on Enter or double click, `opened_in_tab` on Ctrl+Enter, `current_changed` on moving.

    A row that the keyboard merely came to rest on, as in a list just entered, is current but not chosen: it is told
    once somebody clicks on it, moves, or presses Space or Enter.
    """

    opened = Signal(object)
    opened_in_tab = Signal(object)
    current_changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._resting = self._is_untold = False
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(lambda index: self._emit(self.opened, index))

    def _emit(self, signal: object, index: Index) -> None:
        value = index.data(ROW_ROLE)
        if isinstance(value, Row):
            signal.emit(value.id)  # type: ignore[attr-defined]

    def current_id(self) -> object:
        """The id of the current row, or None."""
        value = self.currentIndex().data(ROW_ROLE)
        return value.id if isinstance(value, Row) else None

    def chosen_id(self) -> object:
        """The id of the current row, or None while nobody chose it."""
        return None if self._is_untold else self.current_id()

    def go_to(self, place: int) -> None:
        """Make a row current and bring it into view."""
        index = self.model().index(place, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def rest_on(self, place: int) -> None:
        """Let the keyboard come to rest on a row that nobody chose yet."""
        self._resting = True
        self.selectionModel().setCurrentIndex(self.model().index(place, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._resting = False

    def choose(self) -> None:
        """Choose the row that the keyboard rests on, or else the first."""
        if self.currentIndex().isValid():
            self.setCurrentIndex(self.currentIndex())
        else:
            self.step(1)

    def step(self, by: int) -> None:
        """Move to the next or previous row, over headings."""
        place = self.currentIndex().row() + by
        while 0 <= place < self.model().rowCount():
            if isinstance(self.model().index(place, 0).data(ROW_ROLE), Row):
                self.go_to(place)
                return
            place += by

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._is_untold = self._resting
        if not self._resting:
            self._emit(self.current_changed, current)

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if self._is_untold and self.selectionModel().isSelected(self.currentIndex()):
            self._is_untold = False
            self._emit(self.current_changed, self.currentIndex())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt lets the keyboard rest on the first row.
        self._resting = True
        super().focusInEvent(event)
        self._resting = False

    @override
    def minimumSizeHint(self) -> QSize:
        self.least = max(self.least, theme.px(52))
        return QSize(theme.px(100), self.least_height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            in_tab = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.choose()
            self._emit(self.opened_in_tab if in_tab else self.opened, self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.scheduleDelayedItemsLayout()
