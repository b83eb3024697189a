# SPDX-License-Identifier: MIT
"""Comparing today's tables with what the entries made of them, and their start with the genesis entry's digests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from crmtrainer.journal.digests import Row, RowKey, order_of, rows_of
from crmtrainer.journal.going_back import Batch, Bridge, Claims, PossibleDigest, blamed, spelt
from crmtrainer.journal.quick_json import are_stored_alike
from crmtrainer.journal.report import Damage, Finding, Note
from crmtrainer.journal.shapes import TableShape
from crmtrainer.journal.undoing import Crossing, Erased, RowStory, Values, same
from crmtrainer.store.rows import STAMP


class Stamp(Enum):
    """Stands for the stamp of a row of which it was looked at already."""

    SEEN = "seen"


_PLAIN = {str, int, type(None), Erased, Stamp}
_stamp_of = itemgetter(-1)


def compare_table(
    connection: Connection,
    shape: TableShape,
    stories: dict[RowKey, RowStory],
    crossings: Sequence[Crossing],
    *,
    head: int,
    start: str,
) -> tuple[list[Finding], list[Finding]]:
    """Findings and notes about a table whose digest was `start` when the journal began. `head` is the last entry."""
    stretch = Stretch(shape, stories, head, is_first=not crossings)
    parts: list[Stretch | Bridge] = [stretch]
    batches = stretch.taken_back(rows_of(connection, shape, STAMP))
    later: Claims = ((stories, True),)
    for crossing in reversed(crossings):
        bridge = Bridge(crossing, head, later)
        later = ((bridge.claims, False), *later)
        stretch = Stretch(crossing.shape, crossing.stories, head, later, is_first=crossing is crossings[0])
        batches = stretch.taken_back(bridge.taken_back(batches))
        later = ((crossing.stories, True), *later)
        parts += [bridge, stretch]
    digest = PossibleDigest()
    for rows in batches:
        digest.add(rows)
    findings = [found for part in parts for found in part.findings]
    if not findings:
        vouching = [part.crossing.seq for part in parts if isinstance(part, Bridge) and part.differs]
        vouching += [1] if digest.differs(start) else []
        findings = [blamed(shape.name, None, "start", seq, ()) for seq in vouching[:1]]
    notes = [] if digest.is_known else [Finding(Note.UNCOMPARED, None, {"table": shape.name, "part": "start"})]
    return findings, notes


@dataclass(slots=True)
class Stretch:
    """A table's rows beside their stories, from one migration that converted it to the next.

    `head` is the last entry there is; `later` is what was said of the rows after this stretch.
    """

    shape: TableShape
    stories: dict[RowKey, RowStory]
    head: int
    later: Claims = ()
    is_first: bool = True
    findings: list[Finding] = field(default_factory=list)
    _gone: list[RowKey] = field(default_factory=list)
    """Keys of rows that stood at the start and do not stand at the end, the last first."""

    def taken_back(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        """The rows as they stood when the stretch began, in order; what later rows say wrong is noted on the way."""
        removed = (key for key, story in self.stories.items() if _was_removed(story))
        self._gone = sorted(removed, key=order_of, reverse=True)
        for rows in batches:
            yield rows if self._were_never_touched(rows) else list(self._as_at_start(rows))
        yield [row for key in reversed(self._gone) for row in self._start_of(self.stories[key], None)]
        self._note_missing_rows()

    def _were_never_touched(self, rows: Batch) -> bool:
        """Whether no entry speaks of any of these rows, nor of one that stood between them, and no row says so."""
        if not rows or not are_stored_alike(rows) or set(map(_stamp_of, rows)) != {0}:
            return False
        if self._gone and order_of(self._gone[-1]) <= order_of(self._key_of(rows[-1])):
            return False
        keys = zip(*(map(itemgetter(place), rows) for place in self.shape.key_places), strict=True)
        return not self.stories or self.stories.keys().isdisjoint(keys)

    def _as_at_start(self, rows: Batch) -> Iterator[tuple[Any, ...]]:
        if not are_stored_alike(rows):
            rows = [tuple(value if type(value) in _PLAIN else _foreign(value) for value in row) for row in rows]
        for row in rows:
            key = self._key_of(row)
            while self._gone and order_of(self._gone[-1]) <= order_of(key):
                earlier = self._gone.pop()
                if earlier != key:
                    yield from self._start_of(self.stories[earlier], None)
            story = self.stories.get(key)
            if story is None:
                if self.is_first:
                    self._check_stamp(key, row[-1], 0)
                yield row
            else:
                story.met = True
                self._check_row(key, row, story)
                if story.start is not None:
                    yield from self._start_of(story, row)

    def _key_of(self, row: tuple[Any, ...]) -> RowKey:
        return tuple([row[place] for place in self.shape.key_places])

    def _start_of(self, story: RowStory, row: Row | None) -> Iterator[tuple[Any, ...]]:
        """A touched row as it stood at the start; nothing when it was not there."""
        if story.start is None:
            return
        values = dict(zip(self.shape.columns, row, strict=False)) if row is not None else {}
        yield (*(_stored(story.start.get(name, values.get(name))) for name in self.shape.columns), Stamp.SEEN)

    def _check_row(self, key: RowKey, row: tuple[Any, ...], story: RowStory) -> None:
        stamp = row[-1]
        if isinstance(stamp, int) and stamp > self.head:
            self._check_stamp(key, stamp, story.last)
        elif story.now is None:
            self._blame(story.last, key, "back")
        elif not isinstance(stamp, int | Stamp):
            self._check_stamp(key, stamp, story.last)
        elif wrong := _differing(self.shape, row, story.now):
            self._blame(story.last, key, wrong)
        else:
            self._check_stamp(key, stamp, story.last)

    def _check_stamp(self, key: RowKey, stamp: Any, expected: int) -> None:
        """A row says which entry touched it last; one that is not there any more was cut off."""
        if stamp is Stamp.SEEN:
            return
        if isinstance(stamp, int) and stamp > self.head:
            self.findings.append(
                Finding(
                    Damage.TRUNCATED,
                    self.head + 1,
                    {"table": self.shape.name, "row": spelt(key), "touched_by": stamp},
                )
            )
        elif stamp != expected:
            self._blame(expected or 1, key, STAMP)

    def _note_missing_rows(self) -> None:
        for key, story in self.stories.items():
            if story.now is not None and not story.met:
                self._blame(story.last, key, "gone")

    def _blame(self, seq: int, key: RowKey, what: str) -> None:
        self.findings.append(blamed(self.shape.name, key, what, seq, self.later))


def _was_removed(story: RowStory) -> bool:
    return story.now is None and story.start is not None


def _differing(shape: TableShape, row: tuple[Any, ...], expected: Values) -> str:
    """The first column that is not as expected, or nothing. A stamp behind the columns is not looked at."""
    if len(expected) == len(shape.columns) and shape.in_order(expected) == row[:-1]:
        return ""
    for name, value in zip(shape.columns, row, strict=False):
        if name in expected and not same(expected[name], value):
            return name
    return ""


def _stored(value: Any) -> Any:
    """Truth as 0 and 1, alike on every engine."""
    return int(value) if value is True or value is False else value


def _foreign(value: object) -> tuple[str, str]:
    """What no table of ours holds (bytes, fractions), as something that equals nothing."""
    return "foreign", repr(value)
