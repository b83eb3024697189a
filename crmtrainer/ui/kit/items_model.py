# SPDX-License-Identifier: MIT
"""What every list that is held in memory has in common: items, and what each of them answers for a role."""

from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from typing_extensions import override

from crmtrainer.ui.kit.row_data import NO_PARENT, ROW_ROLE, Index
from crmtrainer.ui.kit.text import plain_tip

Item = TypeVar("Item")

_CHOOSABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class ItemsModel(QAbstractListModel, Generic[Item]):
    """The items. A list says in `shown`, `spoken` and `tip` what is painted or found, heard, and told on hovering."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Item, ...] = ()

    def items(self) -> tuple[Item, ...]:
        """All that is held, in order."""
        return self._items

    def set_items(self, items: tuple[Item, ...]) -> None:
        """Show other items. The same ones again change nothing, neither place nor focus."""
        if items == self._items:
            return
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def shown(self, item: Item) -> str:
        """The words to find an item by."""
        raise NotImplementedError

    def spoken(self, item: Item) -> str:
        """The item as one sentence; empty where nothing is to be heard."""
        raise NotImplementedError

    def tip(self, item: Item) -> str:
        """More of it, as plain words."""
        return ""

    def can_be_chosen(self, item: Item) -> bool:
        """Whether it can be current: headings cannot."""
        return True

    def _insert(self, first: int, count: int, items: tuple[Item, ...]) -> None:
        """Show items of which `count` are new at `first`: a reader hears only them."""
        self.beginInsertRows(QModelIndex(), first, first + count - 1)
        self._items = items
        self.endInsertRows()

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._items)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ROW_ROLE:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(item)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(item) or None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.tip(item)) or None
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if not self.can_be_chosen(self._items[index.row()]):
            return Qt.ItemFlag.ItemNeverHasChildren
        return _CHOOSABLE
