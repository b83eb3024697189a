# SPDX-License-Identifier: MIT
"""What rooms above keep in line with a clock, whatever moves it: they say so here, and `keeping` calls them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from crmtrainer.service_levels.models import ServiceClock
from crmtrainer.service_levels.rules import ClockEvent, Metric
from crmtrainer.service_levels.timers import TimerReading
from crmtrainer.service_levels.working_time import Table
from crmtrainer.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Moved:
    """A clock that may have moved, with what it was read from and how it stands."""

    clock: ServiceClock
    events: list[ClockEvent]
    table: Table
    reading: TimerReading


Follower: TypeAlias = Callable[[UnitOfWork, Moved], None]

FOLLOWERS: dict[Metric, Follower] = {}


def follows(metric: Metric) -> Callable[[Follower], Follower]:
    """Let a function be called for each clock of a metric whenever its story's clocks were brought in line."""

    def followed(follower: Follower) -> Follower:
        FOLLOWERS[metric] = follower
        return follower

    return followed
