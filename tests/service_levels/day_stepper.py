# SPDX-License-Identifier: MIT
"""Limits counted by the date the slow way, day by day: what the engine is compared with. Shares no counting with it."""

from __future__ import annotations

import calendar as months
from datetime import date, timedelta

from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.calendars import LAST_YEAR, Calendar
from crmtrainer.service_levels.rules import ClockRule, DayOne, Roll, Unit

ONE = timedelta(days=1)
Days = list[tuple[date, date]]


def step_due_date(rule: ClockRule, trigger: date, calendar: Calendar, paused: Days) -> date:
    """The date on which a rule falls due."""
    pauses = [(first, last) for first, last in paused if first <= last]
    if rule.unit is Unit.CALENDAR_MONTHS:
        due = _pushed_on(_months_after(trigger, rule.length), trigger, pauses)
    else:
        due = _counted_on(rule, trigger, calendar, pauses)
    if rule.least_days_after_pause:
        for first, last in sorted(pauses):
            if trigger <= first <= due:
                due = max(due, _within(last + timedelta(days=rule.least_days_after_pause)))
    return step_rolled(due, rule.roll, calendar, pauses)


def step_rolled(day: date, roll: Roll, calendar: Calendar, pauses: Days) -> date:
    """The day itself, or the nearest on which somebody works."""
    if roll is Roll.NONE:
        return day
    if roll is Roll.PREVIOUS_BUSINESS_DAY:
        earlier = day
        for _ in range(366):
            if _is_paused(earlier, pauses):
                break
            if works(calendar, earlier):
                return earlier
            earlier -= ONE
    for _ in range(366):
        while _is_paused(day, pauses):
            day = _within(day + ONE)
        if works(calendar, day):
            return day
        day = _within(day + ONE)
    raise Refused("calendar.no_business_day", near=day.isoformat())


def step_business_days(first: date, last: date, calendar: Calendar) -> int:
    """How many days somebody works, from the first to the last."""
    return sum(works(calendar, first + ONE * i) for i in range((last - first).days + 1))


def works(calendar: Calendar, day: date) -> bool:
    """Whether somebody works on a day, by what the calendar was made of."""
    if day in calendar.closures or calendar.holiday_on(day) is not None:
        return False
    return bool(dict(calendar.dated).get(day, calendar.weekly[day.weekday()]))


def _counted_on(rule: ClockRule, trigger: date, calendar: Calendar, pauses: Days) -> date:
    if rule.length == 0:
        return trigger
    business = rule.unit is Unit.BUSINESS_DAYS
    if business and not calendar.may_open:
        raise Refused("calendar.never_opens")
    day = _within(trigger if rule.day_one is DayOne.SAME_DAY else trigger + ONE)
    left = rule.length
    while True:
        if not _is_paused(day, pauses) and (not business or works(calendar, day)):
            left -= 1
            if left == 0:
                return day
        day = _within(day + ONE)


def _months_after(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if year > LAST_YEAR:
        raise Refused("clock.beyond_horizon", year=LAST_YEAR)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def _pushed_on(due: date, trigger: date, pauses: Days) -> date:
    owed = sum(_is_paused(trigger + ONE * i, pauses) for i in range(1, (due - trigger).days + 1))
    while owed:
        due = _within(due + ONE)
        owed -= not _is_paused(due, pauses)
    return due


def _is_paused(day: date, pauses: Days) -> bool:
    return any(first <= day <= last for first, last in pauses)


def _within(day: date) -> date:
    if day.year > LAST_YEAR:
        raise Refused("clock.beyond_horizon", year=LAST_YEAR)
    return day
