# SPDX-License-Identifier: MIT
"""A turn of the customer keeps its clock, and what was entered of it, when its start turns out to lie earlier."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from crmtrainer.interactions.commands import LogInteraction, SendMessage
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction
from crmtrainer.kernel.ids import TicketId
from crmtrainer.service_levels.commands import ChangeStandard, WaiveBreach
from crmtrainer.service_levels.definitions import DESK, StandardDefinition
from crmtrainer.service_levels.models import StoryEvent
from crmtrainer.service_levels.queries import ClockRow, why
from crmtrainer.service_levels.rules import ClockEvent, ClockRule, EventKind, Metric, Unit
from crmtrainer.service_levels.timers import ReasonCode, TimerState
from crmtrainer.service_levels.turns import waiting_since
from crmtrainer.store.unit_of_work import reading
from tests.casework.a_desk import SAHOTA, Desk, a_desk, at
from tests.support import TRAINER


def a_limit(metric: Metric, minutes: int) -> StandardDefinition:
    return StandardDefinition(ClockRule(id="turn", metric=metric, unit=Unit.BUSINESS_MINUTES, length=minutes), DESK)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = a_desk(tmp_path)
    desk.world.do(ChangeStandard(a_limit(Metric.NEXT_RESPONSE, 120), "Each turn", first=True), TRAINER)
    return desk


def turns(desk: Desk, ticket: TicketId) -> list[ClockRow]:
    return [clock for clock in desk.clocks(ticket) if clock.metric == Metric.NEXT_RESPONSE]


def answer(desk: Desk, ticket: TicketId) -> None:
    desk.opened()
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", ticket))


def told_later(desk: Desk, ticket: TicketId, happened: datetime, way: Direction, channel: Channel) -> None:
    desk.opened()
    log = LogInteraction(SAHOTA, channel, way, "His legs", "Overlooked until now", ContactOutcome.INFORMATION)
    desk.do(replace(log, ticket_id=ticket, happened_at=happened))


def entered(desk: Desk, ticket: TicketId, kind: EventKind) -> list[datetime]:
    with reading(desk.world.world.app.database) as session:
        mine = StoryEvent.story == f"ticket:{ticket}", StoryEvent.kind == kind
        return list(session.scalars(select(StoryEvent.at).where(*mine).order_by(StoryEvent.id)))


def late(desk: Desk) -> tuple[TicketId, ClockRow]:
    """A ticket whose customer wrote again at eleven and was due an answer at one."""
    ticket = desk.ticket()
    answer(desk, ticket)
    desk.until(at(11))
    desk.writes(ticket)
    desk.until(at(13, 10))
    (clock,) = turns(desk, ticket)
    assert (clock.due, clock.breached_at) == (at(13), at(13))
    return ticket, clock


def test_an_earlier_message_moves_the_start_and_leaves_the_clock_with_its_breach_and_waiver(desk: Desk) -> None:
    ticket, clock = late(desk)
    desk.world.do(WaiveBreach(clock.id, "The line was down"), TRAINER)
    told_later(desk, ticket, at(10, 30), Direction.IN, Channel.EMAIL)
    (row,) = turns(desk, ticket)
    assert (row.id, row.subject, row.anchor, row.due) == (clock.id, clock.subject, at(10, 30), at(12, 30))
    assert ReasonCode.WAIVED in desk.world.ask(why, clock.id).reasons
    assert at(13) in entered(desk, ticket, EventKind.BREACHED)
    answer(desk, ticket)
    (row,) = turns(desk, ticket)
    assert (row.id, row.state) == (clock.id, TimerState.MISSED)


def test_what_was_told_of_it_is_told_once(desk: Desk) -> None:
    ticket, clock = late(desk)
    told_later(desk, ticket, at(10, 30), Direction.IN, Channel.EMAIL)
    desk.until(at(14))
    (row,) = turns(desk, ticket)
    assert (row.id, row.breached_at) == (clock.id, at(13))
    assert entered(desk, ticket, EventKind.BREACHED) == [at(13)]


def test_an_answer_found_later_in_between_leaves_each_message_its_own_clock(desk: Desk) -> None:
    ticket, clock = late(desk)
    told_later(desk, ticket, at(10, 30), Direction.IN, Channel.EMAIL)
    told_later(desk, ticket, at(10, 45), Direction.OUT, Channel.PHONE)
    first, second = sorted(turns(desk, ticket), key=lambda row: row.anchor)
    assert (second.id, second.anchor, second.breached_at) == (clock.id, at(11), at(13))
    assert (first.anchor, first.state, first.satisfied_at) == (at(10, 30), TimerState.MET, at(10, 45))


def test_messages_of_one_moment_keep_their_names_when_an_answer_parts_them(desk: Desk) -> None:
    ticket = desk.ticket()
    answer(desk, ticket)
    desk.until(at(10))
    desk.writes(ticket)
    desk.until(at(10, 30))
    told_later(desk, ticket, at(10), Direction.IN, Channel.EMAIL)
    desk.writes(ticket)
    answer(desk, ticket)
    desk.writes(ticket)
    before = {row.id: row.anchor for row in turns(desk, ticket)}
    told_later(desk, ticket, at(10) + timedelta(minutes=15), Direction.OUT, Channel.PHONE)
    after = {row.id: row.anchor for row in turns(desk, ticket)}
    assert before.items() <= after.items()
    assert sorted(after.values()) == [at(10), at(10, 30), at(10, 30)]


def test_a_first_contact_that_is_put_right_to_the_moment_of_our_reply_is_answered_by_it() -> None:
    """The customer is no longer waited for than before: the correction tells when, not that they came again."""
    answered = [ClockEvent(kind=EventKind.OPENED, at=at(9)), ClockEvent(kind=EventKind.VISIBLE_REPLY, at=at(9, 10))]
    assert waiting_since(answered) is None
    assert waiting_since([*answered, ClockEvent(kind=EventKind.OPENED, at=at(9, 10))]) is None
    assert waiting_since([*answered, ClockEvent(kind=EventKind.OPENED, at=at(9, 11))]) == at(9, 11)
    again = ClockEvent(kind=EventKind.CUSTOMER_MESSAGE, at=at(9, 10))
    assert waiting_since([*answered, again]) == at(9, 10)
