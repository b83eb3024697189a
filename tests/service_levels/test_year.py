# SPDX-License-Identifier: MIT
"""A calendar's year as trainers see it: which days differ, and as if another region's holidays were kept."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.commands import ChangeCalendar
from crmtrainer.service_levels.definitions import DESK, CalendarDefinition
from crmtrainer.service_levels.year import CalendarDay, DayKind, calendar_year, usual_hours
from tests.casework.a_desk import Desk, a_desk
from tests.support import TRAINER

DAY, SATURDAY, EVE = (("09:00", "17:30"),), (("09:00", "13:00"),), (("09:00", "12:00"),)
HOURS = {**dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), DAY), "sat": SATURDAY}
LARKFIELD = CalendarDefinition(
    hours=HOURS,
    date_hours={"2026-12-24": EVE, "2026-06-13": (), "2026-12-25": EVE},
    closures=("2026-06-12",),
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = a_desk(tmp_path)
    made.world.do(ChangeCalendar(DESK, LARKFIELD, "Saturdays"), TRAINER)
    return made


def day_of(desk: Desk, text: str, region: str | None = None) -> CalendarDay:
    wanted = date.fromisoformat(text)
    return next(day for day in desk.world.ask(calendar_year, DESK, wanted.year, region).days if day.day == wanted)


def test_each_day_says_what_it_is(desk: Desk) -> None:
    assert day_of(desk, "2026-03-03") == CalendarDay(date(2026, 3, 3), DayKind.OPEN, DAY)
    assert day_of(desk, "2026-03-07") == CalendarDay(date(2026, 3, 7), DayKind.OTHER, SATURDAY)
    assert day_of(desk, "2026-03-08").kind is DayKind.SHUT
    assert day_of(desk, "2026-04-03") == CalendarDay(date(2026, 4, 3), DayKind.HOLIDAY, (), "Good Friday")
    assert day_of(desk, "2026-06-12").kind is DayKind.CLOSURE
    assert day_of(desk, "2026-06-13").kind is DayKind.CLOSURE
    assert day_of(desk, "2026-12-24") == CalendarDay(date(2026, 12, 24), DayKind.SPECIAL, EVE)


def test_a_public_holiday_wins_over_hours_for_the_date(desk: Desk) -> None:
    assert day_of(desk, "2026-12-25").kind is DayKind.HOLIDAY
    assert day_of(desk, "2026-12-25", "").kind is DayKind.SPECIAL


def test_a_year_holds_each_of_its_days_once(desk: Desk) -> None:
    row = desk.world.ask(calendar_year, DESK, 2028)
    assert [day.day for day in row.days] == [date.fromordinal(date(2028, 1, 1).toordinal() + n) for n in range(366)]
    assert (row.version, row.usual) == (1, DAY)


def test_another_region_is_tried_without_changing_the_calendar(desk: Desk) -> None:
    assert day_of(desk, "2026-11-30").kind is DayKind.OPEN
    assert day_of(desk, "2026-11-30", "GB-SCT").name == "Saint Andrew's Day"
    kinds = Counter(day.kind for day in desk.world.ask(calendar_year, DESK, 2026, "").days)
    assert kinds[DayKind.HOLIDAY] == 0
    assert desk.world.ask(calendar_year, DESK, 2026).definition == LARKFIELD


def test_what_is_not_known_is_refused(desk: Desk) -> None:
    for year in (1899, 2101):
        with pytest.raises(Refused, match="year_out_of_range"):
            desk.world.ask(calendar_year, DESK, year)
    with pytest.raises(Refused, match="unknown_region"):
        desk.world.ask(calendar_year, DESK, 2026, "Narnia")


def test_a_calendar_that_nobody_set_has_the_hours_of_the_house(desk: Desk) -> None:
    row = desk.world.ask(calendar_year, "night", 2026)
    assert (row.version, row.usual) == (0, DAY)


def test_the_usual_hours_are_those_of_most_days() -> None:
    assert usual_hours(LARKFIELD) == DAY
    assert usual_hours(CalendarDefinition(hours={"sat": SATURDAY, "fri": DAY})) == DAY
    assert usual_hours(CalendarDefinition(date_hours={"2026-12-24": EVE})) == ()
