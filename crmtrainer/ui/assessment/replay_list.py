# SPDX-License-Identifier: MIT
"""The acts of an attempt as a list: number, time, icon, title, result; the current one opened with all its words."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from crmtrainer.reports.replaying import ReplayRow
from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.assessment.labels import icon_of, mark_of
from crmtrainer.ui.assessment.row_words import Line, LineKind, lines_of, sentence_of
from crmtrainer.ui.dates import clock_time, local, short_day
from crmtrainer.ui.fonts import REGULAR, SEMIBOLD, Type
from crmtrainer.ui.kit.focus_ring import paint_row_ring
from crmtrainer.ui.kit.items_model import ItemsModel
from crmtrainer.ui.kit.row_data import ROW_ROLE, Index
from crmtrainer.ui.kit.text import is_restyling, visible
from crmtrainer.ui.kit.wrapping import READ, wrap
from crmtrainer.ui.theme import Tone

_CENTRE_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_CENTRE_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class ReplayModel(ItemsModel[ReplayRow]):
    """The rows that a filter leaves."""

    @override
    def shown(self, item: ReplayRow) -> str:
        return visible(item.title)

    @override
    def spoken(self, item: ReplayRow) -> str:
        return sentence_of(item)

    @override
    def tip(self, item: ReplayRow) -> str:
        return item.title


class ReplayDelegate(QStyledItemDelegate):
    """Paints rows 34 high; the current one grows with its words. The first row of a day names the day."""

    def _left(self) -> int:
        return theme.px(116)

    def _lines(self, row: ReplayRow, width: int) -> Iterator[tuple[str, Line]]:
        room = width - self._left() - theme.px(16)
        for line in lines_of(row):
            for piece in wrap(line.words, self._font(line), room - theme.px(line.indent)):
                yield piece, line

    def _font(self, line: Line) -> QFont:
        return fonts.font(Type.BODY if line.kind is LineKind.SAID else Type.CAPTION)

    def _line_height(self) -> int:
        return fonts.line_height()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        row = index.data(ROW_ROLE)
        height = theme.px(34)
        if isinstance(view, ReplayView) and isinstance(row, ReplayRow):
            if view.opens_day(index.row()):
                height += theme.px(24)
            if view.currentIndex().row() == index.row():
                count = sum(1 for _ in self._lines(row, view.viewport().width()))
                height += count * self._line_height() + (theme.px(8) if count else 0)
        return QSize(theme.px(120), height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        view = self.parent()
        if not isinstance(row, ReplayRow) or not isinstance(view, ReplayView):
            return
        rect: QRect = option.rect
        current = view.currentIndex().row() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if view.opens_day(index.row()):
            rect = self._paint_day(painter, rect, row)
        self._paint_ground(
            painter, rect, current=current, hovered=bool(option.state & QStyle.StateFlag.State_MouseOver)
        )
        self._paint_line(painter, rect, row, current=current)
        if current:
            self._paint_words(painter, rect, row)
        if option.state & QStyle.StateFlag.State_HasFocus and current:
            paint_row_ring(painter, rect, selected=True)
        painter.restore()

    def _paint_day(self, painter: QPainter, rect: QRect, row: ReplayRow) -> QRect:
        tokens = theme.tokens()
        head = QRect(rect.left(), rect.top(), rect.width(), theme.px(24))
        painter.fillRect(head, QColor(tokens.window))
        painter.setFont(fonts.font(Type.CAPTION, SEMIBOLD))
        painter.setPen(QColor(tokens.text))
        painter.drawText(head.adjusted(theme.px(12), 0, 0, 0), _CENTRE_LEFT, short_day(local(row.at).date()))
        return rect.adjusted(0, head.height(), 0, 0)

    def _paint_ground(self, painter: QPainter, rect: QRect, *, current: bool, hovered: bool) -> None:
        tokens = theme.tokens()
        if current:
            painter.fillRect(rect, QColor(tokens.selection))
            bar = tokens.on_selection if tokens.outlined else tokens.accent
            painter.fillRect(QRect(rect.left(), rect.top(), theme.px(3), rect.height()), QColor(bar))
        elif hovered:
            painter.fillRect(rect, QColor(tokens.window))
        painter.setPen(QPen(QColor(tokens.divider if tokens.dark else tokens.raised), 1))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())

    def _paint_line(self, painter: QPainter, rect: QRect, row: ReplayRow, *, current: bool) -> None:
        tokens = theme.tokens()
        quiet = row.act is not None and not row.act.is_learners
        muted = tokens.muted_on_selection if current else tokens.muted
        ink = tokens.on_selection if current else tokens.muted if quiet else tokens.text
        area = QRectF(rect.left(), rect.top(), rect.width(), theme.px(34))
        painter.setFont(fonts.font(Type.CAPTION))
        painter.setPen(QColor(muted))
        number = QRectF(area.left(), area.top(), theme.px(38), area.height())
        painter.drawText(number, _CENTRE_RIGHT, "–" if row.seq is None else str(row.seq))
        when = QRectF(area.left() + theme.px(44), area.top(), theme.px(42), area.height())
        painter.drawText(when, _CENTRE_LEFT, clock_time(row.at))
        side = theme.px(18)
        box = QRectF(area.left() + theme.px(90), area.center().y() - side / 2, side, side)
        icons.paint(painter, box, icon_of(row), self._icon_colour(row, quiet=quiet, current=current))
        right = self._paint_mark(painter, area, row, current=current)
        font = fonts.font(weight=SEMIBOLD if current else REGULAR)
        room = QRectF(area.left() + self._left(), area.top(), right - area.left() - self._left(), area.height())
        title = QFontMetricsF(font).elidedText(
            visible(row.title, lines=False), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(room, _CENTRE_LEFT, title)
        if not current:
            room.setLeft(room.left() + QFontMetricsF(font).horizontalAdvance(title) + theme.px(8))
            self._paint_glimpse(painter, room, row)

    def _paint_glimpse(self, painter: QPainter, room: QRectF, row: ReplayRow) -> None:
        """The first of what was said, where the title leaves room for it."""
        words = row.act.words if row.act is not None else ""
        if not words or room.width() < theme.px(60):
            return
        font = fonts.font(Type.CAPTION)
        painter.setFont(font)
        painter.setPen(QColor(theme.tokens().muted))
        shown = visible(f"“{words}”", lines=False)
        painter.drawText(
            room, _CENTRE_LEFT, QFontMetricsF(font).elidedText(shown, Qt.TextElideMode.ElideRight, room.width())
        )

    def _icon_colour(self, row: ReplayRow, *, quiet: bool, current: bool) -> str:
        tokens = theme.tokens()
        if row.act is None or not row.act.done:
            return tokens.ink_on_selection(Tone.BAD) if current else tokens.bad
        if tokens.outlined and current:
            return tokens.on_selection
        if row.act.kind.value == "handoff":
            return tokens.colleague if quiet else tokens.accent
        return tokens.muted if quiet else tokens.accent

    def _paint_mark(self, painter: QPainter, area: QRectF, row: ReplayRow, *, current: bool) -> float:
        """The result at the right; answers where the title has to end."""
        mark = mark_of(row)
        right = area.right() - theme.px(12)
        if mark is None:
            return right
        tokens = theme.tokens()
        colour = tokens.ink_on_selection(mark.tone) if current else tokens.tone(mark.tone)[0]
        font = fonts.font(Type.CAPTION, SEMIBOLD)
        width = QFontMetricsF(font).horizontalAdvance(mark.words)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(QRectF(right - width, area.top(), width + 2, area.height()), _CENTRE_LEFT, mark.words)
        side = theme.px(16)
        box = QRectF(right - width - side - theme.px(4), area.center().y() - side / 2, side, side)
        icons.paint(painter, box, mark.icon, colour)
        return box.left() - theme.px(8)

    def _paint_words(self, painter: QPainter, rect: QRect, row: ReplayRow) -> None:
        tokens = theme.tokens()
        top = rect.top() + theme.px(32)
        for piece, line in self._lines(row, rect.width()):
            painter.setFont(self._font(line))
            tone = {LineKind.MET: Tone.OK, LineKind.MISSED: Tone.BAD}.get(line.kind)
            ink = tokens.on_selection if line.kind is LineKind.SAID else tokens.muted_on_selection
            painter.setPen(QColor(tokens.ink_on_selection(tone) if tone else ink))
            left = rect.left() + self._left() + theme.px(line.indent)
            painter.drawText(QRectF(left, top, rect.right() - left, self._line_height()), READ, piece)
            top += self._line_height()


class ReplayView(QListView):
    """The list. Space plays, Left and Right step; `moved` tells the current place."""

    moved = Signal(object)
    play_pressed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.replay = ReplayModel(self)
        self.setModel(self.replay)
        self.setItemDelegate(ReplayDelegate(self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def place(self) -> int:
        """Where the replay stands, from 0; -1 before the first."""
        return self.currentIndex().row()

    def current(self) -> ReplayRow | None:
        """The row in sight."""
        row = self.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, ReplayRow) else None

    def go_to(self, place: int) -> None:
        """Make a row current and bring it into view, with its words."""
        index = self.replay.index(place, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.executeDelayedItemsLayout()
            self.scrollTo(index)

    def opens_day(self, place: int) -> bool:
        """Whether a row is the first of a day, in an attempt of several days."""
        rows = self.replay.items()
        if not rows or local(rows[0].at).date() == local(rows[-1].at).date():
            return False
        return place == 0 or local(rows[place].at).date() != local(rows[place - 1].at).date()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.scheduleDelayedItemsLayout()
        self.moved.emit(current.row())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() == Qt.Key.Key_Space:
            self.play_pressed.emit()
        elif event.key() in steps and not event.modifiers():
            self.go_to(self.place() + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.scheduleDelayedItemsLayout()
