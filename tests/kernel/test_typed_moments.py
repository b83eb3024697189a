# SPDX-License-Identifier: MIT
"""Days and times as people type them: what they mean, and why something else means nothing."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.kernel.bounds import FIRST_YEAR, LAST_YEAR
from crmtrainer.kernel.typed_moments import NotRead, TypedMoment, Why, typed_day, typed_moment

NEAR = datetime(2026, 12, 8, 10, 20)
TODAY = NEAR.date()  # a Tuesday
DEC_14 = date(2026, 12, 14)


@pytest.mark.parametrize(
    "typed",
    [
        "14/12/2026 15:30",
        "14/12/26 15.30",
        "14/12 3:30pm",
        "14 Dec 3.30 p.m.",
        "Mon 14th December 2026 at 15:30",
        "December 14, 15:30",
        "3.30pm on 14 dec",
        "14.12.2026 15:30",
        "14-12-2026 15:30",
        "2026-12-14T15:30",
        "2026-12-14 1530",
        "14 Dec 1530",
        "14 DEC 15h30",
        "  14   déc   15:30 ",
        "Wed 14 Dec 2026, 15:30",  # the name of the day is passed over: people change the number and leave it
    ],
)
def test_one_moment_in_the_ways_in_which_people_type_it(typed: str) -> None:
    assert typed_moment(typed, NEAR) == TypedMoment(DEC_14, time(15, 30))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("14 Dec 3pm", TypedMoment(DEC_14, time(15))),
        ("14 Dec 12am", TypedMoment(DEC_14, time(0))),
        ("14 Dec noon", TypedMoment(DEC_14, time(12))),
        ("14 Dec midnight", TypedMoment(DEC_14, time(0))),
        ("14/12/2026 9", TypedMoment(DEC_14, time(9))),
        ("14/12/2026", TypedMoment(DEC_14, None)),
        ("14th", TypedMoment(DEC_14, None)),
        ("18", TypedMoment(None, time(18))),
        ("1800", TypedMoment(None, time(18))),
        ("6 o’clock", TypedMoment(None, time(6))),
        ("14 Oct 15:30:20", TypedMoment(date(2027, 10, 14), time(15, 30, 20))),
        ("2026-12-14T15:30:00.000Z", TypedMoment(DEC_14, time(15, 30), timedelta())),
        ("2026-12-14 15:30+01:00", TypedMoment(DEC_14, time(15, 30), timedelta(hours=1))),
        ("2026-12-14 15:30 -0530", TypedMoment(DEC_14, time(15, 30), -timedelta(hours=5, minutes=30))),
        ("tomorrow 9.30", TypedMoment(date(2026, 12, 9), time(9, 30))),
        ("today at 5pm", TypedMoment(TODAY, time(17))),
        ("Fri 3pm", TypedMoment(date(2026, 12, 11), time(15))),
        ("tuesday", TypedMoment(date(2026, 12, 15), None)),
    ],
)
def test_what_is_left_out_stays_open(typed: str, found: TypedMoment) -> None:
    assert typed_moment(typed, NEAR, TODAY) == found


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("14", DEC_14),
        ("14/12", DEC_14),
        ("14.12.", DEC_14),
        ("14122026", DEC_14),
        ("20261214", DEC_14),
        ("2026-12-14T00:00:00Z", DEC_14),
        ("3 Jan", date(2027, 1, 3)),
        ("10 Nov", date(2026, 11, 10)),
        ("3 July", date(2027, 7, 3)),
        ("29 Feb", date(2028, 2, 29)),
        ("3 Jan 05", date(2005, 1, 3)),
        ("yesterday", date(2026, 12, 7)),
    ],
)
def test_a_day_without_its_year_is_the_next_such_one(typed: str, day: date) -> None:
    assert typed_day(typed, TODAY, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [("3 Jul", date(2026, 7, 3)), ("3 Jan", date(2027, 1, 3)), ("20 Jan", date(2026, 1, 20))],
)
def test_where_people_look_back_it_is_the_last_one(typed: str, day: date) -> None:
    assert typed_day(typed, TODAY, TODAY, ahead=False) == day


def test_what_is_left_out_is_told_from_today_and_not_from_what_stood_there() -> None:
    assert typed_day("3 Mar", date(2030, 12, 1), TODAY) == date(2027, 3, 3)
    assert typed_day("3", date(2030, 12, 1), TODAY) == date(2030, 12, 3)


@pytest.mark.parametrize(
    ("typed", "why", "part"),
    [
        ("", Why.EMPTY, ""),
        (" , ", Why.EMPTY, ""),
        ("soon", Why.UNCLEAR, "soon"),
        ("14 Dec 15:30 16:30", Why.UNCLEAR, "14 dec 16:30"),
        ("31/2/2026 10:00", Why.NO_SUCH_DAY, "31/2/2026"),
        ("31 Feb 10:00", Why.NO_SUCH_DAY, "31 feb"),
        ("12/31/2026 3pm", Why.MONTH_FIRST, "31/12/2026"),
        ("12/14", Why.MONTH_FIRST, "14/12"),
        ("14 Dec 25:00", Why.NO_SUCH_TIME, "25:00"),
        ("14 Dec 2026 15:75", Why.NO_SUCH_TIME, "15:75"),
        ("14 Dec 2026 24:00", Why.NO_SUCH_TIME, "24:00"),
        ("14 Dec 1066 15:30", Why.TOO_FAR, "14 dec 1066"),
        ("tomorrow", Why.UNCLEAR, "tomorrow"),  # nobody said what today is
        ("1" * 61, Why.UNCLEAR, "1" * 60),
    ],
)
def test_what_is_no_moment_says_why(typed: str, why: Why, part: str) -> None:
    with pytest.raises(NotRead) as caught:
        typed_moment(typed, NEAR)
    assert (caught.value.why, caught.value.part) == (why, part)


DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@given(DAYS, st.times().map(lambda at: at.replace(microsecond=0)))
def test_every_moment_is_read_as_it_was_written(day: date, at: time) -> None:
    for written in (f"{day:%d/%m/}{day.year:04d} {at}", f"{day} {at}", f"{day.day} {day:%B} {day.year} {at}"):
        assert typed_moment(written, NEAR) == TypedMoment(day, at)


@given(DAYS, DAYS, st.booleans())
def test_without_its_year_a_day_is_at_most_a_year_away(day: date, near: date, ahead: bool) -> None:
    found = typed_day(f"{day:%d/%m}", near, ahead=ahead)
    assert (found.day, found.month) == (day.day, day.month)
    assert abs(found - near) <= timedelta(days=366 * (8 if (day.day, day.month) == (29, 2) else 1))


@given(st.text(max_size=70))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    for read in (lambda: typed_moment(text, NEAR, TODAY), lambda: typed_day(text, TODAY, TODAY)):
        with suppress(NotRead):
            read()
