# SPDX-License-Identifier: MIT
"""When things happen on a day: while the desk is open, and in waking hours; whole microseconds UTC. Only ever later."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from crmtrainer.seeding.chunks import Ints
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.standing_rows import working_hours
from crmtrainer.service_levels.definitions import DESK

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_BEFORE, _AFTER = 3_700, 300
"""Days around the as-of day for which hours are known: more than the oldest customers and the latest due times need."""
_RUSH = 5 * HOUR
"""What came while the desk was shut is taken up within so much of its next opening."""


@dataclass(frozen=True, slots=True)
class Desk:
    """When a desk is open by its own calendar, public holidays and summer time included: from when to when."""

    opens: Ints
    closes: Ints
    days: Ints
    """The days, since 1970, on which it opens."""

    def when_open(self, at: Ints) -> Ints:
        """The instant itself, or one soon after the desk opens next."""
        place = np.minimum(np.searchsorted(self.closes, at, side="right"), len(self.closes) - 1)
        opens = self.opens[place]
        room = np.minimum(self.closes[place] - opens, _RUSH)
        return np.where(at >= opens, at, opens + at % DAY % room)

    def working_day(self, day: Ints) -> Ints:
        """The day itself (days since 1970), or the next one on which the desk opens."""
        return self.days[np.minimum(np.searchsorted(self.days, day), len(self.days) - 1)]


def desk_of(profile: Profile) -> Desk:
    """The desk at which these histories happened."""
    return _desk(profile.sector, profile.until)


@lru_cache(maxsize=16)
def _desk(sector: str, until: int) -> Desk:
    spans = working_hours(sector, DESK).counted_spans(until - _BEFORE * DAY, until + _AFTER * DAY)
    opens, closes = np.array(spans, dtype=np.int64).T
    return Desk(opens, closes, np.unique(opens // DAY))


def in_waking_hours(at: Ints) -> Ints:
    """The instant itself, or the next one at which people write: 7 to 22 on any day."""
    opens, closes = 7 * HOUR, 22 * HOUR
    day, within = at // DAY, at % DAY
    day = np.where(within >= closes, day + 1, day)
    outside = (within < opens) | (within >= closes)
    return day * DAY + np.where(outside, opens + within % _RUSH, within)
