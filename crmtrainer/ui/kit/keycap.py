# SPDX-License-Identifier: MIT
"""A key as printed on a keyboard, 18 high: beside commands, and inside fields."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, theme
from crmtrainer.ui.fonts import Type
from crmtrainer.ui.kit.text import is_restyling


def shown_keys(sequence: str) -> str:
    """The keys as this platform writes them."""
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText) or sequence


def keycap_width(text: str) -> float:
    return QFontMetricsF(fonts.font(Type.CAPTION)).horizontalAdvance(text) + theme.px(11)


def paint_keycap(painter: QPainter, rect: QRectF, text: str) -> None:
    """Draw a key cap into `rect`."""
    tokens = theme.tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.divider), 1))
    painter.setBrush(QColor(tokens.window))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
    painter.setFont(fonts.font(Type.CAPTION))
    painter.setPen(QColor(tokens.muted))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()


class KeyCap(QWidget):
    """One key or combination; hidden from screen readers, who hear the key from the control itself."""

    def __init__(self, sequence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = shown_keys(sequence)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(keycap_width(self._text)), theme.px(18))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_keycap(painter, QRectF(self.rect()), self._text)
        painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.updateGeometry()
