# SPDX-License-Identifier: MIT
"""Words that wrap, and stop after some lines until they are opened; a screen reader always has them whole."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, theme
from crmtrainer.ui.fonts import REGULAR, Type
from crmtrainer.ui.kit.text import is_restyling, plain_tip, visible
from crmtrainer.ui.kit.wrapping import READ, wrap

LEAST = 80


class Clamped(QWidget):
    """Like a caption that wraps. `cut_changed` tells when it begins or ceases to be cut off."""

    cut_changed = Signal()

    def __init__(
        self,
        lines: int,
        *,
        size: Type = Type.CAPTION,
        weight: int = REGULAR,
        token: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._most, self._size, self._weight, self._token = lines, size, weight, token
        self._words = ""
        self._open = False
        self._was_cut = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """All the words."""
        return self._words

    def setText(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.setAccessibleName(visible(words, lines=False))
        self._tell()

    def set_token(self, token: str) -> None:
        """Paint it in another ink."""
        self._token = token
        self.update()

    def set_open(self, is_open: bool) -> None:
        """Show all lines, or only the first."""
        self._open = is_open
        self._tell()

    def is_cut(self) -> bool:
        """Whether there is more than is shown, or would be if it were not opened."""
        return len(self._lines(self.width())) > self._most

    def _lines(self, width: int) -> list[str]:
        return wrap(self._words, self._font(), width) if self._words else []

    def _font(self) -> QFont:
        return fonts.font(self._size, self._weight)

    def _shown(self, width: int) -> list[str]:
        lines = self._lines(width)
        if self._open or len(lines) <= self._most:
            return lines
        rest = " ".join(lines[self._most - 1 :])
        metrics = QFontMetricsF(self._font())
        return [*lines[: self._most - 1], metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]

    def _tell(self) -> None:
        cut = self.is_cut()
        self.setToolTip(plain_tip(self._words) if cut and not self._open else "")
        self.updateGeometry()
        self.update()
        if cut != self._was_cut:
            self._was_cut = cut
            self.cut_changed.emit()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        lines = len(self._lines(width))
        high = fonts.line_height(self._size) * (lines if self._open else min(lines, self._most))
        return high + 2 * fonts.spill(self._size)

    @override
    def sizeHint(self) -> QSize:
        width = max(self.width(), theme.px(LEAST))
        return QSize(theme.px(LEAST), self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._tell()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font())
        painter.setPen(QColor(getattr(theme.tokens(), self._token)))
        high, above = fonts.line_height(self._size), fonts.spill(self._size)
        for number, line in enumerate(self._shown(self.width())):
            painter.drawText(QRectF(0, above + number * high, self.width() + 1, high), READ, line)
        painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._tell()
