# SPDX-License-Identifier: MIT
"""What the list of a debrief holds: acts in order, the checks pinned to them, and places where an act is missing."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.ui.kit.rows import NO_PARENT, ROW_ROLE, Index
from crmtrainer.ui.kit.text import plain_tip, visible
from crmtrainer.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Pinned:
    """One line beneath an act: a check with its verdict, or what came of a clock."""

    words: str
    icon: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class StoryItem:
    """One act, or the place of a missing one. `body` explains; `when` is short, `when_exact` is spoken."""

    id: object
    when: str
    when_exact: str
    title: str
    icon: str
    tone: Tone = Tone.INFO
    pinned: tuple[Pinned, ...] = ()
    body: str = ""
    is_missing: bool = False

    def sentence(self) -> str:
        parts = (self.when_exact, self.title, *(line.words for line in self.pinned), self.body)
        return visible(". ".join(part for part in parts if part), lines=False)


class StoryModel(QAbstractListModel):
    """The items, oldest first. They never change under the reader: a run that is debriefed is over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[StoryItem, ...] = ()

    def items(self) -> tuple[StoryItem, ...]:
        return self._items

    def set_items(self, items: tuple[StoryItem, ...]) -> None:
        if items == self._items:
            return
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def place_of(self, item_id: object) -> int:
        """The number of the item with an id, or -1."""
        return next((number for number, item in enumerate(self._items) if item.id == item_id), -1)

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
            return visible(item.title, lines=False)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.sentence()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(item.when_exact)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def item_at(index: QModelIndex | Index) -> StoryItem | None:
    """The item an index stands for."""
    item = index.data(ROW_ROLE)
    return item if isinstance(item, StoryItem) else None
