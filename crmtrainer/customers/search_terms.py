# SPDX-License-Identifier: MIT
"""What the words in the one search box can mean, by their shape alone. Looking them up is `search`'s business."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from crmtrainer.customers.rules import ReadAs
from crmtrainer.customers.titles import untitled
from crmtrainer.kernel.folding import digits_of, fold_email, fold_phone, fold_postcode, without_surrogates, words_of

LONGEST_TEXT = 200
MOST_WORDS = 8
FEWEST_PHONE_DIGITS = 5
MOST_TAIL_DIGITS = 10
"""A telephone number without its first digits has at most this many."""
_REFERENCE = re.compile(r"([A-Za-z]{1,4})[- ]?(\d{1,10})")
_NUMBER = re.compile(r"\+?[\d ()./-]*\d[\d ()./-]*")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?(\d[A-Z]{0,2})?")
_OUTWARD = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")
_PADDED = (4, 5, 6)


@dataclass(frozen=True, slots=True)
class Term:
    """One reading of what was typed: its kind, and the folded values to look for (their meaning is the kind's)."""

    kind: ReadAs
    values: tuple[str, ...]


def readings(text: str) -> tuple[Term, ...]:
    """Every way to take `text`, the likeliest first. Empty when there is nothing to look for."""
    typed = " ".join(unicodedata.normalize("NFKC", without_surrogates(text[:LONGEST_TEXT])).split())
    if "@" in typed:
        return (Term(ReadAs.EMAIL, (fold_email(typed.replace(" ", "")),)),)
    found = [*_number(typed), *_reference(typed), *_postcode(typed)]
    words = untitled(words_of(typed))[:MOST_WORDS]
    if words and not _NUMBER.fullmatch(typed):
        found.append(Term(ReadAs.NAME, words))
    return tuple(found)


def phone_beginnings(number: str) -> tuple[str, ...]:
    """How a stored number can begin for what was typed: as it stands, or with the 0 that was left out."""
    national = fold_phone(number)
    return (national,) if national.startswith("0") else (national, f"0{national}")


def phone_tail(number: str) -> str:
    """The end that a stored number can have for what was typed, or nothing when it was a whole number."""
    digits = digits_of(number)
    return digits if FEWEST_PHONE_DIGITS <= len(digits) <= MOST_TAIL_DIGITS and "+" not in number else ""


def is_outward(postcode: str) -> bool:
    """Whether this can be the first half of a postcode: LS9 is, and so is LS99."""
    return bool(_OUTWARD.fullmatch(postcode))


def _number(typed: str) -> list[Term]:
    """Digits alone: a telephone number from five on, and the number of a reference."""
    if not _NUMBER.fullmatch(typed):
        return []
    digits = digits_of(typed)
    found = [Term(ReadAs.PHONE, (typed,))] if len(digits) >= FEWEST_PHONE_DIGITS else []
    if "+" not in typed and len(digits) <= 10:
        found.append(Term(ReadAs.REFERENCE, (digits,)))
    return found


def _reference(typed: str) -> list[Term]:
    """C-1042, c1042, LK 57120: as it is written on letters first, then with the zeros people leave out."""
    shape = _REFERENCE.fullmatch(typed)
    if shape is None:
        return []
    letters, digits = shape[1].upper(), digits_of(shape[2])
    written = [f"{letters}-{digits}", *(f"{letters}-{digits.zfill(width)}" for width in _PADDED)]
    return [Term(ReadAs.REFERENCE, tuple(dict.fromkeys(written)))]


def _postcode(typed: str) -> list[Term]:
    folded = fold_postcode(typed)
    spelled = all(c.isascii() and (c.isalnum() or c == " ") for c in typed)
    return [Term(ReadAs.POSTCODE, (folded,))] if spelled and _POSTCODE.fullmatch(folded) else []
