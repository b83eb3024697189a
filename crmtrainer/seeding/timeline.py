# SPDX-License-Identifier: MIT
"""Items of a timeline by column, as the histories draw them and `contacts` writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction, Kind
from crmtrainer.seeding.chunks import Flags, Ints, Texts, texts
from crmtrainer.seeding.people import People

KINDS, DIRECTIONS, CHANNELS = tuple(Kind), tuple(Direction), tuple(Channel)
CALL, MESSAGE, NOTE, COLLEAGUE = (KINDS.index(kind) for kind in (Kind.CALL, Kind.MESSAGE, Kind.NOTE, Kind.COLLEAGUE))
IN, OUT, INTERNAL = (DIRECTIONS.index(way) for way in (Direction.IN, Direction.OUT, Direction.INTERNAL))
NO_CHANNEL = -1
EMAIL, TEXT, PHONE, CHAT, LETTER, IN_PERSON = (
    CHANNELS.index(channel)
    for channel in (Channel.EMAIL, Channel.TEXT, Channel.PHONE, Channel.CHAT, Channel.LETTER, Channel.IN_PERSON)
)
SPOKEN = np.array([channel in (Channel.PHONE, Channel.IN_PERSON) for channel in CHANNELS])


@dataclass(frozen=True, slots=True)
class Contacts:
    """Items of timelines by column. `ticket` is a position among the cases, or -1."""

    owner: Ints
    at: Ints
    entered: Ints
    ticket: Ints
    kind: Ints
    channel: Ints
    direction: Ints
    author: Texts
    reason: Texts
    summary: Texts
    outcome: Texts
    next_step: Texts

    @property
    def count(self) -> int:
        return len(self.owner)


def joined(parts: Sequence[Contacts]) -> Contacts:
    """All items, part after part."""
    return Contacts(*(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Contacts)))


def items(
    owner: Ints,
    at: Ints,
    summary: Texts,
    *,
    kind: int,
    channel: int | Ints,
    direction: int,
    author: Texts | str,
    reason: str,
    outcome: ContactOutcome | None = None,
    ticket: Ints | None = None,
) -> Contacts:
    """Items that differ in owner, time, words and perhaps author only."""
    count = len(owner)
    same = np.ones(count, dtype=np.int64)
    return Contacts(
        owner,
        at,
        at,
        -same if ticket is None else ticket,
        kind * same,
        channel * same,
        direction * same,
        everywhere(count, author) if isinstance(author, str) else author,
        everywhere(count, reason),
        summary,
        everywhere(count, None if outcome is None else outcome.value),
        everywhere(count, ""),
    )


def only(part: Contacts, wanted: Flags) -> Contacts:
    """The items for which that holds."""
    return Contacts(*(getattr(part, each.name)[wanted] for each in fields(Contacts)))


def shown_names(people: People) -> Texts:
    """Each customer's name as the sender of a message."""
    return texts([f"{given} {family}".strip() for given, family in zip(people.given, people.family, strict=True)])


def everywhere(count: int, value: object) -> Texts:
    """The same for all."""
    return np.full(count, value, dtype=np.object_)
