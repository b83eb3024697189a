# SPDX-License-Identifier: MIT
"""A year as months by days: what differs is told by letter and pattern, and each day speaks as one sentence."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from PySide6.QtCore import QAbstractTableModel, QEvent, QLineF, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
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

from crmtrainer.service_levels.year import CalendarDay, DayKind
from crmtrainer.ui import fonts, theme
from crmtrainer.ui.dates import BRITISH
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.rows import NO_PARENT, Index
from crmtrainer.ui.kit.text import is_restyling, plain_tip
from crmtrainer.ui.standards.labels import day_sentence

MONTHS, DAYS = 12, 31
ROW = 17
DAY_ROLE = Qt.ItemDataRole.UserRole + 1
LETTERS = {DayKind.HOLIDAY: "H", DayKind.SPECIAL: "S", DayKind.CLOSURE: "C"}
_GROUNDS = {DayKind.HOLIDAY: ("warn_ground", "warn"), DayKind.SPECIAL: ("info_ground", "info")}
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


def paint_day(painter: QPainter, kind: DayKind, area: QRectF) -> None:
    """Draw one day, in the year or as a sample beside the words of the legend."""
    tokens = theme.tokens()
    ground, ink = _GROUNDS.get(kind, ("surface", "edge"))
    if kind in (DayKind.SHUT, DayKind.CLOSURE):
        ground = "raised"
    edge = QPen(QColor(getattr(tokens, ink) if kind in LETTERS else tokens.divider), 1)
    painter.setPen(Qt.PenStyle.NoPen if kind is DayKind.SHUT else edge)
    painter.setBrush(QColor(getattr(tokens, ground)))
    shape = area.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(shape, theme.px(3), theme.px(3))
    if kind is DayKind.OTHER:
        _hatch(painter, shape)
    elif kind is DayKind.SHUT:
        painter.setPen(QPen(QColor(tokens.muted), 1))
        middle, half = shape.center(), shape.width() / 5
        painter.drawLine(QLineF(middle.x() - half, middle.y(), middle.x() + half, middle.y()))
    if kind in LETTERS:
        painter.setPen(QColor(tokens.text if kind is DayKind.CLOSURE else getattr(tokens, ink)))
        painter.setFont(fonts.font(Type.CAPTION, SEMIBOLD))
        painter.drawText(area, _CENTRE | int(Qt.TextFlag.TextDontClip), LETTERS[kind])


def _hatch(painter: QPainter, area: QRectF) -> None:
    painter.save()
    painter.setClipRect(area)
    painter.setPen(QPen(QColor(theme.tokens().edge), 1))
    step, x = theme.px(5), area.left() - area.height()
    while x < area.right():
        painter.drawLine(QLineF(x, area.bottom(), x + area.height(), area.top()))
        x += step
    painter.restore()


class YearModel(QAbstractTableModel):
    """Months down, days across; a month has no cells beyond its end."""

    def __init__(self) -> None:
        super().__init__()
        self.year = 0
        self._days: dict[tuple[int, int], CalendarDay] = {}

    def set_year(self, year: int, days: tuple[CalendarDay, ...]) -> None:
        """Show another year, or the same one anew."""
        self.year = year
        self._days = {(day.day.month, day.day.day): day for day in days}
        self.dataChanged.emit(self.index(0, 0), self.index(MONTHS - 1, DAYS - 1))

    def day_at(self, index: Index) -> CalendarDay | None:
        """The day of a cell; None beyond the end of a month."""
        return self._days.get((index.row() + 1, index.column() + 1)) if index.isValid() else None

    def index_of(self, day: date) -> QModelIndex:
        return self.index(day.month - 1, day.day - 1)

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else MONTHS

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else DAYS

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.day_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return str(section + 1)
        return BRITISH.monthName(section + 1, BRITISH.FormatType.ShortFormat)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        day = self.day_at(index)
        if day is None:
            return None
        if role == DAY_ROLE:
            return day
        if role == Qt.ItemDataRole.DisplayRole:
            return LETTERS.get(day.kind, "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(day_sentence(day))
        return day_sentence(day) if role == Qt.ItemDataRole.AccessibleTextRole else None


class _DayDelegate(QStyledItemDelegate):
    """Paints a day; the current one has a dark edge, and the ring while the keyboard is there."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        day = index.data(DAY_ROLE)
        if not isinstance(day, CalendarDay):
            return
        tokens = theme.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5)
        paint_day(painter, day.kind, area)
        view = self.parent()
        if isinstance(view, QTableView) and view.currentIndex() == index:
            has_keys = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(QColor(tokens.focus if has_keys else tokens.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, theme.px(3), theme.px(3))
        painter.restore()


class _Head(QHeaderView):
    """Numbers above, or months at the left; the one of the current day is heavier."""

    def __init__(self, orientation: Qt.Orientation, view: QTableView) -> None:
        super().__init__(orientation, view)
        self._view = view
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)

    def wanted(self) -> int:
        """The width of its longest words, or the height of a line."""
        letters = QFontMetricsF(fonts.font(Type.CAPTION, SEMIBOLD))
        if self.orientation() is Qt.Orientation.Horizontal:
            return round(letters.height()) + theme.px(2)
        names = (str(self.model().headerData(n, self.orientation())) for n in range(MONTHS))
        return round(max(letters.horizontalAdvance(name) for name in names)) + theme.px(8)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.wanted(), self.wanted())

    @override
    def paintSection(self, painter: QPainter, rect: object, logicalIndex: int) -> None:
        here = self._view.currentIndex()
        across = self.orientation() is Qt.Orientation.Horizontal
        is_here = here.isValid() and logicalIndex == (here.column() if across else here.row())
        tokens = theme.tokens()
        painter.setFont(fonts.font(Type.CAPTION, SEMIBOLD if is_here else fonts.REGULAR))
        painter.setPen(QColor(tokens.text if is_here else tokens.muted))
        flags = _CENTRE if across else int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        words = str(self.model().headerData(logicalIndex, self.orientation()))
        painter.drawText(QRectF(rect), flags | int(Qt.TextFlag.TextDontClip), words)  # type: ignore[call-overload]

    @override
    def paintEvent(self, event: object) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(theme.tokens().surface))
        painter.end()
        super().paintEvent(event)  # type: ignore[arg-type]


