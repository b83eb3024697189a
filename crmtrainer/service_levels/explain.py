# SPDX-License-Identifier: MIT
"""Why a clock is due when it is: day by day what was open, counted, paused and left, as data for a screen to paint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.service_levels.calendars import Calendar
from crmtrainer.service_levels.measures import line_for, merged_stops
from crmtrainer.service_levels.rules import ClockRule, DayOne, Unit
from crmtrainer.service_levels.spans import Span, clipped, common, length, without
from crmtrainer.service_levels.timers import TimerReading
from crmtrainer.service_levels.working_time import Table, table_for
from crmtrainer.service_levels.zones import SECOND, local_date, midnight

_ONE = timedelta(days=1)


class StretchKind(StrEnum):
    """What a stretch of time was to the clock."""

    COUNTED = "counted"
    PAUSED = "paused"
    LEFT = "left"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time within one day that was one thing to the clock."""

    kind: StretchKind
    start: datetime
    end: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class ExplainedDay:
    """One local day. `shut_by` is "closure" or the public holiday's name; `number` counts the days of a limit in days.

    `open` are the calendar's opening times in full; times are UTC and belong on screen in the calendar's zone.
    """

    day: date
    open: tuple[tuple[datetime, datetime], ...]
    shut_by: str | None
    number: int | None
    stretches: tuple[Stretch, ...]

    def seconds(self, kind: StretchKind) -> int:
        """How many seconds of the day were of that kind."""
        return sum(stretch.seconds for stretch in self.stretches if stretch.kind is kind)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The days from the anchor to the due time (or to now when that is later or there is none), and their totals."""

    zone: str
    rule: ClockRule
    anchor: datetime
    due: datetime | None
    days: tuple[ExplainedDay, ...]
    days_left_out: int
    counted_seconds: int
    paused_seconds: int
    left_seconds: int
    over_seconds: int


def explain(reading: TimerReading, calendar: Calendar | Table, *, most_days: int = 400) -> Explanation:
    """Why the reading is as it is. Days beyond the first `most_days` are counted in the totals and not listed."""
    table = calendar if isinstance(calendar, Table) else table_for(calendar)
    by_kind = _by_kind(reading, table)
    zone = table.calendar.tz
    first = local_date(to_micros(reading.anchor), zone)
    last = local_date(max(_ended(reading), to_micros(reading.due) if reading.due else 0), zone)
    listed = min((last - first).days + 1, most_days)
    numbers = _numbers(reading, table.calendar, first, listed)
    days = tuple(_day(first + _ONE * i, table, by_kind, numbers) for i in range(listed))
    return Explanation(
        zone=table.calendar.zone,
        rule=reading.rule,
        anchor=reading.anchor,
        due=reading.due,
        days=days,
        days_left_out=(last - first).days + 1 - listed,
        counted_seconds=length(by_kind[StretchKind.COUNTED]) // SECOND,
        paused_seconds=length(by_kind[StretchKind.PAUSED]) // SECOND,
        left_seconds=length(by_kind[StretchKind.LEFT]) // SECOND,
        over_seconds=length(by_kind[StretchKind.OVER]) // SECOND,
    )


def _ended(reading: TimerReading) -> int:
    return to_micros(reading.satisfied_at or reading.now)


def _by_kind(reading: TimerReading, table: Table) -> dict[StretchKind, list[Span]]:
    """All counting time from the anchor on, sorted into what it was to the clock."""
    anchor, ended = to_micros(reading.anchor), _ended(reading)
    due = to_micros(reading.due) if reading.due else None
    end = max(ended, due or 0)
    line = line_for(reading.rule.unit, table)
    counting = line.counted_spans(anchor, end)
    stops = merged_stops(
        [(to_micros(pause.start), to_micros(pause.end) if pause.end else None) for pause in reading.pauses], ended
    )
    paused = common(counting, [(a, ended if b is None else b) for a, b in stops])
    running = without(counting, paused)
    passed = ended if due is None else min(ended, due)
    is_open = reading.satisfied_at is None
    return {
        StretchKind.COUNTED: clipped(running, anchor, passed),
        StretchKind.PAUSED: paused,
        StretchKind.LEFT: clipped(running, passed, due) if due is not None and due > ended and is_open else [],
        StretchKind.OVER: clipped(running, due, ended) if due is not None and ended > due else [],
    }


def _day(day: date, table: Table, by_kind: dict[StretchKind, list[Span]], numbers: dict[date, int]) -> ExplainedDay:
    calendar = table.calendar
    low, high = midnight(day, calendar.tz), midnight(day + _ONE, calendar.tz)
    stretches = [
        Stretch(kind, from_micros(a), from_micros(b), (b - a) // SECOND)
        for kind, spans in by_kind.items()
        for a, b in clipped(spans, low, high)
    ]
    return ExplainedDay(
        day,
        tuple((from_micros(a), from_micros(b)) for a, b in table.counted_spans(low, high)),
        "closure" if day in calendar.closures else calendar.holiday_on(day),
        numbers.get(day),
        tuple(sorted(stretches, key=lambda stretch: stretch.start)),
    )


def _numbers(reading: TimerReading, calendar: Calendar, first: date, listed: int) -> dict[date, int]:
    """Which counted day of a limit in days each listed day is."""
    rule = reading.rule
    if rule.unit not in (Unit.CALENDAR_DAYS, Unit.BUSINESS_DAYS):
        return {}
    paused = _paused_days(reading, calendar)
    numbers: dict[date, int] = {}
    for i in range(0 if rule.day_one is DayOne.SAME_DAY else 1, listed):
        day = first + _ONE * i
        is_paused = any(a <= day <= b for a, b in paused)
        if not is_paused and (rule.unit is Unit.CALENDAR_DAYS or calendar.is_business_day(day)):
            numbers[day] = len(numbers) + 1
    return {day: number for day, number in numbers.items() if number <= rule.length}


def _paused_days(reading: TimerReading, calendar: Calendar) -> Sequence[tuple[date, date]]:
    zone = calendar.tz
    return [
        (local_date(to_micros(pause.start), zone), local_date(to_micros(pause.end or reading.now), zone))
        for pause in reading.pauses
    ]
