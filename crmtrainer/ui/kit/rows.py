# SPDX-License-Identifier: MIT
"""Rows of two lines, 52 high, or three, 76 high, and group headings, 24: data, delegate, and a list view for them."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import REGULAR, SEMIBOLD, Type
from crmtrainer.ui.kit.clock_block import CLOCK_LOOK, ClockState
from crmtrainer.ui.kit.focus_ring import paint_row_ring
from crmtrainer.ui.kit.scrolling import GrowingList
from crmtrainer.ui.kit.text import is_restyling, plain_tip, visible
from crmtrainer.ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
NO_PARENT: Final = QModelIndex()
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
NARROW = 260
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Mark:
    """Short words with an icon and a tone, at the right end of a row's second line."""

    words: str
    icon: str = ""
    tone: Tone = Tone.NEUTRAL

    @staticmethod
    def clock(state: ClockState, words: str) -> "Mark":
        """The mark of a clock ("1 h 20 min left", "12 min over")."""
        icon, tone = CLOCK_LOOK[state]
        return Mark(words, icon, tone)


@dataclass(frozen=True, slots=True)
class Row:
    """What one row shows. `spoken` is the whole row as one sentence.

    With `facts` it has a third line for them and the mark, and its icon stands on a tile.
    """

    id: object
    title: str
    reference: str = ""
    detail: str = ""
    icon: str = ""
    icon_tone: Tone = Tone.NEUTRAL
    mark: Mark | None = None
    unread: bool = False
    spoken: str = ""
    tip: str = ""
    facts: tuple[Mark, ...] = ()

    def sentence(self) -> str:
        if self.spoken:
            return visible(self.spoken)
        marks = [mark.words for mark in (*self.facts, self.mark) if mark is not None]
        parts = (self.reference, self.title, self.detail, *marks)
        return visible(", ".join(part for part in parts if part))


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a group of rows and how many it holds."""

    text: str
    count: str = ""


def _draw(painter: QPainter, area: QRectF, font: QFont, words: str, colour: str, *, right: bool = False) -> float:
    """Draw elided words; answers the width they took."""
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(visible(words, lines=False), Qt.TextElideMode.ElideRight, area.width() + 1)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(area, int(_RIGHT if right else _LEFT), shown)
    return metrics.horizontalAdvance(shown)


class RowDelegate(QStyledItemDelegate):
    """Paints `Row` and `Heading` values found under `ROW_ROLE`."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        value = index.data(ROW_ROLE)
        high = 76 if isinstance(value, Row) and value.facts else 52
        return QSize(theme.px(120), theme.px(24 if isinstance(value, Heading) else high))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        value = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if isinstance(value, Heading):
            self._heading(painter, rect, value)
        elif isinstance(value, Row):
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
            self._row(painter, rect, value, selected=selected, hovered=hovered)
            if option.state & QStyle.StateFlag.State_HasFocus:
                paint_row_ring(painter, rect, selected=selected)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        tokens = theme.tokens()
        painter.fillRect(rect, QColor(tokens.window))
        painter.setPen(QPen(QColor(tokens.divider), 1))
        painter.drawLine(rect.left(), rect.top(), rect.right(), rect.top())
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        area = QRectF(rect).adjusted(theme.px(12), 0, -theme.px(12), 0)
        took = _draw(painter, area, fonts.font(Type.CAPTION), heading.count, tokens.muted, right=True)
        area.setRight(area.right() - took - theme.px(8))
        _draw(painter, area, fonts.font(Type.CAPTION, SEMIBOLD), heading.text, tokens.text)

    def _row(self, painter: QPainter, rect: QRect, row: Row, *, selected: bool, hovered: bool) -> None:
        tokens = theme.tokens()
        text, muted = tokens.text, tokens.muted
        if selected:
            painter.fillRect(rect, QColor(tokens.selection))
            bar = tokens.on_selection if tokens.outlined else tokens.accent
            painter.fillRect(QRect(rect.left(), rect.top(), theme.px(3), rect.height()), QColor(bar))
            text, muted = tokens.on_selection, tokens.on_selection
        elif hovered:
            painter.fillRect(rect, QColor(tokens.window))
        painter.setPen(QPen(QColor(tokens.divider if tokens.dark else tokens.raised), 1))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        top, left = rect.top() + theme.px(6), float(rect.left() + theme.px(12))
        right = float(rect.right() - theme.px(11))
        if row.icon:
            side = theme.px(20)
            colour = self._icon_colour(row, selected=selected)
            if row.facts:
                colour = self._icon_colour(row, selected=selected and not tokens.outlined)
                left += self._tile(
                    painter, QRectF(left, top + theme.px(2), theme.px(32), theme.px(32)), selected=selected
                )
                icons.paint(painter, QRectF(left - theme.px(38), top + theme.px(8), side, side), row.icon, colour)
            else:
                icons.paint(painter, QRectF(left, top, side, side), row.icon, colour)
                left += theme.px(28)
        weight = SEMIBOLD if row.unread or selected else REGULAR
        line = QRectF(left, top, right - left, theme.px(20))
        _draw(painter, line, fonts.font(weight=weight), row.title, text)
        second = QRectF(left, top + theme.px(21), right - left, theme.px(18))
        last = second.translated(0, theme.px(22)) if row.facts else second
        if row.mark is not None:
            last.setRight(self._mark(painter, QRectF(last), row.mark, selected=selected) - theme.px(8))
        self._second_line(painter, second, row, muted, narrow=rect.width() < theme.px(NARROW))
        self._facts(painter, last, row.facts, muted)

    def _tile(self, painter: QPainter, area: QRectF, *, selected: bool) -> float:
        """The ground of an icon; answers how much room it takes."""
        tokens = theme.tokens()
        painter.setPen(QPen(QColor(tokens.edge), 1) if tokens.outlined else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.surface if selected else tokens.raised))
        painter.drawRoundedRect(area, theme.px(6), theme.px(6))
        return area.width() + theme.px(12)

    def _facts(self, painter: QPainter, area: QRectF, facts: tuple[Mark, ...], colour: str) -> None:
        """Draw as many of the facts as there is room for, each with its icon."""
        metrics = QFontMetricsF(fonts.font(Type.CAPTION))
        side, gap = theme.px(16), theme.px(5)
        left = area.left()
        for fact in facts:
            room = QRectF(left + side + gap, area.top(), area.right() - left - side - gap, area.height())
            if metrics.horizontalAdvance(fact.words) > room.width() and (
                left > area.left() or room.width() < theme.px(28)
            ):
                return
            icons.paint(painter, QRectF(left, area.center().y() - side / 2, side, side), fact.icon, colour)
            left = room.left() + _draw(painter, room, fonts.font(Type.CAPTION), fact.words, colour) + theme.px(14)

    def _icon_colour(self, row: Row, *, selected: bool) -> str:
        tokens = theme.tokens()
        if row.icon_tone is not Tone.NEUTRAL:
            return tokens.ink_on_selection(row.icon_tone) if selected else tokens.tone(row.icon_tone)[0]
        if selected:
            return tokens.on_selection if tokens.outlined or tokens.dark else tokens.accent
        return tokens.muted

    def _second_line(self, painter: QPainter, area: QRectF, row: Row, colour: str, *, narrow: bool) -> None:
        small = fonts.font(Type.CAPTION)
        if row.reference and not (narrow and row.detail):
            area.setLeft(area.left() + _draw(painter, area, small, row.reference, colour) + theme.px(8))
        if area.width() > theme.px(16):
            _draw(painter, area, small, row.detail, colour)

    def _mark(self, painter: QPainter, area: QRectF, mark: Mark, *, selected: bool) -> float:
        """Draw the mark at the right; answers where it begins."""
        tokens = theme.tokens()
        quiet = mark.tone in (Tone.NEUTRAL, Tone.OUTLINE)
        colour = tokens.ink_on_selection(mark.tone) if selected else tokens.tone(mark.tone)[0]
        if quiet and not selected:
            colour = tokens.muted
        font = fonts.font(Type.CAPTION, REGULAR if quiet else SEMIBOLD)
        side = theme.px(16) if mark.icon else 0
        room = QRectF(area)
        room.setLeft(area.left() + side + theme.px(5))
        took = _draw(painter, room, font, mark.words, colour, right=True)
        begin = area.right() - took - (side + theme.px(5) if side else 0)
        if side:
            box = QRectF(begin, area.center().y() - side / 2, side, side)
            icons.paint(painter, box, mark.icon, colour)
        return begin


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
