# SPDX-License-Identifier: MIT
"""Hours that cannot be meant: none at all, and openings that overlap. Refused wherever a calendar is entered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise

from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.calendars import DAYS, FIRST_YEAR, LAST_YEAR, Calendar, Window
from crmtrainer.service_levels.zones import DAY_SECONDS

_ONE = timedelta(days=1)


def check_hours(calendar: Calendar) -> None:
    """Raises `Refused` for a calendar without hours, and for hours that overlap, also over midnight."""
    if not calendar.may_open:
        raise Refused("calendar.never_opens")
    for place, name in enumerate(DAYS):
        windows, following = calendar.weekly[place], (place + 1) % len(DAYS)
        _check_windows(name, windows)
        _check_midnight(name, windows, DAYS[following], calendar.weekly[following])
    for day, windows in calendar.dated:
        _check_windows(day.isoformat(), windows)
    dated = [day for day, _ in calendar.dated if FIRST_YEAR <= day.year <= LAST_YEAR]
    for first in sorted({*dated, *(day - _ONE for day in dated)}):
        after = first + _ONE
        if not calendar.is_closed_on(first) and not calendar.is_closed_on(after):
            _check_midnight(
                first.isoformat(), calendar.windows_on(first), after.isoformat(), calendar.windows_on(after)
            )


def _check_windows(where: str, windows: Iterable[Window]) -> None:
    ordered = sorted(windows)
    for earlier, later in pairwise(ordered):
        if later.start < earlier.end:
            raise Refused("calendar.windows_overlap", day=where)


def _check_midnight(where: str, windows: Iterable[Window], after: str, following: Iterable[Window]) -> None:
    """Raises `Refused` where a day is still open when the next one opens."""
    until = max((window.end for window in windows), default=0) - DAY_SECONDS
    if any(window.start < until for window in following):
        raise Refused("calendar.overlaps_next_day", day=where, next=after)
