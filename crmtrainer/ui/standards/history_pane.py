# SPDX-License-Identifier: MIT
"""What was set before, by whom and why: the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.reports.settings import SettingRow
from crmtrainer.ui import theme
from crmtrainer.ui.dates import when
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.page import Card, PageHeader
from crmtrainer.ui.kit.scrolling import ColumnScroll
from crmtrainer.ui.kit.text import caption, is_restyling
from crmtrainer.ui.kit.windowed_table import Cell, Column, TableView, WindowedTable

LEAST_ROWS = 3


class HistoryPane(QWidget):
    """The pane. Escape or Back is `closed`."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: Mapping[str, str] = {}
        self.setAccessibleName(self.tr("What was set before"))
        self.header = PageHeader(self.tr("What was set before"))
        self.back = Button(self.tr("Back"), "arrow-left")
        self.header.add(self.back)
        self.model = WindowedTable(
            (
                Column(self.tr("When"), lambda row: Cell(when(row.at), quiet=True), 150),
                Column(self.tr("What"), self._what),
                Column(self.tr("Why"), lambda row: row.reason or self.tr("Erased")),
                Column(self.tr("Who"), lambda row: Cell(self._who(row), quiet=True), 120, from_width=640),
            )
        )
        self.table = TableView(self.tr("What was set before"), self.model, lines=4)
        self.detail = caption(wrap=True, token="text")
        self.empty = EmptyState(
            "history",
            self.tr("Nothing was set yet"),
            self.tr("This world counts by what it began with. What you set is listed here, with its reason."),
        )
        self.card = Card()
        self.card.body.setContentsMargins(1, 1, 1, theme.px(8))
        self.card.body.addWidget(self.table, 1)
        self.detail.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self.card.body.addWidget(self.detail)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        edge = theme.px(12)
        inner.setContentsMargins(edge, edge, edge, edge)
        inner.addWidget(self.card)
        inner.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(ColumnScroll(inside), 1)
        self._restyle()
        self.table.row_changed.connect(self._tell)
        self.back.clicked.connect(self.closed)

    def show_rows(self, rows: Sequence[SettingRow], people: Mapping[str, str]) -> None:
        """Show these acts; `people` are names by pseudonym."""
        self._people = people
        self.model.set_rows(rows)
        self.card.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if rows:
            self.table.selectRow(0)

    def first(self) -> QWidget:
        """Where the keyboard goes first."""
        return self.table if self.model.rowCount() else self.back

    def _what(self, row: SettingRow) -> str:
        return filled(self.tr("%1, version %2"), row.title, str(row.version)) if row.version else row.title

    def _who(self, row: SettingRow) -> str:
        return self._people.get(row.actor) or row.actor

    def _tell(self, row: SettingRow) -> None:
        words = self.tr("%1, %2: %3. %4")
        reason = row.reason or self.tr("The reason was erased.")
        self.detail.setText(filled(words, when(row.at), self._who(row), self._what(row), reason))

    def _restyle(self) -> None:
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setMinimumHeight(head + LEAST_ROWS * self.table.verticalHeader().defaultSectionSize())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
