# SPDX-License-Identifier: MIT
"""Clocks to ask for the time: the wall's, and a practice clock that pauses, speeds up and jumps."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import utc

SPEEDS = (0, 1, 10, 60)
"""The speeds of a practice clock: 0 is paused, the others are practice seconds per real second."""


class Clock(Protocol):
    """Anything that can be asked for the present instant."""

    def now(self) -> datetime: ...


class SystemClock:
    """The wall's time, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock that a test, a replay or the tour sets by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = utc(at)

    def now(self) -> datetime:
        return self.at


class PracticeClock:
    """A world's own time: stands still at first, runs at ×1, ×10 or ×60, never goes back.

    Between settings it advances by `monotonic` (seconds) times the speed, so wall-clock changes do not touch it.
    """

    def __init__(self, start: datetime, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._base = utc(start)
        self._monotonic = monotonic
        self._since = monotonic()
        self._speed = 0

    @property
    def speed(self) -> int:
        """Practice seconds per real second; 0 while paused."""
        return self._speed

    def now(self) -> datetime:
        ran = (self._monotonic() - self._since) * self._speed
        return self._base + timedelta(seconds=max(0.0, ran))

    def run(self, speed: int) -> None:
        """Go on at `speed`. Raises `Refused` for a speed that is not one of `SPEEDS`."""
        if speed not in SPEEDS:
            raise Refused("clock.unknown_speed", speed=speed)
        self._base, self._since = self.now(), self._monotonic()
        self._speed = speed

    def pause(self) -> None:
        """Stand still."""
        self.run(0)

    def go_on_to(self, to: datetime) -> datetime:
        """Go to an instant at once, or stay where a running clock has passed it meanwhile. Gives where it is."""
        target, now = utc(to), self.now()
        if target <= now:
            return now
        self._base, self._since = target, self._monotonic()
        return target
