# SPDX-License-Identifier: MIT
"""An icon standing beside words."""

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import icons, theme
from crmtrainer.ui.kit.text import is_restyling


class IconLabel(QWidget):
    """An icon beside text: 16, 20 or 24; silent to screen readers because the words say it."""

    def __init__(self, icon: str, side: int = 20, token: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._side, self._token = icon, side, token
        self._fixed_colour = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: str, token: str = "") -> None:
        self._icon = icon
        self._token = token or self._token
        self.update()

    def set_token(self, token: str) -> None:
        self._token = token
        self.update()

    def paint_with(self, colour: str) -> None:
        """Use a colour of another scheme, as a toast does."""
        self._fixed_colour = colour
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._side), theme.px(self._side))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = self._fixed_colour or getattr(theme.tokens(), self._token)
        icons.paint(painter, QRectF(self.rect()), self._icon, colour)
        painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.updateGeometry()
