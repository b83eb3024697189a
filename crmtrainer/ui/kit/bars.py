# SPDX-License-Identifier: MIT
"""Numbers below one another with simple bars: words, a bar as long as its share, the number, and a word beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, theme
from crmtrainer.ui.fonts import Type
from crmtrainer.ui.kit.text import is_restyling, visible

ROW, WIDE = 20, 300
MOST_WORDS = 0.68
"""Of the room for words and bar, so much at most is for the words."""
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line. `part` is the length of its bar, 0 to 1; `beside` stands behind the number."""

    words: str
    number: str
    beside: str
    part: float


class Bars(QWidget):
    """The lines, painted; a screen reader hears them as one text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, name: str, bars: Sequence[Bar]) -> None:
        """Show these under a name that is only spoken."""
        self._bars = tuple(
            Bar(visible(bar.words, lines=False), bar.number, bar.beside, min(1.0, max(0.0, bar.part))) for bar in bars
        )
        told = [" ".join(part for part in (bar.words, bar.number, bar.beside) if part) for bar in self._bars]
        self.setAccessibleName(f"{name}: {'; '.join(told)}")
        self.updateGeometry()
        self.update()

    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDE), theme.px(ROW) * len(self._bars))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(140), theme.px(ROW) * len(self._bars))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = theme.tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        caption = fonts.font(Type.CAPTION)
        painter.setFont(caption)
        metrics = QFontMetricsF(caption)
        beside = max((metrics.horizontalAdvance(bar.beside) for bar in self._bars), default=0.0)
        numbers = max((metrics.horizontalAdvance(bar.number) for bar in self._bars), default=0.0)
        gap, height, thick = theme.px(10), theme.px(ROW), theme.px(8)
        widest = max((metrics.horizontalAdvance(bar.words) for bar in self._bars), default=0.0)
        label = min(widest, (self.width() - beside - numbers - 2 * gap) * MOST_WORDS)
        left = label + gap
        room = max(0.0, self.width() - beside - numbers - 2 * gap - left)
        for place, bar in enumerate(self._bars):
            top = place * height
            middle = top + (height - thick) / 2
            painter.fillRect(QRectF(left, middle, room, thick), QColor(tokens.window))
            painter.fillRect(QRectF(left, middle, room * bar.part, thick), QColor(tokens.accent))
            painter.setPen(QColor(tokens.text))
            shown = metrics.elidedText(bar.words, Qt.TextElideMode.ElideRight, label)
            painter.drawText(QRectF(0, top, label + 1, height), _LEFT, shown)
            painter.drawText(QRectF(left + room + gap, top, numbers, height), _RIGHT, bar.number)
            painter.setPen(QColor(tokens.muted))
            painter.drawText(QRectF(self.width() - beside, top, beside, height), _RIGHT, bar.beside)
        painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.updateGeometry()
