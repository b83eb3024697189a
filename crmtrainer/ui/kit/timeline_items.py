# SPDX-License-Identifier: MIT
"""What a timeline holds: items, newest first, and which of them are shown whole."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.ui.kit.chip import ChipData
from crmtrainer.ui.kit.rows import NO_PARENT, ROW_ROLE, Index
from crmtrainer.ui.kit.text import plain_tip, visible
from crmtrainer.ui.theme import Tone


class Party(Enum):
    """Who an item comes from; told apart by icon and label, and by colour besides."""

    CUSTOMER = Tone.NEUTRAL
    YOU = Tone.INFO
    COLLEAGUE = Tone.COLLEAGUE
    SYSTEM = Tone.PAUSED
    FAULT = Tone.BAD


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One thing that happened. `when` is short words, `when_exact` goes into the tooltip and speech."""

    id: object
    party: Party
    icon: str
    who: str
    what: str = ""
    when: str = ""
    when_exact: str = ""
    body: str = ""
    chips: tuple[ChipData, ...] = ()
    kind: str = ""

    @property
    def brief(self) -> bool:
        """Whether it is one line, as system events are."""
        return not self.body and not self.chips

    def sentence(self) -> str:
        parts = (self.who, self.what, self.when_exact or self.when, self.body, *(c.text for c in self.chips))
        return visible(", ".join(part for part in parts if part), lines=False)


class TimelineModel(QAbstractListModel):
    """The items and which of them are shown whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[TimelineItem, ...] = ()
        self._whole: set[object] = set()

    def items(self) -> tuple[TimelineItem, ...]:
        return self._items

    def set_items(self, items: tuple[TimelineItem, ...]) -> None:
        """Show other items; newly arrived ones on top are inserted so that place and focus stay."""
        fresh = len(items) - len(self._items)
        if fresh > 0 and self._items and items[fresh:] == self._items:
            self.beginInsertRows(QModelIndex(), 0, fresh - 1)
            self._items = items
            self.endInsertRows()
            return
        if items == self._items:
            return
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def is_whole(self, item: TimelineItem) -> bool:
        return item.id in self._whole

    def toggle(self, index: Index) -> None:
        """Show a body whole, or back to three lines."""
        if index.isValid():
            self._whole ^= {self._items[index.row()].id}
            self.dataChanged.emit(index, index)

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
            return visible(f"{item.who} {item.what}".strip(), lines=False)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.sentence()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(item.when_exact)
        return None
