# SPDX-License-Identifier: MIT
"""Rows of one line, 26 high: an icon and a name, and at the right how it stands, in words and colour.

Where both do not fit beside each other, how it stands is said on a second line.
"""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.focus_ring import paint_row_ring
from crmtrainer.ui.kit.rows import ROW_ROLE, Index, Mark, Row
from crmtrainer.ui.kit.text import visible

LINE_ROW, TWO_LINES = 26, 46
_EDGE, _ICON, _BESIDE_ICON, _BETWEEN = 4, 16, 6, 8
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class LineDelegate(QStyledItemDelegate):
    """Paints the title and the mark of a `Row`, whole where the view is as wide as one of them.

    A title that is wider still gives way in its middle: what tells it from its neighbours stands at its end.
    """

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def height_of(self, row: Row) -> int:
        """How high a row is in the view as wide as it is now."""
        return theme.px(TWO_LINES if self._is_long(row, self._view.viewport().width()) else LINE_ROW)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW_ROLE)
        return QSize(theme.px(120), self.height_of(row) if isinstance(row, Row) else theme.px(LINE_ROW))

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

    def _is_long(self, row: Row, width: int) -> bool:
        if row.mark is None:
            return False
        icon = theme.px(_ICON + _BESIDE_ICON) if row.mark.icon else 0
        title = QFontMetricsF(fonts.font(Type.CAPTION)).horizontalAdvance(visible(row.title, lines=False))
        mark = QFontMetricsF(fonts.font(Type.CAPTION, SEMIBOLD)).horizontalAdvance(row.mark.words)
        return icon + title + mark + theme.px(_BETWEEN) > width - 2 * theme.px(_EDGE)

    def _row(self, painter: QPainter, rect: QRect, row: Row, *, selected: bool) -> None:
        tokens = theme.tokens()
        if selected:
            painter.fillRect(rect, QColor(tokens.selection))
        area = QRectF(rect).adjusted(theme.px(_EDGE), 0, -theme.px(_EDGE), 0)
        is_long = self._is_long(row, rect.width())
        if is_long:
            area.adjust(0, theme.px(2), 0, -theme.px(2))
            area.setHeight(area.height() / 2)
        if row.mark is not None:
            ink = tokens.ink_on_selection(row.mark.tone) if selected else tokens.tone(row.mark.tone)[0]
            if row.mark.icon:
                side = theme.px(_ICON)
                icons.paint(painter, QRectF(area.left(), area.center().y() - side / 2, side, side), row.mark.icon, ink)
                area.setLeft(area.left() + side + theme.px(_BESIDE_ICON))
            self._mark(painter, area.translated(0, area.height()) if is_long else area, row.mark, ink, left=is_long)
        painter.setFont(fonts.font(Type.CAPTION))
        painter.setPen(QColor(tokens.on_selection if selected else tokens.text))
        title = visible(row.title, lines=False)
        painter.drawText(
            area, _LEFT, painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideMiddle, int(area.width()) + 1)
        )

    def _mark(self, painter: QPainter, area: QRectF, mark: Mark, ink: str, *, left: bool) -> None:
        font = fonts.font(Type.CAPTION, SEMIBOLD)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        words = QFontMetricsF(font).elidedText(mark.words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _LEFT if left else _RIGHT, words)
