# SPDX-License-Identifier: MIT
"""What was made, after a fill: numbers with their shares and simple bars, section by section."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.seeding.report import Section, SeedReport
from crmtrainer.ui import fonts, theme
from crmtrainer.ui.fonts import Type
from crmtrainer.ui.kit.page import Card
from crmtrainer.ui.kit.text import is_restyling, strong, visible
from crmtrainer.ui.seeding.words import count, share

ROW, WIDE = 20, 300
MOST_WORDS = 0.68
"""Of the room for words and bar, so much at most is for the words."""
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class Bars(QWidget):
    """One section: a line for each number, its words, a bar as long as its share, the number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[str, str, str, float], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_section(self, section: Section) -> None:
        """Show these numbers; a screen reader hears them as one text."""
        most = section.of or max((line.count for line in section.lines), default=0) or 1
        self._rows = tuple(
            (visible(line.words), count(line.count), share(section.permille(line)), min(1.0, line.count / most))
            for line in section.lines
        )
        told = [" ".join(part for part in (words, number, of) if part) for words, number, of, _ in self._rows]
        self.setAccessibleName(f"{section.words}: {'; '.join(told)}")
        self.updateGeometry()
        self.update()

    def rows(self) -> tuple[tuple[str, str, str, float], ...]:
        """Words, number, share and length of the bar of each line."""
        return self._rows

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDE), theme.px(ROW) * len(self._rows))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(140), theme.px(ROW) * len(self._rows))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = theme.tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        caption = fonts.font(Type.CAPTION)
        painter.setFont(caption)
        metrics = QFontMetricsF(caption)
        shares = max((metrics.horizontalAdvance(of) for _, _, of, _ in self._rows), default=0.0)
        numbers = max((metrics.horizontalAdvance(number) for _, number, _, _ in self._rows), default=0.0)
        gap, height, thick = theme.px(10), theme.px(ROW), theme.px(8)
        widest = max((metrics.horizontalAdvance(words) for words, *_ in self._rows), default=0.0)
        label = min(widest, (self.width() - shares - numbers - 2 * gap) * MOST_WORDS)
        left = label + gap
        room = max(0.0, self.width() - shares - numbers - 2 * gap - left)
        for place, (words, number, of, part) in enumerate(self._rows):
            top = place * height
            middle = top + (height - thick) / 2
            painter.fillRect(QRectF(left, middle, room, thick), QColor(tokens.window))
            painter.fillRect(QRectF(left, middle, room * part, thick), QColor(tokens.accent))
            painter.setPen(QColor(tokens.text))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, label)
            painter.drawText(QRectF(0, top, label + 1, height), _LEFT, shown)
            painter.drawText(QRectF(left + room + gap, top, numbers, height), _RIGHT, number)
            painter.setPen(QColor(tokens.muted))
            painter.drawText(QRectF(self.width() - shares, top, shares, height), _RIGHT, of)
        painter.end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.updateGeometry()


class _Part(QWidget):
    """A section with its heading."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.bars = Bars()
        self.bars.show_section(section)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(strong(section.words))
        column.addWidget(self.bars)
        column.addStretch(1)


class ReportPane(Card):
    """The card. Its sections stand in two columns where there is room, else below one another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What is in it"), aside="-", parent=parent)
        self.parts: list[_Part] = []
        self._across = QHBoxLayout()
        self._across.setSpacing(theme.px(24))
        self._columns = (QVBoxLayout(), QVBoxLayout())
        for column in self._columns:
            column.setSpacing(theme.px(12))
            self._across.addLayout(column, 1)
        self._beside: bool | None = None
        self.body.addLayout(self._across)

    def show_report(self, report: SeedReport) -> None:
        """Show what was counted."""
        self.aside.setText(visible(report.about.get("name", "")))
        for part in self.parts:
            part.hide()
            part.deleteLater()
        self.parts = [_Part(section) for section in report.sections]
        self._beside = None
        self._lay()

    def _lay(self) -> None:
        """Put each section at the end of the shorter column."""
        beside = self.width() >= theme.px(2 * WIDE + 56)
        if beside is self._beside:
            return
        self._beside = beside
        heights = [0, 0]
        for column in self._columns:
            while (item := column.takeAt(0)) is not None:
                del item
        for part in self.parts:
            shorter = 1 if beside and heights[1] < heights[0] else 0
            self._columns[shorter].addWidget(part)
            heights[shorter] += part.bars.sizeHint().height() + theme.px(36)
        for column in self._columns:
            column.addStretch(1)
        self._across.setStretch(1, 1 if beside else 0)
        self._across.setSpacing(theme.px(24) if beside else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()
