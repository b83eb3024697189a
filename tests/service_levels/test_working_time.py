# SPDX-License-Identifier: MIT
"""Working time against tables worked out by hand: clock changes, Christmas, nations, pauses, and what never ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.calendars import Calendar, calendar_of
from crmtrainer.service_levels.working_time import Table, table_for
from tests.service_levels.stepper import utc

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
EVERY_DAY = (*WEEKDAYS, "sat", "sun")


def office(**more: object) -> Calendar:
    return calendar_of(zone="Europe/London", hours={day: [["09:00", "17:00"]] for day in WEEKDAYS}, **more)


def nights(**more: object) -> Calendar:
    return calendar_of(zone="Europe/London", hours={day: [["22:00", "06:00"]] for day in EVERY_DAY}, **more)


def at_all_hours(zone: str = "Europe/London") -> Calendar:
    return calendar_of(zone=zone, hours={day: [["00:00", "24:00"]] for day in EVERY_DAY})


@pytest.mark.parametrize(
    ("anchor", "minutes", "due"),
    [
        pytest.param("2026-06-01 08:00", 60, "2026-06-01 09:00", id="summer opens at eight in UTC"),
        pytest.param("2026-06-01 15:59", 1, "2026-06-01 16:00", id="used up exactly at closing is closing"),
        pytest.param("2026-06-01 15:59", 2, "2026-06-02 08:01", id="one more minute is tomorrow's first"),
        pytest.param("2026-06-01 16:00", 1, "2026-06-02 08:01", id="closing itself is outside"),
        pytest.param("2026-06-05 15:30", 60, "2026-06-08 08:30", id="over the weekend"),
        pytest.param("2026-03-27 16:30", 60, "2026-03-30 08:30", id="over the spring change"),
        pytest.param("2026-10-23 15:30", 60, "2026-10-26 09:30", id="over the autumn change"),
        pytest.param("2026-06-01 08:00", 480, "2026-06-01 16:00", id="a whole day ends at closing"),
        pytest.param("2026-06-01 08:00", 2400, "2026-06-05 16:00", id="a whole week ends at Friday's closing"),
        pytest.param("2026-06-01 10:00", 0, "2026-06-01 10:00", id="nothing to do is due at once"),
        pytest.param("2026-06-01 16:00", 0, "2026-06-02 08:00", id="nothing to do at closing waits for opening"),
        pytest.param("2026-06-06 12:00", 0, "2026-06-08 08:00", id="nothing to do on Saturday waits for Monday"),
    ],
)
def test_due_in_an_office(anchor: str, minutes: int, due: str) -> None:
    assert table_for(office()).due(utc(anchor), minutes * 60) == utc(due)


@pytest.mark.parametrize(
    ("region", "anchor", "due"),
    [
        ("GB-ENG", "2026-12-24 16:30", "2026-12-29 09:30"),  # 26 December is a Saturday, so the 28th is given
        ("GB-SCT", "2026-12-31 16:30", "2027-01-05 09:30"),  # 2 January is a Saturday, so the 4th is given
        ("GB-ENG", "2026-12-31 16:30", "2027-01-04 09:30"),
        ("GB-NIR", "2026-03-16 16:30", "2026-03-18 09:30"),  # Saint Patrick's Day
        ("GB-ENG", "2026-03-16 16:30", "2026-03-17 09:30"),
        ("GB-SCT", "2026-04-02 15:30", "2026-04-06 08:30"),  # Scotland works on Easter Monday
        ("GB-ENG", "2026-04-02 15:30", "2026-04-07 08:30"),
        ("GB-WLS", "2026-04-02 15:30", "2026-04-07 08:30"),
        ("GB-SCT", "2026-07-31 15:30", "2026-08-04 08:30"),  # Scotland's summer holiday is the first Monday
        ("GB-ENG", "2026-08-28 15:30", "2026-09-01 08:30"),
    ],
)
def test_an_hour_over_public_holidays(region: str, anchor: str, due: str) -> None:
    assert table_for(office(region=region)).due(utc(anchor), 3600) == utc(due)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-03-28 22:00", "2026-03-29 05:00", 7),  # the night the clocks go forward
        ("2026-10-24 21:00", "2026-10-25 06:00", 9),  # the night they go back
        ("2026-06-01 21:00", "2026-06-02 05:00", 8),
        ("2026-06-01 00:00", "2026-06-08 00:00", 56),
    ],
)
def test_nights_are_as_long_as_they_really_were(start: str, end: str, hours: int) -> None:
    assert table_for(nights()).elapsed(utc(start), utc(end)) == hours * 3600


@pytest.mark.parametrize(
    ("window", "day", "opens", "closes"),
    [
        pytest.param(["01:30", "05:00"], "2026-03-29", "01:00", "04:00", id="a missing opening is the first instant"),
        pytest.param(["00:15", "01:30"], "2026-03-29", "00:15", "01:00", id="a missing closing is the first instant"),
        pytest.param(["01:30", "05:00"], "2026-10-25", "00:30", "05:00", id="a repeated opening is the first pass"),
        pytest.param(["00:15", "01:30"], "2026-10-24 23:15", None, "01:30", id="a repeated closing is the last pass"),
    ],
)
def test_edges_within_a_clock_change(window: list[str], day: str, opens: str | None, closes: str) -> None:
    table = table_for(calendar_of(zone="Europe/London", hours={"sun": [window]}))
    start = utc(f"{day} {opens}") if opens else utc(day)
    end = utc(f"{start.date() if opens else date(2026, 10, 25)} {closes}")
    assert table.open_between(start - timedelta(hours=20), end + timedelta(hours=20)) == [(start, end)]


def test_a_window_wholly_missing_in_spring_does_not_open() -> None:
    table = table_for(calendar_of(zone="Europe/London", hours={"sun": [["01:10", "01:50"]]}))
    assert table.open_between(utc("2026-03-28 00:00"), utc("2026-03-31 00:00")) == []


def test_a_date_that_the_zone_skipped_does_not_open() -> None:
    table = table_for(at_all_hours("Pacific/Apia"))
    assert table.elapsed(utc("2011-12-29 00:00"), utc("2012-01-01 00:00")) == 72 * 3600
    only_that_day = calendar_of(zone="Pacific/Apia", hours={}, date_hours={"2011-12-30": [["09:00", "17:00"]]})
    assert table_for(only_that_day).elapsed(utc("2011-12-01 00:00"), utc("2012-01-31 00:00")) == 0


@pytest.mark.parametrize(
    ("zone", "hours", "closures", "opens", "closes"),
    [
        # Havana shows 00:00 to 00:59 of 1 November 2026 twice, the Azores those of 25 October.
        ("America/Havana", {"sat": [["20:00", "24:00"]]}, (), "2026-11-01 00:00", "2026-11-01 05:00"),
        ("Atlantic/Azores", {"sat": [["20:00", "24:00"]]}, (), "2026-10-24 20:00", "2026-10-25 01:00"),
        ("Atlantic/Azores", {"sat": [["20:00", "00:00"]]}, (), "2026-10-24 20:00", "2026-10-25 01:00"),
        ("Atlantic/Azores", {"sat": [["20:00", "24:00"]]}, ("2026-10-25",), "2026-10-24 20:00", "2026-10-25 00:00"),
        ("Atlantic/Azores", {"sun": [["00:00", "03:00"]]}, (), "2026-10-25 00:00", "2026-10-25 04:00"),
        ("Europe/London", {"sat": [["22:00", "01:00"]]}, (), "2026-10-24 21:00", "2026-10-25 01:00"),
        ("Europe/London", {"sun": [["01:00", "03:00"]]}, (), "2026-10-25 00:00", "2026-10-25 03:00"),
    ],
)
def test_a_repeated_midnight_opens_at_its_first_pass_and_closes_at_its_last(
    zone: str, hours: dict[str, list[list[str]]], closures: tuple[str, ...], opens: str, closes: str
) -> None:
    table = table_for(calendar_of(zone=zone, hours=hours, closures=closures))
    assert (utc(opens), utc(closes)) in table.open_between(utc("2026-10-23 12:00"), utc("2026-11-01 16:00"))


def test_twenty_four_hours_a_day_counts_every_second_of_the_year() -> None:
    assert table_for(at_all_hours()).elapsed(utc("2026-01-01 00:00"), utc("2027-01-01 00:00")) == 365 * 86_400


def test_dated_hours_replace_the_weekdays_and_closures_win_over_both() -> None:
    calendar = office(
        date_hours={"2026-12-24": [["09:00", "12:00"]], "2026-12-23": [], "2026-12-26": [["10:00", "11:00"]]},
        closures=["2026-12-26"],
    )
    table = table_for(calendar)
    assert table.elapsed(utc("2026-12-23 00:00"), utc("2026-12-24 00:00")) == 0
    assert table.elapsed(utc("2026-12-24 00:00"), utc("2026-12-25 00:00")) == 3 * 3600
    assert table.elapsed(utc("2026-12-26 00:00"), utc("2026-12-27 00:00")) == 0


def test_a_closed_day_cuts_the_night_before_and_does_not_start_its_own() -> None:
    table = table_for(nights(closures=["2026-06-03"]))
    assert table.open_between(utc("2026-06-02 12:00"), utc("2026-06-05 12:00")) == [
        (utc("2026-06-02 21:00"), utc("2026-06-02 23:00")),
        (utc("2026-06-04 21:00"), utc("2026-06-05 05:00")),
    ]


def test_overlapping_windows_count_once() -> None:
    twice = calendar_of(zone="Europe/London", hours={"mon": [["09:00", "13:00"], ["12:00", "17:00"]]})
    assert table_for(twice).elapsed(utc("2026-06-01 00:00"), utc("2026-06-02 00:00")) == 8 * 3600


@pytest.mark.parametrize(
    ("pauses", "minutes", "due"),
    [
        pytest.param([("08:30", "09:30")], 60, "2026-06-01 10:00", id="one"),
        pytest.param([("08:30", "09:30"), ("09:00", "10:00")], 60, "2026-06-01 10:30", id="overlapping"),
        pytest.param([("08:30", "10:30"), ("09:00", "10:00")], 60, "2026-06-01 11:00", id="nested"),
        pytest.param([("09:00", "10:00"), ("08:30", "09:00")], 60, "2026-06-01 10:30", id="touching, out of order"),
        pytest.param([("05:00", "08:30")], 60, "2026-06-01 09:30", id="from before the anchor"),
        pytest.param([("09:00", "10:00")], 60, "2026-06-01 09:00", id="used up when the pause begins"),
        pytest.param([("08:00", "09:00")], 0, "2026-06-01 09:00", id="nothing to do waits for the pause"),
        pytest.param([("08:00", "16:00")], 0, "2026-06-02 08:00", id="nothing to do waits for the next day"),
        pytest.param([("15:00", "20:00")], 480, "2026-06-02 09:00", id="past closing"),
    ],
)
def test_pauses_are_taken_out_exactly(pauses: list[tuple[str, str]], minutes: int, due: str) -> None:
    spans = [(utc(f"2026-06-01 {a}"), utc(f"2026-06-01 {b}")) for a, b in pauses]
    assert table_for(office()).due(utc("2026-06-01 08:00"), minutes * 60, spans) == utc(due)


def test_a_pause_across_the_clock_change_takes_out_what_really_passed() -> None:
    table = table_for(nights())
    pause = [(utc("2026-10-24 23:30"), utc("2026-10-25 02:30"))]  # 00:30 summer time to 02:30 winter time
    assert table.elapsed(utc("2026-10-24 21:00"), utc("2026-10-25 06:00"), pause) == 6 * 3600
    assert table.due(utc("2026-10-24 21:00"), 6 * 3600, pause) == utc("2026-10-25 06:00")


def test_seconds_and_fractions_are_kept() -> None:
    table = table_for(office())
    anchor = utc("2026-06-01 15:59:30.250000")
    assert table.due(anchor, 60) == utc("2026-06-02 08:00:30.250000")
    assert table.elapsed(anchor, utc("2026-06-01 16:00")) == 29


def test_any_offset_is_the_same_instant() -> None:
    table = table_for(office())
    abroad = datetime(2026, 6, 1, 13, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    assert table.due(abroad, 60) == utc("2026-06-01 08:01")
    assert table.due(abroad, 60).tzinfo is UTC


def test_open_and_next_opening() -> None:
    table = table_for(office())
    assert table.is_open(utc("2026-06-01 08:00"))
    assert not table.is_open(utc("2026-06-01 16:00"))
    assert table.next_open(utc("2026-06-01 16:00")) == utc("2026-06-02 08:00")
    assert table.next_open(utc("2026-06-01 09:13")) == utc("2026-06-01 09:13")


def test_a_table_widens_both_ways_and_answers_the_same() -> None:
    late, early = (utc("2026-06-01 08:00"), utc("2026-06-05 12:00")), (utc("1995-01-03 09:00"), utc("1995-01-03 10:00"))
    table = Table(office())
    before = table.elapsed(*late)
    assert table.elapsed(*early) == 3600
    assert table.elapsed(*late) == before
    assert table.elapsed(early[0], late[0]) == Table(office()).elapsed(early[0], late[0])
    assert table.due(utc("2026-06-01 08:00"), 40 * 2080 * 3600).year == 2066


@pytest.mark.parametrize(
    ("calendar", "seconds", "code"),
    [
        (calendar_of(zone="UTC", hours={}), 60, "calendar.never_opens"),
        (calendar_of(zone="UTC", hours={}), 0, "calendar.never_opens"),
        (
            calendar_of(zone="UTC", hours={}, date_hours={"2026-01-05": [["09:00", "10:00"]]}),
            60,
            "calendar.never_opens_again",
        ),
        (office(), 10**12, "clock.beyond_horizon"),
        (office(), -1, "clock.negative_target"),
    ],
)
def test_a_target_that_is_never_reached_is_refused(calendar: Calendar, seconds: int, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        table_for(calendar).due(utc("2026-06-01 08:00"), seconds)
    assert refusal.value.code == code


def test_dated_hours_far_ahead_are_found() -> None:
    calendar = calendar_of(zone="UTC", hours={}, date_hours={"2071-01-05": [["09:00", "10:00"]]})
    assert table_for(calendar).due(utc("2026-06-01 08:00"), 60) == utc("2071-01-05 09:01")


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (datetime(2026, 6, 1), utc("2026-06-02"), "time.naive"),
        (utc("2026-06-01"), datetime(2026, 6, 2), "time.naive"),
        (utc("2026-06-02"), utc("2026-06-01"), "clock.ends_before_start"),
        (utc("1850-06-02"), utc("2026-06-01"), "clock.before_horizon"),
        (utc("2026-06-02"), utc("2150-06-01"), "clock.beyond_horizon"),
    ],
)
def test_bad_instants_are_refused(start: datetime, end: datetime, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        table_for(office()).elapsed(start, end)
    assert refusal.value.code == code


def test_a_pause_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(Refused, match="ends_before_start"):
        table_for(office()).due(utc("2026-06-01"), 60, [(utc("2026-06-02"), utc("2026-06-01"))])


def test_one_table_serves_equal_calendars() -> None:
    assert table_for(office(region="GB-ENG")) is table_for(office(region="GB-ENG"))
    assert table_for(office(region="GB-ENG")) is not table_for(office(region="GB-SCT"))
