# SPDX-License-Identifier: MIT
"""Calendars as values: what is accepted, what is refused and in which words, which days are worked."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from typing import Any

import pytest

from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.calendars import Calendar, Window, calendar_of, date_of, seconds_of
from crmtrainer.service_levels.public_holidays import NATIONS, public_holidays

NINE_TO_FIVE: dict[str, object] = {"mon": [["09:00", "17:00"]]}


@pytest.mark.parametrize(
    ("given", "windows"),
    [
        ([["09:00", "17:00"]], (Window(32_400, 61_200),)),
        ([["13:00", "17:00"], ["09:00", "12:00"]], (Window(32_400, 43_200), Window(46_800, 61_200))),
        ([["00:00", "24:00"]], (Window(0, 86_400),)),
        ([["22:00", "06:00"]], (Window(79_200, 108_000),)),
        ([["22:00", "00:00"]], (Window(79_200, 86_400),)),
        ([["09:00:30", "09:01"]], (Window(32_430, 32_460),)),
        ([], ()),
    ],
)
def test_windows(given: object, windows: tuple[Window, ...]) -> None:
    calendar = calendar_of(zone="Europe/London", hours={"mon": given})
    assert calendar.weekly == (windows, (), (), (), (), (), ())


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"zone": "Europe/Londn"}, "calendar.unknown_zone.near"),
        ({"zone": "new york"}, "calendar.unknown_zone.near"),
        ({"zone": ""}, "calendar.unknown_zone"),
        ({"zone": "localtime"}, "calendar.unknown_zone"),
        ({"zone": "right/Europe/London"}, "calendar.unknown_zone.near"),
        ({"zone": "../../etc/passwd"}, "calendar.unknown_zone"),
        ({"zone": "Europe"}, "calendar.unknown_zone"),
        ({"zone": "pacific"}, "calendar.unknown_zone"),
        ({"zone": "Madras"}, "calendar.unknown_zone"),
        ({"zone": "Europe/Lon\x00don"}, "calendar.unknown_zone.near"),
        ({"hours": {"monday": []}}, "calendar.unknown_day"),
        ({"hours": {"mon": "09:00-17:00"}}, "calendar.windows_not_a_list"),
        ({"hours": {"mon": [["09:00"]]}}, "calendar.window_not_a_pair"),
        ({"hours": {"mon": ["09:00"]}}, "calendar.window_not_a_pair"),
        ({"hours": {"mon": [["09:00", "09:00"]]}}, "calendar.window_is_empty"),
        ({"hours": {"mon": [["9:00", "17:00"]]}}, "calendar.not_a_time"),
        ({"hours": {"mon": [["09:60", "17:00"]]}}, "calendar.not_a_time"),
        ({"hours": {"mon": [["09:00", "25:00"]]}}, "calendar.not_a_time"),
        ({"hours": {"mon": [["09:00", "24:01"]]}}, "calendar.not_a_time"),
        ({"hours": {"mon": [[9, 17]]}}, "calendar.not_a_time"),
        ({"hours": {"mon": [["٠٩:00", "17:00"]]}}, "calendar.not_a_time"),
        ({"hours": {"mon": [["24:00", "06:00"]]}}, "calendar.window_starts_outside_day"),
        ({"date_hours": {"2026-02-30": []}}, "calendar.not_a_date"),
        ({"date_hours": {"20260203": []}}, "calendar.not_a_date"),
        ({"closures": ["Christmas"]}, "calendar.not_a_date"),
        ({"closures": [datetime(2026, 1, 1)]}, "calendar.not_a_date"),
        ({"region": "GB-XXX"}, "calendar.unknown_region"),
        ({"region": "Narnia"}, "calendar.unknown_region"),
        ({"region": ""}, "calendar.unknown_region"),
    ],
)
def test_what_is_refused(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        calendar_of(**{"zone": "Europe/London", "hours": NINE_TO_FIVE, **changed})
    assert refusal.value.code == code


def test_a_refusal_names_the_day_and_the_words() -> None:
    with pytest.raises(Refused) as refusal:
        seconds_of("nine", where="tue")
    assert refusal.value.facts == {"day": "tue", "value": "nine"}


@pytest.mark.parametrize(("start", "end"), [(0, 0), (60, 30), (0, 86_401), (-1, 60), (86_400, 86_460)])
def test_impossible_windows_are_refused(start: int, end: int) -> None:
    with pytest.raises(Refused):
        Window(start, end)


def test_a_calendar_has_seven_days_and_its_dates_in_order() -> None:
    with pytest.raises(Refused, match="seven_days"):
        Calendar("UTC", ((),) * 6)
    with pytest.raises(Refused, match="dates_not_in_order"):
        Calendar("UTC", ((),) * 7, ((date(2026, 1, 2), ()), (date(2026, 1, 1), ())))
    with pytest.raises(Refused, match="dates_not_in_order"):
        Calendar("UTC", ((),) * 7, ((date(2026, 1, 2), ()), (date(2026, 1, 2), ())))


def test_a_date_may_be_a_date() -> None:
    assert date_of(date(2026, 1, 2)) == date_of("2026-01-02")


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 6, 1), True),
        (date(2026, 6, 2), False),  # Tuesdays are not in the hours
        (date(2026, 6, 8), False),  # closed by hand
        (date(2026, 8, 31), False),  # a public holiday
        (date(2026, 6, 15), False),  # opened on paper, with no window
        (date(2026, 6, 20), True),  # a special opening on a Saturday
    ],
)
def test_business_days(day: date, works: bool) -> None:
    calendar = calendar_of(
        zone="Europe/London",
        hours=NINE_TO_FIVE,
        date_hours={"2026-06-20": [["10:00", "11:00"]], "2026-06-15": []},
        closures=["2026-06-08"],
        region="GB-ENG",
    )
    assert calendar.is_business_day(day) is works


@pytest.mark.parametrize(
    ("region", "days"),
    [
        ("GB-ENG", {date(2026, 4, 6), date(2026, 8, 31), date(2026, 12, 28)}),
        ("GB-WLS", {date(2026, 4, 6), date(2026, 8, 31), date(2026, 12, 28)}),
        ("GB-SCT", {date(2026, 1, 2), date(2026, 8, 3), date(2026, 11, 30), date(2026, 12, 28)}),
        ("GB-NIR", {date(2026, 3, 17), date(2026, 4, 6), date(2026, 7, 13), date(2026, 8, 31)}),
    ],
)
def test_the_nations_keep_their_own_holidays(region: str, days: set[date]) -> None:
    assert region in NATIONS
    assert days <= set(public_holidays(region, 2026))


def test_the_nations_differ() -> None:
    assert date(2026, 4, 6) not in public_holidays("GB-SCT", 2026)
    assert date(2026, 3, 17) not in public_holidays("GB-ENG", 2026)


def test_holidays_and_numpy_are_imported_only_when_needed() -> None:
    program = (
        "import sys, crmtrainer.service_levels.timers, crmtrainer.service_levels.explain,"
        " crmtrainer.service_levels.calculator, crmtrainer.service_levels.bulk;"
        "print(sorted({'holidays', 'numpy', 'sqlalchemy', 'PySide6'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
