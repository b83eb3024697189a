# SPDX-License-Identifier: MIT
"""Appending an entry in the same transaction as what it tells of; nothing else writes the journal."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session

from crmtrainer import __version__
from crmtrainer.journal.entry import (
    FORMAT,
    Entry,
    Result,
    WordKeeper,
    body_of,
    chain,
    entry_from,
    genesis_link,
)
from crmtrainer.journal.tables import JournalTables
from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.codec import to_plain
from crmtrainer.kernel.commands import Actor, Command
from crmtrainer.kernel.moments import to_micros
from crmtrainer.store.effects import Effect
from crmtrainer.store.rows import is_typed

SCHEMA = 1
"""Revision of the entry's fields, not of the tables."""


Seal = Callable[[Connection, int, bytes], None]
"""Seals an entry, by its number and hash, in the transaction that writes it."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain stands: the last number given, its hash, and the realm's time then (microseconds)."""

    seq: int
    hash: bytes
    practice: int | None


@dataclass(frozen=True, slots=True)
class Account:
    """What is to be told of one act, beside the command itself.

    `steady` is read together with `wall`: an act that takes long must not look like a clock that was moved.
    """

    command: Command
    actor: Actor
    request_id: str
    practice: datetime
    wall: datetime
    result: Result
    refusal: str = ""
    facts: dict[str, Json] | None = None
    subject: str = ""
    steady: int = field(default_factory=lambda: steady_micros())


def head_of(session: Session, tables: JournalTables, journal: str) -> Head:
    """The chain's head; sequence 0 means an empty journal."""
    row = tables.head.run(session.connection()).first()
    return Head(row.seq, row.hash, row.practice_at) if row else Head(0, genesis_link(journal), None)


def find_request(session: Session, tables: JournalTables, request_id: str) -> Entry | None:
    """The entry that answered this request before, if any."""
    body = tables.request.run(session.connection(), request_id=request_id).scalar()
    return entry_from(body) if body is not None else None


def append(
    session: Session,
    tables: JournalTables,
    journal: str,
    run: str,
    head: Head,
    account: Account,
    effects: list[Effect],
    seal: Seal | None = None,
) -> Head:
    """Write the next entry and its words, and have it sealed. Gives where the chain stands now."""
    keeper = WordKeeper()
    seq = head.seq + 1
    entry = Entry(
        fmt=FORMAT,
        journal=journal,
        seq=seq,
        session=run,
        practice=to_micros(account.practice),
        wall=to_micros(account.wall),
        offset=_offset_minutes(account.wall),
        monotonic=account.steady,
        actor=account.actor.pseudonym,
        role=account.actor.role.value,
        origin=account.actor.origin.value,
        verb=account.command.verb,
        args=_plain_args(account.command, keeper),
        request=account.request_id,
        result=account.result.value,
        refusal=account.refusal,
        facts=account.facts or {},
        subject=account.subject,
        effects=[_plain_effect(effect, keeper) for effect in effects],
        app=__version__,
        schema=SCHEMA,
    )
    body = body_of(entry)
    digest = chain(head.hash, journal, seq, body)
    connection = session.connection()  # past the session, which keeps bulk statements out of handlers
    tables.append.run(
        connection,
        seq=seq,
        previous=head.hash,
        body=body,
        hash=digest,
        verb=entry.verb,
        outcome=entry.result,
        practice_at=entry.practice,
        request_id=entry.request,
    )
    for kept in keeper.kept.values():
        tables.keep_words.run(connection, commitment=kept.commitment, seq=seq, salt=kept.salt, words=kept.words)
    if seal is not None:
        seal(connection, seq, digest)
    return Head(seq, digest, entry.practice)


def _offset_minutes(wall: datetime) -> int:
    offset = wall.astimezone().utcoffset()
    return 0 if offset is None else int(offset.total_seconds() // 60)


def steady_micros() -> int:
    """Microseconds of a clock that only goes forward and, where the system has one, counts sleep.

    Not nanoseconds: after 104 days without a restart those are larger than a number in an entry may be.
    """
    counting_sleep = getattr(time, "CLOCK_BOOTTIME", None)
    nanoseconds = time.monotonic_ns() if counting_sleep is None else time.clock_gettime_ns(counting_sleep)
    return nanoseconds // 1000


def _plain_args(command: Command, keeper: WordKeeper) -> dict[str, Json]:
    plain = to_plain(command)
    assert isinstance(plain, dict)
    return {name: keeper.swap(value) if name in command.typed else value for name, value in plain.items()}


def _plain_effect(effect: Effect, keeper: WordKeeper) -> Json:
    typed = _typed_in(effect.table)

    def veiled(values: dict[str, Json] | None) -> Json:
        if values is None:
            return None
        return {name: keeper.swap(value) if name in typed else value for name, value in values.items()}

    return {
        "t": effect.table.name,
        "k": list(effect.key),
        "b": veiled(effect.before),
        "a": veiled(effect.after),
    }


@cache
def _typed_in(table: Table) -> frozenset[str]:
    """The columns that hold words a person typed."""
    return frozenset(column.name for column in table.columns if is_typed(column))
