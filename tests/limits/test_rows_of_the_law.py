# SPDX-License-Identifier: MIT
"""Every row of the clock rules that the law facts list, word for word as data, and each of their dated examples."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from crmtrainer.limits.book import Checked, StatutoryLimit, limit_on, statutory_limits
from crmtrainer.service_levels.calendars import Calendar, calendar_of
from crmtrainer.service_levels.public_holidays import NATIONS
from crmtrainer.service_levels.rules import ClockEvent, DayEnd, DayOne, EventKind, Metric, PauseState, Roll, Unit
from crmtrainer.service_levels.timers import TimerReading, ticket_timers
from tests.service_levels.stepper import utc

DAYS, MONTHS, BUSINESS, HOURS = Unit.CALENDAR_DAYS, Unit.CALENDAR_MONTHS, Unit.BUSINESS_DAYS, Unit.ELAPSED_HOURS
NATION_OF_ENGLISH_LAW = ("GB-ENG", "GB-WLS", "GB-NIR")
ROWS: list[tuple[str, Unit, int, dict[str, Any]]] = [
    (
        "CLK-SAR",
        MONTHS,
        1,
        {"extension": 2, "roll": Roll.NEXT_BUSINESS_DAY, "pauses_in": (PauseState.WAITING_CLARIFICATION,)},
    ),
    ("CLK-RIGHTS", MONTHS, 1, {"extension": 2, "roll": Roll.NEXT_BUSINESS_DAY}),
    ("CLK-DPCOMPLAINT-ACK", DAYS, 30, {"day_one": DayOne.SAME_DAY, "valid_from": date(2026, 6, 19)}),
    ("CLK-BREACH-ICO", HOURS, 72, {}),
    ("CLK-CRA-REJECT", DAYS, 30, {"pauses_in": (PauseState.WAITING_GOODS,), "least_days_after_pause": 7}),
    ("CLK-CRA-PRESUME", MONTHS, 6, {}),
    ("CLK-CRA-REFUND", DAYS, 14, {"day_one": DayOne.SAME_DAY}),
    ("CLK-CCR-CANCEL-GOODS", DAYS, 14, {}),
    ("CLK-CCR-CANCEL-SERVICE", DAYS, 14, {}),
    ("CLK-CCR-REFUND", DAYS, 14, {"status": Checked.SECONDARY}),
    ("CLK-FCA-SUMMARY", BUSINESS, 3, {"day_end": DayEnd.CLOSE_OF_BUSINESS}),
    ("CLK-FCA-FINAL", DAYS, 8 * 7, {}),
    ("CLK-FCA-PSD", BUSINESS, 15, {"extension": 35 - 15}),
    ("CLK-OFCOM-ADR", DAYS, 8 * 7, {"valid_to": date(2026, 4, 7)}),
    ("CLK-OFCOM-ADR", DAYS, 6 * 7, {"valid_from": date(2026, 4, 8)}),
    ("CLK-ENERGY-ADR", DAYS, 8 * 7, {"status": Checked.SECONDARY}),
    ("CLK-EQA-CLAIM", MONTHS, 6, {}),
    ("CLK-CONTRACT-CLAIM", MONTHS, 6 * 12, {"status": Checked.SECONDARY, "regions": NATION_OF_ENGLISH_LAW}),
    ("CLK-CONTRACT-CLAIM", MONTHS, 5 * 12, {"status": Checked.SECONDARY, "regions": ("GB-SCT",)}),
]
PLAIN = {
    "extension": 0,
    "day_one": DayOne.DAY_AFTER,
    "roll": Roll.NONE,
    "day_end": DayEnd.END_OF_DAY,
    "pauses_in": (),
    "least_days_after_pause": 0,
    "status": Checked.PRIMARY,
    "valid_from": None,
    "valid_to": None,
    "regions": (),
}


@pytest.mark.parametrize(
    ("limit", "row"), list(zip(statutory_limits(), ROWS, strict=True)), ids=[f"{row[0]}-{row[2]}" for row in ROWS]
)
def test_the_book_has_each_row_as_the_facts_have_it(
    limit: StatutoryLimit, row: tuple[str, Unit, int, dict[str, Any]]
) -> None:
    ident, unit, length, more = row
    assert (limit.id, limit.unit, limit.length) == (ident, unit, length)
    assert {name: getattr(limit, name) for name in PLAIN} == {**PLAIN, **more}


@pytest.mark.parametrize(
    ("ident", "words"),
    [
        ("CLK-SAR", "The latest of receiving the request, receiving what proves who it is, and receiving a fee"),
        ("CLK-RIGHTS", "The latest of receiving the request, receiving what proves who it is, and receiving a fee"),
        ("CLK-CRA-REJECT", "The last of ownership (or possession on hire), delivery, and notice that set-up"),
        ("CLK-CCR-CANCEL-GOODS", "day one is the day after"),
        ("CLK-CCR-CANCEL-SERVICE", "day one is the day after"),
        ("CLK-CCR-REFUND", "Goods back or proof of sending them; for a service, notice of cancellation"),
        ("CLK-FCA-SUMMARY", "day one is the day after"),
        ("CLK-OFCOM-ADR", "The complaint first being raised"),
        ("CLK-EQA-CLAIM", "The date of the act"),
    ],
)
def test_what_starts_a_limit_is_told_where_it_is_more_than_receiving_something(ident: str, words: str) -> None:
    assert words in limit_on(ident, date(2026, 12, 1)).starts


def nation(region: str) -> Calendar:
    week = ("mon", "tue", "wed", "thu", "fri")
    return calendar_of(zone="Europe/London", hours={day: [["09:00", "17:00"]] for day in week}, region=region)


def happened(kind: EventKind, at: datetime, ident: str, **more: Any) -> ClockEvent:
    return ClockEvent(kind=kind, at=at, subject=ident, metric=Metric.STATUTORY, **more)


def read(ident: str, story: list[ClockEvent], region: str = "GB-ENG", **changed: Any) -> TimerReading:
    limit = limit_on(ident, story[0].at.date(), region)
    (reading,) = ticket_timers(story, [limit.rule(**changed)], nation(region), story[-1].at)
    return reading


END = "22:59:59.999999"
"""The last moment of a day in summer time, in UTC."""
WINTER_END = "23:59:59.999999"


@pytest.mark.parametrize(
    ("ident", "started", "due", "region"),
    [
        ("CLK-SAR", "2026-07-31 11:00", f"2026-09-01 {END}", "GB-ENG"),
        ("CLK-SAR", "2026-07-31 11:00", f"2026-08-31 {END}", "GB-SCT"),
        ("CLK-SAR", "2027-01-31 11:00", f"2027-03-01 {WINTER_END}", "GB-ENG"),
        ("CLK-DPCOMPLAINT-ACK", "2026-07-01 11:00", f"2026-07-30 {END}", "GB-ENG"),
        ("CLK-BREACH-ICO", "2026-11-20 16:40", "2026-11-23 16:40", "GB-ENG"),
        ("CLK-BREACH-ICO", "2026-10-24 09:00", "2026-10-27 09:00", "GB-ENG"),
        # Paid on 22 April, delivered on the 27th, set up by 1 May: the last of them starts it, and day one is 2 May.
        ("CLK-CRA-REJECT", "2026-05-01 11:00", f"2026-05-31 {END}", "GB-ENG"),
        ("CLK-CRA-REFUND", "2026-06-01 11:00", f"2026-06-14 {END}", "GB-ENG"),
        ("CLK-CCR-CANCEL-GOODS", "2026-06-01 11:00", f"2026-06-15 {END}", "GB-ENG"),
        ("CLK-FCA-SUMMARY", "2026-04-02 11:00", "2026-04-09 16:00", "GB-ENG"),
        ("CLK-FCA-PSD", "2026-04-02 11:00", f"2026-04-27 {END}", "GB-ENG"),
        ("CLK-FCA-FINAL", "2026-04-02 11:00", f"2026-05-28 {END}", "GB-ENG"),
        ("CLK-OFCOM-ADR", "2026-04-10 11:00", f"2026-05-22 {END}", "GB-ENG"),
        # Rows without an example of their own.
        ("CLK-RIGHTS", "2027-01-31 11:00", f"2027-03-01 {WINTER_END}", "GB-ENG"),
        ("CLK-CRA-PRESUME", "2026-01-25 11:00", f"2026-07-25 {END}", "GB-ENG"),  # a Saturday, and it does not roll
        ("CLK-CCR-CANCEL-SERVICE", "2026-04-20 11:00", f"2026-05-04 {END}", "GB-ENG"),  # a bank holiday, likewise
        ("CLK-CCR-REFUND", "2026-06-06 11:00", f"2026-06-20 {END}", "GB-ENG"),
        ("CLK-OFCOM-ADR", "2026-04-07 11:00", f"2026-06-02 {END}", "GB-ENG"),
        ("CLK-ENERGY-ADR", "2026-05-02 11:00", f"2026-06-27 {END}", "GB-ENG"),
        ("CLK-EQA-CLAIM", "2026-02-28 11:00", f"2026-08-28 {END}", "GB-ENG"),
        ("CLK-CONTRACT-CLAIM", "2026-02-28 11:00", f"2032-02-28 {WINTER_END}", "GB-ENG"),
        ("CLK-CONTRACT-CLAIM", "2026-02-28 11:00", f"2031-02-28 {WINTER_END}", "GB-SCT"),
    ],
)
def test_the_dated_examples_to_the_moment(ident: str, started: str, due: str, region: str) -> None:
    assert read(ident, [happened(EventKind.STARTED, utc(started), ident)], region).due == utc(due)


def test_the_example_with_a_pause_as_a_ticket_tells_it() -> None:
    waits = {"waiting_for": PauseState.WAITING_CLARIFICATION}
    story = [
        happened(EventKind.STARTED, utc("2026-03-10 11:00"), "CLK-SAR"),
        happened(EventKind.PAUSED, utc("2026-03-15 11:00"), "CLK-SAR", **waits),
        happened(EventKind.RESUMED, utc("2026-03-25 11:00"), "CLK-SAR", **waits),
    ]
    assert read("CLK-SAR", story).due == utc(f"2026-04-21 {END}")


def test_the_example_with_two_readings_shows_both_and_counts_by_the_earlier() -> None:
    limit = limit_on("CLK-DPCOMPLAINT-ACK", date(2026, 7, 1))
    story = [happened(EventKind.STARTED, utc("2026-07-01 11:00"), limit.id)]
    (guidance,) = limit.readings
    assert read(limit.id, story, reading=guidance).due == utc(f"2026-07-31 {END}")
    assert read(limit.id, story).due == utc(f"2026-07-30 {END}")


def test_what_no_row_lets_stand_or_last_longer_does_neither() -> None:
    for limit in statutory_limits():
        region = (limit.regions or NATIONS)[0]
        start = datetime.combine(limit.valid_from or date(2026, 4, 1), utc("2026-01-01 11:00").timetz())
        begun = [happened(EventKind.STARTED, start, limit.id)]
        plain = read(limit.id, begun, region).due
        for state in PauseState:
            story = [*begun, happened(EventKind.PAUSED, start, limit.id, waiting_for=state)]
            assert (read(limit.id, story, region).due is None) == (state in limit.pauses_in), (limit.id, state)
        longer = read(limit.id, [*begun, happened(EventKind.EXTENDED, start, limit.id)], region).due
        assert (longer != plain) == bool(limit.extension), limit.id
