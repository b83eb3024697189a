# SPDX-License-Identifier: MIT
"""Tables with columns as data, for any number of rows; each row also speaks as one sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import REGULAR, SEMIBOLD
from crmtrainer.ui.kit.focus_ring import paint_row_ring
from crmtrainer.ui.kit.rows import NO_PARENT, Index
from crmtrainer.ui.kit.text import is_restyling, plain_tip, visible
from crmtrainer.ui.kit.windowed import Pages
from crmtrainer.ui.kit.wrapping import wrap
from crmtrainer.ui.theme import Tone

COMPACT_ROW = 26
BEFORE, AFTER = 10, 8
"""Around the words of a cell."""
CursorAction = QAbstractItemView.CursorAction
CELL_ROLE: Final = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows; a meaning is never carried by tone alone, so give it words or an icon too."""

    text: str
    icon: str = ""
    tone: Tone = Tone.NEUTRAL
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title and how to get a cell from a row. `width` 0 takes what is left.

    In a table narrower than `from_width` it is spared. The tooltip of a cell says its words, or what `tip` says.
    """

    title: str
    cell: Callable[[Any], Cell | str]
    width: int = 0
    right: bool = False
    spoken: Callable[[Any], str] | None = None
    from_width: int = 0
    tip: Callable[[Any], str] | None = None

    def get(self, row: object) -> Cell:
        found = self.cell(row)
        return found if isinstance(found, Cell) else Cell(found)

    def say(self, row: object) -> str:
        words = self.spoken(row) if self.spoken is not None else self.get(row).text
        return f"{self.title} {words}".strip() if words else ""


class WindowedTable(QAbstractTableModel):
    """The model. Short tables hand all rows to `set_rows`; long ones answer a question with ids."""

    def __init__(
        self,
        columns: Sequence[Column],
        fetch: Callable[[Sequence[int]], Sequence[Any]] | None = None,
        id_of: Callable[[Any], int] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._short: Sequence[Any] | None = None if fetch else ()
        self.pages: Pages[Any] = Pages(fetch or (lambda _ids: ()), id_of or (lambda _row: 0))

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show rows that are all in memory."""
        self.beginResetModel()
        self._short = rows
        self.endResetModel()

    def question(self) -> int:
        return self.pages.question()

    def answer(self, generation: int, ids: Sequence[int]) -> bool:
        """Show the ids unless a newer question was asked; says whether they were taken."""
        if not self.pages.is_current(generation):
            return False
        self.beginResetModel()
        self.pages.take(ids)
        self.endResetModel()
        return True

    def row_at(self, place: int) -> Any:
        """The row at a place, as the query gave it."""
        return self._short[place] if self._short is not None else self.pages.row(place)

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        if parent.isValid():
            return 0
        return len(self._short) if self._short is not None else len(self.pages)

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.FontRole:
            return fonts.font(weight=SEMIBOLD)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _ANSWERED or not index.isValid():
            return None
        row = self.row_at(index.row())
        if row is None:
            return None
        column = self.columns[index.column()]
        if role == CELL_ROLE:
            return column.get(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if index.column() == 0:
                return visible(", ".join(said for c in self.columns if (said := c.say(row))), lines=False)
            return visible(column.say(row), lines=False)
        if role == Qt.ItemDataRole.ToolTipRole and column.tip is not None:
            return plain_tip(visible(column.tip(row), lines=False))
        shown = visible(column.get(row).text, lines=False)
        return plain_tip(shown) if role == Qt.ItemDataRole.ToolTipRole else shown


_ANSWERED = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        CELL_ROLE,
    }
)


