# SPDX-License-Identifier: MIT
"""Taking effects back: from what the entries say they did to each row, to what must stand today and stood at first.

Going forward over the entries gives the same as going back from the newest, and reads them once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeAlias

from crmtrainer.journal.digests import RowKey
from crmtrainer.journal.entry import WORDS_KEY
from crmtrainer.journal.shapes import TableShape
from crmtrainer.kernel.canonical import Json


class Erased(Enum):
    """Stands for words that are gone: nothing can be said against whatever stands there today."""

    WORDS = "erased"


Known: TypeAlias = "int | str | Erased | None"
Values = dict[str, Known]
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
    met: bool = False


def same(one: Known, other: Known) -> bool:
    """Whether two values agree; erased words agree with anything."""
    return one == other or one is Erased.WORDS or other is Erased.WORDS


@dataclass(slots=True)
class Undoing:
    """The stories of every touched row, table by table, gathered entry by entry in their order."""

    shapes: Mapping[str, TableShape]
    stories: dict[str, dict[RowKey, RowStory]] = field(default_factory=dict)

    def take(self, seq: int, effect: Json, spoken: Spoken) -> bool:
        """Add one effect of entry `seq`. False when it found the row otherwise than the entries before had left it.

        Raises `ImpossibleEffect`.
        """
        shape, key, before, after = self._read(effect, spoken)
        rows = self.stories.setdefault(shape.name, {})
        story = rows.get(key)
        if story is None:
            rows[key] = RowStory(before, after, seq)
            return True
        agrees = _goes_on(story, before)
        if before is not None and after is not None and story.now is not None:
            story.now.update(after)
        else:
            story.now = after
        story.last = seq
        return agrees

    def _read(self, effect: Json, spoken: Spoken) -> tuple[TableShape, RowKey, Values | None, Values | None]:
        if not isinstance(effect, dict) or effect.keys() != {"t", "k", "b", "a"}:
            raise ImpossibleEffect
        shape = self.shapes.get(effect["t"]) if isinstance(effect["t"], str) else None
        if shape is None or not isinstance(effect["k"], list):
            raise ImpossibleEffect
        key = tuple(_value(part, {}) for part in effect["k"])
        before, after = _values(effect["b"], spoken), _values(effect["a"], spoken)
        _check(shape, key, before, after)
        return shape, key, before, after  # type: ignore[return-value]  # no words in keys: {} holds none


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


def _values(data: Json, spoken: Spoken) -> Values | None:
    if data is None:
        return None
    if not isinstance(data, dict):
        raise ImpossibleEffect
    found: Values = dict(data)  # type: ignore[arg-type]  # what is neither number nor text nor nothing is put right here
    for name, value in data.items():
        if value is not None and type(value) is not str and type(value) is not int:
            found[name] = _value(value, spoken)
    return found


def _value(value: Json, spoken: Spoken) -> Known:
    """A value as it is stored: truth as 0 and 1, words looked up."""
    if isinstance(value, dict):
        commitment: Any = value.get(WORDS_KEY)
        if len(value) != 1 or commitment not in spoken:
            raise ImpossibleEffect
        return spoken[commitment]
    if isinstance(value, list):
        raise ImpossibleEffect
    return int(value) if isinstance(value, bool) else value


def _check(shape: TableShape, key: tuple[Known, ...], before: Values | None, after: Values | None) -> None:
    """Rows are made and removed whole, and their keys never change. Raises `ImpossibleEffect`."""
    if len(key) != len(shape.key) or (before is None and after is None):
        raise ImpossibleEffect
    if before is not None and after is not None:
        if before.keys() != after.keys() or not before.keys() <= shape.names or not before.keys().isdisjoint(shape.key):
            raise ImpossibleEffect
        return
    row = after if before is None else before
    assert row is not None
    if row.keys() != shape.names or key != tuple(row[name] for name in shape.key):
        raise ImpossibleEffect
