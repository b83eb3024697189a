# SPDX-License-Identifier: MIT
"""Own words matched to the moves that can be made now: offline, by likeness to examples and by cues. Pure.

What was heard is shown back before it is said, so a doubtful match costs a glance, and no match is an honest answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from crmtrainer.kernel.folding import fold, words_of
from crmtrainer.scenarios.denying import denied_stems
from crmtrainer.scenarios.format.talk import Move
from crmtrainer.scenarios.seen import stems_in

MOST_HEARD = 3
CLEAR, LIKELY, FAINT = 72, 58, 47
"""Scores from 0 to 100 at which a match is called so."""
_CUES_WEIGH = 45
"""Points for words that hold one cue of every group; likeness to the examples gives the rest."""
_WITHOUT_CUES = 0.5
_MORE_SAID = 12
"""Points for each further group: who says sorry and asks for the postcode has said more than who only asks."""
_NEARLY_THE_SAME = 90
_DENIED_AT_MOST = 40
"""Below what counts as heard at all."""
_AHEAD = 10
"""Points by which a likely match must lead the next to be taken without asking."""
_FILLERS = """
a an the and or but so well now then just please to of for in on at is are am be it its i im me my you your we our us he
him his that this there here will would could can may might do does did have has had not ok okay right mr mrs ms hello
hi good morning afternoon oh um er yes no with as if about what which who how when where why
"""
_FILLER = frozenset(_FILLERS.split())


class Band(StrEnum):
    """How sure we are of what was heard."""

    CLEAR = "clear"
    LIKELY = "likely"
    FAINT = "faint"


@dataclass(frozen=True, slots=True)
class Heard:
    """One move that the words may mean."""

    move: str
    label: str
    score: int
    band: Band


def hear(words: str, moves: Iterable[Move]) -> tuple[Heard, ...]:
    """Up to three moves that the words may mean, the likeliest first. Empty when none is near."""
    if not words_of(words):
        return ()
    found = [(_score(words, move), move) for move in moves]
    near = sorted(((score, move) for score, move in found if score >= FAINT), key=lambda each: (-each[0], each[1].key))
    return tuple(Heard(move.key, move.label, score, _band(score)) for score, move in near[:MOST_HEARD])


def surely(heard: tuple[Heard, ...]) -> str:
    """The move that words can be taken as without asking: clearly heard, or likely with no other near. Else none."""
    if not heard or heard[0].band is Band.FAINT:
        return ""
    second = heard[1].score if len(heard) > 1 else 0
    return heard[0].move if heard[0].band is Band.CLEAR or heard[0].score - second >= _AHEAD else ""


def _score(words: str, move: Move) -> int:
    """0 to 100: nearly the same words as an example always score high; else cues and likeness together.

    Words that deny what the move is about are not that move, however like they are.
    """
    said = _plain(words)
    texts = [_plain(text) for text in (move.words, *move.examples)]
    closest = max(texts, key=lambda text: fuzz.ratio(said, text))
    likest = fuzz.ratio(said, closest)
    if likest >= _NEARLY_THE_SAME and not _denies(words, move):
        return round(likest)
    content = _content(words)
    if not content:
        return 0
    likeness = max(_likeness(content, _content(text)) for text in (move.words, *move.examples))
    if _denies(words, move):
        return min(_DENIED_AT_MOST, round((100 - _CUES_WEIGH) * likeness / 100))
    cued = _cued(words, move)
    fuller = _MORE_SAID * (len(move.cues) - 1) if cued == 1.0 else 0
    return min(99, round(_CUES_WEIGH * cued + (100 - _CUES_WEIGH) * likeness / 100) + fuller)


def _denies(words: str, move: Move) -> bool:
    """Whether the words deny a cue of the first group, which is what the move is about, and its author does not."""
    if not move.cues:
        return False
    denied = set(denied_stems(words, move.cues[0]))
    return bool(denied) and all(denied - set(denied_stems(text, move.cues[0])) for text in (move.words, *move.examples))


def _likeness(said: str, text: str) -> float:
    """Shared words count in any order; words beyond them count against, gently."""
    if not text:
        return 0.0
    return 0.6 * fuzz.token_set_ratio(said, text) + 0.4 * fuzz.token_sort_ratio(said, text)


def _cued(words: str, move: Move) -> float:
    """The share of cue groups of which the words hold at least one; nothing unless the first group is met."""
    if not move.cues:
        return _WITHOUT_CUES
    met = [bool(set(stems_in(words, group)) - set(denied_stems(words, group))) for group in move.cues]
    return sum(met) / len(met) if met[0] else 0.0


def _content(text: str) -> str:
    """The words that carry meaning, folded."""
    return " ".join(word for word in words_of(text) if word not in _FILLER)


def _plain(text: str) -> str:
    return " ".join(words_of(fold(text)))


def _band(score: int) -> Band:
    if score >= CLEAR:
        return Band.CLEAR
    return Band.LIKELY if score >= LIKELY else Band.FAINT
