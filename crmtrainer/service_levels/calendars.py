# SPDX-License-Identifier: MIT
"""Working calendars as values: windows, dated hours, closures, public holidays, zone. `working_time` counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.public_holidays import check_region, public_holidays
from crmtrainer.service_levels.zones import DAY_SECONDS, zone_named

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Calendars reach from the start of the first year to the end of the last: so far public holidays are known."""

_TIME = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def calendar_of(
    *,
    zone: str,
    hours: Mapping[str, object],
    date_hours: Mapping[str, object] | None = None,
    closures: Iterable[object] = (),
    region: str | None = None,
) -> Calendar:
    """A calendar from plain data: {"mon": [["09:00", "17:00"]]}, dates as "2026-12-24". Raises `Refused`.

    Days that are not in `hours` are closed. A window whose end is not after its start passes midnight.
    """
    for name in hours:
        if name not in DAYS:
            raise Refused("calendar.unknown_day", day=str(name)[:40])
    weekly = tuple(windows_of(hours.get(day, []), where=day) for day in DAYS)
    dated = tuple(
        sorted((date_of(text), windows_of(given, where=str(text))) for text, given in (date_hours or {}).items())
    )
    if region is not None:
        check_region(region)
    return Calendar(zone, weekly, dated, frozenset(date_of(text) for text in closures), region)


def windows_of(given: object, *, where: str) -> tuple[Window, ...]:
    """The windows of one day from pairs of texts, in order of opening. Raises `Refused` naming the day `where`."""
    if not isinstance(given, list | tuple):
        raise Refused("calendar.windows_not_a_list", day=where[:40])
    windows = []
    for pair in given:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise Refused("calendar.window_not_a_pair", day=where[:40])
        start, end = seconds_of(pair[0], where=where), seconds_of(pair[1], where=where)
        if start == end:
            raise Refused("calendar.window_is_empty", day=where[:40], at=str(pair[0]))
        windows.append(Window(start, end if end > start else end + DAY_SECONDS))
    return tuple(sorted(windows))


def seconds_of(text: object, *, where: str) -> int:
    """Seconds after midnight of "09:00", "09:00:30" or "24:00". Raises `Refused`."""
    found = _TIME.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise Refused("calendar.not_a_time", day=where[:40], value=str(text)[:40])
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    seconds = hour * 3600 + minute * 60 + second
    if minute > 59 or second > 59 or seconds > DAY_SECONDS:
        raise Refused("calendar.not_a_time", day=where[:40], value=str(text)[:40])
    return seconds


def date_of(text: object) -> date:
    """A date from "2026-12-24" or a date. Raises `Refused`."""
    if isinstance(text, date) and not isinstance(text, datetime):
        return text
    if isinstance(text, str) and _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass  # the 31st of February: refused below, like any other text that is no date
    raise Refused("calendar.not_a_date", value=str(text)[:40])


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """One stretch of opening, in seconds after local midnight. The end may be 24:00 or lie in the next day."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < DAY_SECONDS:
            raise Refused("calendar.window_starts_outside_day", start=self.start)
        if not self.start < self.end <= self.start + DAY_SECONDS:
            raise Refused("calendar.window_length", start=self.start, end=self.end)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When work is done. Dated hours replace the weekday's; closures and public holidays win over both.

    A window belongs to the day it opens on and does not open when that day is closed; one that runs past
    midnight into a closed day ends at that midnight. Windows that overlap count once.
    """

    zone: str
    weekly: tuple[tuple[Window, ...], ...]
    dated: tuple[tuple[date, tuple[Window, ...]], ...] = ()
    closures: frozenset[date] = frozenset()
    region: str | None = None

    def __post_init__(self) -> None:
        zone_named(self.zone)
        if len(self.weekly) != len(DAYS):
            raise Refused("calendar.seven_days", days=len(self.weekly))
        if any(early >= late for (early, _), (late, _) in pairwise(self.dated)):
            raise Refused("calendar.dates_not_in_order")

    @property
    def tz(self) -> ZoneInfo:
        """The zone as an object."""
        return zone_named(self.zone)

    def is_closed_on(self, day: date) -> bool:
        """Whether a closure or a public holiday shuts the whole day."""
        return self.is_closure(day) or self.holiday_on(day) is not None

    def is_closure(self, day: date) -> bool:
        """Whether it is shut on that day for a reason of its own."""
        return day in self.closures

    def holiday_on(self, day: date) -> str | None:
        """The name of the public holiday on that day, if there is one."""
        return public_holidays(self.region, day.year).get(day) if self.region else None

    def is_business_day(self, day: date) -> bool:
        """Whether work starts on that day at all."""
        return bool(self.windows_on(day)) and not self.is_closed_on(day)

    def windows_on(self, day: date) -> tuple[Window, ...]:
        """The windows that would open on that day if it is not closed."""
        found = bisect_left(self.dated, day, key=lambda pair: pair[0])
        if found < len(self.dated) and self.dated[found][0] == day:
            return self.dated[found][1]
        return self.weekly[day.weekday()]

    @property
    def may_open(self) -> bool:
        """Whether any window exists. A calendar without one never opens."""
        return any(self.weekly) or any(windows for _, windows in self.dated)


class Held(NamedTuple):
    """A calendar that counted up to an instant."""

    until: datetime
    calendar: Calendar
    key: str = ""
    """What it is called where it is kept."""


HeldHours: TypeAlias = tuple[Held, ...]
"""The calendars that a clock counted by before the one it counts by now, in order."""
