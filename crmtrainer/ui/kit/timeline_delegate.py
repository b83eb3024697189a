# SPDX-License-Identifier: MIT
"""Paints the items of a timeline. Layout is measured once per item, width and text size."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.chip import chip_height, chip_width, paint_chip
from crmtrainer.ui.kit.focus_ring import paint_row_ring
from crmtrainer.ui.kit.rows import ROW_ROLE
from crmtrainer.ui.kit.text import visible
from crmtrainer.ui.kit.timeline_items import Party, TimelineItem, TimelineModel
from crmtrainer.ui.kit.wrapping import READ, wrap

LINES = 3


@dataclass(frozen=True, slots=True)
class _Measured:
    lines: tuple[str, ...]
    cut: bool
    can_fold: bool
    chip_lines: int
    height: int


class TimelineDelegate(QStyledItemDelegate):
    """One item: a circle with an icon on the thread, a head line, body, chips, a rule for colleagues."""

    def __init__(self, parent: object = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]
        self._seen: dict[tuple[object, ...], _Measured] = {}

    def _text_left(self, item: TimelineItem) -> int:
        return theme.px(68 if item.party is Party.COLLEAGUE and not item.brief else 56)

    def _measure(self, item: TimelineItem, width: int, *, whole: bool) -> _Measured:
        look = theme.active()
        key = (item, width, whole, look)
        if key in self._seen:
            return self._seen[key]
        if len(self._seen) > 400:
            self._seen.clear()
        room = width - self._text_left(item) - theme.px(16)
        lines = wrap(item.body, fonts.font(), room) if item.body else []
        cut = len(lines) > LINES and not whole
        can_fold = len(lines) > LINES and whole
        if cut:
            lines = lines[:LINES]
        chip_lines = self._chip_lines(item, room)
        height = look.pad(34) if item.brief else look.px(8 + 22) + len(lines) * fonts.line_height() + look.pad(8)
        if cut or can_fold:
            height += look.px(22)
        if chip_lines:
            height += chip_lines * (chip_height() + look.px(5)) + look.px(3)
        made = _Measured(tuple(lines), cut, can_fold, chip_lines, height)
        self._seen[key] = made
        return made

    def _chip_lines(self, item: TimelineItem, room: float) -> int:
        if not item.chips:
            return 0
        count, x = 1, 0.0
        for chip in item.chips:
            width = min(chip_width(chip), room)
            if x and x + width > room:
                count, x = count + 1, 0.0
            x += width + theme.px(8)
        return count

    def _parts(self, index: QModelIndex | QPersistentModelIndex) -> tuple[TimelineItem, bool] | None:
        item = index.data(ROW_ROLE)
        model = index.model()
        if not isinstance(item, TimelineItem):
            return None
        return item, isinstance(model, TimelineModel) and model.is_whole(item)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        parts = self._parts(index)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        if parts is None:
            return QSize(width, 0)
        return QSize(theme.px(120), self._measure(parts[0], width, whole=parts[1]).height)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        parts = self._parts(index)
        if parts is None:
            return
        item, whole = parts
        rect: QRect = option.rect
        measured = self._measure(item, rect.width(), whole=whole)
        painter.save()
        painter.setClipRect(self._whole_lines(rect, item, measured))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._thread(painter, rect, first=index.row() == 0)
        self._circle(painter, rect, item)
        self._head(painter, rect, item)
        if not item.brief:
            self._body(painter, rect, item, measured)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_row_ring(painter, rect)
        painter.restore()

    def _whole_lines(self, rect: QRect, item: TimelineItem, measured: _Measured) -> QRect:
        """What of an item is painted: of one that reaches below the view, no line that would be cut through."""
        view = self.parent()
        shown = view.viewport().height() if isinstance(view, QAbstractItemView) else rect.bottom() + 1
        if rect.bottom() < shown:
            return rect
        ends = [theme.px(35)]
        if not item.brief:
            ends += [theme.px(31) + fonts.line_height() * count for count in range(1, len(measured.lines) + 1)]
        high = max((end for end in ends if rect.top() + end <= shown), default=0)
        return QRect(rect.left(), rect.top(), rect.width(), high)

    def _thread(self, painter: QPainter, rect: QRect, *, first: bool) -> None:
        x = rect.left() + theme.px(30)
        painter.setPen(QPen(QColor(theme.tokens().divider), 1))
        painter.drawLine(x, rect.top() + (theme.px(20) if first else 0), x, rect.bottom() + 1)

    def _circle(self, painter: QPainter, rect: QRect, item: TimelineItem) -> None:
        tokens = theme.tokens()
        colour, ground = tokens.tone(item.party.value)
        if item.party is Party.CUSTOMER:
            colour = tokens.muted
        radius = theme.px(10 if item.brief else 14)
        centre = QPointF(rect.left() + theme.px(30) + 0.5, rect.top() + theme.px(17 if item.brief else 21))
        painter.setPen(QPen(QColor(colour), 1) if tokens.outlined else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawEllipse(centre, radius, radius)
        side = theme.px(12 if item.brief else 16)
        icons.paint(painter, QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side), item.icon, colour)

    def _head(self, painter: QPainter, rect: QRect, item: TimelineItem) -> None:
        tokens = theme.tokens()
        small = fonts.font(Type.CAPTION)
        name = fonts.font() if item.brief else fonts.font(weight=SEMIBOLD)
        left = rect.left() + self._text_left(item)
        top = rect.top() + theme.px(7 if item.brief else 9)
        right = rect.right() - theme.px(16)
        line = QRectF(left, top, right - left, theme.px(20))
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(small)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(line, int(flags | Qt.AlignmentFlag.AlignRight), visible(item.when))
        line.setRight(right - QFontMetricsF(small).horizontalAdvance(visible(item.when)) - theme.px(10))
        who = QFontMetricsF(name).elidedText(
            visible(item.who, lines=False), Qt.TextElideMode.ElideRight, line.width() + 1
        )
        painter.setFont(name)
        painter.setPen(QColor(tokens.text))
        painter.drawText(line, int(flags | Qt.AlignmentFlag.AlignLeft), who)
        line.setLeft(line.left() + QFontMetricsF(name).horizontalAdvance(who) + theme.px(8))
        painter.setFont(small)
        painter.setPen(QColor(tokens.colleague if item.party is Party.COLLEAGUE else tokens.muted))
        what = QFontMetricsF(small).elidedText(
            visible(item.what, lines=False), Qt.TextElideMode.ElideRight, max(0.0, line.width() + 1)
        )
        if line.width() > theme.px(20):
            painter.drawText(line, int(flags | Qt.AlignmentFlag.AlignLeft), what)

    def _body(self, painter: QPainter, rect: QRect, item: TimelineItem, measured: _Measured) -> None:
        tokens = theme.tokens()
        left = rect.left() + self._text_left(item)
        top = rect.top() + theme.px(31)
        painter.setFont(fonts.font())
        painter.setPen(QColor(tokens.text))
        high = fonts.line_height()
        for line in measured.lines:
            painter.drawText(QRectF(left, top, rect.right() - left, high), READ, line)
            top += high
        if measured.cut or measured.can_fold:
            painter.setFont(fonts.font(Type.CAPTION, underline=theme.active().underline_links))
            painter.setPen(QColor(tokens.accent))
            words = self.tr("Show more") if measured.cut else self.tr("Show less")
            area = QRectF(left, top, rect.right() - left, theme.px(20))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
            top += theme.px(22)
        self._chips(painter, item, left, top + theme.px(3), rect.right() - theme.px(16))
        if item.party is Party.COLLEAGUE:
            rule = QRectF(left - theme.px(13), rect.top() + theme.px(9), theme.px(3), rect.height() - theme.px(16))
            painter.fillRect(rule, QColor(tokens.colleague))

    def _chips(self, painter: QPainter, item: TimelineItem, left: float, top: float, right: float) -> None:
        x = left
        for chip in item.chips:
            width = min(chip_width(chip), right - left)
            if x > left and x + width > right:
                x, top = left, top + chip_height() + theme.px(5)
            paint_chip(painter, QRectF(x, top, width, chip_height()), chip)
            x += width + theme.px(8)

    @override
    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: object) -> bool:
        parts = self._parts(index) if isinstance(index, QModelIndex | QPersistentModelIndex) else None
        if parts is None or not isinstance(event, QMouseEvent) or not isinstance(model, TimelineModel):
            return False
        if event.type() != QEvent.Type.MouseButtonRelease:
            return False
        item, whole = parts
        rect: QRect = option.rect
        measured = self._measure(item, rect.width(), whole=whole)
        if not (measured.cut or measured.can_fold):
            return False
        top = rect.top() + theme.px(31) + len(measured.lines) * fonts.line_height()
        link = QRectF(rect.left() + self._text_left(item), top, theme.px(90), theme.px(24))
        if link.contains(event.position()) and isinstance(index, QModelIndex | QPersistentModelIndex):
            model.toggle(index)
            return True
        return False
