# SPDX-License-Identifier: MIT
"""A short list of rows and headings held in memory; the views that people move in are in `rows_view`."""

from PySide6.QtCore import (
    QAbstractListModel,
    Qt,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.ui.kit.row_data import NO_PARENT, ROW_ROLE, Heading, Index, Mark, Row
from crmtrainer.ui.kit.text import plain_tip, visible

__all__ = ["NO_PARENT", "ROW_ROLE", "Heading", "Index", "Mark", "Row", "RowsModel", "row_data"]


class RowsModel(QAbstractListModel):
    """A short list of rows and headings held in memory; long lists use `windowed`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row | Heading, ...] = ()

    def set_rows(self, rows: tuple[Row | Heading, ...]) -> None:
        """Show other rows. When the ids are the same in the same order only the changed ones repaint."""
        if self._same_places(rows):
            for number, (old, new) in enumerate(zip(self._rows, rows, strict=True)):
                if old != new:
                    self._rows = (*self._rows[:number], new, *self._rows[number + 1 :])
                    self.dataChanged.emit(self.index(number), self.index(number))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _same_places(self, rows: tuple[Row | Heading, ...]) -> bool:
        return len(rows) == len(self._rows) and all(
            type(a) is type(b) and (not isinstance(a, Row) or not isinstance(b, Row) or a.id == b.id)
            for a, b in zip(self._rows, rows, strict=True)
        )

    def place_of(self, row_id: object) -> int:
        """The number of the row with an id, or -1."""
        return next((n for n, r in enumerate(self._rows) if isinstance(r, Row) and r.id == row_id), -1)

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        return row_data(self._rows[index.row()], role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def row_data(value: Row | Heading, role: int) -> object:
    """What a row answers for each role: the value to paint, the words to find, the sentence to hear."""
    if role == ROW_ROLE:
        return value
    if isinstance(value, Heading):
        return f"{value.text} {value.count}".strip() if role == Qt.ItemDataRole.DisplayRole else None
    if role == Qt.ItemDataRole.DisplayRole:
        return visible(value.title)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return value.sentence()
    if role == Qt.ItemDataRole.ToolTipRole:
        return plain_tip(value.tip or value.sentence())
    return None
