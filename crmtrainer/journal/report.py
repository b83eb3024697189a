# SPDX-License-Identifier: MIT
"""What verification says: findings by kind and entry, and what is not proven. Sentences are made by `wording`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from crmtrainer.journal.levels import Ground, Level
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import Fact


class RecordState(StrEnum):
    """What verification comes to."""

    INTACT = "intact"
    UNCLOSED = "unclosed"
    """Nothing is wrong, but an attempt that was handed in has no closing entry."""
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
    ROLLED_BACK = "rolled_back"
    """Entries that were noted elsewhere are not there: the log was removed or swapped, or an older copy put back."""
    REWRITTEN = "rewritten"
    """The chain holds, but not the one that was sealed, or of which a receipt was read out."""
    SEAL = "seal"
    """A seal was changed; its entry may be what it was."""
    UNSEALED = "unsealed"
    """An entry without a seal, where the slip asks for one."""
    EPOCHS = "epochs"
    """The key of a seal is not the one whose turn it was: entries between are missing, or were sealed afterwards."""
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
    INDEX = "index"
    """An index does not say what its table says: what is found by it, or not found, is not what the table holds."""
    COUNTS = "counts"
    """What is counted of the desk's rows is not what they give."""
    TORN = "torn"
    """Storage that cannot be read."""
    FORMAT = "format"
    """An entry in a format this program does not know."""
    NO_JOURNAL = "no_journal"
    UNOPENED = "unopened"
    """The file cannot be opened as one of ours; fact `code` says why."""


_BESIDE = {Damage.UNLOGGED, Damage.GUARD, Damage.TABLE, Damage.INDEX, Damage.COUNTS}
"""What leaves the entries themselves in order."""


class Note(StrEnum):
    """What is worth knowing and proves nothing."""

    CLOCK_BACK = "clock_back"
    CLOCK_JUMP = "clock_jump"
    CLOCK_OFFSET = "clock_offset"
    """The computer's time zone was changed, and not because summer time began or ended."""
    REDACTED = "redacted"
    """An act erased words, and says so."""
    RESTORED = "restored"
    """The file was put back from a backup."""
    RESTORED_UNSEALED = "restored_unsealed"
    """An entry that nobody sealed says that a sealed file was put back from a backup."""
    SEALS_BEFORE = "seals_before"
    """How far the seals of a damaged record were checked, and hold."""
    UNCLOSED = "unclosed"
    """The last entry is not one that closes the record."""
    KEY_GONE = "key_gone"
    """The key that seals an attempt under way does not stand beside its file."""
    OUT_OF_TIME = "out_of_time"
    """An entry was made outside the time that the slip allows."""
    OLD_PROGRAM = "old_program"
    """An entry was made by an older program than the slip asks for."""
    UNREAD = "unread"
    """A slip or receipt that whoever verifies holds cannot be read: their own folder is damaged (fact `what`)."""
    ERASED = "erased"
    UNCOMPARED = "uncompared"
    """Tables could not be compared with the entries, for the entries are damaged or words were erased."""
    EXTRA_TABLE = "extra_table"


UNUSABLE = frozenset({Damage.TORN, Damage.FORMAT, Damage.NO_JOURNAL, Damage.UNOPENED})
"""Kinds after which nothing can be said about the record."""

NOT_PROVEN = {
    Level.SELF_HELD: ("person", "last_entries", "rewritten", "outside", "wall_clock"),
    Level.SEALED: ("person", "prepared_key", "last_epoch", "program", "outside", "wall_clock"),
    Level.WITNESSED: ("person", "after_last_receipt", "before_first_receipt", "program", "outside", "wall_clock"),
}
"""What a record cannot prove, by how it was kept, whatever the result."""
TELLS_NOTHING = frozenset({Note.ERASED, Note.REDACTED})
"""Notes that are no warning: the program does so itself, and says so in the record."""


def shown(text: str) -> str:
    """Text out of a file that may be anybody's, fit to be printed."""
    return text[:80].encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `seq` is the first entry concerned, None where no entry is."""

    kind: Damage | Note
    seq: int | None = None
    facts: dict[str, Fact] = field(default_factory=dict)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By entry, those that name none last.

    Where a seal shows from which entry on all were written anew, rows that are not what the entries left may follow
    from that, since one of those may have spoken of them: they make no earlier entry a bad one, and come last.
    """
    found = list(findings)
    is_rewritten = any(each.kind is Damage.REWRITTEN and "after" not in each.facts for each in found)

    def place(each: Finding) -> tuple[bool, bool, int]:
        return each.seq is None, is_rewritten and each.kind is Damage.UNLOGGED, each.seq or 0

    return tuple(sorted(found, key=place))


@dataclass(frozen=True, slots=True)
class Report:
    """The result of verifying one file. `assurance` rests on what whoever verified holds, never on the file's words.

    `witnessed_to` is the last entry of which a receipt is held, `witnessed_at` when that was read out; `sealed_to` the
    last entry whose seal holds under the key that was given out.
    """

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
    assurance: Level = Level.SELF_HELD
    ground: Ground = Ground.NOTHING_HELD
    sealed_to: int = 0
    witnessed_to: int = 0
    witnessed_at: datetime | None = None
    realm: Realm = Realm.WORLD

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong with what is there; its end may be missing."""
        return self.result in (RecordState.INTACT, RecordState.UNCLOSED)

    @property
    def is_beside(self) -> bool:
        """Whether it is damaged, and the entries themselves are in order."""
        return self.result is RecordState.DAMAGED and all(found.kind in _BESIDE for found in self.findings)

    @property
    def not_proven(self) -> tuple[str, ...]:
        """What this record cannot prove, in codes; `wording` has the sentence."""
        return NOT_PROVEN[self.assurance]

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What a strict reader takes exception to in a record that is not damaged."""
        return tuple(note for note in self.notes if note.kind not in TELLS_NOTHING)
