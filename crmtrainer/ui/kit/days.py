# SPDX-License-Identifier: MIT
"""The picture of "Why this due time?": one bar a day, counted time solid, paused hatched, time left outlined."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, theme
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.text import is_restyling, visible

GAP, LINE = 8, 16


class Stretch(Enum):
    """What a piece of a day was."""

    COUNTED = "counted"
    PAUSED = "paused"
    LEFT = "left"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a day, in minutes after midnight."""

    kind: Stretch
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Notch:
    """A moment marked above a bar ("Now 13:35", "Due 14:55"); `strong` is the due time."""

    minute: int
    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """One bar: its name, the opening hours in minutes, the pieces in it and the moments marked."""

    name: str
    opens: tuple[tuple[int, int], ...]
    pieces: tuple[Piece, ...] = ()
    notches: tuple[Notch, ...] = ()


def paint_stretch(painter: QPainter, kind: Stretch, area: QRectF) -> None:
    """Draw one piece, in a bar or as a sample beside the words of a legend."""
    tokens = theme.tokens()
    if kind is Stretch.COUNTED:
        painter.fillRect(area, QColor(tokens.accent))
    elif kind is Stretch.LEFT:
        _outlined(painter, area, tokens.warn_ground, tokens.warn)
    elif kind is Stretch.OVER:
        _outlined(painter, area, tokens.bad_ground, tokens.bad)
    else:
        _hatched(painter, area)


def _outlined(painter: QPainter, area: QRectF, ground: str, edge: str) -> None:
    painter.fillRect(area, QColor(ground))
    painter.setPen(QPen(QColor(edge), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(1, 1, -1, -1))


def _hatched(painter: QPainter, area: QRectF) -> None:
    tokens = theme.tokens()
    painter.fillRect(area, QColor(tokens.surface))
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(QColor(tokens.muted), 1.6))
    step = theme.px(7)
    x = area.left() - area.height()
    while x < area.right():
        painter.drawLine(QLineF(x, area.bottom(), x + area.height(), area.top()))
        x += step
    painter.restore()


def _face(notch: Notch) -> QFont:
    return fonts.font(Type.CAPTION, SEMIBOLD if notch.strong else 400)


def _width(notch: Notch) -> float:
    return QFontMetricsF(_face(notch)).horizontalAdvance(notch.words)


def side_by_side(widths: Sequence[float], centres: Sequence[float], room: float, gap: float) -> list[float]:
    """Where words begin that stand centred where they can, in order, none over another and none outside the room.

    With too little room for all, they begin at the left and stand on one another at the right.
    """
    lefts: list[float] = []
    taken = 0.0
    for width, centre in zip(widths, centres, strict=True):
        lefts.append(max(centre - width / 2, taken))
        taken = lefts[-1] + width + gap
    end = room
    for place in reversed(range(len(lefts))):
        lefts[place] = max(0.0, min(lefts[place], end - widths[place]))
        end = lefts[place] - gap
    return lefts


