# SPDX-License-Identifier: MIT
"""The journal's own tables, the same in a world and in the centre. Written only by `journal.writer`."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

from crmtrainer.store.base import CentreBase, WorldBase

_UNTRACKED = {"untracked": True}


@dataclass(frozen=True, slots=True)
class JournalTables:
    """Entries (canonical bytes and hash), and the words that entries hold only by commitment."""

    entry: Table
    words: Table


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
    return JournalTables(entry, words)


WORLD = _tables(WorldBase.metadata)
CENTRE = _tables(CentreBase.metadata)
