# SPDX-License-Identifier: MIT
"""A handoff that is taken back once its team was late: that it was late stays, and the rest of its limits goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmtrainer.figures.queries import recount
from crmtrainer.handoffs.commands import AskBack, SetTeamTargets, WithdrawHandoff
from crmtrainer.kernel.ids import HandoffId, TicketId
from crmtrainer.service_levels.commands import WaiveBreach
from crmtrainer.service_levels.queries import ClockRow, why
from crmtrainer.service_levels.timers import ReasonCode, TimerState
from tests.casework.a_desk import Desk, a_desk
from tests.support import TRAINER

ACCEPT, COMPLETE = "handoff_accept", "handoff_complete"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def handed_over(desk: Desk, accept: int, complete: int, *, passed: int) -> tuple[TicketId, HandoffId]:
    """Handed over to a team that has agreed to so many minutes, `passed` minutes ago."""
    desk.world.do(SetTeamTargets("warehouse", accept, complete, "desk", "They are quick"), TRAINER)
    ticket = desk.ticket()
    handoff = desk.hand_over(ticket, photo=desk.writes(ticket, file="plate.jpg"))
    desk.world.advance(minutes=passed)
    desk.opened()
    return ticket, handoff


def of_the_team(desk: Desk, ticket: TicketId) -> dict[str, ClockRow]:
    return {clock.metric: clock for clock in desk.clocks(ticket) if clock.subject}


def test_work_that_was_late_stays_missed(desk: Desk) -> None:
    ticket, handoff = handed_over(desk, 60, 61, passed=70)
    late = of_the_team(desk, ticket)[COMPLETE]
    assert late.breached_at is not None
    desk.do(WithdrawHandoff(handoff, "He keeps it"))
    desk.world.advance(minutes=30)
    clock = of_the_team(desk, ticket)[COMPLETE]
    assert (clock.state, clock.due, clock.breached_at) == (TimerState.MISSED, late.due, late.breached_at)
    assert clock.over_seconds == 9 * 60  # no longer than until it was taken back
    assert ReasonCode.BREACH_STANDS in desk.world.ask(why, clock.id).reasons
    assert desk.world.ask(recount) == ()


def test_a_look_that_came_too_late_stays_missed(desk: Desk) -> None:
    ticket, handoff = handed_over(desk, 5, 61, passed=10)
    due = of_the_team(desk, ticket)[ACCEPT].due
    desk.do(WithdrawHandoff(handoff, "He keeps it"))
    assert {metric: (c.state, c.breached_at) for metric, c in of_the_team(desk, ticket).items()} == {
        ACCEPT: (TimerState.MISSED, due)
    }


def test_work_that_was_late_and_then_waits_for_us_stays_missed(desk: Desk) -> None:
    ticket, handoff = handed_over(desk, 60, 61, passed=70)
    desk.happens(AskBack(handoff, "Which plate?"))
    desk.do(WithdrawHandoff(handoff, "He keeps it"))
    assert of_the_team(desk, ticket)[COMPLETE].state is TimerState.MISSED


def test_what_was_waived_stays_waived(desk: Desk) -> None:
    ticket, handoff = handed_over(desk, 60, 61, passed=70)
    desk.world.do(WaiveBreach(of_the_team(desk, ticket)[COMPLETE].id, "The lift was broken"), TRAINER)
    desk.do(WithdrawHandoff(handoff, "He keeps it"))
    assert of_the_team(desk, ticket)[COMPLETE].is_waived


def test_what_was_not_late_is_gone_beside_what_was(desk: Desk) -> None:
    ticket, handoff = handed_over(desk, 5, 240, passed=30)
    assert of_the_team(desk, ticket)[COMPLETE].state is not TimerState.OVERDUE
    desk.do(WithdrawHandoff(handoff, "He keeps it"))
    assert {metric: c.state for metric, c in of_the_team(desk, ticket).items()} == {ACCEPT: TimerState.MISSED}
