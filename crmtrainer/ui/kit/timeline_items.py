# SPDX-License-Identifier: MIT
"""What a timeline holds: items, newest first, and which of them are shown whole."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.ui.kit.chip import ChipData
from crmtrainer.ui.kit.items_model import ItemsModel
from crmtrainer.ui.kit.row_data import Index
from crmtrainer.ui.kit.text import visible
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


class TimelineModel(ItemsModel[TimelineItem]):
    """The items and which of them are shown whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole: set[object] = set()

    @override
    def set_items(self, items: tuple[TimelineItem, ...]) -> None:
        """Show other items; newly arrived ones on top are inserted so that place and focus stay."""
        fresh = len(items) - len(self._items)
        if fresh > 0 and self._items and items[fresh:] == self._items:
            self._insert(0, fresh, items)
        else:
            super().set_items(items)

    def is_whole(self, item: TimelineItem) -> bool:
        return item.id in self._whole

    def toggle(self, index: Index) -> None:
        """Show a body whole, or back to three lines."""
        if index.isValid():
            self._whole ^= {self._items[index.row()].id}
            self.dataChanged.emit(index, index)

    @override
    def shown(self, item: TimelineItem) -> str:
        return visible(f"{item.who} {item.what}".strip(), lines=False)

    @override
    def spoken(self, item: TimelineItem) -> str:
        return item.sentence()

    @override
    def tip(self, item: TimelineItem) -> str:
        return item.when_exact
