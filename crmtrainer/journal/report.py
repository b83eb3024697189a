# SPDX-License-Identifier: MIT
"""What verification says: findings by kind and entry, and what is not proven. Sentences are made by `wording`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from crmtrainer.kernel.errors import Fact


class RecordState(StrEnum):
    """What verification comes to."""

    INTACT = "intact"
    DAMAGED = "damaged"
    UNUSABLE = "unusable"


class Damage(StrEnum):
    """What is wrong with a record. The entry named is the first that is not as it was written."""

    EDITED = "edited"
    EDITED_WITH_HASH = "edited_with_hash"
    """An entry fits its own hash, but not the one chained to it: it or its successor was replaced (fact `or`)."""
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    TRANSPLANTED = "transplanted"
    TRUNCATED = "truncated"
    COLUMN = "column"
    """A column that repeats the entry's bytes says something else."""
    IMPOSSIBLE = "impossible"
    """The entry says what no entry of ours can say."""
    BACKWARDS = "backwards"
    """Practice time goes back."""
    WORDS_CHANGED = "words_changed"
    WORDS_MISSING = "words_missing"
    WORDS_STRAY = "words_stray"
    WORDS_ERASED = "words_erased"
    """Words were erased, and no entry says so."""
    EFFECTS = "effects"
    """An entry says it found a row otherwise than the entry before had left it."""
    UNLOGGED = "unlogged"
    """A table is not what the entries made of it."""
    GUARD = "guard"
    TABLE = "table"
    """A table is missing, or is no longer the kind of table it was."""
    TORN = "torn"
    """Storage that cannot be read."""
    FORMAT = "format"
    """An entry in a format this program does not know."""
    NO_JOURNAL = "no_journal"
    UNOPENED = "unopened"
    """The file cannot be opened as one of ours; fact `code` says why."""


class Note(StrEnum):
    """What is worth knowing and proves nothing."""

    CLOCK_BACK = "clock_back"
    CLOCK_JUMP = "clock_jump"
    ERASED = "erased"
    UNCOMPARED = "uncompared"
    """Tables could not be compared with the entries, for the entries are damaged or words were erased."""
    EXTRA_TABLE = "extra_table"


UNUSABLE = frozenset({Damage.TORN, Damage.FORMAT, Damage.NO_JOURNAL, Damage.UNOPENED})
"""Kinds after which nothing can be said about the record."""

NOT_PROVEN = ("person", "last_entries", "rewritten", "outside", "wall_clock")
"""What a record kept by its owner alone cannot prove, whatever the result."""


def shown(text: str) -> str:
    """Text out of a file that may be anybody's, fit to be printed."""
    return text[:80].encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `seq` is the first entry concerned, None where no entry is."""

    kind: Damage | Note
    seq: int | None = None
    facts: dict[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """The result of verifying one file."""

    result: RecordState
    entries: int = 0
    head_seq: int = 0
    head_hash: str = ""
    first_bad: int | None = None
    findings: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    journal: str = ""
    about: dict[str, str] = field(default_factory=dict)
    erased: int = 0
    assurance: str = "self_held"
    not_proven: tuple[str, ...] = NOT_PROVEN
