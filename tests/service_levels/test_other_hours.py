# SPDX-License-Identifier: MIT
"""A target that is swapped to other hours: what ran up to then stays counted, and what is left runs by the new ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.interactions.commands import LogInteraction, SendMessage
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction
from crmtrainer.kernel.moments import to_micros
from crmtrainer.service_levels.calendars import Calendar, Held, calendar_of
from crmtrainer.service_levels.commands import AdjustTiming, ChangeCalendar, ChangeStandard, RebaseClock
from crmtrainer.service_levels.definitions import DESK, CalendarDefinition, StandardDefinition
from crmtrainer.service_levels.explain import StretchKind, explain
from crmtrainer.service_levels.joined_hours import joined
from crmtrainer.service_levels.queries import why
from crmtrainer.service_levels.rules import ClockEvent, ClockRule, EventKind, Metric, PauseState, Unit
from crmtrainer.service_levels.timers import TimerReading, TimerState, ticket_timers
from crmtrainer.service_levels.working_time import table_for
from crmtrainer.tickets.commands import ReopenTicket, SetPriority, SetStatus
from crmtrainer.tickets.rules import Priority, Status
from crmtrainer.ui.why_reasons import besides
from tests.casework.a_desk import SAHOTA, Desk, a_desk, at
from tests.service_levels.stories import OFFICE, SOLVE, back, event, on, opened, read, waiting
from tests.support import LONDON, TRAINER

ALWAYS = calendar_of(
    zone="Europe/London", hours={day: [["00:00", "24:00"]] for day in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}
)
NIGHTS = calendar_of(zone="Europe/London", hours={day: [["20:00", "23:00"]] for day in ("mon", "tue", "wed", "thu")})
URGENT = replace(SOLVE, id="urgent", length=600)
DAYS = replace(SOLVE, id="days", unit=Unit.BUSINESS_DAYS, length=4)


def swapped(at: str, rule: ClockRule = URGENT, held: Calendar | None = None) -> ClockEvent:
    until = None if held is None else Held(on(at), held)
    return event(EventKind.RULE_SWAPPED, at, metric=Metric.RESOLUTION, rule=rule, held=until)


def reading(events: list[ClockEvent], calendar: Calendar, at: str, rule: ClockRule = SOLVE) -> TimerReading:
    (found,) = ticket_timers(events, [rule], calendar, on(at))
    return found


def test_a_night_in_which_nobody_worked_is_not_counted_afterwards() -> None:
    """Three hours of the office ran; of ten hours around the clock seven are left."""
    story = [opened("1 13:00"), swapped("2 08:00", held=OFFICE)]
    found = reading(story, ALWAYS, "2 08:00")
    assert found.due == on("2 15:00")
    assert (found.left_seconds, found.breached_at, found.state) == (7 * 3600, None, TimerState.ON_TRACK)


def test_without_other_hours_it_counts_as_ever() -> None:
    story = [opened("1 13:00"), swapped("2 08:00", held=OFFICE)]
    plain = [opened("1 13:00"), swapped("2 08:00")]
    assert reading(story, OFFICE, "2 09:00") == replace(
        reading(plain, OFFICE, "2 09:00"), held=(Held(on("2 08:00"), OFFICE),)
    )


def test_days_before_the_change_are_those_on_which_the_old_hours_had_work() -> None:
    """Monday 1 to Friday 5 June: two days counted by Wednesday; weekends count from then on."""
    story = [opened("3 10:00"), swapped("5 10:00", DAYS, held=OFFICE)]
    found = reading(story, ALWAYS, "5 10:00", replace(DAYS, id="first"))
    assert found.due is not None
    assert found.due.astimezone(LONDON).date().isoformat() == "2026-06-07"
    story = [opened("5 10:00"), swapped("8 10:00", DAYS, held=OFFICE)]
    found = reading(story, ALWAYS, "8 10:00", replace(DAYS, id="first"))
    assert found.due is not None
    assert found.due.astimezone(LONDON).date().isoformat() == "2026-06-11"


def test_hours_that_become_every_hour_keep_what_was_worked() -> None:
    every_hour = replace(URGENT, unit=Unit.ELAPSED_HOURS, length=10)
    found = reading([opened("1 13:00"), swapped("2 08:00", every_hour)], OFFICE, "2 08:00")
    assert (found.due, found.left_seconds) == (on("2 15:00"), 7 * 3600)


def test_a_pause_over_the_change_takes_from_each_its_own() -> None:
    story = [opened("1 13:00"), waiting("1 15:00"), swapped("2 08:00", held=OFFICE), back("2 10:00")]
    found = reading(story, ALWAYS, "2 10:00")
    assert (found.due, found.left_seconds) == (on("2 18:00"), 8 * 3600)


def test_an_end_that_was_entered_after_the_change_is_judged_by_the_hours_that_held_then() -> None:
    ended = replace(event(EventKind.SATISFIED, "1 15:30", metric=Metric.RESOLUTION), entered_at=on("2 09:00"))
    short = replace(SOLVE, length=120)
    story = [opened("1 13:00"), swapped("2 08:00", held=OFFICE), ended]
    found = reading(story, NIGHTS, "2 09:00", short)
    assert (found.state, found.due) == (TimerState.MISSED, on("1 15:00"))


def test_why_tells_each_day_by_the_hours_that_held() -> None:
    story = [opened("1 13:00"), swapped("2 08:00", held=OFFICE)]
    found = reading(story, ALWAYS, "2 10:00")
    told = explain(found, ALWAYS)
    assert [day.seconds(StretchKind.COUNTED) for day in told.days] == [3 * 3600, 2 * 3600]
    assert (told.counted_seconds, told.left_seconds) == (5 * 3600, 5 * 3600)
    assert told.days[0].open == ((on("1 08:00"), on("1 16:00")),)
    assert len(told.days[1].open) == 1


def test_days_that_are_folded_say_what_shut_them_by_the_hours_that_held() -> None:
    shut = replace(OFFICE, closures=frozenset({on("3 12:00").date()}))
    story = [opened("1 13:00"), swapped("5 10:00", replace(URGENT, length=6000), held=shut)]
    fold = explain(reading(story, ALWAYS, "5 10:00"), ALWAYS, most_days=4).folded[0]
    assert fold.shut == ((on("3 12:00").date(), "closure"),)


hours = st.integers(0, 7 * 24)


@given(st.lists(st.tuples(hours, st.sampled_from([OFFICE, ALWAYS, NIGHTS])), max_size=4), hours, hours)
def test_joined_hours_add_up_and_lead_back(parts: list[tuple[int, Calendar]], one: int, other: int) -> None:
    """Against the plain sum of each stretch by its own calendar."""
    begin = on("1 00:00")
    ordered = sorted(parts, key=lambda part: part[0])
    held = tuple(Held(begin + timedelta(hours=at), calendar) for at, calendar in ordered)
    table = joined(held, None, table_for(OFFICE))
    low, high = sorted((begin + timedelta(hours=one), begin + timedelta(hours=other)))
    expected, at = 0, low
    for until, calendar, _ in (*held, Held(high, OFFICE)):
        end = min(until, high)
        if end > at:
            expected += table_for(calendar).elapsed(at, end)
            at = end
    assert table.elapsed(low, high) == expected
    assert sum(b - a for a, b in table.counted_spans(to_micros(low), to_micros(high))) == expected * 1_000_000
    if expected:
        due = table.due(low, expected)
        assert due <= high
        assert table.elapsed(low, due) == expected
        assert table.elapsed(low, due - timedelta(seconds=1)) == expected - 1


def test_the_reading_is_what_it_was_for_stories_without_other_hours() -> None:
    assert read(SOLVE, [opened()], "1 09:00").held == ()


# In a world

ROUND_THE_CLOCK = CalendarDefinition(
    hours=dict.fromkeys(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], (("00:00", "24:00"),)), region=None
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Where what is urgent is solved around the clock, in twelve hours."""
    desk = a_desk(tmp_path)
    desk.world.do(ChangeCalendar("always", ROUND_THE_CLOCK, "The night desk"), TRAINER)
    rule = ClockRule(
        id="night",
        metric=Metric.RESOLUTION,
        unit=Unit.BUSINESS_MINUTES,
        length=12 * 60,
        pauses_in=frozenset({PauseState.WAITING_CUSTOMER}),
    )
    desk.world.do(
        ChangeStandard(StandardDefinition(rule, "always", priorities=("urgent",)), "Nights", first=True), TRAINER
    )
    return desk


