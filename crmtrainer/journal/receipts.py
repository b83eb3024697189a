# SPDX-License-Identifier: MIT
"""Receipts: how many entries stand and how the last one's hash begins, in twenty characters that can be read out.

Fifteen bits of size, seventy-five of the hash, and two characters by which every slip of one or two characters is
noticed (a Reed–Solomon code over 32 characters); the attempt's reference is mixed into them, so a receipt of another
attempt is noticed too. Who holds a receipt can tell later whether the record up to there is what it was.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from crmtrainer.kernel.errors import Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32: no I, L, O or U, which are read as 1, 1, 0 and V."""
LENGTH = 20
GROUP = 5
SIZES = 1 << 15
HEAD_BITS = 75
_DATA = LENGTH - 2
_LONGEST_REF = 40
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
_MODULUS = 0b100101
"""x⁵ + x² + 1: multiplication of 32 values."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a code says: the number of entries (of more than 32,767, what is left over) and how the hash begins."""

    size: int
    head: int

    def fits(self, seq: int, digest: bytes) -> bool:
        """Whether this is the receipt of entry `seq` with this hash."""
        return seq % SIZES == self.size and head_of(digest) == self.head


@dataclass(frozen=True, slots=True)
class Held:
    """A receipt as an assessor holds it, with when it was read out; None where that was not noted."""

    code: str
    at: datetime | None = None


def head_of(digest: bytes) -> int:
    """The beginning of a hash that a receipt repeats."""
    return int.from_bytes(digest, "big") >> (8 * len(digest) - HEAD_BITS)


def receipt_code(attempt: str, seq: int, digest: bytes) -> str:
    """The twenty characters for a journal that ends with entry `seq`."""
    number = (seq % SIZES) << HEAD_BITS | head_of(digest)
    data = [number >> 5 * place & 31 for place in reversed(range(_DATA))]
    return "".join(ALPHABET[value] for value in (*data, *_checks(data, attempt)))


def in_groups(code: str) -> str:
    """A code as it is read out and shown."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def tidy_code(text: str) -> str:
    """A code as it was typed, without blanks and dashes, doubtful letters read as what they look like."""
    return "".join(letter for letter in text.upper() if letter.isalnum()).translate(_READ_AS)


def read_receipt(attempt: str, text: str) -> Receipt:
    """What a typed code says. Raises `Refused` where it was mistyped, or is of another attempt."""
    code = tidy_code(text)
    if len(attempt) > _LONGEST_REF:
        raise Refused("receipt.mistyped", attempt=attempt[:_LONGEST_REF])
    if len(code) != LENGTH:
        raise Refused("receipt.length", length=len(code), wanted=LENGTH)
    if not set(code) <= set(ALPHABET):
        raise Refused("receipt.mistyped", attempt=attempt)
    values = [ALPHABET.index(letter) for letter in code]
    if values[_DATA:] != _checks(values[:_DATA], attempt):
        raise Refused("receipt.mistyped", attempt=attempt)
    number = 0
    for value in values[:_DATA]:
        number = number << 5 | value
    return Receipt(number >> HEAD_BITS, number & (1 << HEAD_BITS) - 1)


def _checks(data: list[int], attempt: str) -> list[int]:
    """Two characters such that any two that differ, among all twenty, cannot cancel out."""
    plain, weighted, power = 0, 0, 1
    for value in data:
        power = _times(power, 2)
        plain ^= value
        weighted ^= _times(power, value)
    # The code's own two places weigh 1 and 0, 0 and 1: together with the data every two columns are independent.
    name = hashlib.sha256(b"cj1.receipt\x00" + attempt.upper().encode()).digest()
    return [plain ^ name[0] & 31, weighted ^ name[1] & 31]


def _times(one: int, other: int) -> int:
    product = 0
    while other:
        if other & 1:
            product ^= one
        one, other = one << 1, other >> 1
        if one & 32:
            one ^= _MODULUS
    return product
