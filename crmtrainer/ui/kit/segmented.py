# SPDX-License-Identifier: MIT
"""A row of choices of which one holds, such as Yes | No or ×1 | ×10 | ×60. Arrows move within it."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, icons, theme
from crmtrainer.ui.fonts import REGULAR, SEMIBOLD
from crmtrainer.ui.kit.buttons import is_enter
from crmtrainer.ui.kit.text import is_restyling, plain_tip, spoken


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice. `name` is spoken where text alone would not do ("Ten times as fast")."""

    value: object
    text: str = ""
    icon: str = ""
    name: str = ""


class _SegmentButton(QAbstractButton):
    """One part of the row; first and last carry the round corners."""

    def __init__(self, segment: Segment, *, first: bool, last: bool, small: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.segment = segment
        self._first, self._last, self._small = first, last, small
        self.setText(segment.text)
        self.setCheckable(True)
        self.setAccessibleName(segment.name or segment.text)
        self.setToolTip(plain_tip(segment.name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetricsF(fonts.font(weight=SEMIBOLD)).horizontalAdvance(self.segment.text)
        icon = theme.px(18) if self.segment.icon else 0
        gap = theme.px(6) if icon and words else 0
        width = max(theme.px(32), round(words + icon + gap + theme.px(20)))
        return QSize(width, theme.px(28 if self._small else 32))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        painter.setClipPath(self._clip(area))
        chosen, colour = self.isChecked(), tokens.text
        if chosen:
            painter.fillRect(area, QColor(tokens.selection))
            colour = tokens.on_selection
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(area, QColor(tokens.raised))
        if not self.isEnabled():
            colour = tokens.disabled if not chosen else tokens.muted_on_selection
        if chosen:
            bar = tokens.on_selection if tokens.outlined else tokens.accent
            painter.fillRect(QRectF(0, area.bottom() - 2, area.width(), 2), QColor(bar))
        elif not self._first:
            painter.fillRect(QRectF(0, area.top(), 1, area.height()), QColor(tokens.divider))
        self._paint_content(painter, area, colour, SEMIBOLD if chosen else REGULAR)
        painter.end()

    def _paint_content(self, painter: QPainter, area: QRectF, colour: str, weight: int) -> None:
        font = fonts.font(weight=weight)
        words = QFontMetricsF(font).horizontalAdvance(self.segment.text)
        side = theme.px(18) if self.segment.icon else 0
        gap = theme.px(6) if side and words else 0
        left = (area.width() - words - side - gap) / 2
        if side:
            box = QRectF(left, area.center().y() - side / 2, side, side)
            icons.paint(painter, box, self.segment.icon, colour)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(
            QRectF(left + side + gap, area.top(), words + 2, area.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self.segment.text,
        )

    def _clip(self, area: QRectF) -> QPainterPath:
        path = QPainterPath()
        radius = theme.px(5)
        wide = area.adjusted(1 if self._first else -radius, 0, -1 if self._last else radius, 0)
        path.addRoundedRect(wide, radius, radius)
        return path


class Segmented(QWidget):
    """The row. `chosen` tells the value when a person picks one, not when a program sets it."""

    chosen = Signal(object)

    def __init__(
        self, name: str, segments: Iterable[Segment], *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        listed = list(segments)
        self._buttons = [
            _SegmentButton(s, first=i == 0, last=i == len(listed) - 1, small=small, parent=self)
            for i, s in enumerate(listed)
        ]
        for button in self._buttons:
            self._group.addButton(button)
            row.addWidget(button)
        self._group.buttonClicked.connect(self._clicked)

    def value(self) -> object:
        """The value that holds, or None while undecided."""
        button = self._group.checkedButton()
        return button.segment.value if isinstance(button, _SegmentButton) else None

    def set_value(self, value: object) -> None:
        """Show a value; None shows an undecided row."""
        self._group.setExclusive(False)
        for button in self._buttons:
            button.setChecked(value is not None and button.segment.value == value)
        self._group.setExclusive(True)

    def written(self) -> str:
        """The value that holds as text, to be put back with `put_back`."""
        return str(self.value())

    def put_back(self, written: str) -> None:
        """Show the value that was written so; an unknown one changes nothing."""
        for button in self._buttons:
            if str(button.segment.value) == written:
                self.set_value(button.segment.value)

    def explain(self, value: object, reason: str) -> None:
        """Disable one choice and say why, or enable it when there is no reason against it."""
        for button in self._buttons:
            if button.segment.value == value:
                button.setEnabled(not reason)
                button.setStatusTip(spoken(reason))
                button.setToolTip(plain_tip(reason or button.segment.name))
                button.setAccessibleDescription(reason)

    def _clicked(self, button: QAbstractButton) -> None:
        if isinstance(button, _SegmentButton):
            self.chosen.emit(button.segment.value)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.setBrush(QColor(tokens.surface))
        shape = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(shape, theme.px(6), theme.px(6))
        painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            for button in self._buttons:
                button.updateGeometry()