class DaysPicture(QWidget):
    """The bars. The numbers stand below in words, written by the page; `spoken` tells the whole picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[Day, ...] = ()
        self._hours = (9, 18)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, days: tuple[Day, ...], spoken: str) -> None:
        """Draw the days from the earliest opening to the latest closing, or mark where one lies beyond."""
        self._days = days
        times = [m for day in days for span in day.opens for m in span]
        times += [m for day in days for piece in day.pieces for m in (piece.start, piece.end)]
        times += [notch.minute for day in days for notch in day.notches]
        if times:
            self._hours = (min(times) // 60, -(-max(times) // 60))
        self.setAccessibleName(visible(spoken, lines=False))
        self.updateGeometry()
        self.update()

    def _row_height(self, day: Day) -> int:
        return theme.px(28 + LINE * len(self._lines_of(day)))

    def _lines_of(self, day: Day) -> list[list[Notch]]:
        """The moments of a day in their order, on as many lines as it takes for their words to stand side by side."""
        lines: list[list[Notch]] = []
        taken = 0.0
        for notch in sorted(day.notches, key=lambda n: n.minute):
            width = _width(notch) + theme.px(GAP)
            if lines and taken + width <= self.width() + theme.px(GAP):
                lines[-1].append(notch)
                taken += width
            else:
                lines.append([notch])
                taken = width
        return lines

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(260), sum(self._row_height(day) for day in self._days) + theme.px(20))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def _names(self) -> float:
        """How wide the names of the days stand."""
        metrics = QFontMetricsF(fonts.font(Type.CAPTION))
        return max((metrics.horizontalAdvance(visible(day.name)) for day in self._days), default=0.0)

    def _x(self, minute: float) -> float:
        first, last = self._hours
        left, right = max(float(theme.px(78)), self._names() + theme.px(10)), self.width() - theme.px(16)
        return left + (minute - first * 60) / max(1, (last - first) * 60) * (right - left)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bottom = self.height() - theme.px(20)
        self._hour_lines(painter, bottom)
        top = 0
        for day in self._days:
            height = self._row_height(day)
            bar_top = top + height - theme.px(22)
            painter.setFont(fonts.font(Type.CAPTION))
            painter.setPen(QColor(tokens.text))
            box = QRectF(0, bar_top, self._x(self._hours[0] * 60), theme.px(16))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), visible(day.name))
            self._bar(painter, day, bar_top)
            self._notches(painter, day, bar_top)
            top += height
        painter.end()

    def _hour_lines(self, painter: QPainter, bottom: int) -> None:
        tokens = theme.tokens()
        first, last = self._hours
        step = 3 if last - first > 6 else 1
        painter.setFont(fonts.font(Type.CAPTION))
        for hour in range(first, last + 1, step):
            x = self._x(hour * 60)
            painter.setPen(QPen(QColor(tokens.divider), 1))
            painter.drawLine(QLineF(x, 0, x, bottom))
            painter.setPen(QColor(tokens.muted))
            box = QRectF(x - theme.px(20), bottom, theme.px(40), theme.px(18))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), f"{hour:02d}")

    def _bar(self, painter: QPainter, day: Day, top: int) -> None:
        tokens = theme.tokens()
        height = theme.px(16)
        for start, end in day.opens:
            shape = QRectF(self._x(start), top, self._x(end) - self._x(start), height).adjusted(0.5, 0.5, -0.5, -0.5)
            path = QPainterPath()
            path.addRoundedRect(shape, theme.px(3), theme.px(3))
            painter.setPen(QPen(QColor(tokens.edge), 1))
            painter.setBrush(QColor(tokens.surface))
            painter.drawPath(path)
            painter.save()
            painter.setClipPath(path)
            for piece in day.pieces:
                if piece.start < end and piece.end > start:
                    left, right = self._x(max(piece.start, start)), self._x(min(piece.end, end))
                    paint_stretch(painter, piece.kind, QRectF(left, top, right - left, height))
            painter.restore()

    def _notches(self, painter: QPainter, day: Day, top: int) -> None:
        tokens = theme.tokens()
        lines = self._lines_of(day)
        for number, notches in enumerate(lines):
            words_top = top - theme.px(20 + LINE * (len(lines) - 1 - number))
            widths = [_width(notch) for notch in notches]
            centres = [self._x(notch.minute) for notch in notches]
            lefts = side_by_side(widths, centres, self.width(), theme.px(GAP))
            for notch, width, x, left in zip(notches, widths, centres, lefts, strict=True):
                colour = QColor(tokens.warn if notch.strong else tokens.text)
                painter.setPen(QPen(colour, 2))
                painter.drawLine(QLineF(x, top - theme.px(3), x, top + theme.px(19)))
                painter.setFont(_face(notch))
                painter.drawText(
                    QRectF(left, words_top, width + 2, theme.px(16)),
                    int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
                    notch.words,
                )

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.updateGeometry()
