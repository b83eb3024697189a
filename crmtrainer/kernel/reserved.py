# SPDX-License-Identifier: MIT
"""What invented people may be given: reserved telephone numbers, example domains, postcodes that cannot exist.

Says of a folded value whether it can belong to nobody. Drawing from these ranges is the business of `seeding`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crmtrainer.kernel.folding import fold_email, fold_phone, fold_postcode

EXAMPLE_DOMAINS = ("example.com", "example.org", "example.net")
"""Domains kept for documentation (RFC 2606): mail to them reaches nobody."""
_EXAMPLE_ENDINGS = (".test", ".example", ".invalid")

NEVER_IN_AN_INWARD_CODE = "CIKMOV"
"""Letters that the two last places of a postcode never hold."""
NEVER_FIRST = "QVX"
"""Letters that no postcode begins with."""
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9])([A-Z]{2})\Z")


@dataclass(frozen=True, slots=True)
class PhoneBlock:
    """A thousand numbers that the regulator keeps for drama: how they begin, and how they are written out."""

    area: str
    folded: str
    written: str

    def number(self, last: int) -> str:
        """The number with these last three digits, as people write it."""
        return f"{self.written}{last:03d}"

    def digits(self, last: int) -> str:
        """The same number in folded form."""
        return f"{self.folded}{last:03d}"


def _block(area: str, written: str) -> PhoneBlock:
    return PhoneBlock(area, fold_phone(written), written)


_CITIES = ("0113", "0114", "0115", "0116", "0117", "0118", "0121", "0131", "0141", "0151", "0161")

PHONE_BLOCKS: tuple[PhoneBlock, ...] = (
    *(_block(area, f"{area} 496 0") for area in _CITIES),
    _block("020", "020 7946 0"),
    _block("0191", "0191 498 0"),
    _block("029", "029 2018 0"),
    _block("01632", "01632 960"),
    _block("mobile", "07700 900"),
    _block("freephone", "0808 157 0"),
    _block("premium", "0909 879 0"),
    _block("anywhere", "03069 990"),
)
"""The regulator's list for drama. Northern Ireland's block is left out until it has been checked."""

_BEGINNINGS = frozenset(block.folded for block in PHONE_BLOCKS)


def is_reserved_phone(text: str) -> bool:
    """Whether the number, however written, lies in one of the blocks kept for drama."""
    digits = fold_phone(text)
    return any(digits.startswith(start) and len(digits) == len(start) + 3 for start in _BEGINNINGS)


def is_example_email(text: str) -> bool:
    """Whether the address, or the domain alone, lies in a domain kept for examples."""
    domain = fold_email(text).rpartition("@")[2]
    return domain.endswith(_EXAMPLE_ENDINGS) or any(
        domain == example or domain.endswith(f".{example}") for example in EXAMPLE_DOMAINS
    )


def is_impossible_postcode(text: str) -> bool:
    """Whether the text has a postcode's shape and yet can be no postcode."""
    found = _POSTCODE.match(fold_postcode(text))
    if found is None:
        return False
    outward, _, unit = found.groups()
    return outward[0] in NEVER_FIRST or any(letter in NEVER_IN_AN_INWARD_CODE for letter in unit)
