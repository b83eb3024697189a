# SPDX-License-Identifier: MIT
"""A team's agreed target and its plans go with the clock, whoever moves that: by other hours or by a waiver."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from crmtrainer.agenda.models import AgendaItem
from crmtrainer.agenda.rules import AgendaState
from crmtrainer.figures.over_time import handoffs as handoff_figures
from crmtrainer.figures.rules import Window
from crmtrainer.handoffs.commands import AnswerTeam, AskBack, ChaseTeam, SetTeamTargets
from crmtrainer.handoffs.queries import HandoffRow, of_ticket, running
from crmtrainer.handoffs.rules import HandoffState
from crmtrainer.kernel.commands import Change, Command
from crmtrainer.kernel.ids import HandoffId, TicketId
from crmtrainer.service_levels.commands import ChangeCalendar, RebaseCalendar, RebaseClock, WaiveBreach
from crmtrainer.service_levels.definitions import DESK, CalendarDefinition
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.store.unit_of_work import reading
from tests.casework.a_desk import Desk, a_desk, at
from tests.support import TRAINER

WEEK = ("mon", "tue", "wed", "thu", "fri")
NOON_ON = CalendarDefinition(hours=dict.fromkeys(WEEK, (("12:00", "20:00"),)))
TILL_THREE = CalendarDefinition(hours=dict.fromkeys(WEEK, (("09:00", "15:00"),)))
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


def seen(desk: Desk, ticket: TicketId) -> HandoffRow:
    desk.opened()
    return desk.world.ask(of_ticket, ticket)[0]


def trainer(desk: Desk, command: Command) -> tuple[Change, ...]:
    return desk.world.do(command, TRAINER).outcome.changes


def by(desk: Desk, hours: CalendarDefinition) -> tuple[Change, ...]:
    """Everything that runs is counted by other hours."""
    trainer(desk, ChangeCalendar(DESK, hours, "Other hours"))
    return trainer(desk, RebaseCalendar(DESK, "Nobody was there"))


def planned(desk: Desk) -> dict[str, object]:
    with reading(desk.world.world.app.database) as session:
        rows = session.scalars(select(AgendaItem).where(AgendaItem.state == AgendaState.PLANNED)).all()
        return {row.topic: row.due_at for row in rows}


def test_other_hours_move_the_agreed_target_wherever_it_is_read(
    desk: Desk, ticket: TicketId, handoff: HandoffId
) -> None:
    assert seen(desk, ticket).target_at == at(13)
    changes = by(desk, NO_LUNCH)
    assert Change("handoff", handoff) in changes
    assert seen(desk, ticket).target_at == at(14)
    assert desk.clock(ticket, "handoff_complete", f"handoff:{handoff}").due == at(14)
    assert [row.target_at for row in desk.world.ask(running)] == [at(14)]
    told = desk.told("calendar.rebase")
    assert (told["handoffs"], len(told["targets"])) == ([handoff], 1)


def test_one_clock_by_other_hours_takes_its_target_along(desk: Desk, ticket: TicketId, handoff: HandoffId) -> None:
    trainer(desk, ChangeCalendar(DESK, NO_LUNCH, "Lunch"))
    assert seen(desk, ticket).target_at == at(13)
    clock = desk.clock(ticket, "handoff_complete", f"handoff:{handoff}")
    trainer(desk, RebaseClock(clock.id, "They have lunch"))
    assert seen(desk, ticket).target_at == at(14)


def test_the_team_works_on_in_the_hours_that_count_by_now(desk: Desk, ticket: TicketId, handoff: HandoffId) -> None:
    assert planned(desk) == {f"handoff-completion:{handoff}": at(10, 50)}
    by(desk, NOON_ON)
    assert planned(desk) == {f"handoff-completion:{handoff}": at(13, 30)}
    desk.until(at(13, 29))
    assert seen(desk, ticket).state is HandoffState.ACCEPTED
    desk.until(at(13, 30))
    assert seen(desk, ticket).state is HandoffState.DONE


def test_the_team_looks_and_answers_in_them_as_well(desk: Desk, ticket: TicketId) -> None:
    handoff = desk.hand_over(ticket, photo=desk.writes(ticket, file="plate.jpg"))
    desk.do(ChaseTeam(handoff, "Have you seen it?"))
    assert planned(desk) == {f"handoff-review:{handoff}": at(9, 20), f"handoff-report:{handoff}": at(9, 10)}
    by(desk, NOON_ON)
    assert planned(desk) == {f"handoff-review:{handoff}": at(12, 20), f"handoff-report:{handoff}": at(12, 10)}
    assert seen(desk, ticket).target_at is None
    desk.until(at(12, 20))
    # The completion counts from when it was sent, by the hours of its acceptance.
    assert seen(desk, ticket).target_at == at(16)


def test_while_it_waits_for_us_the_target_is_the_one_without_that_wait(
    desk: Desk, ticket: TicketId, handoff: HandoffId
) -> None:
    desk.happens(AskBack(handoff, "Which plate?"))
    by(desk, NO_LUNCH)
    assert seen(desk, ticket).target_at == at(14)
    desk.until(at(10, 30))
    facts = desk.do(AnswerTeam(handoff, "Six-hole"))
    assert (facts["waited_minutes"], facts["target_at"]) == (60, at(15))
    # Ten of its ninety minutes were done, and half an hour of the rest before lunch.
    assert planned(desk) == {f"handoff-completion:{handoff}": at(12, 50)}


def test_by_when_to_answer_counts_by_the_hours_of_the_limit(desk: Desk, ticket: TicketId, handoff: HandoffId) -> None:
    desk.happens(AskBack(handoff, "Which plate?"))
    before = seen(desk, ticket).answer_by
    trainer(desk, ChangeCalendar(DESK, TILL_THREE, "For what begins from now on"))
    assert seen(desk, ticket).answer_by == before == at(13, 30)


@pytest.fixture
def late(desk: Desk, ticket: TicketId) -> HandoffId:
    """A handoff that was to be done by half past nine, is not by ten, and is counted by hours from noon since."""
    trainer(desk, SetTeamTargets("warehouse", 20, 30, DESK, "To try it"))
    handoff = desk.hand_over(ticket, photo=desk.writes(ticket, file="plate.jpg"))
    desk.until(at(10))
    by(desk, NOON_ON)
    return handoff


def test_a_target_that_was_missed_stays_the_one_that_counts(desk: Desk, ticket: TicketId, late: HandoffId) -> None:
    clock = desk.clock(ticket, "handoff_complete", f"handoff:{late}")
    assert (clock.due, clock.breached_at, clock.state) == (at(12, 30), at(9, 30), TimerState.OVERDUE)
    assert seen(desk, ticket).target_at == at(9, 30)
    desk.until(at(14))
    assert seen(desk, ticket).state is HandoffState.DONE
    assert desk.told("handoff.complete")["within_target"] is False
    (team,) = desk.world.ask(handoff_figures, window=Window.ALL).rows
    assert (team.base, team.in_time) == (1, 0)


def test_once_that_is_waived_the_new_target_counts(desk: Desk, ticket: TicketId, late: HandoffId) -> None:
    clock = desk.clock(ticket, "handoff_complete", f"handoff:{late}")
    trainer(desk, WaiveBreach(clock.id, "Nobody was there"))
    assert seen(desk, ticket).target_at == at(12, 30)
    assert desk.clock(ticket, "handoff_complete", f"handoff:{late}").state is TimerState.NOT_STARTED


def test_the_words_of_a_team_that_waits_for_us_never_say_that_it_is_late(
    desk: Desk, ticket: TicketId, handoff: HandoffId
) -> None:
    desk.happens(AskBack(handoff, "Which plate?"))
    desk.until(at(14))  # past the target as it was agreed, which moves with the wait
    desk.opened()
    told = desk.do(ChaseTeam(handoff, "How is it going?"))
    assert (told["before_due"], told["minutes_before_due"]) == (True, None)
    desk.until(at(14, 10))
    assert desk.told("handoff.report")["is_late"] is False
