# SPDX-License-Identifier: MIT
"""Why a clock is due when it is: day by day what was open, counted, paused and left, as data for a screen to paint."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.people.rules import AS_SET
from crmtrainer.service_levels.calendars import Calendar
from crmtrainer.service_levels.joined_hours import joined
from crmtrainer.service_levels.measures import merged_stops, whole_stretched
from crmtrainer.service_levels.rules import DayOne, PauseState, Unit
from crmtrainer.service_levels.spans import Span, clipped, common, length, merged, span_of, without
from crmtrainer.service_levels.timers import ReasonCode, TimerReading
from crmtrainer.service_levels.working_time import Table, table_for
from crmtrainer.service_levels.zones import SECOND, local_date, midnight

MOST_DAYS = 400
"""How many days are listed one by one; of more, those between are folded."""
_ONE = timedelta(days=1)
_start: Callable[[Span], int] = itemgetter(0)
_end: Callable[[Span], int] = itemgetter(1)


class StretchKind(StrEnum):
    """What a stretch of time was to the clock."""

    COUNTED = "counted"
    PAUSED = "paused"
    LEFT = "left"
    OVER = "over"


ByKind: TypeAlias = dict[StretchKind, list[Span]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time within one day that was one thing to the clock."""

    kind: StretchKind
    start: datetime
    end: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class ExplainedDay:
    """One local day. `shut_by` is "closure" or the public holiday's name; `open` are the opening times in full.

    `number` counts the days of a limit in days. It runs on whole days: those with a number, and those to which its
    last was moved. Times are UTC and belong on screen in the calendar's zone.
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
class FoldedDays:
    """Days one after the other that are not listed one by one: how many seconds were of each kind.

    Of a limit in days, `whole` counts the days that were of each kind. `opened` counts those with opening times, and
    `shut` are those that something shut, with what.
    """

    first: date
    last: date
    in_seconds: dict[StretchKind, int]
    whole: dict[StretchKind, int]
    opened: int
    shut: tuple[tuple[date, str], ...]

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class ExplainedPause:
    """One stretch in which the clock stood still, as it was written down, and how many seconds that took from it.

    `end` is None while it lasts. `waiting_for` is None while it was resolved, and `reason` empty where none was given.
    Where pauses overlap, their seconds together are more than what was paused. Of a limit in days, `days` counts the
    local ones that it took, both ends included.
    """

    start: datetime
    end: datetime | None
    waiting_for: PauseState | None
    reason: str
    seconds: int
    days: int = 0


@dataclass(frozen=True, slots=True)
class Explanation:
    """The days from the anchor to the due time (or to now when that is later or there is none), and their totals.

    Of very many days the first ones, those around now and the last ones are listed; `folded` are those between.
    """

    zone: str
    anchor: datetime
    due: datetime | None
    days: tuple[ExplainedDay, ...]
    days_left_out: int
    counted_seconds: int
    paused_seconds: int
    left_seconds: int
    over_seconds: int
    pauses: tuple[ExplainedPause, ...] = ()
    folded: tuple[FoldedDays, ...] = ()


def kind_of_day(seconds: Callable[[StretchKind], int]) -> StretchKind | None:
    """What a whole day was to a limit in days: of what it was in parts, what is told of it last."""
    order = (StretchKind.PAUSED, StretchKind.LEFT, StretchKind.COUNTED, StretchKind.OVER)
    return next((kind for kind in order if seconds(kind)), None)


def explain(reading: TimerReading, calendar: Calendar | Table, *, most_days: int = MOST_DAYS) -> Explanation:
    """Why the reading is as it is. Of more than `most_days` days those between others are folded."""
    table = calendar if isinstance(calendar, Table) else table_for(calendar)
    table = joined(reading.held, reading.judged_by, table)
    anchor, ended = to_micros(reading.anchor), _ended(reading)
    due = to_micros(reading.due) if reading.due else None
    end = max(ended, due or 0)
    listed = _listed(anchor, end, table, most_days, around=ended)
    numbers: dict[date, int] = {}
    if reading.rule.seconds is None:
        numbers = _numbers(reading, table.calendar, listed)
        counting = clipped(_running_days(listed, numbers, table), anchor, end)
        stood = _paused_days(reading, table.calendar)
        took = [(_whole_days([days], table), (days[1] - days[0]).days + 1) for days in stood]
        paused = clipped(merged(span for spans, _ in took for span in spans), anchor, ended)
    else:
        counting = reading.line.counted_spans(anchor, end)
        took = [(common(counting, [(to_micros(p.start), _micros(p.end, ended))]), 0) for p in reading.pauses]
        paused = common(counting, _stopped(reading, ended))
    by_kind = _by_kind(without(counting, paused), anchor, ended, due, is_open=reading.satisfied_at is None)
    by_kind[StretchKind.PAUSED] = paused
    told = _told(table, by_kind, listed, numbers, (reading.anchor, reading.due))
    return replace(told, pauses=_pauses(reading, [(clipped(spans, anchor, ended), days) for spans, days in took]))


def explain_span(
    table: Table,
    start: datetime,
    end: datetime,
    pauses: Sequence[tuple[datetime, datetime]] = (),
    *,
    is_due: bool = False,
    most_days: int = MOST_DAYS,
) -> Explanation:
    """The working time between two moments day by day; `is_due` where the end is a due time."""
    low, high = span_of(start, end)
    counting = table.counted_spans(low, high)
    paused = common(counting, merged(span_of(a, b) for a, b in pauses))
    by_kind = {StretchKind.COUNTED: without(counting, paused), StretchKind.PAUSED: paused}
    listed = _listed(low, high, table, most_days)
    return _told(table, by_kind, listed, {}, (start, end if is_due else None))


def _told(
    table: Table,
    by_kind: ByKind,
    listed: _Listed,
    numbers: dict[date, int],
    moments: tuple[datetime, datetime | None],
) -> Explanation:
    seconds = {kind: length(by_kind.get(kind, [])) // SECOND for kind in StretchKind}
    return Explanation(
        zone=table.calendar.zone,
        anchor=moments[0],
        due=moments[1],
        days=tuple(_day(listed.day(i), table, by_kind, numbers) for shown in listed.shown for i in shown),
        days_left_out=sum(map(len, listed.folded)),
        counted_seconds=seconds[StretchKind.COUNTED],
        paused_seconds=seconds[StretchKind.PAUSED],
        left_seconds=seconds[StretchKind.LEFT],
        over_seconds=seconds[StretchKind.OVER],
        folded=tuple(_folded(listed.day(i[0]), listed.day(i[-1]), table, by_kind, numbers) for i in listed.folded),
    )


class _Listed(NamedTuple):
    """The first local day, how many there are, and which of them are listed, in their order."""

    first: date
    days: int
    shown: tuple[range, ...]

    def day(self, number: int) -> date:
        return self.first + _ONE * number

    @property
    def folded(self) -> list[range]:
        between = pairwise(self.shown)
        return [range(before.stop, after.start) for before, after in between]


def _listed(low: int, high: int, table: Table, most_days: int, around: int | None = None) -> _Listed:
    """Of many days half of what is listed are the first ones, a quarter those `around` a moment, the rest the last."""
    zone = table.calendar.tz
    first = local_date(low, zone)
    days = (local_date(high, zone) - first).days + 1
    if days <= most_days:
        return _Listed(first, days, (range(days),))
    last = max(1, most_days // 4)
    middle = 0 if around is None else most_days // 4
    begin = most_days - middle - last
    here = begin if around is None else (local_date(around, zone) - first).days - middle // 2
    start = min(max(here, begin), days - last - middle)
    shown: list[range] = []
    for part in (range(begin), range(start, start + middle), range(days - last, days)):
        if shown and part and part.start == shown[-1].stop:
            shown[-1] = range(shown[-1].start, part.stop)
        elif part:
            shown.append(part)
    return _Listed(first, days, tuple(shown))


def _ended(reading: TimerReading) -> int:
    return to_micros(reading.satisfied_at or reading.now)


def _micros(moment: datetime | None, otherwise: int) -> int:
    return otherwise if moment is None else to_micros(moment)


def _pauses(reading: TimerReading, took: Sequence[tuple[list[Span], int]]) -> tuple[ExplainedPause, ...]:
    """The pauses as they were written down. Of a span in which it was resolved, the story itself made the reason."""
    return tuple(
        ExplainedPause(
            pause.start,
            pause.end,
            pause.waiting_for,
            "" if pause.waiting_for is None else pause.reason.strip(),
            length(spans) // SECOND,
            days,
        )
        for pause, (spans, days) in zip(reading.pauses, took, strict=True)
    )


def _stopped(reading: TimerReading, ended: int) -> list[Span]:
    """The pauses to the second, joined where they overlap; one that lasts goes up to now."""
    pauses = [(to_micros(pause.start), to_micros(pause.end) if pause.end else None) for pause in reading.pauses]
    return [(start, ended if end is None else end) for start, end in merged_stops(pauses, ended)]


def _by_kind(running: list[Span], anchor: int, ended: int, due: int | None, *, is_open: bool) -> ByKind:
    """The counting time from the anchor on that was not paused, sorted into what it was to the clock."""
    passed = ended if due is None else min(ended, due)
    return {
        StretchKind.COUNTED: clipped(running, anchor, passed),
        StretchKind.LEFT: clipped(running, passed, due) if due is not None and due > ended and is_open else [],
        StretchKind.OVER: clipped(running, due, ended) if due is not None and ended > due else [],
    }


def _day(day: date, table: Table, by_kind: ByKind, numbers: dict[date, int]) -> ExplainedDay:
    calendar = table.calendar
    low, high = midnight(day, calendar.tz), midnight(day + _ONE, calendar.tz)
    stretches = [
        Stretch(kind, from_micros(a), from_micros(b), (b - a) // SECOND)
        for kind, spans in by_kind.items()
        for a, b in _within(spans, low, high)
    ]
    return ExplainedDay(
        day,
        tuple((from_micros(a), from_micros(b)) for a, b in table.counted_spans(low, high)),
        "closure" if calendar.is_closure(day) else calendar.holiday_on(day),
        numbers.get(day),
        tuple(sorted(stretches, key=lambda stretch: stretch.start)),
    )


def _folded(first: date, last: date, table: Table, by_kind: ByKind, numbers: dict[date, int]) -> FoldedDays:
    calendar = table.calendar
    edges = [midnight(first + _ONE * i, calendar.tz) for i in range((last - first).days + 2)]

    def seconds(kind: StretchKind, low: int, high: int) -> int:
        return length(_within(by_kind.get(kind, []), low, high)) // SECOND

    whole: Counter[StretchKind] = Counter()
    if numbers:
        for low, high in pairwise(edges):
            if (kind := kind_of_day(partial(seconds, low=low, high=high))) is not None:
                whole[kind] += 1
    counted = table.counted_spans(edges[0], edges[-1])
    days = (first + _ONE * i for i in range(len(edges) - 1))
    shut = ((day, "closure" if calendar.is_closure(day) else calendar.holiday_on(day)) for day in days)
    return FoldedDays(
        first,
        last,
        {kind: seconds(kind, edges[0], edges[-1]) for kind in StretchKind},
        dict(whole),
        sum(bool(_within(counted, low, high)) for low, high in pairwise(edges)),
        tuple((day, name) for day, name in shut if name),
    )


def _within(spans: list[Span], low: int, high: int) -> list[Span]:
    """What of the spans, which are in order, lies within [low, high); quick, however many years they cover."""
    return clipped(spans[bisect_left(spans, low, key=_end) : bisect_left(spans, high, key=_start)], low, high)


def _numbers(reading: TimerReading, calendar: Calendar, listed: _Listed) -> dict[date, int]:
    """Which counted day of a limit each day is. One in months has as many days as lie before it is due."""
    rule, paused = reading.rule, _paused_days(reading, calendar)
    stretch = rule.stretch if ReasonCode.ADJUSTED in reading.reasons else AS_SET
    most = None if rule.unit is Unit.CALENDAR_MONTHS else whole_stretched(rule.length, stretch)
    last = None if reading.due is None else local_date(to_micros(reading.due), calendar.tz)
    from_first = rule.day_one is DayOne.SAME_DAY and rule.unit is not Unit.CALENDAR_MONTHS
    numbers: dict[date, int] = {}
    for i in range(0 if from_first else 1, listed.days):
        day = listed.day(i)
        if len(numbers) == most or (last is not None and day > last):
            break
        is_paused = any(a <= day <= b for a, b in paused)
        if not is_paused and (rule.unit is not Unit.BUSINESS_DAYS or calendar.is_business_day(day)):
            numbers[day] = len(numbers) + 1
    return numbers


def _running_days(listed: _Listed, numbers: dict[date, int], table: Table) -> list[Span]:
    """The days that a limit in days runs on: those that have a number, and what follows the last of them."""
    counted_all = max(numbers, default=listed.first)
    days = map(listed.day, range(listed.days))
    return _whole_days(((day, day) for day in days if day in numbers or day > counted_all), table)


def _whole_days(days: Iterable[tuple[date, date]], table: Table) -> list[Span]:
    zone = table.calendar.tz
    return merged((midnight(first, zone), midnight(last + _ONE, zone)) for first, last in days)


def _paused_days(reading: TimerReading, calendar: Calendar) -> Sequence[tuple[date, date]]:
    zone = calendar.tz
    return [
        (local_date(to_micros(pause.start), zone), local_date(to_micros(pause.end or reading.now), zone))
        for pause in reading.pauses
    ]
