# SPDX-License-Identifier: MIT
"""While a ticket waits for the customer its team's limit stands still; the team itself goes on with its work."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from crmtrainer.agenda.models import AgendaItem
from crmtrainer.agenda.rules import AgendaState
from crmtrainer.figures.over_time import handoffs as handoff_figures
from crmtrainer.figures.queries import recount
from crmtrainer.figures.rules import Window
from crmtrainer.handoffs.commands import AnswerTeam, AskBack, ChaseTeam, SetTeamTargets, WithdrawHandoff
from crmtrainer.handoffs.queries import HandoffRow, of_ticket
from crmtrainer.handoffs.rules import HandoffState
from crmtrainer.kernel.ids import HandoffId, TicketId
from crmtrainer.kernel.moments import to_micros
from crmtrainer.service_levels.commands import AdjustTiming, ChangeCalendar, RebaseCalendar
from crmtrainer.service_levels.definitions import DESK, CalendarDefinition
from crmtrainer.service_levels.queries import ClockRow, why
from crmtrainer.service_levels.rules import PauseState
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.store.unit_of_work import reading
from crmtrainer.tickets.commands import ReopenTicket, SetStatus
from crmtrainer.tickets.rules import Status
from tests.casework.a_desk import Desk, a_desk, at
from tests.support import TRAINER

WEEK = ("mon", "tue", "wed", "thu", "fri")
NO_LUNCH = CalendarDefinition(hours=dict.fromkeys(WEEK, (("09:00", "11:00"), ("12:00", "17:30"))))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


@pytest.fixture
def ticket(desk: Desk) -> TicketId:
    return desk.ticket()


@pytest.fixture
def handoff(desk: Desk, ticket: TicketId) -> HandoffId:
    """Sent at nine, accepted at 9:20, to be done by one o'clock, and planned to be done by 10:50."""
    handoff = desk.hand_over(ticket, photo=desk.writes(ticket, file="plate.jpg"))
    desk.until(at(9, 30))
    return handoff


def waits(desk: Desk, ticket: TicketId, since: datetime) -> None:
    desk.until(since)
    desk.opened()
    desk.do(SetStatus(ticket, Status.WAITING, "Which plate has he?"))


def writes(desk: Desk, ticket: TicketId, moment: datetime) -> None:
    desk.until(moment)
    desk.writes(ticket)


def seen(desk: Desk, ticket: TicketId) -> HandoffRow:
    desk.opened()
    return desk.world.ask(of_ticket, ticket)[0]


def limit(desk: Desk, ticket: TicketId, handoff: HandoffId) -> ClockRow:
    return desk.clock(ticket, "handoff_complete", f"handoff:{handoff}")


def planned(desk: Desk) -> dict[str, datetime]:
    with reading(desk.world.world.app.database) as session:
        rows = session.scalars(select(AgendaItem).where(AgendaItem.state == AgendaState.PLANNED)).all()
        return {row.topic: row.due_at for row in rows}


def test_the_limit_stands_still_and_the_target_moves_by_the_wait(
    desk: Desk, ticket: TicketId, handoff: HandoffId
) -> None:
    waits(desk, ticket, at(9, 40))
    desk.until(at(10, 10))
    clock = limit(desk, ticket, handoff)
    assert (clock.state, clock.due, clock.left_seconds) == (TimerState.PAUSED, None, 200 * 60)
    assert clock.paused_for == PauseState.WAITING_CUSTOMER
    assert seen(desk, ticket).target_at == at(13)  # as it was agreed, without this wait
    writes(desk, ticket, at(10, 20))
    assert limit(desk, ticket, handoff).due == at(13, 40)
    assert seen(desk, ticket).target_at == at(13, 40)
    (pause,) = desk.world.ask(why, clock.id).pauses
    assert (pause.start, pause.end, pause.waiting_for) == (at(9, 40), at(10, 20), PauseState.WAITING_CUSTOMER)
    assert pause.reason == "Which plate has he?"


