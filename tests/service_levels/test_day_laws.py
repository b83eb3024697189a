# SPDX-License-Identifier: MIT
"""Limits counted by the date against a day stepper: random limits, pauses, calendars, and every region's days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.calendar_units import business_days_between, due_date, rolled
from crmtrainer.service_levels.calendars import DAYS, Calendar, calendar_of
from crmtrainer.service_levels.public_holidays import NATIONS, countries
from crmtrainer.service_levels.rules import ClockRule, DayOne, Metric, Roll, Unit
from crmtrainer.service_levels.worked_days import WorkedDays
from tests.service_levels.day_stepper import step_business_days, step_due_date, step_rolled

OFFICE = [["09:00", "17:00"]]
FIRST = date(2024, 1, 1)
ONE = timedelta(days=1)
SOME_REGIONS = (None, *NATIONS, "FR", "DE-BY", "IL", "JP", "AE", "US-NY")
"""The rest is met once each below: their holidays take long to reckon."""

days = st.integers(0, 1500).map(lambda after: FIRST + ONE * after)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    return calendar_of(
        zone="Europe/London",
        hours=dict.fromkeys(draw(st.sets(st.sampled_from(DAYS))), OFFICE),
        date_hours={str(day): draw(st.sampled_from([OFFICE, []])) for day in draw(st.lists(days, max_size=6))},
        closures=draw(st.sets(days, max_size=6)),
        region=draw(st.sampled_from(SOME_REGIONS)),
    )


@st.composite
def limits(draw: st.DrawFn) -> ClockRule:
    return ClockRule(
        id="limit",
        metric=Metric.STATUTORY,
        unit=draw(st.sampled_from([Unit.BUSINESS_DAYS, Unit.CALENDAR_DAYS, Unit.CALENDAR_MONTHS])),
        length=draw(st.one_of(st.integers(0, 40), st.integers(0, 1300))),
        day_one=draw(st.sampled_from(DayOne)),
        roll=draw(st.sampled_from(Roll)),
        least_days_after_pause=draw(st.sampled_from([0, 0, 7])),
    )


pauses = st.lists(
    st.tuples(st.integers(0, 1600), st.integers(-1, 120)).map(
        lambda pair: (FIRST + ONE * pair[0], FIRST + ONE * sum(pair))
    ),
    max_size=6,
)


def told(count: Callable[[], date]) -> date | tuple[str, dict[str, object]]:
    """The day that comes out, or with what words it is refused."""
    try:
        return count()
    except Refused as refusal:
        return refusal.code, dict(refusal.facts)


@given(limits(), days, calendars(), pauses)
def test_a_due_date_is_the_one_that_stepping_finds(
    rule: ClockRule, trigger: date, calendar: Calendar, paused: list[tuple[date, date]]
) -> None:
    assert told(lambda: due_date(rule, trigger, calendar, paused)) == told(
        lambda: step_due_date(rule, trigger, calendar, paused)
    )


@given(days, st.sampled_from(Roll), calendars(), pauses)
def test_a_roll_ends_where_stepping_ends(
    day: date, roll: Roll, calendar: Calendar, paused: list[tuple[date, date]]
) -> None:
    whole = [pair for pair in paused if pair[0] <= pair[1]]
    assert told(lambda: rolled(day, roll, calendar, paused)) == told(lambda: step_rolled(day, roll, calendar, whole))


@given(days, days, calendars())
def test_business_days_between_are_those_that_stepping_counts(first: date, last: date, calendar: Calendar) -> None:
    assert business_days_between(first, last, calendar) == step_business_days(first, last, calendar)


def by_region(region: str) -> Calendar:
    return calendar_of(zone="Europe/London", hours=dict.fromkeys(DAYS[:5], OFFICE), region=region)


def test_every_region_counts_as_stepping_does() -> None:
    for region in (*NATIONS, *countries()):
        calendar = by_region(region)
        for trigger, length in ((date(2026, 4, 2), 15), (date(2026, 12, 23), 1), (date(2026, 4, 2), 260)):
            rule = ClockRule(id="limit", metric=Metric.STATUTORY, unit=Unit.BUSINESS_DAYS, length=length)
            assert due_date(rule, trigger, calendar) == step_due_date(rule, trigger, calendar, []), region


def test_what_was_looked_at_already_changes_no_answer() -> None:
    """A line that grew forwards, backwards and far away tells what a fresh one tells."""
    calendar = by_region("GB-ENG")
    grown = WorkedDays(calendar)
    for year in (2026, 2031, 2019, 1950, 2030, 2099):
        first = date(year, 3, 14).toordinal()
        for count in (1, 30, 250):
            assert grown.reach(first, count) == WorkedDays(calendar).reach(first, count)
            assert grown.counted(first, first + count) == WorkedDays(calendar).counted(first, first + count)


@pytest.mark.parametrize("day", [date(2100, 12, 30), date(2100, 12, 31)])
def test_the_last_year_ends_them(day: date) -> None:
    for unit in (Unit.BUSINESS_DAYS, Unit.CALENDAR_DAYS):
        for length in (1, 2):
            rule = ClockRule(id="limit", metric=Metric.STATUTORY, unit=unit, length=length)
            found = told(lambda rule=rule: due_date(rule, day, by_region("GB-ENG")))  # type: ignore[misc]
            assert found == told(lambda rule=rule: step_due_date(rule, day, by_region("GB-ENG"), []))  # type: ignore[misc]


def test_what_a_limit_costs_does_not_grow_with_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    calendar, looks = by_region("GB-ENG"), 0
    is_business_day = Calendar.is_business_day

    def looked(self: Calendar, day: date) -> bool:
        nonlocal looks
        looks += 1
        return is_business_day(self, day)

    def cost(length: int) -> int:
        rule = ClockRule(id="limit", metric=Metric.STATUTORY, unit=Unit.BUSINESS_DAYS, length=length)
        before = looks
        due_date(rule, date(2026, 6, 19), calendar, [(date(2026, 6, 22), date(2027, 6, 22))])
        return looks - before

    cost(1265)
    monkeypatch.setattr(Calendar, "is_business_day", looked)
    assert cost(1265) == cost(1) == 0
