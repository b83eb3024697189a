# SPDX-License-Identifier: MIT
"""Why a clock is due when it is: the days add up to the totals, and the totals to the reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from crmtrainer.service_levels.calendars import calendar_of
from crmtrainer.service_levels.definitions import PROMISE_RULE
from crmtrainer.service_levels.explain import ExplainedDay, Explanation, StretchKind, explain, explain_span, kind_of_day
from crmtrainer.service_levels.rules import ClockEvent, ClockRule, DayOne, EventKind, Metric, PauseState, Roll, Unit
from crmtrainer.service_levels.timers import TimerReading, TimerState, ticket_timers
from crmtrainer.service_levels.working_time import table_for
from tests.service_levels.stepper import utc

OFFICE = calendar_of(
    zone="Europe/London",
    hours={day: [["09:00", "12:00"], ["13:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
    closures=["2026-12-29"],
    region="GB-ENG",
)
SOLVE = ClockRule(
    id="solve",
    metric=Metric.RESOLUTION,
    unit=Unit.BUSINESS_MINUTES,
    length=600,
    pauses_in=frozenset({PauseState.WAITING_CUSTOMER}),
)
DAYS = replace(SOLVE, id="days", unit=Unit.BUSINESS_DAYS, length=3)
STORY = (
    ClockEvent(kind=EventKind.OPENED, at=utc("2026-12-23 15:00")),
    ClockEvent(kind=EventKind.PAUSED, at=utc("2026-12-24 10:00"), waiting_for=PauseState.WAITING_CUSTOMER),
    ClockEvent(kind=EventKind.RESUMED, at=utc("2026-12-24 14:00"), waiting_for=PauseState.WAITING_CUSTOMER),
)


def reading_at(now: datetime, rule: ClockRule = SOLVE, story: tuple[ClockEvent, ...] = STORY) -> TimerReading:
    return ticket_timers(story, [rule], OFFICE, now)[0]


def total(explained: Explanation, kind: StretchKind) -> int:
    return sum(day.seconds(kind) for day in explained.days)


def shown(day: ExplainedDay) -> list[tuple[str, str, str]]:
    return [(s.kind.value, f"{s.start:%H:%M}", f"{s.end:%H:%M}") for s in day.stretches]


def test_christmas_day_by_day() -> None:
    explained = explain(reading_at(utc("2026-12-24 16:00")), OFFICE)
    assert [(day.day.day, day.shut_by, len(day.open)) for day in explained.days] == [
        (23, None, 2),
        (24, None, 2),
        (25, "Christmas Day", 0),
        (26, "Boxing Day", 0),
        (27, None, 0),
        (28, "Boxing Day (observed)", 0),
        (29, "closure", 0),
        (30, None, 2),
    ]
    assert shown(explained.days[0]) == [("counted", "15:00", "17:00")]
    assert shown(explained.days[1]) == [
        ("counted", "09:00", "10:00"),
        ("paused", "10:00", "12:00"),
        ("paused", "13:00", "14:00"),
        ("counted", "14:00", "16:00"),
        ("left", "16:00", "17:00"),
    ]
    assert shown(explained.days[7]) == [("left", "09:00", "12:00"), ("left", "13:00", "14:00")]
    assert explained.due == utc("2026-12-30 14:00")
    assert (explained.counted_seconds, explained.left_seconds) == (5 * 3600, 5 * 3600)
    assert explained.paused_seconds == 3 * 3600


def test_what_was_too_much_is_shown_as_over() -> None:
    explained = explain(reading_at(utc("2026-12-30 15:30")), OFFICE)
    assert shown(explained.days[-1])[-1] == ("over", "14:00", "15:30")
    assert explained.over_seconds == 90 * 60
    assert explained.left_seconds == 0


def test_while_paused_nothing_is_laid_out_ahead() -> None:
    reading = reading_at(utc("2026-12-24 11:00"))
    explained = explain(reading, OFFICE)
    assert reading.state is TimerState.PAUSED
    assert explained.due is None
    assert shown(explained.days[-1]) == [("counted", "09:00", "10:00"), ("paused", "10:00", "11:00")]


def test_a_limit_in_days_numbers_its_days() -> None:
    explained = explain(reading_at(utc("2026-12-24 16:00"), DAYS, STORY[:1]), OFFICE)
    assert {day.day: day.number for day in explained.days if day.number} == {
        date(2026, 12, 24): 1,
        date(2026, 12, 30): 2,
        date(2026, 12, 31): 3,
    }
    same_day = explain(reading_at(utc("2026-12-24 16:00"), replace(DAYS, day_one=DayOne.SAME_DAY), STORY[:1]), OFFICE)
    assert [day.number for day in same_day.days[:2]] == [1, 2]


def test_a_limit_in_days_runs_on_whole_counted_days() -> None:
    explained = explain(reading_at(utc("2026-12-30 16:00"), DAYS, STORY[:1]), OFFICE)
    ran = [(day.day.day, shown(day)) for day in explained.days if day.stretches]
    assert ran == [
        (24, [("counted", "00:00", "00:00")]),
        (30, [("counted", "00:00", "16:00"), ("left", "16:00", "00:00")]),
        (31, [("left", "00:00", "23:59")]),
    ]


def test_paused_days_get_no_number() -> None:
    explained = explain(reading_at(utc("2026-12-24 16:00"), DAYS), OFFICE)
    assert explained.days[1].day == date(2026, 12, 24)
    assert explained.days[1].number is None
    assert shown(explained.days[1]) == [("paused", "00:00", "16:00")]  # whole days, both ends included


def test_a_limit_in_months_numbers_its_days_and_shows_where_its_end_was_moved_to() -> None:
    month = replace(DAYS, id="month", unit=Unit.CALENDAR_MONTHS, length=1, roll=Roll.NEXT_BUSINESS_DAY)
    opened = (replace(STORY[0], at=utc("2026-11-26 15:00")),)
    reading = reading_at(utc("2026-12-01 10:00"), month, opened)
    assert reading.due is not None
    assert reading.due.date() == date(2026, 12, 30)  # the 26th is Boxing Day, and the office is shut until the 30th
    explained = explain(reading, OFFICE)
    assert explained.days[0].number is None
    assert [day.number for day in explained.days[1:]] == list(range(1, 35))
    assert all(day.seconds(StretchKind.LEFT) for day in explained.days[5:])


def test_a_limit_in_days_of_which_the_last_is_moved_runs_on_without_a_number() -> None:
    rolled = replace(DAYS, unit=Unit.CALENDAR_DAYS, length=2, roll=Roll.NEXT_BUSINESS_DAY)
    explained = explain(reading_at(utc("2026-12-23 16:00"), rolled, STORY[:1]), OFFICE)
    assert [(day.day.day, day.number, bool(day.stretches)) for day in explained.days] == [
        (23, None, False),
        (24, 1, True),
        (25, 2, True),
        *((day, None, True) for day in (26, 27, 28, 29, 30)),
    ]


def test_every_hour_counts_for_a_limit_in_hours_and_for_a_promise() -> None:
    hours = replace(SOLVE, unit=Unit.ELAPSED_HOURS, length=72)
    explained = explain(reading_at(utc("2026-12-26 15:00"), hours, STORY[:1]), OFFICE)
    assert shown(explained.days[2]) == [("counted", "00:00", "00:00")]  # Christmas Day
    assert explained.counted_seconds == 72 * 3600
    promised = ClockEvent(
        kind=EventKind.PROMISED, at=utc("2026-12-24 16:00"), subject="p", due_at=utc("2026-12-26 10:00")
    )
    told = explain(ticket_timers([promised], [PROMISE_RULE], OFFICE, utc("2026-12-25 16:00"))[0], OFFICE)
    assert (told.counted_seconds, told.left_seconds) == (24 * 3600, 18 * 3600)


def test_several_pauses_are_each_taken_out() -> None:
    again = (
        replace(STORY[1], at=utc("2026-12-24 16:00")),
        replace(STORY[2], at=utc("2026-12-30 11:00")),
        replace(STORY[1], at=utc("2026-12-30 15:00")),
    )
    explained = explain(reading_at(utc("2026-12-30 16:00"), story=(*STORY, *again)), OFFICE)
    assert explained.due is None  # it waits again
    assert [day.seconds(StretchKind.PAUSED) // 3600 for day in explained.days] == [0, 4, 0, 0, 0, 0, 0, 3]
    assert explained.counted_seconds == (2 + 1 + 2 + 3) * 3600


def test_two_moments_are_explained_without_a_clock() -> None:
    table = table_for(OFFICE)
    start, pauses = utc("2026-12-23 15:00"), [(utc("2026-12-24 10:00"), utc("2026-12-24 14:00"))]
    due = table.due(start, 10 * 3600, pauses)
    explained = explain_span(table, start, due, pauses, is_due=True)
    clock = explain(reading_at(due), OFFICE)
    assert (explained.days, explained.counted_seconds, explained.due) == (clock.days, 36_000, clock.due)
    (fold,) = explain_span(table, start, due, pauses, most_days=2).folded
    assert (fold.first, fold.last, fold.count) == (date(2026, 12, 24), date(2026, 12, 29), 6)


def test_of_very_many_days_those_between_the_first_and_the_last_are_folded() -> None:
    reading = reading_at(utc("2026-12-30 15:30"))
    explained = explain(reading, OFFICE, most_days=2)
    assert [day.day.day for day in explained.days] == [23, 30]
    (fold,) = explained.folded
    assert (fold.first, fold.last, fold.opened) == (date(2026, 12, 24), date(2026, 12, 29), 1)
    assert fold.shut == (
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 26), "Boxing Day"),
        (date(2026, 12, 28), "Boxing Day (observed)"),
        (date(2026, 12, 29), "closure"),
    )
    assert explained.counted_seconds == 600 * 60
    for kind in StretchKind:
        assert total(explained, kind) + fold.in_seconds[kind] == total(explain(reading, OFFICE), kind)


@settings(max_examples=60)
@given(
    st.integers(0, 90),
    st.integers(1, 60),
    st.integers(4, 60),
    st.sampled_from([SOLVE, DAYS, replace(DAYS, unit=Unit.CALENDAR_DAYS)]),
)
def test_folded_days_are_what_they_would_be_listed(now: int, days: int, most: int, rule: ClockRule) -> None:
    length = days * 420 if rule is SOLVE else days
    reading = reading_at(STORY[0].at + timedelta(days=now, hours=20), replace(rule, length=length))
    whole, short = explain(reading, OFFICE), explain(reading, OFFICE, most_days=most)
    folded = {fold.first + timedelta(days=n) for fold in short.folded for n in range(fold.count)}
    assert folded.isdisjoint(day.day for day in short.days)
    assert tuple(day for day in whole.days if day.day not in folded) == short.days
    assert len(short.days) == min(most, len(whole.days))
    # The first, today and the last are always told.
    assert (short.days[0].day, short.days[-1].day) == (whole.days[0].day, whole.days[-1].day)
    ended = min(reading.satisfied_at or reading.now, max(reading.now, reading.due or reading.now))
    assert ended.astimezone(OFFICE.tz).date() not in folded
    for fold in short.folded:
        those = [day for day in whole.days if fold.first <= day.day <= fold.last]
        assert fold.in_seconds == {kind: sum(day.seconds(kind) for day in those) for kind in StretchKind}
        assert fold.opened == sum(bool(day.open) for day in those)
        assert fold.shut == tuple((day.day, day.shut_by) for day in those if day.shut_by)
        if rule is not SOLVE:
            kinds = [kind for day in those if (kind := kind_of_day(day.seconds)) is not None]
            assert fold.whole == {kind: kinds.count(kind) for kind in set(kinds)}


@settings(max_examples=50)
@given(st.integers(0, 20 * 1440), st.integers(0, 20 * 1440), st.integers(0, 1440), st.integers(0, 2000))
def test_days_add_up_to_the_reading(now: int, pause: int, long: int, length: int) -> None:
    start = STORY[0].at
    story = (
        STORY[0],
        replace(STORY[1], at=start + timedelta(minutes=pause)),
        replace(STORY[2], at=start + timedelta(minutes=pause + long)),
    )
    reading = reading_at(start + timedelta(minutes=now), replace(SOLVE, length=length), story)
    explained = explain(reading, OFFICE)
    for kind, seconds in (
        (StretchKind.COUNTED, explained.counted_seconds),
        (StretchKind.PAUSED, explained.paused_seconds),
        (StretchKind.LEFT, explained.left_seconds),
        (StretchKind.OVER, explained.over_seconds),
    ):
        assert total(explained, kind) == seconds
    assert explained.over_seconds == reading.over_seconds
    if reading.due is not None and length:
        assert explained.left_seconds == reading.left_seconds
        assert explained.counted_seconds + explained.left_seconds == length * 60