def test_the_team_works_on_meanwhile(desk: Desk, ticket: TicketId, handoff: HandoffId) -> None:
    waits(desk, ticket, at(9, 40))
    assert planned(desk) == {f"handoff-completion:{handoff}": at(10, 50)}
    desk.until(at(10, 50))
    assert seen(desk, ticket).state is HandoffState.DONE


def test_an_answer_during_the_pause_is_in_time(desk: Desk, ticket: TicketId) -> None:
    desk.world.do(SetTeamTargets("warehouse", 20, 60, DESK, "They are quick"), TRAINER)
    handoff = desk.hand_over(ticket, photo=desk.writes(ticket, file="plate.jpg"))
    waits(desk, ticket, at(9, 40))
    desk.until(at(11))  # they agreed to be done by ten, and take until 10:50
    assert seen(desk, ticket).state is HandoffState.DONE
    told = desk.told("handoff.complete")
    assert (told["within_target"], told["minutes_before_due"]) == (True, 20)
    assert seen(desk, ticket).target_at == at(11, 10)
    assert limit(desk, ticket, handoff).state is TimerState.MET
    (team,) = desk.world.ask(handoff_figures, window=Window.ALL).rows
    assert (team.base, team.in_time) == (1, 1)
    assert desk.world.ask(recount) == ()
    writes(desk, ticket, at(12))  # what comes after it was done moves nothing any more
    assert seen(desk, ticket).target_at == at(11, 10)


def test_a_target_that_was_missed_before_the_pause_stays_missed(desk: Desk, ticket: TicketId) -> None:
    desk.world.do(SetTeamTargets("warehouse", 20, 60, DESK, "They are quick"), TRAINER)
    handoff = desk.hand_over(ticket, photo=desk.writes(ticket, file="plate.jpg"))
    waits(desk, ticket, at(10, 1))
    assert limit(desk, ticket, handoff).state is TimerState.OVERDUE
    desk.until(at(11))
    assert desk.told("handoff.complete")["within_target"] is False
    assert seen(desk, ticket).target_at == at(10)


def test_two_waits_that_overlap_are_one(desk: Desk, ticket: TicketId, handoff: HandoffId) -> None:
    waits(desk, ticket, at(9, 40))
    desk.until(at(10))
    desk.happens(AskBack(handoff, "Which plate?"))
    writes(desk, ticket, at(10, 20))  # the ticket goes on; the team still waits for us
    assert limit(desk, ticket, handoff).state is TimerState.PAUSED
    assert seen(desk, ticket).target_at == at(13)
    desk.until(at(10, 40))
    desk.opened()
    facts = desk.do(AnswerTeam(handoff, "Six-hole"))
    assert (facts["waited_minutes"], facts["target_at"]) == (40, at(14))  # from 9:40 to 10:40
    # Forty of its ninety minutes were done when it asked: it works on what it waited for itself, and for nothing else.
    assert planned(desk) == {f"handoff-completion:{handoff}": at(11, 30)}


def test_a_team_that_is_answered_may_still_have_time_while_the_ticket_waits(
    desk: Desk, ticket: TicketId, handoff: HandoffId
) -> None:
    waits(desk, ticket, at(9, 40))
    desk.until(at(10))
    desk.happens(AskBack(handoff, "Which plate?"))
    desk.until(at(10, 30))
    desk.opened()
    facts = desk.do(AnswerTeam(handoff, "Six-hole"))
    assert (facts["waited_minutes"], facts["target_at"]) == (30, at(13))
    assert limit(desk, ticket, handoff).state is TimerState.PAUSED
    assert planned(desk) == {f"handoff-completion:{handoff}": at(11, 20)}
    writes(desk, ticket, at(11))
    assert seen(desk, ticket).target_at == at(14, 20)


