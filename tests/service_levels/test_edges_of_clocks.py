# SPDX-License-Identifier: MIT
"""Where one moment more or less changes what a clock says: swaps in time, spans that touch, pauses at the edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from crmtrainer.interactions.commands import SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.moments import to_micros
from crmtrainer.service_levels.calendar_units import due_date, due_instant
from crmtrainer.service_levels.calendars import calendar_of
from crmtrainer.service_levels.commands import ChangeCalendar, RebaseCalendar
from crmtrainer.service_levels.definitions import DESK, CalendarDefinition
from crmtrainer.service_levels.measures import measure, measure_until
from crmtrainer.service_levels.rules import DayEnd, EventKind, Length, Metric, Roll, Unit
from crmtrainer.service_levels.spans import merged
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.service_levels.working_time import table_for
from tests.casework.a_desk import SAHOTA, a_desk
from tests.service_levels.stepper import utc
from tests.service_levels.stories import ACCESS, OFFICE, REPLY, SOLVE, back, event, on, opened, read, waiting
from tests.support import TRAINER


def test_a_deadline_that_was_swapped_away_in_time_was_missed_by_nobody() -> None:
    longer = replace(SOLVE, length=960)
    for at in ("1 15:00", "1 16:00"):  # at the due time it is still in time
        swap = event(EventKind.RULE_SWAPPED, at, metric=Metric.RESOLUTION, rule=longer)
        reading = read(SOLVE, [opened(), swap], "2 10:00")
        assert (reading.due, reading.standing, reading.breached_at) == (on("2 16:00"), (), None)


def test_spans_that_touch_are_one() -> None:
    assert merged([(1, 2), (0, 1), (3, 3), (4, 5)]) == [(0, 2), (4, 5)]


def test_a_pause_of_no_length_is_none_and_one_from_before_the_true_start_begins_with_it() -> None:
    assert read(SOLVE, [opened(), waiting("1 10:00"), back("1 10:00")], "1 12:00").pauses == ()
    later = event(EventKind.OPENED, "1 10:00", entered_at=on("1 12:00"))
    reading = read(SOLVE, [opened(), waiting("1 09:00"), back("1 11:00"), later], "1 12:00")
    (pause,) = reading.pauses
    assert (pause.start, pause.end, reading.due) == (on("1 10:00"), on("1 11:00"), on("2 11:00"))


def test_a_pause_exactly_as_long_as_allowed_is_not_cut_short() -> None:
    rule = replace(SOLVE, longest_pause=Length(60, Unit.BUSINESS_MINUTES))
    for end, is_cut_short in (("1 11:00", False), ("1 11:01", True)):
        (pause,) = read(rule, [opened(), waiting("1 10:00"), back(end)], "1 12:00").pauses
        assert (pause.end, pause.is_cut_short) == (on("1 11:00"), is_cut_short)


def test_what_waits_from_the_moment_it_is_resolved_moves_no_due_time() -> None:
    story = [opened(), event(EventKind.RESOLVED, "1 12:00"), waiting("1 12:00"), back("1 14:00")]
    reading = read(SOLVE, story, "1 15:00")
    assert (reading.pauses, reading.due, reading.state) == ((), on("1 16:00"), TimerState.MET)


def test_hours_that_are_moved_leave_what_is_over_as_it_was_judged(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    ticket = desk.ticket()
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", ticket))
    judged = desk.clock(ticket, "first_response")
    late = CalendarDefinition(hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("11:30", "17:30"),)))
    desk.world.do(ChangeCalendar(DESK, late, "We open later"), TRAINER)
    told = desk.world.do(RebaseCalendar(DESK, "From now on"), TRAINER).outcome.facts
    assert (told["clocks"], desk.clock(ticket, "first_response").due) == (1, judged.due)


def test_the_day_of_the_trigger_is_paused_for_nobody() -> None:
    """It does not count either, so nothing is owed for it: of 10 to 15 March five days are."""
    rule = replace(ACCESS, roll=Roll.NONE)
    assert due_date(rule, date(2026, 3, 10), OFFICE, [(date(2026, 3, 10), date(2026, 3, 15))]) == date(2026, 4, 15)
    assert due_date(rule, date(2026, 3, 10), OFFICE, [(date(2026, 3, 11), date(2026, 3, 15))]) == date(2026, 4, 15)


def test_what_is_away_from_the_last_day_on_leaves_the_least_time_afterwards() -> None:
    rule = replace(ACCESS, unit=Unit.CALENDAR_DAYS, length=30, roll=Roll.NONE, least_days_after_pause=7)
    away = [(date(2026, 6, 1), date(2026, 6, 10))]
    assert due_date(rule, date(2026, 5, 2), OFFICE, away) == date(2026, 6, 17)


def test_on_a_day_that_is_shut_business_closes_with_the_day() -> None:
    rule = replace(ACCESS, day_end=DayEnd.CLOSE_OF_BUSINESS)
    assert due_instant(date(2026, 4, 3), rule, OFFICE) == utc("2026-04-03 22:59:59.999999")  # Good Friday
    assert due_instant(date(2026, 4, 2), rule, OFFICE) == utc("2026-04-02 16:00")
    split = calendar_of(zone="Europe/London", hours={"thu": [["09:00", "12:00"], ["13:00", "18:00"]]}, region="GB-ENG")
    assert due_instant(date(2026, 4, 2), rule, split) == utc("2026-04-02 17:00")


def test_what_is_answered_at_once_is_answered() -> None:
    reading = read(REPLY, [opened(), event(EventKind.VISIBLE_REPLY, "1 08:00", visible_message=True)], "1 12:00")
    assert (reading.state, reading.satisfied_at) == (TimerState.MET, on("1 08:00"))


def test_a_share_of_a_limit_in_days_is_used_up_though_a_pause_begins_just_then() -> None:
    rule, table, start = (
        replace(ACCESS, unit=Unit.CALENDAR_DAYS, length=30),
        table_for(OFFICE),
        to_micros(on("1 09:00")),
    )
    plain = measure(rule, table, start, ())
    half, due = plain.used_up(50), plain.due()
    assert half is not None
    assert due is not None
    day = 24 * 3600 * 1_000_000
    assert measure(rule, table, start, [(half, half + 5 * day)]).used_up(50) == half
    assert measure(rule, table, start, [(due, None)]).due() is None  # what begins at the due time begins in time


def test_a_share_of_an_odd_length_is_used_up_when_all_of_it_is() -> None:
    assert measure_until(1_101, 1_000).used_up(50) == 1_051


def test_a_limit_that_began_before_1970_is_due_when_it_was() -> None:
    start = to_micros(utc("1965-05-04T11:00"))
    rule = replace(ACCESS, roll=Roll.NONE)
    assert measure(rule, table_for(OFFICE), start, []).due() == to_micros(due_instant(date(1965, 6, 4), rule, OFFICE))
