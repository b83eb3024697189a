# SPDX-License-Identifier: MIT
"""Small tables of "Why this due time?" that are as high as their rows, and the same in lines where room is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.rows import Row, RowsModel
from crmtrainer.ui.kit.rows_view import ROW_HEIGHT, RowsView
from crmtrainer.ui.kit.text import is_restyling
from crmtrainer.ui.kit.windowed_table import Column, TableView, WindowedTable

ROW, REST, LEAST_REST = 26, 212, 120
MOST_LINES = 5


class FittedTable(TableView):
    """As high as its rows, up to some; each row speaks as one sentence. One column without a width takes the rest."""

    _rows, _most = 0, 1

    def __init__(
        self,
        name: str,
        columns: tuple[Column, ...],
        rows: Sequence[Any],
        most_rows: int,
        parent: QWidget | None = None,
    ) -> None:
        model = WindowedTable(columns)
        model.set_rows(rows)
        super().__init__(name, model, row_height=ROW, parent=parent)
        self._rows, self._most = len(rows), most_rows
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if self._rows <= most_rows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if self._rows:
            self.setCurrentIndex(model.index(0, 0))
        self.settle()

    def wanted(self) -> int:
        """The width in which nothing is cut."""
        return self._width(self.rest())

    def rest(self) -> int:
        """What the column without a width takes of that, before it is scaled."""
        return REST

    def least(self) -> int:
        """The width below which too much is cut to be of use."""
        return self._width(LEAST_REST)

    def _width(self, rest: int) -> int:
        return sum(theme.px(column.width or rest) for column in self._table.columns) + theme.px(8)

    def settle(self) -> None:
        """Take the height of the rows."""
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + self._high() * min(max(1, self._rows), self._most) + 4)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.height())

    @override
    def _restyle(self) -> None:
        super()._restyle()
        self.settle()


class FittedLines(RowsView):
    """Lines of two rows each, or of more where words wrap, as high as they are together, up to some."""

    def __init__(self, name: str, rows: tuple[Row, ...], parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._lines = RowsModel(self)
        self._lines.set_rows(rows)
        self.setModel(self._lines)
        self.rest_on_first()
        self.settle()
        # The list itself hears of a new width before its rows have it.
        self.viewport().installEventFilter(self)

    def wanted(self) -> int:
        """No width is asked for: what is too long is cut, and whole in the tooltip."""
        return 0

    def settle(self) -> None:
        """Take the height of the rows, up to some."""
        shown = [max(0, self.sizeHintForRow(place)) for place in range(min(self._lines.rowCount(), MOST_LINES))]
        high = max(theme.row(ROW_HEIGHT), sum(shown)) + 4
        if high != self.maximumHeight():
            self.setFixedHeight(high)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.viewport() and event.type() == QEvent.Type.Resize:
            self.settle()
        return super().eventFilter(watched, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.settle()
