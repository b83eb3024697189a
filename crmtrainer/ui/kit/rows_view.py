# SPDX-License-Identifier: MIT
"""Views of rows in two lines: one for short lists, whose rows may differ in height, and one for rows by the million."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QListView, QTableView, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.row_data import ROW_ROLE, Index, Row
from crmtrainer.ui.kit.row_delegate import RowDelegate
from crmtrainer.ui.kit.scrolling import Growing, GrowingList, bring_into_view
from crmtrainer.ui.kit.text import is_restyling

ROW_HEIGHT = 52

if TYPE_CHECKING:
    _View = QAbstractItemView
else:
    _View = object


class _Chosen(_View):
    """What both share: which row is current, and whether somebody chose it.

    A row that the keyboard merely came to rest on, as in a list just entered, is current but not chosen: it is told
    once somebody clicks on it, moves, or presses Space or Enter.
    """

    opened: Signal
    opened_in_tab: Signal
    current_changed: Signal
    _resting = _is_untold = False

    def _set_up(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
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

    def rest_on_first(self) -> None:
        """Let the keyboard come to rest on the first row."""
        model = self.model()
        places = (n for n in range(model.rowCount()) if isinstance(model.index(n, 0).data(ROW_ROLE), Row))
        if (place := next(places, None)) is not None:
            self.rest_on(place)

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
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            if not self.currentIndex().isValid():
                # The row that this key was meant for is gone: no other one is opened for it.
                self.rest_on_first()
                return
            in_tab = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.choose()
            self._emit(self.opened_in_tab if in_tab else self.opened, self.currentIndex())
            return
        super().keyPressEvent(event)

    @override
    def moveCursor(self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and last row, past headings; in a table they would go along the row."""
        model = self.model()
        home, end = QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd
        if cursorAction in (home, end) and model is not None:
            count = model.rowCount()
            for place in range(count) if cursorAction is home else range(count - 1, -1, -1):
                if model.flags(model.index(place, 0)) & Qt.ItemFlag.ItemIsSelectable:
                    return model.index(place, 0)
        return super().moveCursor(cursorAction, modifiers)


class RowsView(_Chosen, GrowingList):
    """The list. `opened` on Enter or double click, `opened_in_tab` on Ctrl+Enter, `current_changed` on moving."""

    opened = Signal(object)
    opened_in_tab = Signal(object)
    current_changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._set_up(name)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    @override
    def minimumSizeHint(self) -> QSize:
        self.least = max(self.least, theme.row(ROW_HEIGHT))
        return QSize(theme.px(100), self.least_height())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.scheduleDelayedItemsLayout()


class LongRowsView(_Chosen, Growing, QTableView):
    """The same for a list of any length, all rows of one height.

    It is a table of one column: a list asks its model for every row when it lays them out, two seconds for a million.
    """

    opened = Signal(object)
    opened_in_tab = Signal(object)
    current_changed = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._set_up(name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._restyle()

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.row(ROW_HEIGHT))

    @override
    def whole_height(self) -> int:
        return self.verticalHeader().length() + 2 * self.frameWidth()

    @override
    def minimumSizeHint(self) -> QSize:
        self.least = max(self.least, theme.row(ROW_HEIGHT))
        return QSize(theme.px(100), self.least_height())

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        if self.is_whole and self.height() != self.least_height():
            self.updateGeometry()

    @override
    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        super().scrollTo(index, hint)
        if self.is_whole and self.hasFocus():
            bring_into_view(self, self.visualRect(index))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
