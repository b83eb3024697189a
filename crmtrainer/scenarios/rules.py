# SPDX-License-Identifier: MIT
"""Modes and states of a run."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """EXPLORE: nothing counts, everything is told. PRACTISE: hints when asked for. ASSESSED: no hints, no rewind."""

    EXPLORE = "explore"
    PRACTISE = "practise"
    ASSESSED = "assessed"


class RunState(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
