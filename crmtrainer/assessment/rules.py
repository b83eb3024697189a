# SPDX-License-Identifier: MIT
"""Decisions and flags in the words of NVQ-style units, and the state of an attempt."""

from __future__ import annotations

from enum import StrEnum


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


class Use(StrEnum):
    """What the assessor does with an observation that a check offers."""

    USE = "use"
    LEAVE = "leave"
