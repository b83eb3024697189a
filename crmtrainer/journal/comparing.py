# SPDX-License-Identifier: MIT
"""Comparing today's tables with what the entries made of them, and their start with the genesis entry's digests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from crmtrainer.journal.digests import Row, RowKey, order_of, summed
from crmtrainer.journal.report import Damage, Finding, Note, shown
from crmtrainer.journal.shapes import TableShape, quoted, raw_rows
from crmtrainer.journal.undoing import Erased, RowStory, Values, same
from crmtrainer.kernel.canonical import Json
from crmtrainer.store.rows import STAMP

_PLAIN = {str, int, type(None)}


@dataclass(slots=True)
class TableComparison:
    """One table's rows beside their stories. `head` is the last entry there is."""

    connection: Connection
    shape: TableShape
    stories: dict[RowKey, RowStory]
    head: int
    findings: list[Finding] = field(default_factory=list)
    _start_is_known: bool = True

    def compare(self, start: str) -> tuple[list[Finding], list[Finding]]:
        """Findings and notes about this table, whose digest was `start` when the journal began."""
        found = summed(self._rows_at_start())
        self._note_missing_rows()
        if not self._start_is_known:
            return self.findings, [Finding(Note.UNCOMPARED, None, {"table": self.shape.name, "part": "start"})]
        if found != start and not self.findings:
            self._blame(1, None, "start")
        return self.findings, []

    def _rows_at_start(self) -> Iterator[Row]:
        """The rows as they stood when the journal began, in order; what today's rows say wrong is noted on the way."""
        gone = sorted((key for key, story in self.stories.items() if _was_removed(story)), key=order_of, reverse=True)
        places = self.shape.key_places
        for row, stamp in self._rows_today():
            key = tuple(row[place] for place in places)
            while gone and order_of(gone[-1]) <= order_of(key):
                earlier = gone.pop()
                if earlier != key:
                    yield from self._start_of(self.stories[earlier], None)
            story = self.stories.get(key)
            if story is None:
                self._check_stamp(key, stamp, 0)
                yield row
            else:
                story.met = True
                self._check_row(key, row, stamp, story)
                yield from self._start_of(story, row)
        while gone:
            yield from self._start_of(self.stories[gone.pop()], None)

    def _rows_today(self) -> Iterator[tuple[Row, Any]]:
        names = ", ".join(quoted(name) for name in (*self.shape.columns, STAMP))
        keys = ", ".join(map(quoted, self.shape.key))
        # Past every index: one that was tampered with would hide rows.
        for row in raw_rows(
            self.connection, f"SELECT {names} FROM {quoted(self.shape.name)} NOT INDEXED ORDER BY {keys}"
        ):
            values = [value if type(value) in _PLAIN else _foreign(value) for value in row]
            yield values, values.pop()

    def _start_of(self, story: RowStory, row: Row | None) -> Iterator[Row]:
        """A touched row as it stood at the start; nothing when it was not there."""
        if story.start is None:
            return
        values = dict(zip(self.shape.columns, row, strict=True)) if row is not None else {}
        start = [story.start.get(name, values.get(name)) for name in self.shape.columns]
        if any(value is Erased.WORDS for value in start):
            self._start_is_known = False
        else:
            yield start  # type: ignore[misc]  # nothing erased is left in it

    def _check_row(self, key: RowKey, row: Row, stamp: Any, story: RowStory) -> None:
        if story.now is None:
            self._blame(story.last, key, "back")
            return
        wrong = _differing(self.shape, row, story.now)
        if not isinstance(stamp, int) or stamp > self.head:
            self._check_stamp(key, stamp, story.last)
        elif wrong:
            self._blame(story.last, key, wrong)
        else:
            self._check_stamp(key, stamp, story.last)

    def _check_stamp(self, key: RowKey, stamp: Any, expected: int) -> None:
        """A row says which entry touched it last; one that is not there any more was cut off."""
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

    def _blame(self, seq: int, key: RowKey | None, what: str) -> None:
        row = "" if key is None else spelt(key)
        self.findings.append(Finding(Damage.UNLOGGED, seq, {"table": self.shape.name, "row": row, "what": what}))


def spelt(key: RowKey) -> str:
    """A row's key for people to read."""
    return shown("/".join(str(part) for part in key))


def _was_removed(story: RowStory) -> bool:
    return story.now is None and story.start is not None


def _differing(shape: TableShape, row: Row, expected: Values) -> str:
    """The first column that is not as expected, or nothing."""
    for name, value in zip(shape.columns, row, strict=True):
        if name in expected and not same(expected[name], value):  # type: ignore[arg-type]  # rows hold plain values
            return name
    return ""


def _foreign(value: Any) -> Json:
    """What no table of ours holds (bytes, fractions), as something that equals nothing."""
    return {"foreign": repr(value)}