def wednesday(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 4, hour, minute, tzinfo=UTC)


def test_no_breach_is_dated_before_the_hours_under_which_it_would_be_one(desk: Desk) -> None:
    """From noon on Tuesday seven hours of the desk ran by nine on Wednesday; by the clock twenty-one would have."""
    desk.until(at(12))
    desk.opened()
    ticket = desk.ticket()
    desk.until(wednesday(9))
    worked = desk.clock(ticket, "resolution")
    used = worked.target_minutes * 60 - worked.left_seconds
    desk.opened()
    desk.do(SetPriority(ticket, Priority.URGENT, "It fell over"))
    clock = desk.clock(ticket, "resolution")
    assert (clock.calendar, clock.breached_at) == ("always", None)
    assert clock.left_seconds == 12 * 3600 - used
    assert clock.due == wednesday(9) + timedelta(seconds=12 * 3600 - used)


def test_back_to_the_old_hours_what_ran_by_the_clock_stays_counted(desk: Desk) -> None:
    desk.until(at(15))
    desk.opened()
    ticket = desk.ticket()
    desk.until(at(16))
    desk.do(SetPriority(ticket, Priority.URGENT, "It fell over"))
    desk.until(at(20))
    desk.do(SetPriority(ticket, Priority.NORMAL, "It stands again"))
    clock = desk.clock(ticket, "resolution")
    assert clock.target_minutes * 60 - clock.left_seconds == 5 * 3600


