# SPDX-License-Identifier: MIT
"""How well typed words fit a text, and which letters of it they fit: without case and accents, forgiving slips."""

from __future__ import annotations

from rapidfuzz import fuzz

from crmtrainer.kernel.folding import fold, words_of

CLOSE_ENOUGH = 76.0
"""Below this likeness a slip of the keyboard is taken for another word."""
FEWEST_FOR_SLIPS = 3
"""Shorter words fit almost anything, so they must fit exactly."""
_EXACT, _WORD_STARTS, _INSIDE = 400.0, 300.0, 200.0


def score(text: str, typed: str) -> float:
    """How well `typed` fits; 0 for not at all. Beginnings of words come before letters inside, slips last."""
    wanted, words = words_of(typed), words_of(text)
    if not wanted or not words:
        return 0.0
    # Of two that fit alike, the one with less besides comes first.
    shortness = 50.0 / (1 + len(words))
    if wanted == words[: len(wanted)]:
        return _EXACT + shortness
    if all(any(word.startswith(each) for word in words) for each in wanted):
        in_front = 25.0 if words[0].startswith(wanted[0]) else 0.0
        return _WORD_STARTS + in_front + shortness
    whole = " ".join(words)
    if all(each in whole for each in wanted):
        return _INSIDE + shortness
    return _slips(wanted, words)


def tier(points: float) -> int:
    """How a text fits, leaving aside what decides between texts that fit alike."""
    return int(points // 100)


def _slips(wanted: tuple[str, ...], words: tuple[str, ...]) -> float:
    """The least likeness among the typed words, each to the word of the text that it is most like."""
    if min(len(each) for each in wanted) < FEWEST_FOR_SLIPS:
        return 0.0
    likeness = min(max(fuzz.ratio(each, word[: len(each) + 1]) for word in words) for each in wanted)
    return likeness if likeness >= CLOSE_ENOUGH else 0.0


def marks(text: str, typed: str) -> tuple[tuple[int, int], ...]:
    """Where in `text` the typed words are found, as (start, length), in order and without overlap."""
    letters, places = _folded_with_places(text)
    found: list[tuple[int, int]] = []
    for each in words_of(typed):
        start = _at_word_start(letters, each)
        if start >= 0:
            first, last = places[start], places[start + len(each) - 1]
            found.append((first, last + 1 - first))
    found.sort()
    kept: list[tuple[int, int]] = []
    for start, length in found:
        if not kept or start >= sum(kept[-1]):
            kept.append((start, length))
    return tuple(kept)


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    """The text folded letter by letter, and for each folded letter where it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        folded = fold(character) if character.isalnum() else " " if character not in "'’‘`" else ""
        letters.extend(folded)
        places.extend([place] * len(folded))
    return "".join(letters), places


def _at_word_start(letters: str, word: str) -> int:
    """Where `word` begins a word, else where it stands at all, else -1."""
    at_start = f" {letters}".find(f" {word}")
    return at_start if at_start >= 0 else letters.find(word)
