# SPDX-License-Identifier: MIT
"""One outline family of icons (mdi6, from qtawesome), tinted when painted so a new theme needs no reload.

Only the letters are taken from qtawesome: importing the package itself would cost a quarter of a second.
"""

import json
from functools import cache
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.fonts import package_folder

MISSING: Final = "help-circle-outline"


@cache
def _charmap() -> dict[str, str]:
    file = next((package_folder("qtawesome") / "fonts").glob("materialdesignicons6-webfont-charmap-*.json"))
    codes: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}


@cache
def _family() -> str:
    file = next((package_folder("qtawesome") / "fonts").glob("materialdesignicons6-webfont-*.ttf"))
    number = QFontDatabase.addApplicationFont(str(file))
    return str(QFontDatabase.applicationFontFamilies(number)[0])


@cache
def _font(pixels: int) -> QFont:
    made = QFont(_family())
    made.setPixelSize(pixels)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


def known(name: str) -> bool:
    """Whether the family has an icon of this name."""
    return name in _charmap()


def paint(painter: QPainter, rect: QRect | QRectF, name: str, colour: str | QColor) -> None:
    """Draw an icon, filling the shorter side of `rect`: centred, or at the left of a wide one."""
    area = QRectF(rect)
    pixels = max(1, round(min(area.width(), area.height())))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(_font(pixels))
    painter.setPen(QColor(colour))
    across = Qt.AlignmentFlag.AlignLeft if area.width() > area.height() else Qt.AlignmentFlag.AlignHCenter
    flags = across | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
    painter.drawText(area, int(flags), _charmap().get(name, _charmap()[MISSING]))
    painter.restore()


class _Engine(QIconEngine):
    """Paints the letter in the token's present colour."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        tokens = theme.tokens()
        token = "disabled" if mode is QIcon.Mode.Disabled else self._token
        colour = self._token if self._token.startswith("#") else getattr(tokens, token)
        paint(painter, rect, self._name, colour)

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @override
    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        made = QPixmap(size * scale)
        made.setDevicePixelRatio(scale)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    @override
    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token)


@cache
def icon(name: str, token: str = "text") -> QIcon:
    """A `QIcon` in the colour of a token (`text`, `muted`, `accent`, `on_accent`, `bad` …)."""
    return QIcon(_Engine(name, token))


def icon_in(name: str, colour: str) -> QIcon:
    """A `QIcon` in one fixed colour (`#RRGGBB`), for parts that do not follow the theme."""
    return icon(name, colour)
