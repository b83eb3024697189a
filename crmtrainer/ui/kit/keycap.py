# SPDX-License-Identifier: MIT
"""A key as printed on a keyboard, 18 high: beside commands, and inside fields. It is the one in force."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, keys, theme
from crmtrainer.ui.fonts import Type
from crmtrainer.ui.kit.text import is_restyling


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

    def __init__(self, usual: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual, self._text = usual, keys.now(usual)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        keys.in_force().changed.connect(self._follow)

    def text(self) -> str:
        """What is printed on it."""
        return self._text

    def _follow(self) -> None:
        self._text = keys.now(self._usual)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(keycap_width(self._text)) if self._text else 0, theme.px(18))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._text:
            painter = QPainter(self)
            paint_keycap(painter, QRectF(self.rect()), self._text)
            painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.updateGeometry()
