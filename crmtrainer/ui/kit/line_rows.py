# SPDX-License-Identifier: MIT
"""Rows of one line, 26 high: an icon and a name, and at the right how it stands, in words and colour."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.focus_ring import paint_row_ring
from crmtrainer.ui.kit.rows import ROW_ROLE, Index, Row
from crmtrainer.ui.kit.text import visible

LINE_ROW = 26
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class LineDelegate(QStyledItemDelegate):
    """Paints the title and the mark of a `Row`. The name gives way before the mark does."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(120), theme.px(LINE_ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._row(painter, rect, row, selected=selected)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_row_ring(painter, rect, selected=selected)
        painter.restore()

    def _row(self, painter: QPainter, rect: QRect, row: Row, *, selected: bool) -> None:
        tokens = theme.tokens()
        if selected:
            painter.fillRect(rect, QColor(tokens.selection))
        area = QRectF(rect).adjusted(theme.px(4), 0, -theme.px(4), 0)
        if row.mark is not None:
            ink = tokens.ink_on_selection(row.mark.tone) if selected else tokens.tone(row.mark.tone)[0]
            if row.mark.icon:
                side = theme.px(16)
                icons.paint(painter, QRectF(area.left(), area.center().y() - side / 2, side, side), row.mark.icon, ink)
                area.setLeft(area.left() + side + theme.px(6))
            font = fonts.font(Type.CAPTION, SEMIBOLD)
            took = QFontMetricsF(font).horizontalAdvance(row.mark.words)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            words = QFontMetricsF(font).elidedText(row.mark.words, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, _RIGHT, words)
            area.setRight(area.right() - took - theme.px(8))
        font = fonts.font(Type.CAPTION)
        painter.setFont(font)
        painter.setPen(QColor(tokens.on_selection if selected else tokens.text))
        if area.width() > theme.px(16):
            title = visible(row.title, lines=False)
            painter.drawText(
                area, _LEFT, QFontMetricsF(font).elidedText(title, Qt.TextElideMode.ElideRight, area.width() + 1)
            )
