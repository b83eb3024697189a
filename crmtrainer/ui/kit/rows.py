# SPDX-License-Identifier: MIT
"""A short list of rows and headings held in memory; the views that people move in are in `rows_view`."""

from PySide6.QtCore import Qt
from typing_extensions import override

from crmtrainer.ui.kit.items_model import ItemsModel
from crmtrainer.ui.kit.row_data import NO_PARENT, ROW_ROLE, Heading, Index, Mark, Row
from crmtrainer.ui.kit.text import plain_tip, visible

__all__ = ["NO_PARENT", "ROW_ROLE", "Heading", "Index", "Mark", "Row", "RowsModel", "row_data"]


class RowsModel(ItemsModel[Row | Heading]):
    """A short list of rows and headings held in memory; long lists use `windowed`."""

    def set_rows(self, rows: tuple[Row | Heading, ...]) -> None:
        """Show other rows. When the ids are the same in the same order only the changed ones repaint."""
        if self._same_places(rows):
            for number, (old, new) in enumerate(zip(self._items, rows, strict=True)):
                if old != new:
                    self._items = (*self._items[:number], new, *self._items[number + 1 :])
                    self.dataChanged.emit(self.index(number), self.index(number))
            return
        self.set_items(rows)

    def _same_places(self, rows: tuple[Row | Heading, ...]) -> bool:
        return len(rows) == len(self._items) and all(
            type(a) is type(b) and (not isinstance(a, Row) or not isinstance(b, Row) or a.id == b.id)
            for a, b in zip(self._items, rows, strict=True)
        )

    def place_of(self, row_id: object) -> int:
        """The number of the row with an id, or -1."""
        return next((n for n, r in enumerate(self._items) if isinstance(r, Row) and r.id == row_id), -1)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return row_data(self._items[index.row()], role) if index.isValid() else None

    @override
    def can_be_chosen(self, item: Row | Heading) -> bool:
        return isinstance(item, Row)


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
