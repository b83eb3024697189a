# SPDX-License-Identifier: MIT
"""Working time the slow way, second by second on the wall: what the engine is compared with. Shares no code with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays
import numpy as np
from numpy.typing import NDArray

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
MARGIN = 3
"""Days before and after, in which windows begin or end that matter."""
Hours = dict[str, list[list[str]]]
Seconds = NDArray[np.bool_]
Pauses = Iterable[tuple[int, int]]


def open_seconds(
    zone: str, hours: Hours, date_hours: Hours, closed: Iterable[date], start: datetime, days: int
) -> Seconds:
    """For each second from `start` (UTC, a whole minute) over `days`: whether somebody works.

    A window is open from the first time that the wall shows its start to the last time that it shows its end; a time
    that the wall never shows is the first one after it. Nothing is open on a closed date, and no window begins on one.
    """
    shut = set(closed)
    shown = shown_minutes(zone, start - MARGIN * DAY, (days + 2 * MARGIN) * 1440)
    passes = passes_of(zone, start - MARGIN * DAY, len(shown))
    is_open = np.zeros(len(shown) * 60, np.bool_)
    day = shown[0].date() + DAY
    while day < shown[-1].date() - DAY:
        windows = date_hours.get(day.isoformat(), hours.get(day.strftime("%a").lower(), []))
        for opening, closing in windows if day not in shut else []:
            ends = day if closing > opening else day + DAY
            is_open[first_shown(wall(day, opening), passes, 0) : first_shown(wall(ends, closing), passes, -1)] = True
        day += DAY
    is_open &= np.repeat([moment.date() not in shut for moment in shown], 60)
    return is_open[MARGIN * 86_400 : (MARGIN + days) * 86_400]


@cache
def shown_minutes(zone: str, first: datetime, count: int) -> list[datetime]:
    """What the wall clock shows, minute after minute."""
    return [(first + MINUTE * i).astimezone(ZoneInfo(zone)).replace(tzinfo=None) for i in range(count)]


@cache
def passes_of(zone: str, first: datetime, count: int) -> dict[datetime, list[int]]:
    """Which of the minutes show a time: none in spring, two in autumn."""
    found: dict[datetime, list[int]] = {}
    for place, moment in enumerate(shown_minutes(zone, first, count)):
        found.setdefault(moment, []).append(place)
    return found


def first_shown(moment: datetime, passes: dict[datetime, list[int]], which: int) -> int:
    """The second at which the wall shows a time, in its first (0) or last (-1) pass; of a missing time the next."""
    minute = moment.replace(second=0)
    if minute in passes:
        return passes[minute][which] * 60 + moment.second
    while minute not in passes:
        minute += MINUTE
    return passes[minute][0] * 60


def wall(day: date, text: str) -> datetime:
    """The time on the wall; 24:00 is the next midnight."""
    hour, minute, second = map(int, f"{text}:00".split(":")[:3])
    return datetime(day.year, day.month, day.day) + timedelta(hours=hour, minutes=minute, seconds=second)


@cache
def holidays_of(region: str | None, year: int) -> frozenset[date]:
    """The public holidays of a region like GB-SCT in a year and the next."""
    if region is None:
        return frozenset()
    country, _, part = region.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=(year, year + 1)))


def worked(is_open: Seconds, pauses: Pauses) -> Seconds:
    """The seconds in which somebody works and no pause lasts."""
    found = is_open.copy()
    for low, high in pauses:
        found[low:high] = False
    return found


def step_elapsed(is_open: Seconds, low: int, high: int, pauses: Pauses) -> int:
    """Working seconds in [low, high), one by one."""
    return int(np.count_nonzero(worked(is_open, pauses)[low:high]))


def step_due(is_open: Seconds, low: int, target: int, pauses: Pauses) -> int | None:
    """The second by which `target` working seconds have passed since `low`; for none, the first that is worked."""
    counted = np.flatnonzero(worked(is_open, pauses)[low:])
    if len(counted) < max(target, 1):
        return None
    return low + int(counted[target - 1] + 1 if target else counted[0])


def utc(text: str) -> datetime:
    """An instant from "2026-03-29 00:30", in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
