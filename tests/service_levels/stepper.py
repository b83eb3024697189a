# SPDX-License-Identifier: MIT
"""Working time the slow way, minute by minute on the wall: what the engine is compared with. Shares no code with it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
Hours = dict[str, list[list[str]]]


def open_minutes(
    zone: str, hours: Hours, date_hours: Hours, closed: set[date], start: datetime, days: int
) -> list[bool]:
    """For each minute from `start` (UTC, a whole minute) over `days`: whether somebody works.

    A window is open from the first minute that shows its start or later until after the last one that shows a time
    before its end. Nothing is open on a closed date, and no window begins on one.
    """
    count = days * 1440
    shown = shown_times(zone, start - timedelta(days=3), count + 8640)
    is_open = [False] * len(shown)
    day = shown[0].date() + timedelta(days=1)
    while day < shown[-1].date() - timedelta(days=1):
        windows = date_hours.get(day.isoformat(), hours.get(day.strftime("%a").lower(), []))
        for opening, closing in windows if day not in closed else []:
            begin = wall(day, opening)
            end = wall(day if closing > opening else day + timedelta(days=1), closing)
            low = next(i for i, moment in enumerate(shown) if moment >= begin)
            high = max(i for i, moment in enumerate(shown) if moment < end)
            is_open[low : high + 1] = [True] * (high + 1 - low)
        day += timedelta(days=1)
    answer = [is_open[i] and shown[i].date() not in closed for i in range(len(shown))]
    return answer[4320 : 4320 + count]


@cache
def shown_times(zone: str, first: datetime, count: int) -> list[datetime]:
    """What the wall clock shows, minute after minute."""
    return [(first + MINUTE * i).astimezone(ZoneInfo(zone)).replace(tzinfo=None) for i in range(count)]


def wall(day: date, text: str) -> datetime:
    """The time on the wall; 24:00 is the next midnight."""
    hour, minute = map(int, text.split(":"))
    return datetime(day.year, day.month, day.day) + timedelta(hours=hour, minutes=minute)


def step_elapsed(is_open: list[bool], low: int, high: int, pauses: list[tuple[int, int]]) -> int:
    """Working minutes in [low, high), one by one."""
    return sum(is_open[i] and not any(a <= i < b for a, b in pauses) for i in range(low, high))


def step_due(is_open: list[bool], low: int, target: int, pauses: list[tuple[int, int]]) -> int | None:
    """The minute by which `target` working minutes have passed since `low`; for none, the first that is worked."""
    counted = 0
    for i in range(low, len(is_open)):
        works = is_open[i] and not any(a <= i < b for a, b in pauses)
        if target == 0 and works:
            return i
        counted += works
        if target and counted == target:
            return i + 1
    return None


def utc(text: str) -> datetime:
    """An instant from "2026-03-29 00:30", in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
