# SPDX-License-Identifier: MIT
"""Laws of working time, and the engine against a stepper of seconds, over random calendars around clock changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.calendars import DAYS, Calendar, calendar_of
from crmtrainer.service_levels.working_time import Table, table_for
from tests.service_levels.stepper import Hours, Seconds, holidays_of, open_seconds, step_due, step_elapsed, utc

FEWER = settings(max_examples=settings().max_examples * 2 // 5)  # drawing a calendar is slow
DAYS_LONG = 4
SPAN = DAYS_LONG * 86_400
# Each begins a day before a clock change, a skipped half hour, a repeated midnight, public holidays, a day that never
# was, or nothing at all.
PLACES = [
    ("Europe/London", "2026-03-28 00:00", None),
    ("Europe/London", "2026-10-24 00:00", "GB-ENG"),
    ("Europe/London", "2026-12-24 00:00", "GB-ENG"),
    ("Europe/London", "2026-12-31 00:00", "GB-SCT"),
    ("America/New_York", "2026-03-07 00:00", None),
    ("America/New_York", "2026-10-31 00:00", None),
    ("America/New_York", "2026-11-25 00:00", "US"),
    ("Australia/Lord_Howe", "2026-04-03 00:00", "AU-NSW"),
    ("Australia/Lord_Howe", "2026-10-02 00:00", None),
    ("America/Havana", "2026-10-31 00:00", None),
    ("Atlantic/Azores", "2026-03-28 00:00", None),
    ("Atlantic/Azores", "2026-10-24 00:00", None),
    ("Asia/Kathmandu", "2026-06-01 00:00", None),
    ("Pacific/Apia", "2011-12-28 00:00", None),
]


@dataclass(frozen=True)
class Case:
    """A calendar in plain data, with an anchor, an end, a target and pauses in seconds since `start`."""

    zone: str
    region: str | None
    start: datetime
    hours: Hours
    date_hours: Hours
    closed: frozenset[date]
    low: int
    high: int
    target: int
    pauses: tuple[tuple[int, int], ...]

    @property
    def calendar(self) -> Calendar:
        return calendar_of(
            zone=self.zone,
            hours=self.hours,
            date_hours=self.date_hours,
            closures=sorted(self.closed),
            region=self.region,
        )

    def at(self, second: int) -> datetime:
        return self.start + timedelta(seconds=second)

    def spans(self) -> list[tuple[datetime, datetime]]:
        return [(self.at(a), self.at(b)) for a, b in self.pauses]

    def opening(self) -> Seconds:
        closed = self.closed | holidays_of(self.region, self.start.year)
        return open_seconds(self.zone, self.hours, self.date_hours, closed, self.start, DAYS_LONG)


def clock_text(second: int) -> str:
    hour, rest = divmod(second, 3600)
    return f"{hour:02}:{rest // 60:02}" + (f":{rest % 60:02}" if rest % 60 else "")


def times(last: int) -> st.SearchStrategy[int]:
    """Seconds up to the last, most of them where the hands of a clock are put: on the hour, its quarters, a minute."""
    return st.one_of(
        *(st.integers(0, last // step).map(lambda n, step=step: n * step) for step in (3600, 900, 60)),  # type: ignore[misc]
        st.integers(0, last),
    )


windows = st.lists(
    st.tuples(times(86_399), times(86_400))
    .filter(lambda pair: pair[0] != pair[1])
    .map(lambda pair: [clock_text(pair[0]), clock_text(pair[1])]),
    max_size=3,
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    zone, begins, region = draw(st.sampled_from(PLACES))
    start = utc(begins)
    near = st.integers(-1, DAYS_LONG).map(lambda days: start.date() + timedelta(days=days))
    low = min(draw(times(SPAN)), SPAN - 1)
    return Case(
        zone,
        region,
        start,
        draw(st.dictionaries(st.sampled_from(DAYS), windows, min_size=4)),
        {day.isoformat(): given for day, given in draw(st.dictionaries(near, windows, max_size=2)).items()},
        draw(st.frozensets(near, max_size=2)),
        low,
        draw(times(SPAN).filter(lambda second: second >= low) | st.integers(low, SPAN)),
        draw(times(20 * 3600)),
        tuple(sorted(pair) for pair in draw(st.lists(st.tuples(times(SPAN), times(SPAN)), max_size=3))),  # type: ignore[arg-type]
    )


def reached(table: Table, case: Case, target: int, *, paused: bool = True) -> datetime | None:
    try:
        return table.due(case.at(case.low), target, case.spans() if paused else ())
    except Refused:
        return None


@FEWER
@given(cases())
def test_elapsed_agrees_with_stepping_through_the_seconds(case: Case) -> None:
    expected = step_elapsed(case.opening(), case.low, case.high, case.pauses)
    assert Table(case.calendar).elapsed(case.at(case.low), case.at(case.high), case.spans()) == expected


@FEWER
@given(cases())
def test_due_agrees_with_stepping_through_the_seconds(case: Case) -> None:
    expected = step_due(case.opening(), case.low, case.target, case.pauses)
    due = reached(table_for(case.calendar), case, case.target)
    if expected is None:
        assert due is None or due > case.at(SPAN - 1)
    else:
        assert due == case.at(expected)


@FEWER
@given(cases())
def test_what_passes_until_due_is_the_target(case: Case) -> None:
    table = table_for(case.calendar)
    due = reached(table, case, case.target)
    if due is not None:
        assert table.elapsed(case.at(case.low), due, case.spans()) == case.target


@FEWER
@given(cases())
def test_a_moment_before_due_the_target_is_not_reached(case: Case) -> None:
    table = table_for(case.calendar)
    due = reached(table, case, case.target)
    if due is not None and case.target:
        earlier = due - timedelta(seconds=1)
        assert table.elapsed(case.at(case.low), earlier, case.spans()) == case.target - 1


@FEWER
@given(cases())
def test_more_pause_never_makes_it_earlier(case: Case) -> None:
    table = table_for(case.calendar)
    plain, paused = reached(table, case, case.target, paused=False), reached(table, case, case.target)
    if paused is not None:
        assert plain is not None
        assert plain <= paused


@FEWER
@given(cases(), st.integers(0, 36_000))
def test_more_to_do_never_makes_it_earlier(case: Case, more: int) -> None:
    table = table_for(case.calendar)
    less_work, more_work = reached(table, case, case.target), reached(table, case, case.target + more)
    if more_work is not None:
        assert less_work is not None
        assert less_work <= more_work


@FEWER
@given(cases(), st.integers(0, SPAN))
def test_splitting_a_span_adds_up(case: Case, cut: int) -> None:
    table = table_for(case.calendar)
    middle = min(max(cut, case.low), case.high)
    low, at, high = case.at(case.low), case.at(middle), case.at(case.high)
    halves = table.elapsed(low, at, case.spans()) + table.elapsed(at, high, case.spans())
    assert halves == table.elapsed(low, high, case.spans())


@FEWER
@given(cases())
def test_open_stretches_are_apart_and_add_up(case: Case) -> None:
    table = table_for(case.calendar)
    stretches = table.open_between(case.at(0), case.at(SPAN))
    assert all(a < b for a, b in stretches)
    assert all(early[1] < late[0] for early, late in pairwise(stretches))
    total = sum(((b - a) for a, b in stretches), timedelta())
    assert total == timedelta(seconds=table.elapsed(case.at(0), case.at(SPAN)))
