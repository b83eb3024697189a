# SPDX-License-Identifier: MIT
"""Taking effects back: from what the entries say they did to each row, to what must stand today and stood at first.

Going forward over the entries gives the same as going back from the newest, and reads them once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeAlias

from crmtrainer.journal.conversions import Conversion
from crmtrainer.journal.digests import RowKey
from crmtrainer.journal.entry import WORDS_KEY
from crmtrainer.journal.quick_json import are_plain
from crmtrainer.journal.shapes import TableShape
from crmtrainer.kernel.canonical import Json


class Erased(Enum):
    """Stands for words that are gone: nothing can be said against whatever stands there today."""

    WORDS = "erased"


Known: TypeAlias = "int | str | Erased | None"
Values = dict[str, Known]
_PARTS = {"t", "k", "b", "a"}
Spoken = Mapping[str, "str | Erased"]
"""An entry's words by their commitments."""


class ImpossibleEffect(Exception):
    """An effect that no act of ours can have had."""


@dataclass(slots=True)
class RowStory:
    """One row that entries touched. None stands for a row that is not there.

    `start` and `now` name the columns that are known: all of them for rows that were made or removed.
    """

    start: Values | None
    now: Values | None
    last: int
    first: int
    met: bool = False


@dataclass(frozen=True, slots=True)
class Crossing:
    """One table at one migration: how it was converted, and what stood before it."""

    seq: int
    conversion: Conversion
    shape: TableShape
    stories: dict[RowKey, RowStory]
    kept: dict[RowKey, Values]
    """What rows were, as far as their later values do not tell it."""
    digests: tuple[str, str]
    """Of the table before and after, as they were told in the entry."""


def same(one: Known, other: Known) -> bool:
    """Whether two values agree; erased words agree with anything."""
    return one == other or one is Erased.WORDS or other is Erased.WORDS


@dataclass(slots=True)
class Undoing:
    """The stories of every touched row, table by table, gathered entry by entry in their order.

    A table that a migration converts has stories for each stretch between: `stories` are those since its last one.
    """

    shapes: dict[str, TableShape]
    stories: dict[str, dict[RowKey, RowStory]] = field(default_factory=dict)
    crossings: dict[str, list[Crossing]] = field(default_factory=dict)
    altered: frozenset[str] = frozenset()
    """Tables no longer built as they were: what entries say of them may not fit, and that is no fault of theirs."""
    lost: set[str] = field(default_factory=set)
    """Those of them of which something did not fit."""

    def take(self, seq: int, effect: Json, spoken: Spoken) -> bool:
        """Add one effect of entry `seq`. False when it found the row otherwise than the entries before had left it.

        Keeps what stands in the effect, so the effect is the story's from here on. Raises `ImpossibleEffect`.
        """
        try:
            shape, key, before, after = self._read(effect, spoken)
        except ImpossibleEffect:
            name = effect.get("t") if isinstance(effect, dict) else None
            if name not in self.altered:
                raise
            self.lost.add(str(name))
            return True
        rows = self.stories.get(shape.name)
        if rows is None:
            rows = self.stories[shape.name] = {}
        story = rows.get(key)
        if story is None:
            rows[key] = RowStory(before, after, seq, seq)
            return True
        agrees = _goes_on(story, before)
        if before is not None and after is not None and story.now is not None:
            story.now.update(after)
        else:
            story.now = after
        story.last = seq
        return agrees

    def turn(self, seq: int, conversion: Conversion, kept: dict[RowKey, Values], digests: tuple[str, str]) -> None:
        """Begin a table's next stretch: from here on, entries speak of the table as a migration left it."""
        name = conversion.table
        shape = self.shapes.get(name)
        if shape is None or shape.columns != conversion.before:
            self.lost.add(name)
            return
        crossing = Crossing(seq, conversion, shape, self.stories.pop(name, {}), kept, digests)
        self.crossings.setdefault(name, []).append(crossing)
        self.shapes[name] = TableShape(name, conversion.after, shape.key)

    def _read(self, effect: Json, spoken: Spoken) -> tuple[TableShape, RowKey, Values | None, Values | None]:
        if not isinstance(effect, dict) or effect.keys() != _PARTS:
            raise ImpossibleEffect
        name, parts = effect["t"], effect["k"]
        shape = self.shapes.get(name) if isinstance(name, str) else None
        if shape is None or not isinstance(parts, list) or not are_plain(map(type, parts)):
            raise ImpossibleEffect
        key: Any = tuple(parts)
        before, after = values_of(effect["b"], spoken), values_of(effect["a"], spoken)
        _check(shape, key, before, after)
        return shape, key, before, after


def _goes_on(story: RowStory, before: Values | None) -> bool:
    """Whether a story can go on from `before`; columns met for the first time stood like that at the start."""
    if before is None or story.now is None:
        return before is None and story.now is None
    agrees = True
    for name, value in before.items():
        if name in story.now:
            agrees = agrees and same(story.now[name], value)
        elif story.start is not None:
            story.start[name] = value
    return agrees


def values_of(data: Json, spoken: Spoken) -> Values | None:
    """The values by column, with words looked up; truth stays truth, equal to 0 and 1. Raises `ImpossibleEffect`."""
    if data is None:
        return None
    if not isinstance(data, dict):
        raise ImpossibleEffect
    found: Values = data  # type: ignore[assignment]  # what is not plain is put right, or refused, here
    if not are_plain(map(type, data.values())):
        for name, value in data.items():
            if not are_plain((type(value),)):
                found[name] = _words(value, spoken)
    return found


def _words(value: Json, spoken: Spoken) -> str | Erased:
    commitment = value.get(WORDS_KEY) if isinstance(value, dict) and len(value) == 1 else None
    if not isinstance(commitment, str) or commitment not in spoken:
        raise ImpossibleEffect
    return spoken[commitment]


def _check(shape: TableShape, key: tuple[Known, ...], before: Values | None, after: Values | None) -> None:
    """Rows are made and removed whole, and their keys never change. Raises `ImpossibleEffect`."""
    if before is None or after is None:
        row = after if before is None else before
        if row is None or row.keys() != shape.names or shape.key_in(row) != key:
            raise ImpossibleEffect
    elif (
        len(key) != len(shape.key)
        or before.keys() != after.keys()
        or not shape.names.issuperset(before)
        or not shape.key_names.isdisjoint(before)
    ):
        raise ImpossibleEffect
