# SPDX-License-Identifier: MIT
"""How figures of the desk are worked out: over which stretch of time, in which bands, and when a share is withheld."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from crmtrainer.customers.rules import PRACTICE_ZONE

SMALLEST_BASE = 30
"""Of fewer cases than this no share is given: the counts tell more."""
AGE_BANDS = (1, 3, 7, 14, 28)
"""Days at which one band of age ends and the next begins."""
SOON = 75
"""Percent of a limit used up from which it is due soon."""


class Formula(StrEnum):
    """The formulas of rates, by the ids under which they are defined for the whole program."""

    AGEING = "F-BACKLOG"
    ATTAINMENT = "F-SLA"
    REOPENED = "F-REOPEN"
    COMPLAINTS = "F-COMP"


class Window(StrEnum):
    """How far back figures go: so many days, today included."""

    WEEK = "7_days"
    MONTH = "28_days"
    QUARTER = "91_days"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Stretch:
    """From the first instant to just before the second."""

    since: datetime
    until: datetime


_DAYS = {Window.WEEK: 7, Window.MONTH: 28, Window.QUARTER: 91}
_STEP = {Window.WEEK: 1, Window.MONTH: 1, Window.QUARTER: 7}


def stretches(window: Window, now: datetime, first: datetime) -> tuple[Stretch, ...]:
    """What a window is drawn in, oldest first: days, weeks for thirteen of them, months for all since `first`.

    Days begin at midnight where the desk is. The last stretch ends with the hour that now belongs to.
    """
    today = now.astimezone(PRACTICE_ZONE).date()
    if window is Window.ALL:
        starts = _months(first.astimezone(PRACTICE_ZONE).date(), today)
    else:
        oldest = today - timedelta(days=_DAYS[window] - 1)
        starts = [oldest + timedelta(days=days) for days in range(0, _DAYS[window], _STEP[window])]
    edges = [*map(_midnight, starts), hour_after(now)]
    return tuple(Stretch(since, until) for since, until in pairwise(edges))


def hour_after(now: datetime) -> datetime:
    """The end of the hour that an instant belongs to."""
    return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _months(first: date, last: date) -> list[date]:
    count = (last.year - first.year) * 12 + last.month - first.month
    months = [first.year * 12 + first.month - 1 + number for number in range(max(0, count) + 1)]
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PRACTICE_ZONE).astimezone(UTC)


def per(base: int, count: int, of: int = 100) -> int | None:
    """`count` out of `of` cases, in tenths; None where the base is too small to say so.

    All and none are said only of all and none: 1,999 of 2,000 are 99.9 %, and one of 5,000 is 0.1 %.
    """
    if base < SMALLEST_BASE:
        return None
    tenths, whole = (2 * count * of * 10 + base) // (2 * base), of * 10
    if 0 < count < base:
        return min(max(tenths, 1), whole - 1)
    return tenths
