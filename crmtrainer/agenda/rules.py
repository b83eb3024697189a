# SPDX-License-Identifier: MIT
"""States of what is planned, and how far practice time may be moved on at once."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

LONGEST_JUMP = timedelta(days=366)
"""Further than any standard or statute of a scenario reaches."""


class AgendaState(StrEnum):
    """Planned, done at its time, or dropped because it no longer applies (or was refused)."""

    PLANNED = "planned"
    FIRED = "fired"
    DROPPED = "dropped"