class CellDelegate(QStyledItemDelegate):
    """Paints `Cell` values: icon, words, tone."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = theme.tokens()
        cell = index.data(CELL_ROLE)
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, QColor(tokens.selection))
            if index.column() == 0:
                bar = tokens.on_selection if tokens.outlined else tokens.accent
                painter.fillRect(QRect(rect.left(), rect.top(), theme.px(3), rect.height()), QColor(bar))
        painter.setPen(QPen(QColor(tokens.divider if tokens.dark else tokens.raised), 1))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if isinstance(cell, Cell):
            model = index.model()
            right = isinstance(model, WindowedTable) and model.columns[index.column()].right
            self._cell(painter, QRectF(rect), cell, selected=selected, right=right)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_row_ring(painter, rect.adjusted(-2, 0, 0, 0), selected=selected)
        painter.restore()

    def _cell(self, painter: QPainter, area: QRectF, cell: Cell, *, selected: bool, right: bool) -> None:
        tokens = theme.tokens()
        colour = tokens.ink_on_selection(cell.tone) if selected else tokens.tone(cell.tone)[0]
        if cell.quiet and not selected:
            colour = tokens.muted
        if cell.icon:
            side = theme.px(17)
            box = QRectF(area.left() + theme.px(BEFORE), area.center().y() - side / 2, side, side)
            icons.paint(painter, box, cell.icon, colour)
        area = area.adjusted(beside(cell) - theme.px(AFTER), 0, -theme.px(AFTER), 0)
        font = font_of(cell)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        letters = QFontMetricsF(font)
        words = visible(cell.text, lines=False)
        most = max(1, int((area.height() - theme.px(4)) // letters.lineSpacing()))
        lines = wrap(words, font, area.width() + 1) if most > 1 else [words]
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])] if len(lines) > most else lines
        shown = "\n".join(letters.elidedText(one, Qt.TextElideMode.ElideRight, area.width() + 1) for one in lines)
        side_flag = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | side_flag), shown)


def font_of(cell: Cell) -> QFont:
    """The letters of a cell."""
    toned = cell.tone not in (Tone.NEUTRAL, Tone.OUTLINE)
    return fonts.font(weight=SEMIBOLD if cell.strong or (toned and cell.text) else REGULAR)


def beside(cell: Cell) -> int:
    """The width of a cell that is left to no words."""
    return theme.px(BEFORE + AFTER) + (theme.px(17 + 6) if cell.icon else 0)


class TableView(QTableView):
    """The view: whole rows, `opened` with the row on Enter or double click.

    Its rows are all of one height; with `lines` a row is as high as its longest words need, up to so many lines.
    """

    opened = Signal(object)
    row_changed = Signal(object)
    rows_fitted = Signal()
    """Rows have other heights than before."""

    def __init__(
        self, name: str, model: WindowedTable, *, row_height: int = 32, lines: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._row_height, self._lines = row_height, lines
        self._table = model
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(self._open)
        if lines > 1:
            model.modelReset.connect(self._fit_rows)
            self.horizontalHeader().sectionResized.connect(lambda *_: self._fit_rows())
        self._restyle()

    def _high(self) -> int:
        return max(theme.row(self._row_height), theme.px(COMPACT_ROW))

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._high())
        header = self.horizontalHeader()
        header.setMinimumSectionSize(theme.px(40))
        for number, column in enumerate(self._table.columns):
            if column.width:
                header.resizeSection(number, theme.px(column.width))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self._spare()
        self._fit_rows()

    def _spare(self) -> None:
        """Leave out what the others need the room of."""
        for number, column in enumerate(self._table.columns):
            self.setColumnHidden(number, self.width() < theme.px(column.from_width))
        here = self.currentIndex()
        if here.isValid() and self.isColumnHidden(here.column()):
            self.setCurrentIndex(here.siblingAtColumn(0))

    def _fit_rows(self) -> None:
        """Make each row as high as its words need. For a few rows only: it looks at all of them."""
        if self._lines == 1:
            return
        before = self.rows_height()
        shown = [number for number in range(len(self._table.columns)) if not self.isColumnHidden(number)]
        for place in range(self._table.rowCount()):
            most = 1
            for number in shown:
                cell = self._table.columns[number].get(self._table.row_at(place))
                room = self.columnWidth(number) - beside(cell) + 1
                most = max(most, len(wrap(visible(cell.text, lines=False), font_of(cell), room)))
            more = (min(most, self._lines) - 1) * QFontMetricsF(fonts.font()).lineSpacing()
            self.setRowHeight(place, self._high() + ceil(more))
        if self.rows_height() != before:
            self.rows_fitted.emit()

    def rows_height(self, most: int | None = None) -> int:
        """How high the rows are together, or the first of them."""
        rows = self._table.rowCount() if most is None else min(most, self._table.rowCount())
        return sum(self.rowHeight(place) for place in range(rows))

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(self._table.row_at(index.row()))

    @override
    def sizeHint(self) -> QSize:
        rows = min(8, max(3, self._table.rowCount()))
        height = self.horizontalHeader().sizeHint().height() + rows * self._high() + 2
        return QSize(theme.px(480), height)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.row_changed.emit(self._table.row_at(current.row()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spare()
        self._fit_rows()

    @override
    def moveCursor(self, action: CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        # It is a list of rows: Home and End lead to the first and the last, not along the one that is chosen.
        ends = {CursorAction.MoveHome: 0, CursorAction.MoveEnd: self._table.rowCount() - 1}
        if action in ends:
            return self._table.index(ends[action], max(0, self.currentIndex().column()))
        return super().moveCursor(action, modifiers)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
