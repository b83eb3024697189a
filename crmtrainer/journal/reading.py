# SPDX-License-Identifier: MIT
"""What each stored entry says for itself: its fields, its repeated columns, its words, its clocks, its effects."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, get_type_hints

from crmtrainer.journal.crossing import ForeignMigration, SchemaPath
from crmtrainer.journal.entry import ERASES, FORMAT, WORDS_KEY, Entry, Result, commitment_of
from crmtrainer.journal.quick_json import are_plain, exactly_read
from crmtrainer.journal.report import Damage, Finding, Note, shown
from crmtrainer.journal.segments import Migrated, Restored
from crmtrainer.journal.undoing import Erased, ImpossibleEffect, Undoing
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import from_micros

StoredEntry = Sequence[Any]
"""Number, previous hash, bytes, hash, verb, outcome, practice time and request id as they are stored."""
StoredWords = Sequence[Any]
"""Number of the entry, commitment, salt and words as they are stored."""

_REPEATED = ("seq", "verb", "result", "practice", "request")
_repeated_in = itemgetter(*_REPEATED)
_KINDS = {name: getattr(hint, "__origin__", hint) for name, hint in sorted(get_type_hints(Entry).items())}
_NAMES, _TYPES = list(_KINDS), list(_KINDS.values())
_MENTION = f'{{"{WORDS_KEY}":"'.encode()
_MENTIONED = re.compile(re.escape(_MENTION) + rb'([0-9a-f]{64})"\}')
"""A commitment as canonical bytes spell it. Within text it cannot stand so, for there quotation marks are escaped."""
_MONTHS_OF_CHANGE = frozenset({3, 4, 9, 10, 11})
_TOLERATED = 2_000_000
"""Microseconds by which clocks may disagree."""


def told_by(body: object) -> dict[str, Any] | None:
    """The fields of an entry, or None where the bytes are no entry of ours."""
    data = exactly_read(body) if type(body) is bytes else None
    if type(data) is not dict or list(data) != _NAMES or list(map(type, data.values())) != _TYPES:
        return None
    return None if _has_fractions(data["args"].values()) or _has_fractions(data["facts"].values()) else data


def _has_fractions(values: Collection[Any]) -> bool:
    """Whether there is one anywhere within; effects are looked through when they are taken."""
    return not are_plain(map(type, values)) and any(
        _has_fractions(value.values() if isinstance(value, dict) else value)
        if isinstance(value, dict | list)
        else isinstance(value, float)
        for value in values
    )


@dataclass(slots=True)
class EntryReading:
    """Reads entries in their order, and keeps what is found on the way."""

    path: SchemaPath
    journal: str
    undoing: Undoing
    hear: Callable[[int, dict[str, Any]], None] | None = None
    """Who else is to be told what each entry says."""
    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    genesis: dict[str, Any] | None = None
    count: int = 0
    erased: dict[str, int] = field(default_factory=dict)
    _declared: set[str] = field(default_factory=set)
    _before: dict[str, Any] | None = None

    def read(self, entries: Iterable[StoredEntry], words: Iterable[StoredWords]) -> None:
        """Read everything; both come in the order of entry numbers."""
        kept = _Kept(words)
        head = 0
        for row in entries:
            self.count += 1
            head = row[0] if isinstance(row[0], int) else head
            mine, strays = kept.up_to(head)
            self.findings += [_stray(stray, None) for stray in strays]
            told = told_by(row[2])
            if told is None:
                self._find(Damage.IMPOSSIBLE, head, what="entry")
            else:
                if self.hear is not None:
                    self.hear(head, told)
                self._read_entry(head, told, row, mine)
        self.findings += [_stray(stray, head) for stray in kept.rest()]
        self._judge_erasures()

    def _read_entry(self, seq: int, told: dict[str, Any], row: StoredEntry, words: list[StoredWords]) -> None:
        if told["fmt"] != FORMAT:
            self._find(Damage.FORMAT, seq, format=shown(told["fmt"]))
            return
        if seq == 1:
            self.genesis = told
        if told["journal"] != self.journal:
            self._find(Damage.TRANSPLANTED, seq, journal=shown(told["journal"]))
        if _repeated_in(told) != (row[0], *row[4:]):
            for name, stored in zip(_REPEATED, (row[0], *row[4:]), strict=True):
                if told[name] != stored:
                    self._find(Damage.COLUMN, seq, column=name)
        self._read_clocks(seq, told)
        if told["verb"] == Restored.verb and told["result"] == Result.DONE:
            self.notes.append(Finding(Note.RESTORED, seq, {"replaced": shown(str(told["args"].get("replaced", "")))}))
        self._read_effects(seq, told, self._read_words(seq, row[2], words))
        self._before = told

    def _read_clocks(self, seq: int, told: dict[str, Any]) -> None:
        before = self._before
        if before is None:
            return
        if self.path.realm is Realm.WORLD and told["practice"] < before["practice"]:
            self._find(Damage.BACKWARDS, seq)
        if told["session"] == before["session"] and _is_odd(before, told):
            self.notes.append(Finding(Note.CLOCK_OFFSET, seq, {"before": before["offset"], "after": told["offset"]}))
        passed = told["wall"] - before["wall"]
        if passed < -_TOLERATED:
            self.notes.append(Finding(Note.CLOCK_BACK, seq, {"seconds": -passed // 1_000_000}))
        elif told["session"] == before["session"]:
            jumped = passed - (told["monotonic"] - before["monotonic"])
            if abs(jumped) > _TOLERATED:
                self.notes.append(Finding(Note.CLOCK_JUMP, seq, {"seconds": jumped // 1_000_000}))

    def _read_words(self, seq: int, body: bytes, stored: list[StoredWords]) -> dict[str, str | Erased]:
        """The entry's words by commitment; those that are not to be had count as erased."""
        if not stored and _MENTION not in body:
            return {}
        mentioned = set(map(bytes.decode, _MENTIONED.findall(body)))
        spoken: dict[str, str | Erased] = dict.fromkeys(mentioned, Erased.WORDS)
        met = set()
        for _, commitment, salt, words in stored:
            if commitment not in mentioned:
                self._find(Damage.WORDS_STRAY, seq)
                continue
            met.add(commitment)
            if words is None and salt is None:
                self.erased[commitment] = seq
            elif _fits(commitment, salt, words):
                spoken[commitment] = words
            else:
                self._find(Damage.WORDS_CHANGED, seq)
        if mentioned - met:
            self._find(Damage.WORDS_MISSING, seq, pieces=len(mentioned - met))
        return spoken

    def _read_effects(self, seq: int, told: dict[str, Any], spoken: dict[str, str | Erased]) -> None:
        changes_nothing = told["result"] == Result.REFUSED or told["verb"] == Restored.verb
        if told["result"] not in (Result.DONE, Result.REFUSED) or (changes_nothing and told["effects"]):
            self._find(Damage.IMPOSSIBLE, seq, what="result")
        erases = told["facts"].get(ERASES)
        if told["result"] == Result.DONE and isinstance(erases, list):
            self._declared.update(commitment for commitment in erases if isinstance(commitment, str))
            facts = {"pieces": len(erases), "by": shown(told["actor"]), "at": told["wall"]}
            self.notes.append(Finding(Note.REDACTED, seq, dict(facts)))
        is_migration = told["verb"] == Migrated.verb and told["result"] == Result.DONE
        if is_migration or self.path.is_between:
            self._cross(seq, told, spoken, is_migration=is_migration)
            return
        for effect in told["effects"]:
            try:
                agrees = self.undoing.take(seq, effect, spoken)
            except ImpossibleEffect:
                self._find(Damage.IMPOSSIBLE, seq, what="effect")
            else:
                if not agrees:
                    self._find(Damage.EFFECTS, seq, table=effect["t"])

    def _cross(self, seq: int, told: dict[str, Any], spoken: dict[str, str | Erased], *, is_migration: bool) -> None:
        """Go over a migration, between whose entries no other may stand."""
        try:
            if not is_migration:
                raise ForeignMigration
            self.path.cross(seq, told, spoken, self.undoing)
        except ForeignMigration:
            self._find(Damage.IMPOSSIBLE, seq, what="schema")

    def _judge_erasures(self) -> None:
        for commitment, seq in self.erased.items():
            if commitment not in self._declared:
                self._find(Damage.WORDS_ERASED, seq)
        if self.erased:
            self.notes.append(Finding(Note.ERASED, None, {"pieces": len(self.erased)}))

    def _find(self, kind: Damage, seq: int, **facts: str | int) -> None:
        self.findings.append(Finding(kind, seq, dict(facts)))


