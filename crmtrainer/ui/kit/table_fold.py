# SPDX-License-Identifier: MIT
"""The numbers of a picture as a table behind a button: made when it is asked for, as high as it needs to be."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout

from crmtrainer.ui import theme
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.text import plain_tip
from crmtrainer.ui.kit.windowed_table import Column, TableView, WindowedTable

TABLE_ROW = 26


class TableFold(QVBoxLayout):
    """The table's place in a card. Whoever holds it puts `button` where it belongs, and calls `fit` on a new look."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._columns: Sequence[Column] = ()
        self._rows: Sequence[Any] = ()
        self.table: TableView | None = None
        self.button = Button(icon="table", variant=Variant.QUIET, small=True)
        self.button.setCheckable(True)
        self.button.toggled.connect(self._show)
        self._show(False)

    def show_rows(self, columns: Sequence[Column], rows: Sequence[Any]) -> None:
        """Hold these, and show them where the table is open."""
        self._columns, self._rows = columns, rows
        self._show(self.button.isChecked())

    def _show(self, wanted: bool) -> None:
        had_keyboard, row = False, -1
        if self.table is not None:
            had_keyboard, row = self.table.hasFocus(), self.table.currentIndex().row()
            self.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        words = _tr("Hide the table") if wanted else _tr("Show the numbers as a table")
        # Several may stand on one page: a screen reader hears whose numbers they are.
        self.button.setAccessibleName(f"{words}: {self._name}")
        self.button.setToolTip(plain_tip(words))
        if not wanted or not self._rows:
            return
        model = WindowedTable(self._columns)
        model.set_rows(self._rows)
        self.table = TableView(self._name, model, row_height=TABLE_ROW)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.addWidget(self.table)
        self.fit()
        self.table.show()
        self.table.setCurrentIndex(model.index(min(row, model.rowCount() - 1), 0))
        if had_keyboard:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """Make the table as high as its rows are at the present text size."""
        if self.table is not None:
            head = self.table.horizontalHeader().sizeHint().height()
            self.table.setFixedHeight(head + theme.px(TABLE_ROW) * len(self._rows) + 4)


def _tr(words: str) -> str:
    return QCoreApplication.translate("TableFold", words)
