# SPDX-License-Identifier: MIT
"""Limits counted by the date, against the dated examples of the law facts, with the two readings where they differ."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.service_levels.calendar_units import (
    business_days_between,
    due_date,
    due_instant,
    months_after,
    paused_days,
    rolled,
)
from crmtrainer.service_levels.calendars import Calendar, calendar_of
from crmtrainer.service_levels.rules import ClockRule, DayEnd, DayOne, Metric, Roll, Unit
from crmtrainer.service_levels.working_time import EVERY_HOUR, due
from tests.service_levels.stepper import utc

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def nation(region: str = "GB-ENG") -> Calendar:
    return calendar_of(zone="Europe/London", hours={day: [["09:00", "17:00"]] for day in WEEKDAYS}, region=region)


def limit(unit: Unit, length: int, **more: Any) -> ClockRule:
    return ClockRule(id="limit", metric=Metric.STATUTORY, unit=unit, length=length, **more)


ACCESS = limit(Unit.CALENDAR_MONTHS, 1, roll=Roll.NEXT_BUSINESS_DAY)
DATA_COMPLAINT = limit(Unit.CALENDAR_DAYS, 30, roll=Roll.NEXT_BUSINESS_DAY)
DATA_COMPLAINT_STATUTE = limit(Unit.CALENDAR_DAYS, 30, day_one=DayOne.SAME_DAY)
REJECT = limit(Unit.CALENDAR_DAYS, 30, least_days_after_pause=7)
REFUND = limit(Unit.CALENDAR_DAYS, 14, day_one=DayOne.SAME_DAY)
CANCEL = limit(Unit.CALENDAR_DAYS, 14)
SUMMARY = limit(Unit.BUSINESS_DAYS, 3, day_end=DayEnd.CLOSE_OF_BUSINESS)
PAYMENTS = limit(Unit.BUSINESS_DAYS, 15)
FINAL = limit(Unit.CALENDAR_DAYS, 56)


@pytest.mark.parametrize(
    ("rule", "trigger", "expected"),
    [
        pytest.param(ACCESS, date(2026, 7, 31), date(2026, 9, 1), id="access: the bank holiday rolls"),
        pytest.param(ACCESS, date(2027, 1, 31), date(2027, 3, 1), id="access: no 31 February, a Sunday rolls"),
        pytest.param(ACCESS, date(2028, 1, 31), date(2028, 2, 29), id="access: a leap year has the 29th"),
        pytest.param(DATA_COMPLAINT, date(2026, 7, 1), date(2026, 7, 31), id="data complaint as guidance counts"),
        pytest.param(DATA_COMPLAINT_STATUTE, date(2026, 7, 1), date(2026, 7, 30), id="data complaint as statute says"),
        pytest.param(REJECT, date(2026, 5, 1), date(2026, 5, 31), id="reject: day one is the day after"),
        pytest.param(REFUND, date(2026, 6, 1), date(2026, 6, 14), id="refund: the day agreed is day one"),
        pytest.param(CANCEL, date(2026, 6, 1), date(2026, 6, 15), id="cancel"),
        pytest.param(SUMMARY, date(2026, 4, 2), date(2026, 4, 9), id="summary: over Easter"),
        pytest.param(PAYMENTS, date(2026, 4, 2), date(2026, 4, 27), id="payments: over Easter"),
        pytest.param(FINAL, date(2026, 4, 2), date(2026, 5, 28), id="eight weeks"),
        pytest.param(limit(Unit.CALENDAR_DAYS, 42), date(2026, 4, 10), date(2026, 5, 22), id="six weeks"),
        pytest.param(limit(Unit.CALENDAR_DAYS, 0), date(2026, 4, 10), date(2026, 4, 10), id="nothing"),
    ],
)
def test_the_law_vectors(rule: ClockRule, trigger: date, expected: date) -> None:
    assert due_date(rule, trigger, nation()) == expected


def test_scotland_works_on_the_late_summer_holiday() -> None:
    assert due_date(ACCESS, date(2026, 7, 31), nation("GB-SCT")) == date(2026, 8, 31)


def test_clarification_moves_an_access_request_by_whole_days() -> None:
    paused = [(date(2026, 3, 15), date(2026, 3, 25))]
    assert due_date(ACCESS, date(2026, 3, 10), nation(), paused) == date(2026, 4, 21)
    # The same days told twice, or in two halves, are still eleven days.
    halves = [(date(2026, 3, 15), date(2026, 3, 20)), (date(2026, 3, 18), date(2026, 3, 25)), *paused]
    assert due_date(ACCESS, date(2026, 3, 10), nation(), halves) == date(2026, 4, 21)


@pytest.mark.parametrize(
    ("received", "paused", "expected"),
    [
        pytest.param(
            date(2026, 7, 31), (date(2026, 9, 1), date(2026, 9, 3)), date(2026, 9, 4), id="asked on the rolled day"
        ),
        pytest.param(
            date(2026, 7, 31), (date(2026, 8, 31), date(2026, 9, 3)), date(2026, 9, 4), id="asked on the holiday"
        ),
        pytest.param(
            date(2027, 1, 31), (date(2027, 3, 1), date(2027, 3, 5)), date(2027, 3, 8), id="answered on a Friday"
        ),
        pytest.param(
            date(2027, 1, 31), (date(2027, 2, 27), date(2027, 2, 27)), date(2027, 3, 1), id="a day the roll would give"
        ),
        pytest.param(
            date(2026, 7, 31), (date(2026, 9, 1), date(2028, 9, 1)), date(2028, 9, 4), id="answered after two years"
        ),
        pytest.param(date(2026, 7, 31), (date(2026, 9, 2), date(2026, 9, 9)), date(2026, 9, 1), id="asked too late"),
    ],
)
def test_a_request_that_stands_on_its_rolled_day_is_not_over(
    received: date, paused: tuple[date, date], expected: date
) -> None:
    assert due_date(ACCESS, received, nation(), [paused]) == expected


def test_an_extension_runs_from_the_start() -> None:
    three = limit(Unit.CALENDAR_MONTHS, 3, roll=Roll.NEXT_BUSINESS_DAY)
    assert due_date(three, date(2026, 7, 31), nation()) == date(2026, 11, 2)  # 31 October is a Saturday


@pytest.mark.parametrize(
    ("paused", "expected"),
    [
        pytest.param([], date(2026, 5, 31), id="never away"),
        pytest.param([(date(2026, 5, 4), date(2026, 5, 8))], date(2026, 6, 5), id="what is left is longer"),
        pytest.param([(date(2026, 5, 30), date(2026, 6, 20))], date(2026, 6, 27), id="seven days is longer"),
        pytest.param([(date(2026, 6, 5), date(2026, 6, 9))], date(2026, 5, 31), id="away after the end"),
        pytest.param(
            [(date(2026, 6, 25), date(2026, 7, 10)), (date(2026, 5, 30), date(2026, 6, 20))],
            date(2026, 7, 17),
            id="away again within the seven days",
        ),
    ],
)
def test_rejection_while_goods_are_away(paused: list[tuple[date, date]], expected: date) -> None:
    assert due_date(REJECT, date(2026, 5, 1), nation(), paused) == expected


def test_a_pause_takes_only_business_days_out_of_business_days() -> None:
    over_a_weekend = [(date(2026, 6, 5), date(2026, 6, 8))]
    assert due_date(limit(Unit.BUSINESS_DAYS, 5), date(2026, 6, 1), nation()) == date(2026, 6, 8)
    assert due_date(limit(Unit.BUSINESS_DAYS, 5), date(2026, 6, 1), nation(), over_a_weekend) == date(2026, 6, 10)


@pytest.mark.parametrize(
    ("aware", "expected"),
    [("2026-11-20 16:40", "2026-11-23 16:40"), ("2026-10-24 09:00", "2026-10-27 09:00")],
)
def test_seventy_two_hours_are_real_hours(aware: str, expected: str) -> None:
    seconds = limit(Unit.ELAPSED_HOURS, 72).seconds
    assert seconds == 259_200
    assert from_micros(due(EVERY_HOUR, to_micros(utc(aware)), seconds * 1_000_000)) == utc(expected)


def test_the_due_date_ends_at_midnight_or_at_closing() -> None:
    assert due_instant(date(2026, 5, 31), REJECT, nation()) == utc("2026-05-31 22:59:59.999999")
    assert due_instant(date(2026, 4, 9), SUMMARY, nation()) == utc("2026-04-09 16:00")
    assert due_instant(date(2026, 4, 11), SUMMARY, nation()) == utc("2026-04-11 22:59:59.999999")
    # On the night of 25 hours it closes when the clock shows half past one for the second time.
    night = calendar_of(zone="Europe/London", hours={"sun": [["00:00", "01:30"]]})
    assert due_instant(date(2026, 10, 25), SUMMARY, night) == utc("2026-10-25 01:30")


@pytest.mark.parametrize(
    ("roll", "expected"),
    [
        (Roll.NONE, date(2026, 4, 5)),
        (Roll.NEXT_BUSINESS_DAY, date(2026, 4, 7)),
        (Roll.PREVIOUS_BUSINESS_DAY, date(2026, 4, 2)),
    ],
)
def test_rolls_from_easter_sunday(roll: Roll, expected: date) -> None:
    assert rolled(date(2026, 4, 5), roll, nation()) == expected


def test_it_never_rolls_back_over_a_day_on_which_it_stood() -> None:
    stood = [(date(2026, 4, 2), date(2026, 4, 3))]
    assert rolled(date(2026, 4, 5), Roll.PREVIOUS_BUSINESS_DAY, nation(), stood) == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 31), 0, date(2026, 3, 31)),
    ],
)
def test_months_end_on_the_corresponding_date(day: date, count: int, expected: date) -> None:
    assert months_after(day, count) == expected


def test_business_days_between_counts_both_ends() -> None:
    assert business_days_between(date(2026, 4, 2), date(2026, 4, 9), nation()) == 4
    assert business_days_between(date(2026, 4, 2), date(2026, 4, 9), nation("GB-SCT")) == 5


def test_paused_days_are_local_days() -> None:
    calendar = nation()
    assert paused_days(utc("2026-06-01 23:30"), utc("2026-06-02 23:30"), calendar) == (
        date(2026, 6, 2),
        date(2026, 6, 3),
    )


@pytest.mark.parametrize(
    ("rule", "calendar", "code"),
    [
        (limit(Unit.BUSINESS_DAYS, 3), calendar_of(zone="UTC", hours={}), "calendar.never_opens"),
        (
            limit(Unit.BUSINESS_DAYS, 3),
            calendar_of(zone="UTC", hours={}, date_hours={"2026-04-09": [["09:00", "10:00"]]}),
            "clock.beyond_horizon",
        ),
        (limit(Unit.CALENDAR_MONTHS, 10_000), nation(), "clock.beyond_horizon"),
        (limit(Unit.CALENDAR_DAYS, 1_000_000), nation(), "clock.beyond_horizon"),
        (
            limit(Unit.CALENDAR_DAYS, 3, roll=Roll.NEXT_BUSINESS_DAY),
            calendar_of(zone="UTC", hours={}),
            "calendar.no_business_day",
        ),
    ],
)
def test_a_date_that_never_comes_is_refused(rule: ClockRule, calendar: Calendar, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        due_date(rule, date(2026, 4, 2), calendar)
    assert refusal.value.code == code
