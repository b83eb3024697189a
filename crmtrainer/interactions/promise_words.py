# SPDX-License-Identifier: MIT
"""Whether words promise a customer something by a time, without anybody having written a promise down. Pure.

Deliberately simple, so that it can be explained: a promising word (promise, guarantee, definitely) or a plain "will be
with you" beside a day or a time. What is denied ("I can't promise it by four") is none.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal

from crmtrainer.interactions.times_said import says_when, sentences, times_in
from crmtrainer.kernel.folding import fold

Promised = datetime | Literal[True] | None
"""The instant that is promised; True where there is one that words do not pin down; None for no promise."""

_STRONG = re.compile(r"\b(?:promis|guarante|definit|without fail|my word\b|for certain\b|for sure\b|rest assured)")
_FIRM = re.compile(
    r"(?:\bwill|\w(?:yll|ull|tll|ell|sll)\b|\bill) (?:all |both |then )?"
    r"(?:be (?:with you|there|here|ready|done|finished|delivered|on (?:its|their|the) )|arrive|reach you|come\b)"
    r"|\b(?:youll|you will) (?:all )?(?:have|get|receive)\b"
)
_DENIED = re.compile(
    r"\b(?:cant|cannot|can not|couldnt|dont|do not|wont|will not|not|never|unable|rather not|without)\b"
    r"(?: \w+){0,6}? (?:promis|guarante|definit|certain|sure\b|say\b)"
)
_IN_TOUCH = re.compile(
    r"\b(?:text|ring|call|phone|email|e-mail|write to|message|update|tell) you\b"
    r"|\b(?:let you know|get back to|be in touch|hear from)\b"
)
_VAGUE = re.compile(r"\b(?:this|next|end of the|the) week\b|\bend of the month\b")


def promised_in(words: str, now: datetime) -> Promised:
    """What the words promise by when, the earliest; `now` is the local time at which they are said."""
    found: list[datetime] = []
    vague = False
    before = ""
    for sentence in sentences(words):
        said = fold(sentence)
        if _DENIED.search(said):
            before = ""
            continue
        strong = _STRONG.search(said) is not None
        if strong or (_FIRM.search(said) and says_when(sentence)):
            # "I promise to text you this afternoon" says when they will know more, and gives nobody a time.
            holds = says_when(sentence) or _IN_TOUCH.search(said) is None
            times = (times_in(sentence, now) if holds else ()) or (times_in(before, now) if strong else ())
            found += times
            vague = vague or (not times and _VAGUE.search(said) is not None)
        before = sentence
    return min(found) if found else (True if vague else None)
