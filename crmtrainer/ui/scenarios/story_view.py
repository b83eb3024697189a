# SPDX-License-Identifier: MIT
"""The list of a debrief, painted: time at the left, the act, its checks beneath it; a missing act stands out."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import REGULAR, SEMIBOLD, Type
from crmtrainer.ui.kit.focus_ring import paint_row_ring
from crmtrainer.ui.kit.rows import Index
from crmtrainer.ui.kit.scrolling import GrowingList
from crmtrainer.ui.kit.text import is_restyling, visible
from crmtrainer.ui.kit.wrapping import READ, wrap
from crmtrainer.ui.scenarios.story_items import StoryItem, StoryModel, item_at

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
WHEN_LEFT, THREAD, TEXT_LEFT, RIGHT = 16, 104, 128, 12
PAD = 8


@dataclass(frozen=True, slots=True)
class _Measured:
    title: tuple[str, ...]
    pinned: tuple[tuple[str, ...], ...]
    body: tuple[str, ...]
    height: int


def _small_line() -> int:
    """Small words below an act stand a little further apart than captions do."""
    return fonts.line_height(Type.CAPTION) + theme.px(1)


class StoryDelegate(QStyledItemDelegate):
    """Paints one item. Lines are broken once per item, width and look."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._seen: dict[tuple[object, ...], _Measured] = {}

    def _measure(self, item: StoryItem, width: int) -> _Measured:
        look = theme.active()
        key = (item, width, look)
        if key not in self._seen:
            if len(self._seen) > 400:
                self._seen.clear()
            room = width - look.px(TEXT_LEFT) - look.px(RIGHT)
            small = fonts.font(Type.CAPTION, SEMIBOLD if item.is_missing else REGULAR)
            title = tuple(wrap(item.title, fonts.font(weight=SEMIBOLD if item.is_missing else REGULAR), room))
            pinned = tuple(tuple(wrap(line.words, small, room - look.px(20))) for line in item.pinned)
            body = tuple(wrap(item.body, fonts.font(Type.CAPTION), room)) if item.body else ()
            height = look.pad(PAD) * 2 + len(title) * fonts.line_height()
            height += (sum(len(lines) for lines in pinned) + len(body)) * _small_line()
            self._seen[key] = _Measured(title, pinned, body, height)
        return self._seen[key]

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item = item_at(index)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        return QSize(theme.px(120), 0 if item is None else self._measure(item, width).height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = item_at(index)
        if item is None:
            return
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, index, selected=selected)
        self._circle(painter, rect, item)
        self._words(painter, rect, item, selected=selected)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_row_ring(painter, rect, selected=selected)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        tokens = theme.tokens()
        if selected:
            painter.fillRect(rect, QColor(tokens.selection))
            bar = tokens.on_selection if tokens.outlined else tokens.accent
            painter.fillRect(QRect(rect.left(), rect.top(), theme.px(3), rect.height()), QColor(bar))
        x = rect.left() + theme.px(THREAD)
        painter.setPen(QPen(QColor(tokens.divider), 1))
        first, last = index.row() == 0, index.row() == index.model().rowCount() - 1
        middle = rect.top() + theme.pad(PAD) + fonts.line_height() // 2
        painter.drawLine(x, middle if first else rect.top(), x, middle if last else rect.bottom() + 1)

    def _circle(self, painter: QPainter, rect: QRect, item: StoryItem) -> None:
        tokens = theme.tokens()
        colour, ground = tokens.tone(item.tone)
        centre = QPointF(rect.left() + theme.px(THREAD) + 0.5, rect.top() + theme.pad(PAD) + fonts.line_height() // 2)
        painter.setPen(QPen(QColor(colour), 1) if tokens.outlined else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawEllipse(centre, theme.px(12), theme.px(12))
        side = theme.px(14)
        icons.paint(painter, QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side), item.icon, colour)

    def _words(self, painter: QPainter, rect: QRect, item: StoryItem, *, selected: bool) -> None:
        tokens = theme.tokens()
        text = tokens.on_selection if selected else tokens.text
        quiet = tokens.muted_on_selection if selected else tokens.muted
        measured = self._measure(item, rect.width())
        small = fonts.font(Type.CAPTION, SEMIBOLD if item.is_missing else REGULAR)
        left, right = rect.left() + theme.px(TEXT_LEFT), rect.right() - theme.px(RIGHT)
        top = float(rect.top() + theme.pad(PAD))
        high, low = fonts.line_height(), _small_line()
        painter.setFont(fonts.font(Type.CAPTION))
        painter.setPen(QColor(quiet))
        when = QRectF(rect.left() + theme.px(WHEN_LEFT), top, theme.px(THREAD - WHEN_LEFT - 14), high)
        painter.drawText(when, _LEFT, visible(item.when))
        painter.setFont(fonts.font(weight=SEMIBOLD if item.is_missing else REGULAR))
        painter.setPen(QColor(text))
        for line in measured.title:
            painter.drawText(QRectF(left, top, right - left, high), READ, line)
            top += high
        painter.setFont(small)
        for note, lines in zip(item.pinned, measured.pinned, strict=True):
            ink = tokens.ink_on_selection(note.tone) if selected else tokens.tone(note.tone)[0]
            side = theme.px(14)
            icons.paint(painter, QRectF(left, top + (low - side) / 2, side, side), note.icon, ink)
            painter.setPen(QColor(text))
            for line in lines:
                painter.drawText(QRectF(left + theme.px(20), top, right - left, low), READ, line)
                top += low
        painter.setFont(fonts.font(Type.CAPTION))
        painter.setPen(QColor(text))
        for line in measured.body:
            painter.drawText(QRectF(left, top, right - left, low), READ, line)
            top += low


class StoryView(GrowingList):
    """The list. `current_changed` follows the arrows and a click; `opened` is Enter or a double click."""

    current_changed = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.story = StoryModel(self)
        self.setModel(self.story)
        self.setItemDelegate(StoryDelegate(self))
        self.setAccessibleName(name)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(self._open)

    def set_items(self, items: tuple[StoryItem, ...]) -> None:
        """Show other items; the current one stays current if it is among them."""
        kept = self.current()
        self.story.set_items(items)
        if kept is not None:
            self.go_to(kept.id)

    def current(self) -> StoryItem | None:
        return item_at(self.currentIndex())

    def go_to(self, item_id: object) -> bool:
        """Make an item current and bring it into view; says whether it is listed."""
        place = self.story.place_of(item_id)
        if place < 0:
            return False
        index = self.story.index(place)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def _open(self, index: Index) -> None:
        item = item_at(index)
        if item is not None:
            self.opened.emit(item.id)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        item = item_at(current)
        if item is not None:
            self.current_changed.emit(item.id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.scheduleDelayedItemsLayout()
