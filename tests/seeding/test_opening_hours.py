# SPDX-License-Identifier: MIT
"""Nobody works at a desk that is shut by its own calendar: not at weekends, not on public holidays, not at night."""

from datetime import UTC, date, datetime, timedelta

import pytest

from crmtrainer.seeding.daytime import desk_of
from crmtrainer.seeding.histories import Numbers, chunk_rows, common_rows
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.sectors import sector_keys, sector_named
from crmtrainer.service_levels.calendars import Calendar
from crmtrainer.service_levels.definitions import DESK
from tests.seeding.conftest import Rows, rows_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def histories(sector: str) -> Rows:
    profile, numbers = Profile(1500, 3, sector=sector), Numbers()
    return rows_of([*common_rows(profile, numbers), *chunk_rows(profile, 0, profile.customers, numbers)])


def is_shut(calendar: Calendar, at: int) -> bool:
    """By the hands of the clock on the wall there, and nothing that the histories are drawn by."""
    there = (EPOCH + timedelta(microseconds=at)).astimezone(calendar.tz)
    second = there.hour * 3600 + there.minute * 60 + there.second
    open_then = any(window.start <= second < window.end for window in calendar.windows_on(there.date()))
    return calendar.is_closed_on(there.date()) or not open_then


@pytest.mark.parametrize("sector", sector_keys())
def test_people_work_while_their_desk_is_open(sector: str) -> None:
    """On Saturdays a council was called, and every desk answered on Good Friday; deaths were told on Sundays."""
    found = histories(sector)
    hours = next(each for each in sector_named(sector).calendars if each.key == DESK)
    calendar = hours.definition().calendar()
    worked = [row["at"] for row in found["interaction"] if row["direction"] == "internal" or row["kind"] == "call"]
    worked += [row["at"] for row in found["ticket_step"]] + [row["made_at"] for row in found["promise"]]
    worked += [row["at"] for row in found["stage_change"] if row["now"] == "closed"]
    assert len(worked) > 3_000
    assert [EPOCH + timedelta(microseconds=at) for at in worked if is_shut(calendar, at)] == []


def test_what_comes_while_a_desk_is_shut_is_taken_up_soon_after_it_opens() -> None:
    desk = desk_of(Profile(1, 1, sector="council"))
    thursday = datetime(2025, 4, 17, 19, 0, tzinfo=UTC)  # before Good Friday and Easter Monday
    at = int((thursday - EPOCH) / timedelta(microseconds=1))
    then = EPOCH + timedelta(microseconds=int(desk.when_open(at)))
    assert datetime(2025, 4, 22, 7, 30, tzinfo=UTC) <= then < datetime(2025, 4, 22, 12, 30, tzinfo=UTC)
    assert date(1970, 1, 1) + timedelta(days=int(desk.working_day(at // 86_400_000_000 + 1))) == date(2025, 4, 22)


def test_whom_we_know_by_no_name_is_told_of_with_a_small_letter_within_a_sentence() -> None:
    told = [row["summary"] for row in histories("housing")["interaction"] if row["reason"] == "Bereavement"]
    assert [words for words in told if words.startswith("A ")]
    assert [words for words in told if " to A " in words] == []
