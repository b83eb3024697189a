# SPDX-License-Identifier: MIT
"""Which of some word stems a text only denies: "I am not sorry", "I'm not going to apologise". Pure and simple.

A denying word reaches a few words on, to the end of its clause, and not past somebody new who is spoken of: in "I'm not
surprised you're frustrated" nobody denies the frustration.
"""

from __future__ import annotations

import re

from crmtrainer.kernel.folding import words_of
from crmtrainer.scenarios.seen import stems_in

_REACH = 5
"""How many words after it a denying word still counts."""
_DENYING = frozenset(
    words_of(
        "not never no nor neither without hardly cannot cant wont dont doesnt didnt isnt arent aint wasnt werent havent "
        "hasnt hadnt wouldnt couldnt shouldnt refuse"
    )
)
_NO_DENIAL = re.compile(
    r"\b(?:not only|not just|why not|why dont|no worr\w*|(?:dont|do not) (?:you )?worr\w*|no problem|no trouble|no doubt"
    r"|(?:cant|cannot|can not|dont|do not) \w+ (?:you )?(?:how|enough)|no need|not sure|cant wait|if not|not to mention)\b"
)
"""Turns that hold a denying word and deny nothing of what follows."""
_CLAUSE = re.compile(r"[,.;:!?\u2013\u2014]|\s-\s|\b(?:but|because|so|until|unless|though|although|and|then)\b", re.IGNORECASE)
_NEW_SUBJECT = frozenset(words_of("i im ill ive id you youre youve your he hes she shes they theyre we were weve it its that thats"))
_CARRIES_ON = frozenset(words_of("say saying said think believe mean claim pretend feel suppose"))


def denied_stems(text: str, stems: tuple[str, ...]) -> tuple[str, ...]:
    """The stems that the text holds under a denial, and nowhere else."""
    held = stems_in(text, stems)
    if not held:
        return ()
    plain = [part for clause in _CLAUSE.split(text) for part in _without_denials(clause)]
    return tuple(stem for stem in held if not any(stems_in(part, (stem,)) for part in plain))


def _without_denials(clause: str) -> tuple[str, ...]:
    """The pieces of a clause that stand under no denial."""
    folded = " ".join(words_of(clause))
    words = _NO_DENIAL.sub(lambda turn: turn[0].replace(" ", "_"), folded).split()
    kept: list[str] = []
    reach = 0
    for place, word in enumerate(words):
        if word in _DENYING:
            reach = _REACH
            kept.append("|")
        elif reach and word in _NEW_SUBJECT and words[place - 1] not in _CARRIES_ON and words[place - 1] not in _DENYING:
            reach = 0
            kept.append(word)
        elif reach:
            reach -= 1
            kept.append("|")
        else:
            kept.append(word.replace("_", " "))
    return tuple(" ".join(kept).split("|"))
