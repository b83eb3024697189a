# SPDX-License-Identifier: MIT
"""Which backups are kept: all of two days, then one a day, a week, a month. Dates in, dates out; touches no file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

WHOLE = timedelta(days=2)
DAYS, WEEKS, MONTHS = 12, 10, 9
FEWEST = 3
"""Never fewer than so many, however old."""
PAUSE = timedelta(minutes=30)
"""Between two backups of something that goes on changing."""

_PERIODS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (DAYS, lambda at: at.date()),
    (WEEKS, lambda at: at.isocalendar()[:2]),
    (MONTHS, lambda at: (at.year, at.month)),
)


def kept(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Those of `times` whose backups stay.

    Periods are counted by the backups there are and not by the calendar, so that a clock set forward costs little;
    with a clock that went back, everything stays.
    """
    newest_first = sorted(set(times), reverse=True)
    if newest_first and newest_first[0] > now:
        return set(newest_first)
    found = {at for at in newest_first if now - at <= WHOLE} | set(newest_first[:FEWEST])
    for count, period in _PERIODS:
        latest: dict[object, datetime] = {}
        for at in newest_first:
            latest.setdefault(period(at), at)
        found |= set(list(latest.values())[:count])
    return found


def is_due(newest: datetime | None, now: datetime) -> bool:
    """Whether something that changed is to be backed up now: the first time on a day, and then every half hour."""
    return newest is None or newest.date() != now.date() or not timedelta(0) <= now - newest < PAUSE
