# SPDX-License-Identifier: MIT
"""What a ticket's clocks get when its priority changes: target and calendar, also of the turn that runs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from crmtrainer.interactions.commands import SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.ids import TicketId
from crmtrainer.service_levels.commands import ChangeCalendar, ChangeStandard
from crmtrainer.service_levels.definitions import DESK, CalendarDefinition, StandardDefinition
from crmtrainer.service_levels.models import ServiceClock, ThresholdNotice
from crmtrainer.service_levels.queries import ClockRow
from crmtrainer.service_levels.rules import ClockRule, Metric, Unit
from crmtrainer.store.unit_of_work import reading
from crmtrainer.tickets.commands import SetPriority
from crmtrainer.tickets.rules import Priority
from tests.casework.a_desk import SAHOTA, Desk, a_desk, at
from tests.support import TRAINER

NIGHTS = CalendarDefinition(hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("18:00", "23:00"),)))


def a_turn(name: str, calendar: str, *priorities: str) -> StandardDefinition:
    rule = ClockRule(id=name, metric=Metric.NEXT_RESPONSE, unit=Unit.BUSINESS_MINUTES, length=60, source="House")
    return StandardDefinition(rule, calendar, priorities=priorities)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = a_desk(tmp_path)
    desk.world.do(ChangeCalendar("nights", NIGHTS, "The night desk"), TRAINER)
    for standard in (a_turn("by-day", DESK), a_turn("by-night", "nights", "urgent")):
        desk.world.do(ChangeStandard(standard, "Each turn", first=True), TRAINER)
    return desk


def turns(desk: Desk, ticket: TicketId) -> list[ClockRow]:
    return [clock for clock in desk.clocks(ticket) if clock.metric == Metric.NEXT_RESPONSE]


def test_the_turn_that_runs_moves_to_the_new_calendar_and_those_that_ended_stay(desk: Desk) -> None:
    ticket = desk.ticket()
    for minute in (5, 15):
        desk.opened()
        desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", ticket))
        desk.until(at(9, minute))
        desk.writes(ticket)
    assert [(turn.calendar, turn.due) for turn in turns(desk, ticket)] == [(DESK, at(10, 5)), (DESK, at(10, 15))]
    desk.opened()
    desk.do(SetPriority(ticket, Priority.URGENT, "It fell over"))
    assert [(turn.calendar, turn.due) for turn in turns(desk, ticket)] == [(DESK, at(10, 5)), ("nights", at(19))]
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", ticket))
    desk.until(at(18, 30))
    desk.writes(ticket)
    assert (turns(desk, ticket)[-1].calendar, turns(desk, ticket)[-1].due) == ("nights", at(19, 30))


def test_a_share_says_when_it_was_due_and_when_it_was_noticed(desk: Desk) -> None:
    desk.until(at(12))
    desk.opened()
    ticket = desk.ticket(first_contact_at=at(9))  # told at noon, of a customer who rang at nine
    desk.until(at(12, 1))
    with reading(desk.world.world.app.database) as session:
        clock = select(ServiceClock.id).where(ServiceClock.ticket_id == ticket, ServiceClock.metric == "first_response")
        mine = ThresholdNotice.clock_id == session.scalars(clock).one()
        notices = session.scalars(select(ThresholdNotice).where(mine).order_by(ThresholdNotice.id)).all()
        due = [(notice.percent, notice.due_at) for notice in notices]
        noticed = {notice.noticed_at for notice in notices}
    assert due == [(50, at(9, 30)), (75, at(9, 45)), (90, at(9, 54)), (100, at(10))]
    assert noticed == {datetime(2026, 3, 3, 12, tzinfo=UTC)}


def test_a_limit_that_had_passed_when_it_was_put_in_force_is_noticed_then_and_not_before(desk: Desk) -> None:
    rule = ClockRule(id="at-once", metric=Metric.RESOLUTION, unit=Unit.BUSINESS_MINUTES, length=60)
    at_once = StandardDefinition(rule, DESK, priorities=("urgent",))
    desk.world.do(ChangeStandard(at_once, "At once", first=True), TRAINER)
    ticket = desk.ticket()
    desk.until(at(12))
    desk.opened()
    desk.do(SetPriority(ticket, Priority.URGENT, "It fell over"))
    desk.until(at(12, 1))
    with reading(desk.world.world.app.database) as session:
        clock = select(ServiceClock.id).where(ServiceClock.ticket_id == ticket, ServiceClock.metric == "resolution")
        mine = ThresholdNotice.clock_id == session.scalars(clock).one(), ThresholdNotice.percent == 100
        (notice,) = session.scalars(select(ThresholdNotice).where(*mine)).all()
    assert (notice.due_at, notice.noticed_at) == (at(10), at(12))
