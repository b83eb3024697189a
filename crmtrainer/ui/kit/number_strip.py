# SPDX-License-Identifier: MIT
"""The numbers of a chart below its picture, each column under its point; where they crowd, some labels give way."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, theme
from crmtrainer.ui.fonts import REGULAR, SEMIBOLD, Type
from crmtrainer.ui.kit.text import is_restyling, visible

LINE, GAP = 19, 6
LEAST_GUTTER, MOST_GUTTER = 40, 116
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
INKS = ("accent", "colleague", "ok", "warn", "bad")
SYMBOLS = ("o", "s", "t", "d", "x")


@dataclass(frozen=True, slots=True)
class StripRow:
    """One series: its name and its numbers as they are shown."""

    name: str
    numbers: tuple[str, ...]


def fitting(widths: Sequence[float], step: float, gap: float, weights: Sequence[int] = ()) -> tuple[int, ...]:
    """Which columns of these widths can be written under points that stand `step` apart.

    The last comes first, then those of more weight, then from the left; the places are answered in order.
    """
    if not widths:
        return ()
    rank = list(weights) or [0] * len(widths)
    order = sorted(range(len(widths)), key=lambda place: (place != len(widths) - 1, -rank[place], place))
    taken: list[int] = []
    for place in order:
        near = (abs(place - other) * step - (widths[place] + widths[other]) / 2 for other in taken)
        if all(room >= gap for room in near):
            taken.append(place)
    return tuple(sorted(taken))


def paint_symbol(painter: QPainter, centre: QPointF, number: int) -> None:
    """The mark that the chart gives to the series of this number."""
    tokens = theme.tokens()
    ink = QColor(getattr(tokens, INKS[number % len(INKS)]))
    painter.setPen(QPen(ink, 2))
    painter.setBrush(ink if number % 2 == 0 else QColor(tokens.surface))
    side = theme.px(7) / 2
    match SYMBOLS[number % len(SYMBOLS)]:
        case "o":
            painter.drawEllipse(centre, side, side)
        case "s":
            painter.drawRect(QRectF(centre.x() - side, centre.y() - side, 2 * side, 2 * side))
        case "t":
            below = ((0.0, side), (-side, -side), (side, -side))
            painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in below]))
        case "d":
            corners = ((0.0, side), (side, 0.0), (0.0, -side), (-side, 0.0))
            painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in corners]))
        case _:
            painter.drawLine(centre + QPointF(-side, -side), centre + QPointF(side, side))
            painter.drawLine(centre + QPointF(-side, side), centre + QPointF(side, -side))


class NumberStrip(QWidget):
    """Painted, and told to a screen reader as one text. The gutter at the left is as wide as the chart's axis."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = self._unit = ""
        self._labels: tuple[str, ...] = ()
        self._rows: tuple[StripRow, ...] = ()
        self._weights: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_numbers(
        self, name: str, unit: str, labels: tuple[str, ...], rows: tuple[StripRow, ...], weights: tuple[int, ...] = ()
    ) -> None:
        """Show these; labels of more weight are the last to give way."""
        self._name, self._unit, self._labels, self._rows, self._weights = name, unit, labels, rows, weights
        self.setAccessibleName(self._told())
        self.updateGeometry()
        self.update()

    def gutter(self) -> int:
        """How much room the names take at the left."""
        small = QFontMetricsF(fonts.font(Type.CAPTION))
        names = [theme.px(18) + small.horizontalAdvance(visible(row.name, lines=False)) for row in self._rows]
        widest = max([small.horizontalAdvance(self._unit), *names], default=0.0)
        return round(min(max(widest + theme.px(8), theme.px(LEAST_GUTTER)), theme.px(MOST_GUTTER)))

    def written(self) -> tuple[int, ...]:
        """The columns that are written out at the present width; the others are left to the table."""
        small, strong = (QFontMetricsF(fonts.font(Type.CAPTION, weight)) for weight in (REGULAR, SEMIBOLD))
        widths = []
        for place, label in enumerate(self._labels):
            numbers = [strong.horizontalAdvance(row.numbers[place]) for row in self._rows]
            widths.append(max([small.horizontalAdvance(label), *numbers]))
        return fitting(widths, self._step(), theme.px(GAP), self._weights)

    def _step(self) -> float:
        return (self.width() - self.gutter()) / max(1, len(self._labels))

    def _told(self) -> str:
        told = []
        for row in self._rows:
            pairs = (f"{label} {number}" for label, number in zip(self._labels, row.numbers, strict=True))
            told.append(f"{row.name}: {', '.join(pairs)}")
        return visible(". ".join([self._name, *told]), lines=False)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(LINE) * (1 + len(self._rows)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gutter, line, step = self.gutter(), theme.px(LINE), self._step()
        small, strong = fonts.font(Type.CAPTION), fonts.font(Type.CAPTION, SEMIBOLD)
        written = self.written()
        self._words(painter, QRectF(0, 0, gutter, line), self._unit, tokens.muted)
        for number, row in enumerate(self._rows):
            top = line * (number + 1)
            paint_symbol(painter, QPointF(theme.px(6), top + line / 2), number)
            painter.setFont(small)
            left = theme.px(16)
            self._words(painter, QRectF(left, top, gutter - left - theme.px(4), line), row.name, tokens.text)
        for place in written:
            middle = gutter + step * (place + 0.5)
            self._cell(painter, middle, 0, self._labels[place], small, tokens.muted)
            for number, row in enumerate(self._rows):
                self._cell(painter, middle, line * (number + 1), row.numbers[place], strong, tokens.text)
        painter.end()

    def _cell(self, painter: QPainter, middle: float, top: int, words: str, font: QFont, ink: str) -> None:
        """Words about a point; at the right end they are moved in so far that nothing is cut off."""
        half = QFontMetricsF(font).horizontalAdvance(words) / 2 + 1
        middle = min(middle, self.width() - half)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(QRectF(middle - half, top, 2 * half, theme.px(LINE)), _CENTRE, words)

    def _words(self, painter: QPainter, area: QRectF, words: str, ink: str) -> None:
        small = fonts.font(Type.CAPTION)
        painter.setFont(small)
        painter.setPen(QColor(ink))
        shown = QFontMetricsF(small).elidedText(
            visible(words, lines=False), Qt.TextElideMode.ElideRight, area.width() + 1
        )
        painter.drawText(area, _LEFT, shown)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.updateGeometry()
            self.update()
