# SPDX-License-Identifier: MIT
"""A word of ours that is entered afterwards takes no turn away, and one from before the first contact begins none."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crmtrainer.interactions.commands import LogInteraction, SendMessage
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction
from crmtrainer.kernel.ids import TicketId
from crmtrainer.service_levels.commands import ChangeStandard
from crmtrainer.service_levels.definitions import DESK, StandardDefinition
from crmtrainer.service_levels.rules import ClockRule, Metric, Unit
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.tickets.commands import CorrectFirstContact, MergeTicket
from tests.casework.a_desk import SAHOTA, Desk, a_desk, at
from tests.support import TRAINER

MONDAY = at(9) - timedelta(days=1)
"""A ticket of these tests was first told of on Tuesday at nine."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = a_desk(tmp_path)
    rule = ClockRule(id="turn", metric=Metric.NEXT_RESPONSE, unit=Unit.BUSINESS_MINUTES, length=60)
    desk.world.do(ChangeStandard(StandardDefinition(rule, DESK), "Each turn", first=True), TRAINER)
    return desk


def turns(desk: Desk, ticket: TicketId) -> list[tuple[datetime, datetime | None, TimerState]]:
    found = [row for row in desk.clocks(ticket) if row.metric == "next_response"]
    return [(row.anchor, row.breached_at, row.state) for row in found]


def first(desk: Desk, ticket: TicketId) -> tuple[datetime, TimerState]:
    row = desk.clock(ticket, "first_response")
    return row.anchor, row.state


def told(desk: Desk, ticket: TicketId) -> None:
    desk.opened()
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", ticket))


def told_afterwards(desk: Desk, ticket: TicketId, happened: datetime) -> None:
    desk.opened()
    log = LogInteraction(SAHOTA, Channel.PHONE, Direction.OUT, "His legs", "We spoke", ContactOutcome.INFORMATION)
    desk.do(replace(log, ticket_id=ticket, happened_at=happened))


def take_over(desk: Desk, into: TicketId, since: datetime) -> None:
    """Merge in another ticket, whose customer has waited since then."""
    desk.opened()
    desk.do(MergeTicket(desk.ticket(first_contact_at=since), into, "One matter"))


def test_a_reply_entered_afterwards_leaves_the_breach_of_a_message_that_was_taken_over(desk: Desk) -> None:
    ticket = desk.ticket()
    told(desk, ticket)
    take_over(desk, ticket, MONDAY)
    late = (MONDAY, MONDAY + timedelta(hours=1))
    assert turns(desk, ticket) == [(*late, TimerState.OVERDUE)]
    told_afterwards(desk, ticket, MONDAY + timedelta(minutes=30))
    assert turns(desk, ticket) == [(*late, TimerState.MISSED)]
    assert first(desk, ticket) == (at(9), TimerState.MET)


def test_so_does_a_first_reply_found_after_the_first_contact(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(9, 50))
    told(desk, ticket)
    desk.until(at(11))
    take_over(desk, ticket, at(9, 10))
    told_afterwards(desk, ticket, at(9, 20))
    assert turns(desk, ticket) == [(at(9, 10), at(10, 10), TimerState.MISSED)]


def test_turns_that_were_two_stay_two_when_one_reply_turns_out_to_have_answered_both(desk: Desk) -> None:
    ticket = desk.ticket()
    told(desk, ticket)
    desk.until(at(9, 20))
    desk.writes(ticket)
    desk.until(at(9, 50))
    told(desk, ticket)
    desk.until(at(11))
    take_over(desk, ticket, at(9, 10))
    before = turns(desk, ticket)
    assert sorted(before) == [
        (at(9, 10), at(10, 10), TimerState.OVERDUE),
        (at(9, 20), None, TimerState.MET),
    ]
    told_afterwards(desk, ticket, at(9, 30))
    assert sorted(turns(desk, ticket)) == [
        (at(9, 10), at(10, 10), TimerState.MISSED),
        (at(9, 20), None, TimerState.MET),
    ]


def test_what_we_said_before_the_first_contact_is_no_first_reply_and_begins_no_turn(desk: Desk) -> None:
    ticket = desk.ticket()
    told_afterwards(desk, ticket, MONDAY)
    desk.until(at(9, 30))
    desk.writes(ticket)
    assert first(desk, ticket) == (at(9), TimerState.ON_TRACK)
    assert turns(desk, ticket) == []
    told(desk, ticket)
    assert (first(desk, ticket), turns(desk, ticket)) == ((at(9), TimerState.MET), [])


def test_it_is_one_once_the_first_contact_turns_out_to_have_been_before_it(desk: Desk) -> None:
    ticket = desk.ticket()
    told_afterwards(desk, ticket, MONDAY)
    desk.until(at(9, 30))
    desk.writes(ticket)
    sooner = MONDAY - timedelta(minutes=20)
    desk.do(CorrectFirstContact(ticket, sooner, "It was in the book"))
    assert first(desk, ticket) == (sooner, TimerState.MET)
    assert turns(desk, ticket) == [(at(9, 30), None, TimerState.ON_TRACK)]


def test_a_later_message_of_another_ticket_waits_for_the_first_reply_that_is_still_owed(desk: Desk) -> None:
    ticket = desk.ticket()
    told_afterwards(desk, ticket, MONDAY)
    desk.until(at(9, 40))
    take_over(desk, ticket, at(9, 30))
    assert (first(desk, ticket), turns(desk, ticket)) == ((at(9), TimerState.ON_TRACK), [])


def test_an_older_one_is_not_answered_by_what_we_said_before_it_was_taken_over(desk: Desk) -> None:
    ticket, sooner = desk.ticket(), MONDAY - timedelta(hours=20)
    told_afterwards(desk, ticket, MONDAY)
    take_over(desk, ticket, sooner)
    assert (first(desk, ticket), turns(desk, ticket)) == ((sooner, TimerState.OVERDUE), [])
    told_afterwards(desk, ticket, MONDAY + timedelta(hours=1))
    assert (first(desk, ticket), turns(desk, ticket)) == ((sooner, TimerState.MISSED), [])
