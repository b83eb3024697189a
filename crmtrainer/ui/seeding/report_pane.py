# SPDX-License-Identifier: MIT
"""What was made, after a fill: numbers with their shares and simple bars, section by section."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.seeding.report import Section, SeedReport
from crmtrainer.ui import theme
from crmtrainer.ui.kit.bars import WIDE, Bar, Bars
from crmtrainer.ui.kit.page import Card
from crmtrainer.ui.kit.text import strong, visible
from crmtrainer.ui.seeding.words import count, share


def bars_of(section: Section) -> tuple[Bar, ...]:
    """A line for each number, as long as its share of all, or of the largest."""
    most = section.of or max((line.count for line in section.lines), default=0) or 1
    return tuple(
        Bar(line.words, count(line.count), share(section.permille(line)), line.count / most) for line in section.lines
    )


class _Part(QWidget):
    """A section with its heading."""

    def __init__(self, section: Section) -> None:
        super().__init__()
        self.bars = Bars()
        self.bars.show_bars(section.words, bars_of(section))
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
