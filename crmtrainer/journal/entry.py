# SPDX-License-Identifier: MIT
"""One journal entry: what it says, its canonical bytes, and the hash that chains it to the one before."""

from __future__ import annotations

import hashlib
import os
import struct
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from crmtrainer.kernel.canonical import Json, canonical, parse
from crmtrainer.kernel.codec import from_plain
from crmtrainer.kernel.errors import Refused

FORMAT = "cj1"
LARGEST_BODY = 1_048_576
"""Bytes. An act's entry is a few kilobytes; the act that stages a scenario's cast holds them all."""
WORDS_KEY = "$words"
ERASES = "erases"
"""The fact by which an act says which words it erased: a list of their commitments."""


class Result(StrEnum):
    """How an act ended."""

    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says. Times are microseconds since 1970 UTC; `effects` and `args` are plain data.

    `practice` is the realm's own time (in the centre it equals `wall`); `offset` the machine's offset from UTC
    in minutes; `monotonic` microseconds of a clock that only goes forward within one boot.
    """

    fmt: str
    journal: str
    seq: int
    session: str
    practice: int
    wall: int
    offset: int
    monotonic: int
    actor: str
    role: str
    origin: str
    verb: str
    args: dict[str, Json]
    request: str
    result: str
    refusal: str
    facts: dict[str, Json]
    subject: str
    effects: list[Json]
    app: str
    schema: int

    @property
    def was_refused(self) -> bool:
        """Whether the act was refused, so that nothing changed."""
        return self.result == Result.REFUSED


_NAMES = tuple(field.name for field in fields(Entry))


def body_of(entry: Entry) -> bytes:
    """The canonical bytes of an entry. Raises `Refused` when it is larger than a body may be."""
    data = canonical({name: getattr(entry, name) for name in _NAMES})  # plain already, field by field
    if len(data) > LARGEST_BODY:
        raise Refused("journal.entry_too_large", size=len(data), limit=LARGEST_BODY)
    return data


def entry_from(body: bytes) -> Entry:
    """The entry that these bytes say. Raises `Refused` or `BadInput` when they say none."""
    return from_plain(Entry, parse(body), "entry")


def genesis_link(journal: str) -> bytes:
    """What the first entry is chained to."""
    return hashlib.sha256(b"cj1.genesis\x00" + journal.encode()).digest()


def chain(previous: bytes, journal: str, seq: int, body: bytes) -> bytes:
    """The hash of entry `seq`: over a tag, the journal's id, the number, the previous hash and the bytes."""
    return hashlib.sha256(chain_tag(journal) + struct.pack(">Q", seq) + previous + body).digest()


def chain_tag(journal: str) -> bytes:
    """What every entry's hash begins with: that it is an entry, and of which journal."""
    name = journal.encode()
    return b"cj1.entry\x00" + struct.pack(">I", len(name)) + name


@dataclass(frozen=True, slots=True)
class KeptWords:
    """Words apart from the entry: erasable, and provable while they stand."""

    commitment: str
    salt: bytes
    words: str


def commitment_of(salt: bytes, words: str) -> str:
    """The salted commitment that stands in an entry for words a person typed."""
    return hashlib.sha256(b"cj1.text\x00" + salt + words.encode()).hexdigest()


class WordKeeper:
    """Swaps typed words for commitments within one entry; equal words share one commitment."""

    def __init__(self) -> None:
        self.kept: dict[str, KeptWords] = {}

    def swap(self, words: Json) -> Json:
        """`{"$words": commitment}` for text; anything else unchanged. Tuples of text are swapped one by one."""
        if isinstance(words, list):
            return [self.swap(item) for item in words]
        if isinstance(words, dict):
            return {key: self.swap(item) for key, item in words.items()}
        if not isinstance(words, str) or not words:
            return words
        found = self.kept.get(words)
        if found is None:
            salt = os.urandom(16)
            found = KeptWords(commitment_of(salt, words), salt, words)
            self.kept[words] = found
        return {WORDS_KEY: found.commitment}


def with_words(value: Json, words: dict[str, str | None]) -> Json:
    """`value` with commitments swapped back for words; erased words become None."""
    if isinstance(value, dict):
        if set(value) == {WORDS_KEY}:
            return words.get(str(value[WORDS_KEY]))
        return {key: with_words(item, words) for key, item in value.items()}
    if isinstance(value, list):
        return [with_words(item, words) for item in value]
    return value


def commitments_in(value: Json) -> set[str]:
    """Every commitment that plain data mentions."""
    if isinstance(value, dict):
        if set(value) == {WORDS_KEY}:
            return {str(value[WORDS_KEY])}
        return set().union(*(commitments_in(item) for item in value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*(commitments_in(item) for item in value)) if value else set()
    return set()


def with_spoken(entry: Entry, words: dict[str, str | None]) -> Entry:
    """The entry with its words back in arguments and facts, for people to read."""
    args = with_words(dict(entry.args), words)
    facts = with_words(dict(entry.facts), words)
    assert isinstance(args, dict)
    assert isinstance(facts, dict)
    return replace(entry, args=args, facts=facts)
