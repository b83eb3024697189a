# SPDX-License-Identifier: MIT
"""The journal's own tables, the same in a world and in the centre. Written only by `journal.writer`."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
)

from crmtrainer.store.base import CentreBase, WorldBase
from crmtrainer.store.prepared import Prepared

_UNTRACKED = {"untracked": True}


@dataclass(frozen=True, slots=True)
class JournalTables:
    """Entries (canonical bytes and hash), the words that entries hold only by commitment, and what every act asks."""

    entry: Table
    words: Table
    head: Prepared
    """Number, hash and practice time of the last entry."""
    request: Prepared
    """The bytes of the entry that answered `request_id`."""
    append: Prepared
    keep_words: Prepared


def _tables(metadata: MetaData) -> JournalTables:
    entry = Table(
        "journal_entry",
        metadata,
        Column("seq", Integer, primary_key=True, autoincrement=False),
        Column("previous", LargeBinary(32), nullable=False, comment="the hash it was chained to"),
        Column("body", LargeBinary, nullable=False, comment="the canonical bytes that were hashed"),
        Column("hash", LargeBinary(32), nullable=False),
        Column("verb", String(64), nullable=False, comment="repeats the body, for filters"),
        Column("outcome", String(16), nullable=False, comment="repeats the body, for filters"),
        Column("practice_at", BigInteger, nullable=False, comment="repeats the body, for filters"),
        Column("request_id", String(80), nullable=False),
        Index("uq_journal_entry_request_id", "request_id", unique=True),
        info=_UNTRACKED,
    )
    words = Table(
        "journal_words",
        metadata,
        Column("commitment", String(64), primary_key=True),
        Column("seq", Integer, nullable=False, index=True),
        Column("salt", LargeBinary(16), nullable=True, comment="erased together with the words"),
        Column("words", Text, nullable=True, comment="erasable without breaking the chain"),
        info=_UNTRACKED,
    )
    columns = entry.c
    last = select(columns.seq, columns.hash, columns.practice_at).where(
        columns.seq == select(func.max(columns.seq)).scalar_subquery()
    )
    answered = select(columns.body).where(columns.request_id == bindparam("request_id"))
    prepared = map(Prepared, (last, answered, insert(entry), insert(words)))
    return JournalTables(entry, words, *prepared)


@dataclass(frozen=True, slots=True)
class SealTables:
    """Seals of entries, and the slip an attempt was begun under: beside a world's journal, never part of it."""

    seal: Table
    slip: Table
    add: Prepared


def _seal_tables(metadata: MetaData) -> SealTables:
    seal = Table(
        "journal_seal",
        metadata,
        Column("seq", Integer, primary_key=True, autoincrement=False),
        Column("epoch", Integer, nullable=False, comment="how often the key had been evolved"),
        Column("seal", LargeBinary(32), nullable=False),
        info=_UNTRACKED,
    )
    slip = Table(
        "journal_slip",
        metadata,
        Column("attempt", String(40), primary_key=True),
        Column("slip", LargeBinary, nullable=False, comment="its canonical bytes"),
        Column("signature", LargeBinary(64), nullable=False),
        info=_UNTRACKED,
    )
    return SealTables(seal, slip, Prepared(insert(seal)))


WORLD = _tables(WorldBase.metadata)
SEALS = _seal_tables(WorldBase.metadata)
CENTRE = _tables(CentreBase.metadata)