def test_why_says_by_which_hours_it_counted_up_to_when(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(16))
    desk.opened()
    desk.do(SetPriority(ticket, Priority.URGENT, "It fell over"))
    told = desk.world.ask(why, desk.clock(ticket, "resolution").id)
    assert told.held == ((at(16), DESK),)
    words = besides(told, LONDON)
    assert "Up to Tue 3 Mar, 16:00 it counted by these hours: " in words
    assert told.counted_seconds == 7 * 3600


def test_moving_a_clock_to_newer_hours_counts_again_what_these_count_and_no_more(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(16))
    desk.opened()
    desk.do(SetPriority(ticket, Priority.URGENT, "It fell over"))
    desk.until(at(20))
    closed = replace(ROUND_THE_CLOCK, date_hours={"2026-03-03": (("00:00", "18:00"),)})
    desk.world.do(ChangeCalendar("always", closed, "The lights went out"), TRAINER)
    clock = desk.clock(ticket, "resolution")
    assert clock.target_minutes * 60 - clock.left_seconds == 11 * 3600
    desk.world.do(RebaseClock(clock.id, "There was no light"), TRAINER)
    clock = desk.clock(ticket, "resolution")
    assert clock.target_minutes * 60 - clock.left_seconds == 9 * 3600
    desk.world.do(AdjustTiming(150), TRAINER)
    clock = desk.clock(ticket, "resolution")
    assert clock.left_seconds == 18 * 3600 - 9 * 3600


def test_what_was_over_when_its_standard_changed_goes_on_by_the_new_hours_from_then(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(16))
    desk.opened()
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "It is done.", ticket))
    desk.do(SetStatus(ticket, Status.RESOLVED, "Done"))
    desk.do(SetPriority(ticket, Priority.URGENT, "It fell over"))
    desk.until(wednesday(9))
    desk.opened()
    desk.do(ReopenTicket(ticket, "It fell over again"))
    clock = desk.clock(ticket, "resolution")
    assert (clock.calendar, clock.left_seconds) == ("always", 5 * 3600)


def test_a_first_reply_that_was_logged_afterwards_is_judged_by_the_hours_of_its_time(desk: Desk) -> None:
    rule = ClockRule(id="night-reply", metric=Metric.FIRST_RESPONSE, unit=Unit.BUSINESS_MINUTES, length=60)
    desk.world.do(ChangeCalendar("late", CalendarDefinition(hours={"tue": (("18:00", "20:00"),)}), "Evenings"), TRAINER)
    late = StandardDefinition(rule, "late", priorities=("urgent",))
    desk.world.do(ChangeStandard(late, "Evenings", first=True), TRAINER)
    ticket = desk.ticket()
    desk.until(at(9, 50))
    desk.opened()
    desk.do(SetPriority(ticket, Priority.URGENT, "It fell over"))
    desk.until(at(10, 30))
    rang = LogInteraction(SAHOTA, Channel.PHONE, Direction.OUT, "His legs", "We spoke", ContactOutcome.INFORMATION)
    desk.do(replace(rang, ticket_id=ticket, happened_at=at(9, 40)))
    clock = desk.clock(ticket, "first_response")
    assert (clock.state, clock.satisfied_at, clock.due) == (TimerState.MET, at(9, 40), at(10))
    assert clock.calendar == DESK
