# SPDX-License-Identifier: MIT
"""The transactions of a conversation: who spoke from which state to which, and whether the lines met. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Transaction(StrEnum):
    """COMPLEMENTARY: parallel lines. CROSSED: the answer comes from or goes elsewhere. ULTERIOR: a hidden message."""

    COMPLEMENTARY = "complementary"
    CROSSED = "crossed"
    ULTERIOR = "ulterior"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said. `seq` is the act it was said in. States are empty where nothing was understood."""

    seq: int
    at: datetime
    ours: bool
    words: str
    from_state: str = ""
    to_state: str = ""
    hidden: str = ""
    technique: str = ""
    helpful: bool = True
    own_words: bool = False
    move: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Something they said, and what we answered."""

    number: int
    theirs: Line
    ours: Line
    transaction: Transaction
    helpful: bool


def transaction_of(theirs: Line, ours: Line) -> Transaction:
    """What kind of transaction an answer makes with what it answers. Hidden messages decide, whoever sends them."""
    if ours.hidden or theirs.hidden:
        return Transaction.ULTERIOR
    if ours.from_state == theirs.to_state and ours.to_state == theirs.from_state:
        return Transaction.COMPLEMENTARY
    return Transaction.CROSSED


def exchanges(lines: Iterable[Line]) -> tuple[Exchange, ...]:
    """Each pair of their line and our answer in which both states are known, in order."""
    found: list[Exchange] = []
    theirs: Line | None = None
    for line in lines:
        if not line.ours:
            theirs = line
        elif theirs is not None:
            if line.from_state and theirs.from_state:
                kind = transaction_of(theirs, line)
                found.append(Exchange(len(found) + 1, theirs, line, kind, line.helpful))
            theirs = None
    return tuple(found)
