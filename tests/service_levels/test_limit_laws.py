# SPDX-License-Identifier: MIT
"""Laws of pauses in limits that are counted by the date, over random limits, pauses and starts."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from crmtrainer.service_levels.calendars import calendar_of
from crmtrainer.service_levels.rules import (
    ClockEvent,
    ClockRule,
    DayEnd,
    DayOne,
    EventKind,
    Metric,
    PauseState,
    Roll,
    Unit,
)
from crmtrainer.service_levels.timers import TimerReading, TimerState, ticket_timers
from crmtrainer.service_levels.working_time import table_for
from tests.service_levels.stepper import utc
from tests.service_levels.stories import WEEKDAYS

OFFICE = table_for(
    calendar_of(zone="Europe/London", hours={day: [["09:00", "17:00"]] for day in WEEKDAYS}, region="GB-ENG")
)
AWAY = PauseState.WAITING_GOODS
START = utc("2026-03-20 10:00")  # before Easter, the change of the clocks and two bank holidays in May

lengths = st.sampled_from(
    [(5, Unit.CALENDAR_DAYS), (14, Unit.CALENDAR_DAYS), (5, Unit.BUSINESS_DAYS), (1, Unit.CALENDAR_MONTHS)]
)
starts = st.integers(0, 60 * 24).map(lambda hours: START + timedelta(hours=hours))
hours_from_due = st.integers(-120, 30)
# Spans of hours one after the other: the limit stands and runs by turns.
turns = st.lists(st.integers(1, 100), min_size=1, max_size=8)


@st.composite
def limits(draw: st.DrawFn) -> ClockRule:
    length, unit = draw(lengths)
    return ClockRule(
        id="limit",
        metric=Metric.STATUTORY,
        unit=unit,
        length=length,
        pauses_in=frozenset({AWAY}),
        day_one=draw(st.sampled_from(DayOne)),
        day_end=draw(st.sampled_from(DayEnd)),
        roll=draw(st.sampled_from(Roll)),
        least_days_after_pause=draw(st.sampled_from([0, 0, 7])),
    )


def moments(rule: ClockRule, start: datetime, from_due: int, hours: list[int]) -> list[datetime]:
    """Moments that lie those hours apart, the first so far from where the limit would fall due if it never stood."""
    due = read(rule, start, [], start).due
    assert due is not None
    at = max(start, due + timedelta(hours=from_due))
    return [at + timedelta(hours=sum(hours[:place])) for place in range(len(hours) + 1)]


def read(rule: ClockRule, start: datetime, turns: list[datetime], now: datetime) -> TimerReading:
    """A limit that stands from the first of the moments to the second, from the third to the fourth, and so on."""
    story = [ClockEvent(kind=EventKind.STARTED, at=start, subject=rule.id, metric=Metric.STATUTORY)]
    for place, at in enumerate(turns):
        kind = EventKind.RESUMED if place % 2 else EventKind.PAUSED
        story.append(ClockEvent(kind=kind, at=at, subject=rule.id, metric=Metric.STATUTORY, waiting_for=AWAY))
    (reading,) = ticket_timers(story, [rule], OFFICE, now)
    return reading


@given(limits(), starts, hours_from_due, turns)
def test_a_limit_that_stood_in_time_is_not_overdue_when_it_goes_on(
    rule: ClockRule, start: datetime, from_due: int, hours: list[int]
) -> None:
    turning = moments(rule, start, from_due, hours)
    for stops, goes_on in list(pairwise(turning))[::2]:
        if read(rule, start, turning, stops).state is not TimerState.OVERDUE:
            again = read(rule, start, turning, goes_on)
            assert again.state is not TimerState.OVERDUE
            assert again.due is not None
            assert again.due > goes_on


@given(limits(), starts, hours_from_due, turns, st.integers(0, 60), st.integers(1, 200))
def test_a_pause_never_makes_it_earlier(
    rule: ClockRule, start: datetime, from_due: int, hours: list[int], gap: int, length: int
) -> None:
    turning = moments(rule, start, from_due, hours)
    whole = turning[: len(turning) // 2 * 2]
    stops = whole[-1] + timedelta(hours=gap)
    more = [*whole, stops, stops + timedelta(hours=length)]
    now = more[-1]
    without, having = read(rule, start, whole, now).due, read(rule, start, more, now).due
    assert without is not None
    assert having is not None
    assert having >= without


@given(limits(), starts, hours_from_due, st.integers(1, 200), st.integers(1, 200))
def test_standing_longer_never_makes_it_earlier(
    rule: ClockRule, start: datetime, from_due: int, hours: int, longer: int
) -> None:
    short = moments(rule, start, from_due, [hours])
    long = moments(rule, start, from_due, [hours + longer])
    early = [short[0] - timedelta(hours=longer), short[1]]
    now = long[-1]
    due = read(rule, start, short, now).due
    assert due is not None
    for other in (long, early):
        assume(other[0] >= start)
        again = read(rule, start, other, now).due
        assert again is not None
        assert again >= due
