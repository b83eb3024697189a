# SPDX-License-Identifier: MIT
"""Chips: a short fact with an icon, 20 high; as a widget, as a wrapping row, and painted inside delegates."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import REGULAR, SEMIBOLD, Type
from crmtrainer.ui.kit.flow_layout import FlowLayout
from crmtrainer.ui.kit.text import is_restyling, plain_tip, visible
from crmtrainer.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class ChipData:
    """What a chip says."""

    text: str
    icon: str = ""
    tone: Tone = Tone.NEUTRAL
    tip: str = ""
    strong: bool = False


def chip_height() -> int:
    return theme.px(20)


def chip_width(chip: ChipData) -> float:
    """Width a chip would like."""
    metrics = QFontMetricsF(fonts.font(Type.CAPTION, SEMIBOLD if chip.strong else REGULAR))
    room = theme.px(20) if chip.icon else 0
    return room + metrics.horizontalAdvance(visible(chip.text, lines=False)) + theme.px(16)


def paint_chip(painter: QPainter, rect: QRectF, chip: ChipData) -> None:
    """Draw a chip into `rect`, eliding its words if they do not fit."""
    tokens = theme.tokens()
    colour, ground = tokens.tone(chip.tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outlined = chip.tone is Tone.OUTLINE or tokens.outlined
    edge = tokens.divider if chip.tone is Tone.OUTLINE and not tokens.outlined else colour
    painter.setPen(QPen(QColor(edge), 1) if outlined else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    shape = rect.adjusted(0.5, 0.5, -0.5, -0.5) if outlined else rect
    radius = shape.height() / 2
    painter.drawRoundedRect(shape, radius, radius)
    left = rect.left() + theme.px(8)
    if chip.icon:
        side = theme.px(14)
        box = QRectF(left - theme.px(1), rect.center().y() - side / 2, side, side)
        icons.paint(painter, box, chip.icon, colour)
        left += side + theme.px(5)
    font = fonts.font(Type.CAPTION, SEMIBOLD if chip.strong else REGULAR)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    room = rect.right() - theme.px(7) - left
    words = QFontMetricsF(font).elidedText(visible(chip.text, lines=False), Qt.TextElideMode.ElideRight, room + 1)
    area = QRectF(QPointF(left, rect.top()), QPointF(rect.right(), rect.bottom()))
    painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
    painter.restore()


class Chip(QWidget):
    """One chip. It gives way when there is no room; its whole text stays in the tooltip."""

    _is_firm = False

    def __init__(
        self,
        text: str = "",
        icon: str = "",
        tone: Tone = Tone.NEUTRAL,
        *,
        tip: str = "",
        strong: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._chip = ChipData(text, icon, tone, tip, strong)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._tell()

    def chip(self) -> ChipData:
        return self._chip

    def stand_firm(self) -> None:
        """Give way no longer: it is said whole, whatever the text size."""
        self._is_firm = True
        self.updateGeometry()

    def set_chip(self, chip: ChipData) -> None:
        self._chip = chip
        self._tell()
        self.updateGeometry()
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(visible(self._chip.text))
        self.setToolTip(plain_tip(self._chip.tip or self._chip.text))

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(chip_width(self._chip) + 0.5), chip_height())

    @override
    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint().width()
        return QSize(whole if self._is_firm else min(theme.px(64), whole), chip_height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._chip)
        painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.updateGeometry()


class ChipRow(QWidget):
    """Chips side by side, wrapping to further lines when the window is narrow."""

    def __init__(self, chips: Iterable[ChipData] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, across=theme.px(8), down=theme.px(4))
        self.set_chips(chips)

    def set_chips(self, chips: Iterable[ChipData]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for chip in chips:
            made = Chip(parent=self)
            made.set_chip(chip)
            made.show()
            self._flow.addWidget(made)
        self._bound()
        self.updateGeometry()

    def _bound(self) -> None:
        """No chip is wider than the row: it elides."""
        for chip in self.findChildren(Chip):
            chip.setMaximumWidth(max(self.width(), theme.px(64)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._bound()
