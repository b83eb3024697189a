# SPDX-License-Identifier: MIT
"""Times as reports write them, on the practice organisation's wall clock. The window has its own, through Qt."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/London")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def short_when(moment: datetime) -> str:
    """ "Tue 3 Mar, 16:30"."""
    here = moment.astimezone(ZONE)
    return f"{_DAYS[here.weekday()]} {here.day} {_MONTHS[here.month - 1][:3]}, {here:%H:%M}"


def full_when(moment: datetime) -> str:
    """ "Tue 3 March 2026, 16:30"."""
    here = moment.astimezone(ZONE)
    return f"{_DAYS[here.weekday()]} {long_day(here.date())}, {here:%H:%M}"


def clock_time(moment: datetime) -> str:
    """ "16:30"."""
    return f"{moment.astimezone(ZONE):%H:%M}"


def long_day(day: date) -> str:
    """ "3 March 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def span(minutes: int) -> str:
    """ "1 h 20 min"."""
    hours, left = divmod(abs(minutes), 60)
    if hours and left:
        return f"{hours} h {left} min"
    return f"{hours} h" if hours else f"{left} min"