def test_what_is_sent_and_accepted_while_the_ticket_waits_begins_paused(desk: Desk, ticket: TicketId) -> None:
    photo = desk.writes(ticket, file="plate.jpg")
    waits(desk, ticket, at(9, 10))
    handoff = desk.hand_over(ticket, photo=photo)
    desk.until(at(9, 40))  # accepted at half past nine, counted from ten past
    assert desk.told("handoff.review")["target_at"] == to_micros(at(13, 10))
    clock = limit(desk, ticket, handoff)
    assert (clock.state, clock.left_seconds) == (TimerState.PAUSED, 240 * 60)
    assert seen(desk, ticket).target_at == at(13, 10)
    writes(desk, ticket, at(9, 50))
    assert seen(desk, ticket).target_at == at(13, 50)


def test_acceptance_never_pauses(desk: Desk, ticket: TicketId) -> None:
    photo = desk.writes(ticket, file="plate.jpg")
    waits(desk, ticket, at(9, 10))
    handoff = desk.hand_over(ticket, photo=photo)
    assert desk.clock(ticket, "handoff_accept", f"handoff:{handoff}").due == at(10, 10)


def test_resolving_ends_the_wait_for_the_team_too(desk: Desk, ticket: TicketId, handoff: HandoffId) -> None:
    waits(desk, ticket, at(9, 40))
    desk.until(at(10))
    desk.opened()
    desk.do(SetStatus(ticket, Status.RESOLVED, "He found it"))
    assert limit(desk, ticket, handoff).due == seen(desk, ticket).target_at == at(13, 20)
    desk.until(at(10, 10))
    desk.do(ReopenTicket(ticket, "It was another one"))
    assert limit(desk, ticket, handoff).due == seen(desk, ticket).target_at == at(13, 20)


def test_other_hours_count_around_the_wait(desk: Desk, ticket: TicketId, handoff: HandoffId) -> None:
    waits(desk, ticket, at(9, 40))
    desk.world.do(ChangeCalendar(DESK, NO_LUNCH, "Lunch"), TRAINER)
    desk.world.do(RebaseCalendar(DESK, "They have lunch"), TRAINER)
    assert seen(desk, ticket).target_at == at(14)
    writes(desk, ticket, at(10, 20))
    assert limit(desk, ticket, handoff).due == seen(desk, ticket).target_at == at(14, 40)
    assert planned(desk) == {f"handoff-completion:{handoff}": at(10, 50)}


def test_more_time_for_us_is_none_for_the_team(desk: Desk, ticket: TicketId, handoff: HandoffId) -> None:
    waits(desk, ticket, at(9, 40))
    desk.world.do(AdjustTiming(200), TRAINER)
    writes(desk, ticket, at(10, 20))
    assert seen(desk, ticket).target_at == at(13, 40)


def test_whoever_asks_during_the_pause_never_asks_too_late(desk: Desk, ticket: TicketId) -> None:
    desk.world.do(SetTeamTargets("warehouse", 20, 60, DESK, "They are quick"), TRAINER)
    handoff = desk.hand_over(ticket, photo=desk.writes(ticket, file="plate.jpg"))
    waits(desk, ticket, at(9, 40))
    desk.until(at(10, 30))  # past what was agreed, which moves by the wait
    told = desk.do(ChaseTeam(handoff, "How is it going?"))
    assert (told["before_due"], told["minutes_before_due"]) == (True, None)
    desk.until(at(10, 40))
    assert desk.told("handoff.report")["is_late"] is False


def test_what_is_taken_back_during_the_pause_was_not_late(desk: Desk, ticket: TicketId) -> None:
    desk.world.do(SetTeamTargets("warehouse", 20, 60, DESK, "They are quick"), TRAINER)
    handoff = desk.hand_over(ticket, photo=desk.writes(ticket, file="plate.jpg"))
    waits(desk, ticket, at(9, 40))
    desk.until(at(10, 30))
    desk.opened()
    desk.do(WithdrawHandoff(handoff, "He keeps it"))
    assert all(clock.subject != f"handoff:{handoff}" or clock.breached_at is None for clock in desk.clocks(ticket))
