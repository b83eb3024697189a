# SPDX-License-Identifier: MIT
"""When things happen on a day: office hours and waking hours, reckoned in whole microseconds UTC. Only ever later."""

from __future__ import annotations

import numpy as np

from crmtrainer.seeding.chunks import Ints

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def on_working_day(day: Ints) -> Ints:
    """The day itself (days since 1970), or Monday where it is a Sunday."""
    return np.where((day + 4) % 7 == 0, day + 1, day)


def in_office_hours(at: Ints) -> Ints:
    """The instant itself, or the next one when the desk is open: Monday to Saturday, 8 to 18."""
    return _opened(at, 8 * HOUR, 18 * HOUR, sundays=False)


def in_waking_hours(at: Ints) -> Ints:
    """The instant itself, or the next one at which people write: 7 to 22 on any day."""
    return _opened(at, 7 * HOUR, 22 * HOUR, sundays=True)


def _opened(at: Ints, opens: int, closes: int, *, sundays: bool) -> Ints:
    day, within = at // DAY, at % DAY
    day = np.where(within >= closes, day + 1, day)
    outside = (within < opens) | (within >= closes)
    within = np.where(outside, opens + within % (5 * HOUR), within)
    return (day if sundays else on_working_day(day)) * DAY + within
