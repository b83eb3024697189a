# SPDX-License-Identifier: MIT
"""Dates as people in the UK say and write them, compared with a date on record. Day before month, always."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from crmtrainer.kernel.folding import fold, words_of

MONTHS = words_of("january february march april may june july august september october november december")
_NOISE = frozenset(
    words_of(
        "the of on in it is its was born monday tuesday wednesday thursday friday saturday sunday "
        "mon tue tues wed thu thur thurs fri sat sun"
    )
)
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")
_LETTERS_BESIDE_DIGITS = re.compile(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)")
_PIECE = re.compile(r"[a-z]+|\d+")


@dataclass(frozen=True, slots=True)
class SpokenDate:
    """A day, a month, and a year of four digits, or of two (1 May 80), or none (1 May)."""

    day: int
    month: int
    year: int | None
    century_said: bool


def spoken_date(text: str) -> SpokenDate | None:
    """The date that `text` says, or None where it says none: 1 May 1980, 1st of May ’80, 01/05/1980, 1980-05-01."""
    said = _LETTERS_BESIDE_DIGITS.sub(" ", _ORDINAL.sub(r"\1", fold(text[:100])))
    pieces = [piece for piece in _PIECE.findall(said) if piece not in _NOISE]
    if len(pieces) == 1 and pieces[0].isdecimal() and len(pieces[0]) in {6, 8}:
        pieces = [pieces[0][:2], pieces[0][2:4], pieces[0][4:]]
    if not 2 <= len(pieces) <= 3 or any(len(p) > 4 and p.isdecimal() for p in pieces):
        return None
    if len(pieces[0]) == 4 and pieces[0].isdecimal():
        pieces.reverse()
    elif pieces[0].isalpha():
        pieces[0], pieces[1] = pieces[1], pieces[0]
    return _from_pieces(*pieces)


def says_date(text: str, on_record: date) -> bool:
    """Whether `text` says this very date; without a year it does not."""
    said = spoken_date(text)
    if said is None or said.year is None or (said.day, said.month) != (on_record.day, on_record.month):
        return False
    return said.year == (on_record.year if said.century_said else on_record.year % 100)


def _from_pieces(day: str, month: str, year: str | None = None) -> SpokenDate | None:
    number = _month(month)
    if not day.isdecimal() or len(day) > 2 or number is None:
        return None
    if year is not None and not (year.isdecimal() and len(year) in {2, 4}):
        return None
    return SpokenDate(int(day), number, None if year is None else int(year), len(year or "") == 4)


def _month(piece: str) -> int | None:
    if piece.isdecimal():
        return int(piece) if len(piece) <= 2 and 1 <= int(piece) <= 12 else None
    if len(piece) < 3:
        return None
    return next((number for number, name in enumerate(MONTHS, start=1) if name.startswith(piece)), None)
