# SPDX-License-Identifier: MIT
"""What the list of a debrief holds: acts in order, the checks pinned to them, and places where an act is missing."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex
from typing_extensions import override

from crmtrainer.ui.kit.items_model import ItemsModel
from crmtrainer.ui.kit.row_data import ROW_ROLE, Index
from crmtrainer.ui.kit.text import visible
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


class StoryModel(ItemsModel[StoryItem]):
    """The items, oldest first. They never change under the reader: a run that is debriefed is over."""

    def place_of(self, item_id: object) -> int:
        """The number of the item with an id, or -1."""
        return next((number for number, item in enumerate(self._items) if item.id == item_id), -1)

    @override
    def shown(self, item: StoryItem) -> str:
        return visible(item.title, lines=False)

    @override
    def spoken(self, item: StoryItem) -> str:
        return item.sentence()

    @override
    def tip(self, item: StoryItem) -> str:
        return item.when_exact


def item_at(index: QModelIndex | Index) -> StoryItem | None:
    """The item an index stands for."""
    item = index.data(ROW_ROLE)
    return item if isinstance(item, StoryItem) else None