def _is_odd(before: dict[str, Any], told: dict[str, Any]) -> bool:
    """Whether the offset from UTC changed otherwise than by the hour, in the months, in which countries change it."""
    changed = abs(told["offset"] - before["offset"])
    if not changed:
        return False
    try:
        months = {from_micros(entry["wall"]).month for entry in (before, told)}
    except Refused:
        return True
    return changed > 60 or not months & _MONTHS_OF_CHANGE


class _Kept:
    """Words in the order of their entries, handed out entry by entry."""

    def __init__(self, rows: Iterable[StoredWords]) -> None:
        self._groups = groupby(rows, key=lambda row: row[0])
        self._next = self._advance()

    def up_to(self, seq: int) -> tuple[list[StoredWords], list[Any]]:
        """The words of entry `seq`, and the numbers of words before it that no entry asked for."""
        if self._next is None or (type(self._next[0]) is int and self._next[0] > seq):
            return [], []
        strays = []
        while self._next is not None and not (isinstance(self._next[0], int) and self._next[0] >= seq):
            strays.append(self._next[0])
            self._next = self._advance()
        if self._next is not None and self._next[0] == seq:
            mine = self._next[1]
            self._next = self._advance()
            return mine, strays
        return [], strays

    def rest(self) -> Iterator[Any]:
        """The numbers of words that stand behind the last entry."""
        while self._next is not None:
            yield self._next[0]
            self._next = self._advance()

    def _advance(self) -> tuple[Any, list[StoredWords]] | None:
        found = next(self._groups, None)
        return None if found is None else (found[0], list(found[1]))


def _stray(seq: object, head: int | None) -> Finding:
    """Words of an entry that is not there: cut off behind the last one, or never written."""
    if head is not None and isinstance(seq, int) and seq > head:
        return Finding(Damage.TRUNCATED, head + 1, {"table": "journal_words", "row": "", "touched_by": seq})
    return Finding(Damage.WORDS_STRAY, seq if isinstance(seq, int) and seq > 0 else None)


def _fits(commitment: str, salt: object, words: object) -> bool:
    if not isinstance(salt, bytes) or not isinstance(words, str):
        return False
    return commitment_of(salt, words) == commitment
