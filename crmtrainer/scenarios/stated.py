# SPDX-License-Identifier: MIT
"""What a message states, and what it only asks, supposes, denies or puts off. Pure, and simple enough to be explained.

A check that wants a customer to have been told something looks at the statements: "I'll let you know when your legs
are on the van" holds the words and tells nothing. People write several things in one line, so what does not count is
cut away clause by clause, and only from where it begins.
"""

from __future__ import annotations

import re

from crmtrainer.kernel.folding import fold

_CLAUSE = re.compile(r"(?<=[.!?;:])\s+|(?<=,)\s+|\n+|\s[–—-]\s")
_PUT_OFF = re.compile(
    r"\b(?:i|we|ill|well|i will|we will|let me|going to|want to|able to) (?:also |then |still )?"
    r"(?:text|ring|call|phone|email|e-mail|write|message|update|let you know|get back|be in touch|tell you|find out"
    r"|check|chase|ask|look)\b"
    r"|\b(?:let you know|get back to you|be in touch|hear from (?:me|us)|more news|keep you (?:posted|updated))\b"
    r"|\b(?:if|once|unless|when|whenever|until|till i|as soon as|in case|whether|hopefully|i hope|we hope|might|perhaps"
    r"|maybe)\b"
)
_DENIED = re.compile(
    r"\b(?:isnt|arent|hasnt|havent|wasnt|werent|wont|cant|cannot|is not|are not|has not|have not|will not|not yet|yet"
    r"|no news|nothing)\b"
)
_IS_ASKED = re.compile(r"\?\s*$")


def stated(words: str) -> str:
    """The words without what is asked, supposed, denied or put off, a clause to a line."""
    return "\n".join(kept for clause in _CLAUSE.split(words) if (kept := _kept(clause)))


def _kept(clause: str) -> str:
    if _IS_ASKED.search(clause):
        return ""
    said = fold(clause)
    if _DENIED.search(said):
        return ""
    put_off = _PUT_OFF.search(said)
    return said if put_off is None else said[: put_off.start()].strip()
