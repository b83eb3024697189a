# SPDX-License-Identifier: MIT
"""What people type in the calculator: read as it is meant, or answered with what to write; never guessed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.calculator import MOST_SECONDS, Op, Question
from crmtrainer.service_levels.calendars import DAYS, calendar_of
from crmtrainer.service_levels.hours_check import check_hours
from crmtrainer.ui.calculator.asking import asked, texts_of
from crmtrainer.ui.calculator.reading import (
    Unread,
    amount_in,
    amount_written,
    comes_twice,
    dated_hours_in,
    dates_in,
    moment_in,
    moment_written,
    pauses_in,
    windows_in,
)
from crmtrainer.ui.hours_text import past_midnight

LONDON = ZoneInfo("Europe/London")
NEAR = datetime(2026, 12, 1, 9, 0)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "windows"),
    [
        ("09:00–17:00", [["09:00", "17:00"]]),
        ("9-17", [["09:00", "17:00"]]),
        ("9.00 to 12.30, 13-17", [["09:00", "12:30"], ["13:00", "17:00"]]),
        ("9-12 and 13-17; 18-24", [["09:00", "12:00"], ["13:00", "17:00"], ["18:00", "24:00"]]),
        ("22:00—06:00", [["22:00", "06:00"]]),
        ("24 hours", [["00:00", "24:00"]]),
        ("All day", [["00:00", "24:00"]]),
        ("09:00:30-10", [["09:00:30", "10:00"]]),
        ("closed", []),
        (" ", []),
    ],
)
def test_hours(typed: str, windows: list[list[str]]) -> None:
    assert windows_in(typed) == windows


def test_an_opening_past_midnight_is_told() -> None:
    assert past_midnight(windows_in("9-12, 22-6")) == "Until 06:00 the next day."
    assert past_midnight(windows_in("9-24")) == ""


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("24 Dec 2026 11:30", "2026-12-24 11:30"),
        ("Thu 24 December 2026, 11:30:20", "2026-12-24 11:30:20"),
        ("24/12/2026 at 9.05", "2026-12-24 09:05"),
        ("24 Dec 3pm", "2026-12-24 15:00"),
        ("3/1 9:30", "2027-01-03 09:30"),
        ("2026-12-24T11:30Z", "2026-12-24 11:30"),
        ("2026-07-24 11:30", "2026-07-24 10:30"),
        ("24 Jul 2026 11:30 +02:00", "2026-07-24 09:30"),
        ("25 Oct 2026 01:30", "2026-10-25 00:30"),
        ("25 Oct 2026 01:30 +00:00", "2026-10-25 01:30"),
    ],
)
def test_moments(typed: str, moment: str) -> None:
    assert moment_in(typed, LONDON, NEAR) == at(moment)


def test_a_time_that_comes_twice_says_which_is_meant() -> None:
    typed = "25 Oct 2026 01:30"
    assert "the first is meant. For the second write 01:30 +00:00." in comes_twice(
        typed, moment_in(typed, LONDON, NEAR), LONDON
    )
    second = f"{typed} +00:00"
    assert comes_twice(second, moment_in(second, LONDON, NEAR), LONDON) == ""
    assert comes_twice("24 Dec 2026 11:30", at("2026-12-24 11:30"), LONDON) == ""


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("8 h", 28800),
        ("90", 5400),
        ("1 h 30 min", 5400),
        ("1.5h", 5400),
        ("2 hours, 5 minutes", 7500),
        ("45 s", 45),
        ("0", 0),
    ],
)
def test_amounts(typed: str, seconds: int) -> None:
    assert amount_in(typed) == seconds


def days(text: str) -> list[str]:
    return dates_in(text, NEAR.date())


def dated(text: str) -> Any:
    return dated_hours_in(text, NEAR.date())


def test_days_and_their_hours() -> None:
    assert days("25 Dec, 2026-12-28\n1/1") == ["2026-12-25", "2026-12-28", "2027-01-01"]
    typed = "24 Dec: 09:00–12:00\nThu 31 Dec 2026 closed\n\n2/1 9-10"
    assert dated(typed) == {
        "2026-12-24": [["09:00", "12:00"]],
        "2026-12-31": [],
        "2027-01-02": [["09:00", "10:00"]],
    }


def test_pauses_may_end_on_the_day_they_began() -> None:
    typed = "24 Dec 2026 14:00 – 28 Dec 2026 09:30\n2026-12-29 14:00 - 16:00"
    assert pauses_in(typed, LONDON, NEAR) == [
        (at("2026-12-24 14:00"), at("2026-12-28 09:30")),
        (at("2026-12-29 14:00"), at("2026-12-29 16:00")),
    ]


def moment(text: str) -> datetime:
    return moment_in(text, LONDON, NEAR)


def pauses(text: str) -> Any:
    return pauses_in(text, LONDON, NEAR)


@pytest.mark.parametrize(
    ("read", "typed", "told"),
    [
        (windows_in, "9", "Write hours like"),
        (windows_in, "9-9", "An opening of that day begins and ends at 09:00."),
        (windows_in, "9-25", "25:00 in the hours of that day is no time of day."),
        (windows_in, "24-6", "An opening must begin between 00:00 and 23:59."),
        (windows_in, "9-17,", "Write hours like"),
        (moment, "", "Write a day and a time"),
        (moment, "24 Dec 2026", "Write day and time"),
        (moment, "11:30", "Write day and time"),
        (moment, "24 Dec 2026 24:00", "“24:00” is no time of day."),
        (moment, "31 Feb 2026 10:00", "There is no day “31 feb 2026”"),
        (moment, "12/24/2026 10:00", "The day comes before the month. Write 24/12/2026."),
        (
            moment,
            "29 Mar 2026 01:30",
            "There is no 01:30 on 29 March 2026: the clocks go forward. Write 02:00 or later.",
        ),
        (moment, "9999-12-31 23:59-14:00", "the years 1900 to 2100"),
        (pauses, "24 Dec 2026 14:00", "Write each pause on a line"),
        (pauses, "24 Dec 2026 14:00 – 13:00", "ends before it begins"),
        (amount_in, "", "Write how much working time"),
        (amount_in, "3 days", "Write working time like 8 h"),
        (amount_in, "-5", "Write working time like 8 h"),
        (amount_in, "0.1 s", "whole seconds"),
        (amount_in, "87700 h", "ten years at most"),
        (days, "Christmas", "“christmas” cannot be read. Write a day like 14 Dec 2026."),
        (dated, "9-12", "Begin each line with its day"),
        (dated, "24 Dec 2026 9", "Write hours like"),
        (dated, "24 Dec 2026 9-12\n24/12/2026 9-13", "24/12/2026 stands there twice."),
    ],
)
def test_what_cannot_be_read_says_what_to_write(read: Callable[[str], object], typed: str, told: str) -> None:
    with pytest.raises(Unread) as problem:
        read(typed)
    assert told in str(problem.value)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_answered(typed: str) -> None:
    for read in (windows_in, moment, pauses, amount_in, days, dated):
        with suppress(Unread):
            read(typed)


@given(st.integers(0, MOST_SECONDS))
def test_amounts_come_back_as_they_were_written(seconds: int) -> None:
    assert amount_in(amount_written(seconds)) == seconds


moments = st.datetimes(datetime(1901, 1, 1), datetime(2099, 12, 31)).map(
    lambda naive: naive.replace(microsecond=0, tzinfo=UTC)
)
zones = st.sampled_from(["Europe/London", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "UTC"])


@given(moments, zones)
def test_moments_come_back_as_they_were_written(moment: datetime, zone: str) -> None:
    known = ZoneInfo(zone)
    if moment.astimezone(known).utcoffset() % timedelta(minutes=1):  # type: ignore[operator]  # a zone knows its offset
        return  # before standard time clocks went by the sun, to the second, which no offset in text says
    assert moment_in(moment_written(moment, known), known, NEAR) == moment


times = st.integers(0, 1439).map(lambda minute: f"{minute // 60:02d}:{minute % 60:02d}")
day_hours = st.one_of(
    st.lists(times, max_size=4, unique=True).map(
        lambda found: [[a, b] for a, b in zip(sorted(found)[::2], sorted(found)[1::2], strict=False)]
    ),
    st.lists(times, min_size=2, max_size=2, unique=True).map(lambda pair: [pair]),
)


@given(
    st.dictionaries(st.sampled_from(DAYS), day_hours, max_size=7),
    st.dictionaries(st.dates(datetime(1990, 1, 1).date()), day_hours, max_size=2),
    st.lists(st.tuples(moments, st.integers(0, 10**6)), max_size=2),
    moments,
    zones,
    st.booleans(),
)
def test_a_question_comes_back_from_the_fields(
    hours: Any, dated: Any, stops: list[tuple[datetime, int]], start: datetime, zone: str, adds: bool
) -> None:
    if start.year < 1950 or any(a.year < 1950 for a, _ in stops):
        return
    calendar = calendar_of(
        zone=zone,
        hours=hours,
        date_hours={day.isoformat(): of for day, of in dated.items() if day.year < 2100},
        region="GB-SCT",
    )
    try:
        check_hours(calendar)
    except Refused:
        return  # no hours at all, or a night that runs into the next day's opening
    pauses = tuple((a, a + timedelta(seconds=length)) for a, length in stops)
    question = Question(calendar, start, pauses, Op.ADD, seconds=90)
    if not adds:
        question = Question(calendar, start, pauses, Op.ELAPSED, end=start + timedelta(days=3))
    found = asked({"amount": "", "end": "", **texts_of(question)}, NEAR.replace(tzinfo=UTC))
    assert (found.faults, found.question) == ({}, question)
