# SPDX-License-Identifier: MIT
"""Which of some word stems a text only denies: "I am not sorry", "I'm not going to apologise". Pure and simple.

A denying word reaches a few words on, to the end of its clause, and not past somebody new who is spoken of: in "I'm not
surprised you're frustrated" nobody denies the frustration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crmtrainer.kernel.folding import words_of
from crmtrainer.scenarios.seen import stems_in

_REACH = 5
"""How many words after it a denying word still counts."""
_DENYING = frozenset(
    words_of(
        "not never no nor neither without hardly cannot cant wont dont doesnt didnt isnt arent aint wasnt werent "
        "havent hasnt hadnt wouldnt couldnt shouldnt refuse"
    )
)
_NO_DENIAL = re.compile(
    r"\b(?:not only|not just|why not|why dont|no worr\w*|(?:dont|do not) (?:you )?worr\w*|no problem|no trouble"
    r"|no doubt|no need|not sure|cant wait|if not|not to mention"
    r"|(?:cant|cannot|can not|dont|do not) \w+ (?:you )?(?:how|enough))\b"
)
"""Turns that hold a denying word and deny nothing of what follows."""
_CLAUSE = re.compile(r"[,.;:!?\u2013\u2014](?=\s|$)|\s-\s")
_NEW_CLAUSE = frozenset(words_of("but because so until unless though although and then"))
_NEW_SUBJECT = frozenset(
    words_of("i im ill ive id you youre youve your he hes she shes they theyre we were weve it its that thats")
)
_CARRIES_ON = frozenset(words_of("say saying said think believe mean claim pretend feel suppose"))


def denied_stems(text: str, stems: tuple[str, ...]) -> tuple[str, ...]:
    """The stems that the text holds under a denial, and nowhere else."""
    held = stems_in(text, stems)
    if not held or _DENYING.isdisjoint(words_of(text)):
        return ()
    words: list[str] = []
    denied: list[bool] = []
    for clause in _CLAUSE.split(text):
        words += words_of(clause)
        denied += _denied_in(words_of(clause))
    return tuple(stem for stem in held if not any(not denied[place] for place in _places(words, stem)))


def _places(words: list[str], stem: str) -> Iterator[int]:
    """Where a stem begins, as `stems_in` finds it."""
    size = len(words_of(stem))
    for place in range(len(words) - size + 1):
        if stems_in(" ".join(words[place : place + size]), (stem,)):
            yield place


def _denied_in(words: tuple[str, ...]) -> list[bool]:
    """For each word of a clause, whether it stands under a denial."""
    harmless = _harmless(words)
    denied: list[bool] = []
    reach = 0
    before = ""
    for place, word in enumerate(words):
        if word in _DENYING and place not in harmless:
            reach = _REACH
            denied.append(False)
        else:
            if word in _NEW_CLAUSE or (word in _NEW_SUBJECT and before not in _CARRIES_ON and before not in _DENYING):
                reach = 0
            denied.append(reach > 0)
            reach = max(0, reach - 1)
        before = word
    return denied


def _harmless(words: tuple[str, ...]) -> frozenset[int]:
    """The places of turns that hold a denying word and deny nothing."""
    said = " ".join(words)
    found: set[int] = set()
    for turn in _NO_DENIAL.finditer(said):
        first = said[: turn.start()].count(" ")
        found |= set(range(first, first + turn[0].count(" ") + 1))
    return frozenset(found)
