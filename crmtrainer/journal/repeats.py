# SPDX-License-Identifier: MIT
"""Whether an act that comes again under one request id is the act that was entered, word for word."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.journal.entry import WORDS_KEY, Entry, commitment_of
from crmtrainer.journal.tables import JournalTables
from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.codec import to_plain
from crmtrainer.kernel.commands import Command


def says_the_same(session: Session, tables: JournalTables, entry: Entry, command: Command) -> bool:
    """Whether `command` has the verb and the arguments of `entry`.

    Typed words are held against their commitment. Words that were erased took their salt along, so nothing is the
    same as they were.
    """
    words = tables.words.c
    rows = session.execute(select(words.commitment, words.salt).where(words.seq == entry.seq))
    salts: dict[str, bytes | None] = {row.commitment: row.salt for row in rows}
    return entry.verb == command.verb and _is_same(dict(entry.args), to_plain(command), salts)


def _is_same(entered: Json, given: Json, salts: dict[str, bytes | None]) -> bool:
    if isinstance(entered, dict):
        if set(entered) == {WORDS_KEY}:
            salt = salts.get(str(entered[WORDS_KEY]))
            return isinstance(given, str) and salt is not None and commitment_of(salt, given) == entered[WORDS_KEY]
        return (
            isinstance(given, dict)
            and set(entered) == set(given)
            and all(_is_same(value, given[name], salts) for name, value in entered.items())
        )
    if isinstance(entered, list):
        return (
            isinstance(given, list)
            and len(entered) == len(given)
            and all(_is_same(one, other, salts) for one, other in zip(entered, given, strict=True))
        )
    return type(entered) is type(given) and entered == given
