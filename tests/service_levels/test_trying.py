# SPDX-License-Identifier: MIT
"""The days that a standard counts for a ticket that would arrive then, and moving all clocks of a calendar at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from crmtrainer.casework.matching import match
from crmtrainer.interactions.commands import SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.errors import NotFound, Refused
from crmtrainer.service_levels.commands import ChangeCalendar, ChangeStandard, RebaseCalendar
from crmtrainer.service_levels.definitions import (
    DEFAULT_CALENDAR,
    DESK,
    CalendarDefinition,
    StandardDefinition,
)
from crmtrainer.service_levels.explain import StretchKind
from crmtrainer.service_levels.moving import OlderClocksRow, on_older_calendar
from crmtrainer.service_levels.queries import clocks_of
from crmtrainer.service_levels.rules import ClockRule, Metric, Unit
from crmtrainer.service_levels.standards import Fit
from crmtrainer.service_levels.trying import try_standard
from crmtrainer.tickets.rules import Priority, TicketType
from tests.casework.a_desk import SAHOTA, Desk, a_desk, at
from tests.support import TRAINER

WEEK = ("mon", "tue", "wed", "thu", "fri")
LATE = CalendarDefinition(hours=dict.fromkeys(WEEK, (("12:00", "20:00"),)))
TURNS = StandardDefinition(
    ClockRule(id="next", metric=Metric.NEXT_RESPONSE, unit=Unit.BUSINESS_MINUTES, length=60), DESK
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def test_the_days_counted_lead_from_the_arrival_to_the_due_time(desk: Desk) -> None:
    row = desk.world.ask(try_standard, "resolution", at(14))
    assert row.due == datetime(2026, 3, 4, 13, 30, tzinfo=UTC)
    assert [(day.day, day.seconds(StretchKind.COUNTED)) for day in row.days] == [
        (date(2026, 3, 3), 12_600),
        (date(2026, 3, 4), 16_200),
    ]
    assert (row.counted_seconds, row.folded) == (28_800, ())


def test_every_kind_of_length_can_be_tried(desk: Desk) -> None:
    for unit in Unit:
        rule = ClockRule(id=unit.value, metric=Metric.NEXT_RESPONSE, unit=unit, length=2)
        desk.world.do(ChangeStandard(StandardDefinition(rule, DESK), "To see"), TRAINER)
        row = desk.world.ask(try_standard, unit.value, at(9))
        assert row.due is not None
        assert row.due > at(9)
        assert len(row.days) == (row.due.date() - date(2026, 3, 3)).days + 1


def test_a_standard_that_is_not_there_cannot_be_tried(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.world.ask(try_standard, "unheard-of")


@pytest.mark.parametrize("unit", [Unit.BUSINESS_MINUTES, Unit.BUSINESS_DAYS])
def test_one_that_is_never_due_says_so_and_the_others_are_told(desk: Desk, unit: Unit) -> None:
    once = CalendarDefinition(date_hours={"2026-03-10": (("09:00", "09:30"),)})
    desk.world.do(ChangeCalendar("once", once, "The fair"), TRAINER)
    rule = ClockRule(id="fair", metric=Metric.FIRST_RESPONSE, unit=unit, length=60)
    desk.world.do(ChangeStandard(StandardDefinition(rule, "once"), "The fair", first=True), TRAINER)
    rows = {
        row.standard: (row.fit, row.due) for row in desk.world.ask(match, TicketType.COMPLAINT, Priority.NORMAL, at(9))
    }
    assert rows["fair"] == (Fit.YES, None)
    assert rows["resolution"] == (Fit.YES, at(17))
    tried = desk.world.ask(try_standard, "fair", at(9))
    assert (tried.due, tried.days) == (None, ())


def test_nothing_arrives_beyond_the_years_of_the_calendars(desk: Desk) -> None:
    then = datetime(2150, 3, 3, 9, tzinfo=UTC)
    with pytest.raises(Refused, match="beyond_horizon"):
        desk.world.ask(match, TicketType.COMPLAINT, Priority.NORMAL, then)
    with pytest.raises(Refused, match="beyond_horizon"):
        desk.world.ask(try_standard, "resolution", then)


def test_all_clocks_of_a_calendar_are_moved_at_once_with_one_reason(desk: Desk) -> None:
    desk.world.do(ChangeStandard(TURNS, "Every message"), TRAINER)
    first, second = desk.ticket(), desk.ticket()
    assert desk.world.ask(on_older_calendar) == ()
    desk.world.do(ChangeCalendar(DESK, LATE, "The late desk"), TRAINER)
    (row,) = desk.world.ask(on_older_calendar)
    assert (row.calendar, row.newest) == (DESK, 2)
    running = row.clocks
    done = desk.world.do(RebaseCalendar(DESK, "Nobody was there in the morning"), TRAINER)
    assert dict(done.outcome.facts) == {"key": DESK, "clocks": running, "handoffs": [], "targets": []}
    assert desk.world.ask(on_older_calendar) == ()
    for ticket in (first, second):
        assert desk.clock(ticket, "first_response").due == at(13)
    # What begins later on such a ticket counts by the newest version too.
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", first))
    desk.writes(first)
    turns = [clock for clock in desk.world.ask(clocks_of, first) if clock.metric == "next_response"]
    assert [clock.due for clock in turns] == [at(13)]


def test_nothing_is_moved_without_a_reason_or_where_nothing_is_behind(desk: Desk) -> None:
    desk.ticket()
    with pytest.raises(Refused, match="nothing_to_rebase"):
        desk.world.do(RebaseCalendar(DESK, "To be sure"), TRAINER)
    with pytest.raises(Refused, match="nothing_to_rebase"):
        desk.world.do(RebaseCalendar("unheard-of", "To be sure"), TRAINER)
    desk.world.do(ChangeCalendar(DESK, LATE, "The late desk"), TRAINER)
    with pytest.raises(Refused, match="no_reason"):
        desk.world.do(RebaseCalendar(DESK, " "), TRAINER)
    assert desk.world.ask(on_older_calendar) != ()


def test_a_moved_clock_keeps_its_target(desk: Desk) -> None:
    ticket = desk.ticket()
    quick = replace(TURNS.rule, id="first-response", metric=Metric.FIRST_RESPONSE, length=30)
    desk.world.do(ChangeStandard(StandardDefinition(quick, DESK), "Quicker"), TRAINER)
    desk.world.do(ChangeCalendar(DESK, LATE, "The late desk"), TRAINER)
    desk.world.do(RebaseCalendar(DESK, "The late desk"), TRAINER)
    assert desk.clock(ticket, "first_response").target_minutes == 60
    assert OlderClocksRow(DESK, 2, 1) not in desk.world.ask(on_older_calendar)


def test_hours_that_were_taken_back_leave_no_clock_behind(desk: Desk) -> None:
    desk.ticket()
    desk.world.do(ChangeCalendar(DESK, LATE, "The late desk"), TRAINER)
    desk.ticket()
    desk.world.do(ChangeCalendar(DESK, DEFAULT_CALENDAR, "After all not"), TRAINER)
    (row,) = desk.world.ask(on_older_calendar)
    begun_late = row.clocks
    done = desk.world.do(RebaseCalendar(DESK, "After all not"), TRAINER)
    assert done.outcome.facts["clocks"] == begun_late == 2
