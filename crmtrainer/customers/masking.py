# SPDX-License-Identifier: MIT
"""How covered fields look: enough to recognise, too little to disclose. One form everywhere, so that what one
screen shows cannot be added to what another shows. When to cover is decided in `rules`.
"""

from __future__ import annotations

import re

from crmtrainer.kernel.folding import words_of

DOT = "•"
HIDDEN_DIGITS = 3
FEWEST_DIGITS = 7
"""Fewer digits than this are covered whole."""
COVERED_DATE = f"{DOT * 2} {DOT * 3} {DOT * 4}"
COVERED_WORDS = DOT * 6

STREET_TYPES = frozenset(
    words_of(
        "avenue close court crescent drive gardens gate green grove hill lane mews park parade place rise road row "
        "square street terrace view walk way wharf yard"
    )
)

_ORDINARY_PHONE = re.compile(rf"(?=(?:\D*\d){{{FEWEST_DIGITS}}})[\d +().-]*\d{{{HIDDEN_DIGITS}}}")


def covered_phone(number: str) -> str:
    """07700 900•••: the last three digits covered, spacing kept."""
    if _ORDINARY_PHONE.fullmatch(number):  # lists cover hundreds at once
        return number[:-HIDDEN_DIGITS] + DOT * HIDDEN_DIGITS
    digits = sum(c.isdecimal() for c in number)
    shown = digits - HIDDEN_DIGITS if digits >= FEWEST_DIGITS else 0
    seen = 0
    covered = []
    for c in number:
        if c.isdecimal():
            seen += 1
            covered.append(c if seen <= shown else DOT)
        else:
            covered.append(c if c in " +()-." else DOT)
    return "".join(covered)


def covered_email(address: str) -> str:
    """i••••@example.org: the first letter and the domain, whatever the length."""
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain:
        return DOT * 4 if address else ""
    first = local[0] if len(local) > 1 else ""
    return f"{first}{DOT * 4}@{domain}"


def covered_address(line1: str, town: str) -> str:
    """•• ••••• Row, Leeds: the kind of street where it is an ordinary one, and the town."""
    if not line1 and not town:
        return ""
    words = words_of(line1)
    kind = f" {words[-1].capitalize()}" if len(words) > 1 and words[-1] in STREET_TYPES else ""
    street = f"{DOT * 2} {DOT * 5}{kind}"
    return f"{street}, {town}" if town else street


def covered_words(words: str) -> str:
    """A row of dots where there are words at all."""
    return COVERED_WORDS if words else ""
