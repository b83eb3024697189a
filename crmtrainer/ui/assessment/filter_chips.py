# SPDX-License-Identifier: MIT
"""Round buttons of which one holds, each with its count: what part of a replay is shown. They wrap."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, theme
from crmtrainer.ui.fonts import REGULAR, SEMIBOLD
from crmtrainer.ui.kit.buttons import is_enter
from crmtrainer.ui.kit.flow_layout import FlowLayout
from crmtrainer.ui.kit.text import is_restyling


class _Pill(QAbstractButton):
    """One of them."""

    def __init__(self, value: object, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.value = value
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def relabel(self, words: str) -> None:
        self.setText(words)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetricsF(fonts.font(weight=SEMIBOLD)).horizontalAdvance(self.text())
        return QSize(round(words) + theme.px(20), theme.px(28))

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
        chosen = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = tokens.selection if chosen else tokens.raised if self.underMouse() else tokens.surface
        painter.setPen(QPen(QColor(tokens.accent if chosen else tokens.edge), 2 if chosen else 1))
        painter.setBrush(QColor(ground))
        shape = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
        painter.setFont(fonts.font(weight=SEMIBOLD if chosen else REGULAR))
        painter.setPen(QColor(tokens.on_selection if chosen else tokens.text))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
        painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.updateGeometry()


class FilterChips(QWidget):
    """The row. `chosen` tells the value when a person picks one. Arrows move within it."""

    chosen = Signal(object)

    def __init__(self, name: str, choices: Iterable[tuple[object, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._words: dict[object, str] = {}
        self._pills: dict[object, _Pill] = {}
        flow = self._flow = FlowLayout(self, across=theme.px(6), down=theme.px(6))
        for value, words in choices:
            pill = _Pill(value, words, self)
            self._words[value], self._pills[value] = words, pill
            self._group.addButton(pill)
            flow.addWidget(pill)
        next(iter(self._pills.values())).setChecked(True)
        self._group.buttonClicked.connect(self._clicked)

    def value(self) -> object:
        """The one that holds."""
        pill = self._group.checkedButton()
        return pill.value if isinstance(pill, _Pill) else None

    def set_value(self, value: object) -> None:
        """Show another as the one that holds."""
        self._pills[value].setChecked(True)

    def set_counts(self, counts: dict[object, int]) -> None:
        """Tell how many each would show."""
        for value, pill in self._pills.items():
            pill.relabel(f"{self._words[value]} {counts[value]}" if value in counts else self._words[value])
        self._hold_lines()

    def pill(self, value: object) -> QAbstractButton:
        """The button of one value."""
        return self._pills[value]

    def _clicked(self, pill: QAbstractButton) -> None:
        if isinstance(pill, _Pill):
            self.chosen.emit(pill.value)

    def _hold_lines(self) -> None:
        """Hold the height of the lines that are needed at this width: a low page gives less than is preferred."""
        self.setMinimumHeight(self._flow.heightForWidth(self.width()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hold_lines()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._flow.set_spaces(theme.px(6), theme.px(6))
            self._hold_lines()
