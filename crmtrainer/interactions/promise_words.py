# SPDX-License-Identifier: MIT
"""Whether words promise a customer something by a time, without anybody having written a promise down. Pure.

Deliberately simple, so that it can be explained: a promising word (promise, guarantee, definitely) or a plain "will be
with you" beside a day or a time. What is denied ("I can't promise it by four") is none. Whoever promises to come back
with news promises a word, and not that anything will be done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from crmtrainer.interactions.times_said import says_when, sentences, times_in
from crmtrainer.kernel.folding import fold


class PromiseOf(StrEnum):
    """What is promised: that something will be done or delivered, or only that they will hear from us."""

    WORK = "work"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Promising:
    """A promise found in words: for when (True: not pinned down), and of what."""

    when: datetime | Literal[True]
    of: PromiseOf


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
_TOUCH = re.compile(
    r"\b(?:text|ring|call|phone|telephone|email|e-mail|mail|write|message|update|tell|contact|notify|inform|report"
    r"|confirm|answer|reply)s?\b|\b(?:call|ring|phone)(?: (?:him|her|them|you))?[ -]?back\b"
    r"|\b(?:get|come|be|go)s? back to\b|\bin touch\b|\bhears?\b|\bknows? (?:by|when|more)\b|\bnews\b|\bcallback\b"
    r"|\blet (?:\w+ ){1,3}know\b"
)
_DONE = re.compile(
    r"\b(?:deliver\w*|arriv\w*|with (?:you|him|her|them)|(?:be|is|are) (?:there|here|ready|done|finished|sorted|fixed)"
    r"|replac\w*|refund\w*|collect\w*|fitted|repair\w*|install\w*|d[ei]spatch\w*|sent|ship\w*"
    r"|(?:has|have|gets?|receives?) (?:his|her|their|your|the|it|them)|legs (?:by|on|at|before))\b"
)
_TOLD_OF = re.compile(
    r"\b(?:when|what|which|whether|where|how|that|once|as soon as|if|until|unless)\b[^,.;!?]*"
    r"|\b(?:time|date|day|slot|window|news|detail|progress|word)s? (?:of|for|about|on) (?:\w+ ){0,2}?\w+"
    r"|\bdelivery (?:time|date|day|slot|window|news|detail)s?\b"
)
"""What somebody will be told about is not what is promised to them."""
_VAGUE = re.compile(r"\b(?:this|next|end of the|the) week\b|\bend of the month\b")


def promised_in(words: str, now: datetime) -> Promising | None:
    """What the words promise, the earliest; `now` is the local time at which they are said.

    Where something is promised to be done, that counts, whatever else there is to be heard.
    """
    found: list[Promising] = []
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
            found += [Promising(when, promise_of(sentence)) for when in times]
            if not times and _VAGUE.search(said):
                found.append(Promising(True, promise_of(sentence)))
        before = sentence
    of_most = [each for each in found if each.of is PromiseOf.WORK] or found
    pinned = [(each.when, each) for each in of_most if isinstance(each.when, datetime)]
    if pinned:
        return min(pinned, key=lambda pair: pair[0])[1]
    return of_most[0] if of_most else None


def promise_of(words: str) -> PromiseOf:
    """What a promise in these words is of: only a word, where they speak of being in touch and of nothing done."""
    said = _TOLD_OF.sub(" ", fold(words))
    return PromiseOf.WORD if _TOUCH.search(said) and not _DONE.search(said) else PromiseOf.WORK
