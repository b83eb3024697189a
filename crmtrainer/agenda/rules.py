# SPDX-License-Identifier: MIT
"""States of what is planned."""

from __future__ import annotations

from enum import StrEnum


class AgendaState(StrEnum):
    """Planned, done at its time, or dropped because it no longer applies (or was refused)."""

    PLANNED = "planned"
    FIRED = "fired"
    DROPPED = "dropped"