class YearView(QTableView):
    """The year. Arrows walk the days, through the end of a month and of the year; Page Up and Down turn the year."""

    day_changed = Signal(object)
    """The `CalendarDay` that the keyboard or the mouse went to."""
    day_opened = Signal(object)
    year_wanted = Signal(int, object)
    """Another year should be shown, with a date of it as the current one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = YearModel()
        self.setModel(self.days)
        self.setItemDelegate(_DayDelegate(self))
        self.setHorizontalHeader(_Head(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Head(Qt.Orientation.Vertical, self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._open)
        self._fit()

    def show_year(self, year: int, days: tuple[CalendarDay, ...], current: date) -> None:
        """Show the days of a year, with this one, or the one nearest to it in that year, as the current one."""
        self.days.set_year(year, days)
        last = monthrange(year, current.month)[1]
        self.setCurrentIndex(self.days.index_of(date(year, current.month, min(current.day, last))))
        self._tell()

    def current_day(self) -> CalendarDay | None:
        """The day that is the current one."""
        return self.days.day_at(self.currentIndex())

    def _tell(self) -> None:
        day = self.current_day()
        if day is not None:
            self.day_changed.emit(day)
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()

    def _open(self, index: Index) -> None:
        day = self.days.day_at(index)
        if day is not None:
            self.day_opened.emit(day)

    def _go_to(self, day: date) -> None:
        if day.year != self.days.year:
            self.year_wanted.emit(day.year, day)
        else:
            self.setCurrentIndex(self.days.index_of(day))

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._tell()
        self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        here, key = self.current_day(), Qt.Key(event.key())
        if held or here is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.day_opened.emit(here)
        elif (there := _step(here.day, key)) is not None:
            self._go_to(there)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Spread the days over the width there is; below what the numbers need it scrolls."""
        across, down = self.horizontalHeader(), self.verticalHeader()
        assert isinstance(across, _Head)
        assert isinstance(down, _Head)
        down.setFixedWidth(down.wanted())
        across.setFixedHeight(across.wanted())
        number = QFontMetricsF(fonts.font(Type.CAPTION, SEMIBOLD)).horizontalAdvance("28")
        least = max(theme.px(16), round(number) + theme.px(2))
        room = self.width() - down.wanted() - 2 * self.frameWidth()
        across.setDefaultSectionSize(max(least, room // DAYS))
        down.setDefaultSectionSize(max(theme.px(ROW), round(number) + theme.px(2)))
        high = across.wanted() + MONTHS * down.defaultSectionSize() + 2 * self.frameWidth()
        scrolls = across.length() > room
        bar = self.horizontalScrollBar().sizeHint().height() if scrolls else 0
        self.setFixedHeight(high + bar)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.minimumHeight())

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(620), self.minimumHeight())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._fit()


def _step(day: date, key: Qt.Key) -> date | None:
    """Where a key leads from a day; None for one that leads nowhere."""
    if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        return day + timedelta(days=1 if key == Qt.Key.Key_Right else -1)
    if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        months = day.year * 12 + day.month - 1 + (1 if key == Qt.Key.Key_Down else -1)
        return _in_month(months // 12, months % 12 + 1, day.day)
    if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        return _in_month(day.year + (1 if key == Qt.Key.Key_PageDown else -1), day.month, day.day)
    if key == Qt.Key.Key_Home:
        return day.replace(day=1)
    return _in_month(day.year, day.month, DAYS) if key == Qt.Key.Key_End else None


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
