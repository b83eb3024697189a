# SPDX-License-Identifier: MIT
"""When a breach was is history: no target that comes later moves it, and what one makes late says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crmtrainer.kernel.ids import TicketId
from crmtrainer.service_levels.commands import WaiveBreach
from crmtrainer.service_levels.queries import ClockRow, why
from crmtrainer.service_levels.rules import EventKind, Metric
from crmtrainer.service_levels.timers import ReasonCode, TimerState
from crmtrainer.tickets.commands import SetPriority
from crmtrainer.tickets.rules import Priority
from tests.casework.a_desk import Desk, a_desk, at
from tests.casework.test_turn_names import entered
from tests.service_levels.stories import SOLVE, event, on, opened, read
from tests.support import TRAINER


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def put(desk: Desk, ticket: TicketId, priority: Priority) -> ClockRow:
    desk.opened()
    desk.do(SetPriority(ticket, priority, "As it is now"))
    return desk.clock(ticket, "resolution")


def missed(desk: Desk) -> tuple[TicketId, datetime]:
    """A ticket that was due to be solved the same day, half an hour after that; and when it was due."""
    ticket = desk.ticket()
    due = desk.clock(ticket, "resolution").due
    assert due is not None
    desk.until(due + timedelta(minutes=30))
    assert desk.clock(ticket, "resolution").breached_at == due
    return ticket, due


def test_a_shorter_target_that_comes_after_a_breach_leaves_it_where_it_was(desk: Desk) -> None:
    ticket, due = missed(desk)
    urgent = put(desk, ticket, Priority.URGENT)
    assert urgent.due is not None
    assert urgent.due < due
    assert (urgent.breached_at, urgent.over_seconds) == (due, 1800)
    desk.until(due + timedelta(minutes=40))
    assert put(desk, ticket, Priority.NORMAL).breached_at == due
    assert entered(desk, ticket, EventKind.BREACHED).count(due) == 1


def test_one_waiver_answers_it_under_either_target(desk: Desk) -> None:
    ticket, due = missed(desk)
    row = put(desk, ticket, Priority.URGENT)
    desk.world.do(WaiveBreach(row.id, "The line was down"), TRAINER)
    desk.until(due + timedelta(minutes=50))
    row = desk.clock(ticket, "resolution")
    assert (row.is_waived, row.breached_at) == (True, due)
    assert ReasonCode.SHORTENED_WHEN_PASSED not in desk.world.ask(why, row.id).reasons


def test_what_a_shorter_target_makes_late_counts_from_its_deadline_and_says_that_it_came_after_that(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(14))
    row = put(desk, ticket, Priority.URGENT)
    assert (row.state, row.due, row.breached_at) == (TimerState.OVERDUE, at(13), at(13))
    assert ReasonCode.SHORTENED_WHEN_PASSED in desk.world.ask(why, row.id).reasons
    desk.until(at(14, 10))
    back = put(desk, ticket, Priority.NORMAL)
    assert (back.state, back.breached_at) == (TimerState.OVERDUE, at(13))


def test_a_breach_before_the_new_target_is_told_as_its_own() -> None:
    swap = event(EventKind.RULE_SWAPPED, "2 09:00", metric=Metric.RESOLUTION, rule=replace(SOLVE, length=120))
    breach = event(EventKind.BREACHED, "1 16:00", metric=Metric.RESOLUTION)
    reading = read(SOLVE, [opened(), breach, swap], "2 10:00")
    assert (reading.breached_at, reading.due, reading.over_seconds) == (on("1 16:00"), on("1 10:00"), 2 * 3600)
    assert reading.reasons == (ReasonCode.RULE_SWAPPED, ReasonCode.BREACH_STANDS)
