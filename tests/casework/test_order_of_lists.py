# SPDX-License-Identifier: MIT
"""The order in which lists are read: by real time to due, and what was missed where it was missed."""

from datetime import timedelta
from pathlib import Path

import pytest

from crmtrainer.casework.queries import queue
from crmtrainer.interactions.commands import SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.ids import TicketId
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.tickets.commands import SetPriority, SetStatus
from crmtrainer.tickets.rules import Priority, Status
from tests.casework.a_desk import SAHOTA, Desk, a_desk, at


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def order(desk: Desk) -> list[int]:
    return [row.id for row in desk.world.ask(queue)]


def answered(desk: Desk, **fields: object) -> TicketId:
    """A ticket of which nothing runs but its resolution."""
    ticket = desk.ticket(**fields)
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", ticket))
    return ticket


def test_a_breach_that_stands_is_first_by_when_it_was_missed_also_while_its_clock_stands_still(desk: Desk) -> None:
    missed = answered(desk, priority=Priority.URGENT)
    desk.until(at(13, 30))
    desk.do(SetPriority(missed, Priority.NORMAL, "It can wait"))
    desk.until(at(15))
    fresh = answered(desk)
    assert order(desk) == [missed, fresh]
    desk.do(SetStatus(missed, Status.WAITING, "For his photo"))
    clock = desk.clock(missed, "resolution")
    assert (clock.state, clock.due) == (TimerState.OVERDUE, None)
    assert order(desk) == [missed, fresh]
    (first, _) = desk.world.ask(queue)
    assert first.due_at == at(13)


def test_parts_of_a_list_follow_one_another(desk: Desk) -> None:
    for hours in (1, 30, 5, 2):
        desk.ticket(first_contact_at=at(9) - timedelta(hours=hours))
    whole = order(desk)
    parts = [row.id for offset in (0, 2) for row in desk.world.ask(queue, limit=2, offset=offset)]
    assert parts == whole
