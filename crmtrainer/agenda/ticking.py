# SPDX-License-Identifier: MIT
"""Where a running practice clock stood last: a small file beside the world, so that a killed program resumes there.

That time passes is no act, and an entry a second would bury the acts; so the journal says when the clock was set, and
this file how far it has run since. It is advice only: it counts no further than the journal's own speed allows, and
when it is gone or damaged, practice time resumes at the last entry. Nothing else depends on it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from crmtrainer.journal.entry import Entry
from crmtrainer.kernel.canonical import LARGEST_INT, canonical, parse
from crmtrainer.kernel.codec import from_plain, to_plain
from crmtrainer.kernel.errors import BadInput, Refused
from crmtrainer.kernel.moments import from_micros

log = logging.getLogger(__name__)

ENDING = ".tick"
EVERY = 1.0
"""Real seconds between two ticks that are kept."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Practice and wall time, in microseconds, while entry `seq` of `journal` was the last one."""

    journal: str
    seq: int
    practice: int
    wall: int


def tick_file(world: Path) -> Path:
    """Where the tick of a world stands."""
    return world.with_name(world.name + ENDING)


def resumes_at(last: Entry, tick: Tick | None, speed: int) -> datetime:
    """Where practice time goes on: at the last entry, or as much later as the clock, at `speed`, was seen to run."""
    if tick is None or (tick.journal, tick.seq) != (last.journal, last.seq):
        return from_micros(last.practice)
    furthest = last.practice + max(0, tick.wall - last.wall) * speed
    return from_micros(max(last.practice, min(tick.practice, furthest, LARGEST_INT)))


def read_tick(world: Path) -> Tick | None:
    """The last tick that was kept; None where there is none that makes sense."""
    try:
        return from_plain(Tick, parse(tick_file(world).read_bytes())) if tick_file(world).is_file() else None
    except (OSError, BadInput, Refused):
        return None


def forget_tick(world: Path) -> None:
    """Remove the tick of a world whose clock stands. One that cannot be removed is older than the last entry."""
    with suppress(OSError):
        tick_file(world).unlink(missing_ok=True)


@dataclass(slots=True)
class Ticking:
    """Keeps the ticks of one open world, at most one in `EVERY` seconds."""

    world: Path
    monotonic: Callable[[], float] = time.monotonic
    _kept: float = field(default=float("-inf"), init=False)

    @property
    def is_due(self) -> bool:
        """Whether it is time for another one."""
        return self.monotonic() - self._kept >= EVERY

    def keep(self, tick: Tick) -> None:
        """Keep a tick, whole or not at all. It is not forced to the disk: it is worth less than that costs."""
        self._kept = self.monotonic()
        file = tick_file(self.world)
        part = file.with_name(file.name + ".part")
        try:
            part.write_bytes(canonical(to_plain(tick)))
            part.replace(file)
        except OSError as problem:
            log.warning("practice time could not be kept beside %s: %s", self.world.name, problem.strerror)
