# SPDX-License-Identifier: MIT
"""Days in runs: nothing is lost or counted twice, and what is out of the ordinary keeps a row of its own."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.service_levels.calendars import calendar_of
from crmtrainer.service_levels.day_runs import DayRun, runs_of
from crmtrainer.service_levels.explain import ExplainedDay, StretchKind, explain_span
from crmtrainer.service_levels.working_time import table_for
from tests.service_levels.stepper import utc

LONDON = ZoneInfo("Europe/London")
WEEK = ("mon", "tue", "wed", "thu", "fri")
DESK = calendar_of(
    zone=LONDON.key,
    hours={**{day: [["09:00", "17:00"]] for day in WEEK}, "sat": [["09:00", "13:00"]]},
    date_hours={"2026-03-18": [["09:00", "12:00"]]},
    closures=["2026-03-11"],
    region="GB-ENG",
)
TABLE = table_for(DESK)
START = utc("2026-03-02 14:00")


def days_to(hours: int, pauses: tuple[tuple[int, int], ...] = ()) -> tuple[ExplainedDay, ...]:
    stood = [(START + timedelta(hours=a), START + timedelta(hours=a + b)) for a, b in pauses]
    return explain_span(TABLE, START, START + timedelta(hours=hours), stood).days


def names(runs: tuple[DayRun, ...]) -> list[tuple[str, int]]:
    return [(f"{run.first:%d %b}", len(run.days)) for run in runs]


def test_a_month_is_a_row_for_each_run_and_for_each_day_that_is_its_own() -> None:
    runs = runs_of(days_to(24 * 34 + 1, ((24 * 21 + 1, 2),)), LONDON)
    assert names(runs) == [
        ("02 Mar", 1),  # in part
        ("03 Mar", 8),
        ("11 Mar", 1),  # closed that day
        ("12 Mar", 6),
        ("18 Mar", 1),  # hours of its own
        ("19 Mar", 3),
        ("22 Mar", 1),
        ("23 Mar", 1),  # with a pause
        ("24 Mar", 10),
        ("03 Apr", 1),  # Good Friday
        ("04 Apr", 1),
        ("05 Apr", 1),
    ]
    run = runs[1]
    assert (run.seconds(StretchKind.COUNTED), len(run.counting)) == ((6 * 8 + 4) * 3600, 7)


def test_few_days_stand_one_by_one() -> None:
    assert {len(run.days) for run in runs_of(days_to(24 * 9), LONDON)} == {1}


def test_a_year_is_a_few_rows() -> None:
    assert len(runs_of(days_to(24 * 365), LONDON)) < 40


@given(
    st.integers(1, 24 * 120),
    st.lists(st.tuples(st.integers(0, 24 * 120), st.integers(1, 90)), max_size=4),
)
def test_no_day_and_no_second_is_lost(hours: int, pauses: list[tuple[int, int]]) -> None:
    days = days_to(hours, tuple(pauses))
    runs = runs_of(days, LONDON)
    assert [day for run in runs for day in run.days] == list(days)
    for kind in StretchKind:
        assert sum(run.seconds(kind) for run in runs) == sum(day.seconds(kind) for day in days)
    for run in (run for run in runs if len(run.days) > 1):
        assert all(day.shut_by is None and not day.seconds(StretchKind.PAUSED) for day in run.days)
        assert len({stretch.kind for day in run.days for stretch in day.stretches}) <= 1
        for day in run.days:
            opened = sum((end - start).total_seconds() for start, end in day.open)
            assert sum(stretch.seconds for stretch in day.stretches) == opened
