# SPDX-License-Identifier: MIT
"""The picture of an exchange: Parent, Adult, Child on both sides, with numbered arrows between them."""

import math
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, theme
from crmtrainer.ui.fonts import REGULAR, SEMIBOLD, Type
from crmtrainer.ui.kit.text import visible

CIRCLE, STEP, GAP, SIDE = 28, 32, 92, 20


class Ego(Enum):
    """The three states, from the top; the value is the letter in the circle."""

    PARENT = "P"
    ADULT = "A"
    CHILD = "C"


@dataclass(frozen=True, slots=True)
class Arrow:
    """One thing said: from a state of one side to a state of the other. The first of an exchange is dashed."""

    from_left: bool
    start: Ego
    end: Ego


class ExchangePicture(QWidget):
    """The picture alone; the page puts the words beside it. `spoken` tells it to a screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = ("", "")
        self._arrows: tuple[Arrow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_exchange(self, left: str, right: str, arrows: tuple[Arrow, ...], spoken: str) -> None:
        self._names = (left, right)
        self._arrows = arrows
        self.setAccessibleName(visible(spoken, lines=False))
        self.setToolTip("")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(GAP + CIRCLE + 2 * SIDE), theme.px(STEP * 3 + 20))

    def _centre(self, left: bool, ego: Ego) -> QPointF:
        row = list(Ego).index(ego)
        x = theme.px(SIDE + CIRCLE / 2 + (0 if left else GAP))
        return QPointF(x, theme.px(2 + CIRCLE / 2 + row * STEP))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spoke = {(arrow.from_left, arrow.start) for arrow in self._arrows}
        radius = theme.px(CIRCLE) / 2
        for left in (True, False):
            for ego in Ego:
                active = (left, ego) in spoke
                painter.setPen(QPen(QColor(tokens.accent if active else tokens.edge), 2 if active else 1))
                painter.setBrush(QColor(tokens.info_ground if active else tokens.surface))
                centre = self._centre(left, ego)
                painter.drawEllipse(centre, radius - 1, radius - 1)
                painter.setFont(fonts.font(weight=SEMIBOLD if active else REGULAR))
                painter.setPen(QColor(tokens.text))
                box = QRectF(centre.x() - radius, centre.y() - radius, radius * 2, radius * 2)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), ego.value)
        painter.setFont(fonts.font(Type.CAPTION))
        painter.setPen(QColor(tokens.muted))
        for left, name in zip((True, False), self._names, strict=True):
            x = self._centre(left, Ego.CHILD).x()
            half = theme.px(SIDE + CIRCLE / 2 + (GAP / 2 - SIDE - CIRCLE / 2 if left else 0)) - 2
            room = 2 * min(half, x)
            shown = painter.fontMetrics().elidedText(
                visible(name, lines=False), Qt.TextElideMode.ElideRight, round(room)
            )
            painter.drawText(
                QRectF(x - room / 2, theme.px(STEP * 3), room, theme.px(20)), int(Qt.AlignmentFlag.AlignCenter), shown
            )
        for number, arrow in enumerate(self._arrows, start=1):
            self._arrow(painter, number, arrow)
        painter.end()

    def _arrow(self, painter: QPainter, number: int, arrow: Arrow) -> None:
        tokens = theme.tokens()
        colour = QColor(tokens.text if number == 1 else tokens.accent)
        start, end = self._centre(arrow.from_left, arrow.start), self._centre(not arrow.from_left, arrow.end)
        angle = math.atan2(end.y() - start.y(), end.x() - start.x())
        along = QPointF(math.cos(angle), math.sin(angle))
        reach = theme.px(CIRCLE) / 2 + theme.px(2)
        start, tip = start + along * reach, end - along * reach
        pen = QPen(colour, 2)
        if number == 1:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        head = float(theme.px(11))
        painter.drawLine(start, tip - along * (head * 0.8))
        across = QPointF(-along.y(), along.x()) * (head * 0.42)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([tip, tip - along * head + across, tip - along * head - across]))
        middle = start + (tip - start) * (0.3 if number % 2 else 0.4)
        radius = theme.px(8)
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(QColor(tokens.surface))
        painter.drawEllipse(middle, radius, radius)
        painter.setFont(fonts.font(Type.CAPTION, SEMIBOLD))
        box = QRectF(middle.x() - radius, middle.y() - radius, radius * 2, radius * 2)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(number))
