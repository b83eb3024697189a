# SPDX-License-Identifier: MIT
"""The days of a year that differ, as a list: for whoever would rather read than walk the year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, QEvent, QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.service_levels.year import CalendarDay
from crmtrainer.ui import theme
from crmtrainer.ui.dates import BRITISH
from crmtrainer.ui.kit.text import caption, is_restyling
from crmtrainer.ui.kit.windowed_table import Cell, Column, TableView, WindowedTable
from crmtrainer.ui.standards.labels import day_words
from crmtrainer.ui.standards.year_view import LETTERS

MOST_ROWS = 10


class OtherDays(QWidget):
    """The list. `day_opened` with the day on Enter or a double click."""

    day_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = WindowedTable(
            (
                Column(self.tr("Day"), _named, 190),
                Column("", lambda day: Cell(LETTERS[day.kind], strong=True), 40, spoken=lambda _day: ""),
                Column(self.tr("What it is"), _told),
            )
        )
        self.table = TableView(self.tr("Days that differ"), self.model, lines=3)
        self.none = caption(self.tr("No day of this year differs from the weekly hours."), wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        column.addWidget(self.none)
        self.table.opened.connect(self.day_opened)
        self.table.rows_fitted.connect(self._fit)

    def show_days(self, days: Sequence[CalendarDay]) -> None:
        """Show those of them that are told by a letter in the year."""
        place = self.table.currentIndex().row()
        rows = [day for day in days if day.kind in LETTERS]
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        if rows:
            self.table.selectRow(min(max(place, 0), len(rows) - 1))
        self._fit()

    def _fit(self) -> None:
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + self.table.rows_height(MOST_ROWS) + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), super().minimumSizeHint().height())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._fit()


def _told(day: CalendarDay) -> str:
    words = day_words(day)
    return words[:1].upper() + words[1:]


def _named(day: CalendarDay) -> str:
    shown = QDate(day.day.year, day.day.month, day.day.day)
    return BRITISH.toString(shown, "ddd d MMMM yyyy")
