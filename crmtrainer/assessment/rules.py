# SPDX-License-Identifier: MIT
"""Decisions and flags in the words of NVQ-style units, and the state of an attempt."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePosixPath, PureWindowsPath

from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.plain import check_mark

RECEIVED = "received"
"""The kind of a world file that was handed in on another machine and taken in here."""


class AttemptState(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
    HANDED_IN = "handed_in"


class Decision(StrEnum):
    COMPETENT = "competent"
    NOT_YET = "not_yet_competent"


class Flag(StrEnum):
    """An assessor's answer to one of valid, authentic, reliable, current, sufficient."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


FLAG_NAMES = ("valid", "authentic", "reliable", "current", "sufficient")
"""The five questions to evidence, in the order in which assessors ask them."""


class Use(StrEnum):
    """What the assessor does with an observation that a check offers."""

    USE = "use"
    LEAVE = "leave"


def left_open(decision: Decision, flags: Mapping[str, Flag]) -> tuple[str, ...]:
    """The questions that nobody has answered and that this decision needs: all five for Competent, else none."""
    if decision is not Decision.COMPETENT:
        return ()
    return tuple(name for name in FLAG_NAMES if flags.get(name, Flag.OPEN) is Flag.OPEN)


def check_answered(decision: Decision, flags: Mapping[str, Flag]) -> None:
    """Raises `Refused` for a decision that needs an answer to a question that is open."""
    left = left_open(decision, flags)
    if left:
        raise Refused("judgement.flags_open", flags=", ".join(name.capitalize() for name in left))
    against = [name.capitalize() for name, answer in flags.items() if answer is Flag.NO]
    if decision is Decision.COMPETENT and against:
        raise Refused("judgement.flags_against", flags=", ".join(against))


def check_place(path: str) -> None:
    """Let pass where a world's file stands in the data folder. Raises `Refused` for what leads out of it.

    Read as any system reads it, for a data folder may be carried from one to another.
    """
    check_mark("path", path, 300)
    for read in (PurePosixPath(path), PureWindowsPath(path)):
        if read.anchor or ".." in read.parts or not read.name:
            raise Refused("world.place_outside", path=path)
