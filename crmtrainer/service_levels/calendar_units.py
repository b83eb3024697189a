# SPDX-License-Identifier: MIT
"""Limits counted by the date: calendar days, business days, calendar months, paused days and rolls.

Paused spans are whole local days, both ends included. Which pauses count is decided by `courses`.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.service_levels.calendars import LAST_YEAR, Calendar
from crmtrainer.service_levels.rules import ClockRule, DayEnd, DayOne, Roll, Unit
from crmtrainer.service_levels.spans import clipped, length
from crmtrainer.service_levels.worked_days import EVERY_DAY, DaySpans, day_spans, nth_day, worked_days
from crmtrainer.service_levels.zones import edge, end_of_day, local_date

PausedDays = Iterable[tuple[date, date]]
"""Pairs of first and last paused day, both included; they may overlap."""

_ONE = timedelta(days=1)
_LAST_DAY = date(LAST_YEAR, 12, 31)
_MOST_ROLLED = 366


def due_date(rule: ClockRule, trigger: date, calendar: Calendar, paused: PausedDays = ()) -> date:
    """The date on which a rule counted by the date falls due. Raises `Refused` beyond the last year.

    It costs the same however far away that is.
    """
    pauses = [(first, last) for first, last in paused if first <= last]
    if rule.unit is Unit.CALENDAR_MONTHS:
        due = _pushed_on(months_after(trigger, rule.length), trigger, day_spans(pauses))
    else:
        due = _counted_on(rule, trigger, calendar, day_spans(pauses))
    if rule.least_days_after_pause:
        least = timedelta(days=rule.least_days_after_pause)
        for first, last in sorted(pauses):
            if trigger <= first <= due:
                due = max(due, _within(last + least))
    return rolled(due, rule.roll, calendar, pauses)


def due_instant(day: date, rule: ClockRule, calendar: Calendar) -> datetime:
    """The last instant at which a limit that falls due on `day` is kept."""
    windows = calendar.windows_on(day)
    if rule.day_end is DayEnd.CLOSE_OF_BUSINESS and windows and not calendar.is_closed_on(day):
        closing = max(window.end for window in windows)
        return from_micros(edge(day, closing, calendar.tz, last_pass=True))
    return from_micros(end_of_day(day, calendar.tz))


def months_after(day: date, count: int) -> date:
    """The corresponding date `count` months on, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    if year > LAST_YEAR:
        raise Refused("clock.beyond_horizon", year=LAST_YEAR)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def rolled(day: date, roll: Roll, calendar: Calendar, paused: PausedDays = ()) -> date:
    """`day`, or the nearest business day in the direction of the roll that was not paused.

    It never rolls back over a paused day, but forward then: a limit that stood is not over before it goes on.
    """
    if roll is Roll.NONE:
        return day
    pauses = day_spans(paused)
    if roll is Roll.PREVIOUS_BUSINESS_DAY and (earlier := _rolled_back(day, calendar, pauses)):
        return earlier
    for _ in range(_MOST_ROLLED):
        if (over := _pause_over(day, pauses)) is not None:
            day = _within(over)
        if calendar.is_business_day(day):
            return day
        day = _within(day + _ONE)
    raise Refused("calendar.no_business_day", near=day.isoformat())


def business_days_between(first: date, last: date, calendar: Calendar) -> int:
    """How many business days lie from `first` to `last`, both included."""
    if last < first:
        return 0
    return worked_days(calendar).counted(first.toordinal(), _within(last).toordinal() + 1)


def paused_days(start: datetime, end: datetime, calendar: Calendar) -> tuple[date, date]:
    """The local days a pause touches, as first and last."""
    zone = calendar.tz
    return local_date(to_micros(start), zone), local_date(to_micros(end), zone)


def _counted_on(rule: ClockRule, trigger: date, calendar: Calendar, pauses: DaySpans) -> date:
    """The last of the days that count from the first on; paused ones, and for business days closed ones, do not."""
    if rule.length == 0:
        return trigger
    business = rule.unit is Unit.BUSINESS_DAYS
    if business and not calendar.may_open:
        raise Refused("calendar.never_opens")
    first = trigger if rule.day_one is DayOne.SAME_DAY else trigger + _ONE
    return nth_day(worked_days(calendar) if business else EVERY_DAY, first, rule.length, pauses)


def _rolled_back(day: date, calendar: Calendar, pauses: DaySpans) -> date | None:
    """The nearest business day up to `day`; None when a paused day comes between, or there is none near."""
    for _ in range(_MOST_ROLLED):
        if _pause_over(day, pauses) is not None:
            return None
        if calendar.is_business_day(day):
            return day
        day -= _ONE
    return None


def _pushed_on(due: date, trigger: date, pauses: DaySpans) -> date:
    """`due` later by as many days as were paused after the trigger and up to it, skipping further paused days."""
    after = due.toordinal() + 1
    owed = length(clipped(pauses, trigger.toordinal() + 1, after))
    return nth_day(EVERY_DAY, due + _ONE, owed, pauses) if owed else due


def _pause_over(day: date, pauses: DaySpans) -> date | None:
    """The day after the pause in which `day` lies; None where it was not paused."""
    number = day.toordinal()
    return next((date.fromordinal(end) for start, end in pauses if start <= number < end), None)


def _within(day: date) -> date:
    if day > _LAST_DAY:
        raise Refused("clock.beyond_horizon", year=LAST_YEAR)
    return day
