# SPDX-License-Identifier: MIT
"""What the rows of a list hold: two or three lines with a mark, or the heading of a group."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from crmtrainer.ui.kit.clock_block import CLOCK_LOOK, ClockState
from crmtrainer.ui.kit.text import visible
from crmtrainer.ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
NO_PARENT: Final = QModelIndex()
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Mark:
    """Short words with an icon and a tone, at the right end of a row's second line."""

    words: str
    icon: str = ""
    tone: Tone = Tone.NEUTRAL
    short: str = ""
    """What is said instead where the words would leave no room for whom the row is about."""
    least: str = ""
    """What is said where even that would be cut."""

    @staticmethod
    def clock(state: ClockState, words: str, short: str = "", least: str = "") -> "Mark":
        """The mark of a clock ("1 h 20 min left", "12 min over")."""
        icon, tone = CLOCK_LOOK[state]
        return Mark(words, icon, tone, short, least)


@dataclass(frozen=True, slots=True)
class Row:
    """What one row shows. `spoken` is the whole row as one sentence.

    With `facts` it has a third line for them and the mark, and its icon stands on a tile. With `wraps` the detail is
    shown whole, over as many lines as that takes, and the mark stands beside the title.
    """

    id: object
    title: str
    reference: str = ""
    detail: str = ""
    icon: str = ""
    icon_tone: Tone = Tone.NEUTRAL
    mark: Mark | None = None
    unread: bool = False
    spoken: str = ""
    tip: str = ""
    facts: tuple[Mark, ...] = ()
    wraps: bool = False

    def sentence(self) -> str:
        if self.spoken:
            return visible(self.spoken)
        marks = [mark.words for mark in (*self.facts, self.mark) if mark is not None]
        parts = (self.reference, self.title, self.detail, *marks)
        return visible(", ".join(part for part in parts if part))


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a group of rows and how many it holds."""

    text: str
    count: str = ""
