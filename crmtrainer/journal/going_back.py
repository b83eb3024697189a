# SPDX-License-Identifier: MIT
"""Taking a table's rows back over a migration, by the functions that come with it and never by the file's own word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crmtrainer.journal.conversions import UNREADABLE, Pure, Row
from crmtrainer.journal.digests import RowKey, TableDigest
from crmtrainer.journal.quick_json import are_stored_alike
from crmtrainer.journal.report import Damage, Finding, shown
from crmtrainer.journal.shapes import TableShape
from crmtrainer.journal.undoing import Crossing, Erased, RowStory, Values, same

Batch = list[tuple[Any, ...]]
"""Rows of tracked values in the order of their keys, each with its stamp behind."""
Claims = Sequence[tuple[Mapping[RowKey, RowStory], bool]]
"""What later entries say that they found, the next ones first; and whether they speak of rows as such, too."""
_WHOLE = ("gone", "back")
"""What is said of a row as such, and not of one of its columns."""
_FILLERS = ("\x00one", "\x00other")


class PossibleDigest:
    """The digest of rows that come in batches, as far as no words in them were erased."""

    def __init__(self) -> None:
        self._digest = TableDigest()
        self.is_known = True

    def add(self, batch: Batch) -> None:
        """The next rows; their stamps do not count."""
        rows = [row[:-1] for row in batch]
        if not are_stored_alike(rows) and any(value is Erased.WORDS for row in rows for value in row):
            self.is_known = False
        elif self.is_known:
            self._digest.add(rows)

    def differs(self, told: str) -> bool:
        """Whether it is known, and another than `told`."""
        return self.is_known and self._digest.told() != told


@dataclass(slots=True)
class Bridge:
    """One table at one migration. Sees, row by row, whether the migration makes what stands there of what stood before.

    `head` is the last entry there is; `later` is what was said of the rows after it.
    """

    crossing: Crossing
    head: int
    later: Claims
    findings: list[Finding] = field(default_factory=list)
    differs: bool = False
    """Whether the table is not the one whose digests stand in the entry; known once every row was taken back."""
    _met: int = 0

    def taken_back(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        """The rows as they stood before the migration."""
        before, after = PossibleDigest(), PossibleDigest()
        for rows in batches:
            after.add(rows)
            earlier = [self._back(row) for row in rows]
            before.add(earlier)
            yield earlier
        told = self.crossing.digests
        self.differs = before.differs(told[0]) or after.differs(told[1]) or self._met != len(self.crossing.kept)

    def _back(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        conversion, shape, stamp = self.crossing.conversion, self.crossing.shape, row[-1]
        now = dict(zip(conversion.after, row, strict=False))
        key: RowKey = shape.key_in(now)
        self._met += key in self.crossing.kept
        if isinstance(stamp, int) and stamp > self.head:
            return self._unknown(key, stamp)  # what was done to it is cut off
        before = earlier_row(self.crossing, key, now)
        again = None if before is None else applied(conversion.forward, before, conversion.after)
        if before is None or again is None:
            self._blame(key, conversion.after[-1])
            return self._unknown(key, stamp)
        wrong = next((name for name in conversion.after if not same(again.get(name), now[name])), "")
        if wrong:
            self._blame(key, wrong)
            return self._unknown(key, stamp)
        return (*shape.in_order(before), stamp)

    def _unknown(self, key: RowKey, stamp: object) -> tuple[Any, ...]:
        """A row of which nothing can be said but that it is there."""
        shape = self.crossing.shape
        values = dict.fromkeys(shape.columns, Erased.WORDS) | dict(zip(shape.key, key, strict=True))
        return (*shape.in_order(values), stamp)

    def _blame(self, key: RowKey, what: str) -> None:
        self.findings.append(blamed(self.crossing.shape.name, key, what, self.crossing.seq, self.later))

    @property
    def claims(self) -> Mapping[RowKey, RowStory]:
        """What the migration's own entry says of the values of rows before it."""
        seq = self.crossing.seq
        return {key: RowStory(values, None, seq, seq) for key, values in self.crossing.kept.items()}


def blamed(table: str, key: RowKey | None, what: str, seq: int, later: Claims) -> Finding:
    """A row that is not what entry `seq` left: found otherwise by a later entry, or changed behind the journal."""
    after = None if key is None else _claim(later, key, what)
    if after is not None:
        return Finding(Damage.EFFECTS, after.first, {"table": table})
    row = "" if key is None else spelt(key)
    return Finding(Damage.UNLOGGED, seq, {"table": table, "row": row, "what": what})


def _claim(later: Claims, key: RowKey, what: str) -> RowStory | None:
    """The next story of a row that says what the row was in this respect."""
    for stories, of_rows in later:
        story = stories.get(key)
        if story is not None and (of_rows if what in _WHOLE else story.start is None or what in story.start):
            return story
    return None


def spelt(key: RowKey) -> str:
    """A row's key for people to read."""
    return shown("/".join(str(part) for part in key))


def earlier_row(crossing: Crossing, key: RowKey, now: Row) -> Row | None:
    """A row before a migration, of the row after it; None where that cannot be a row that the migration made."""
    shape, conversion = crossing.shape, crossing.conversion
    found = applied(conversion.back, now, conversion.before)
    if found is None:
        return None
    found |= crossing.kept.get(key, {})
    return found if found.keys() == shape.names and shape.key_in(found) == key else None


def applied(function: Pure, row: Row, names: tuple[str, ...]) -> Row | None:
    """What a function makes of a row, over the columns `names`; of erased words it makes what is as unknown as they.

    None where it cannot read the row: no program of ours wrote it.
    """
    try:
        if Erased.WORDS not in row.values():
            return function(dict(row))
    except UNREADABLE:
        return None
    tried = []
    for filler in _FILLERS:
        try:
            tried.append(function({name: filler if value is Erased.WORDS else value for name, value in row.items()}))
        except UNREADABLE:  # it looked into the words
            return {name: row.get(name, Erased.WORDS) for name in names}
    one, other = tried
    return {name: value if other.get(name) == value else Erased.WORDS for name, value in one.items()}


def start_of_row(
    key: RowKey, row: Row | None, shape: TableShape, story: RowStory | None, crossings: Sequence[Crossing]
) -> Values | None:
    """How a row began, in today's columns; None for one that was not there. `row` is what it is today.

    `story` is that of the last stretch. What stands here was proved before.
    """
    for crossing in reversed(crossings):
        row = _before(story, row)
        row = None if row is None else earlier_row(crossing, key, row)
        story = crossing.stories.get(key)
    row = _before(story, row)
    for crossing in crossings:
        row = None if row is None else applied(crossing.conversion.forward, row, crossing.conversion.after)
    return row if row is None else dict(zip(shape.columns, shape.in_order(row), strict=True))


def _before(story: RowStory | None, row: Row | None) -> Row | None:
    if story is None:
        return row
    return None if story.start is None else {**(row or {}), **story.start}
