# SPDX-License-Identifier: MIT
"""Whose turn of talk it is and what can be said now, in an order fixed by the seed."""

from __future__ import annotations

import hashlib

from crmtrainer.scenarios.conditions import holds
from crmtrainer.scenarios.format.scenario import Content
from crmtrainer.scenarios.format.talk import Move, Turn
from crmtrainer.scenarios.situation import Situation


def turn_now(content: Content, situation: Situation, person: str) -> Turn | None:
    """The first turn with this person that is on and has not been answered."""
    for turn in content.scenario.turns:
        if turn.person != person or turn.key in situation.answered:
            continue
        if turn.when is None or holds(turn.when, situation):
            return turn
    return None


def is_all_said(content: Content, situation: Situation, person: str) -> bool:
    """Whether the last turn with this person is answered, and none is on: what is left is to say goodbye."""
    theirs = [turn.key for turn in content.scenario.turns if turn.person == person]
    said = bool(theirs) and theirs[-1] in situation.answered
    return said and turn_now(content, situation, person) is None


def shuffled(turn: Turn, seed: str) -> tuple[Move, ...]:
    """The turn's moves in an order that tells nothing of their worth, and is the same each time it is asked for."""

    def rank(move: Move) -> bytes:
        return hashlib.sha256(f"turn|{seed}|{turn.key}|{move.key}".encode()).digest()

    return tuple(sorted(turn.moves, key=rank))
