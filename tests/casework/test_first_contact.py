# SPDX-License-Identifier: MIT
"""A first contact that turns out to have been earlier moves the clocks to the true time, and says what was shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crmtrainer.casework.timeline_items import What
from crmtrainer.figures.queries import recount
from crmtrainer.interactions.commands import LogInteraction, SendMessage
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import TicketId
from crmtrainer.service_levels.queries import why
from crmtrainer.service_levels.timers import ReasonCode, TimerState
from crmtrainer.tickets.commands import CloseTicket, CorrectFirstContact, MergeTicket, ReopenTicket
from crmtrainer.tickets.rules import CloseReason
from tests.casework.a_desk import SAHOTA, Desk, a_desk, at


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def contact(desk: Desk, ticket: TicketId, when: datetime, channel: Channel, way: Direction = Direction.IN) -> dict:  # type: ignore[type-arg]  # facts
    desk.opened()
    log = LogInteraction(SAHOTA, channel, way, "His legs", "He told us before", ContactOutcome.INFORMATION)
    return desk.do(replace(log, ticket_id=ticket, happened_at=when))


def correct(desk: Desk, ticket: TicketId, when: datetime) -> dict:  # type: ignore[type-arg]  # facts
    desk.opened()
    return desk.do(CorrectFirstContact(ticket, when, "It was in the shop’s book"))


def anchors(desk: Desk, ticket: TicketId) -> dict[str, datetime]:
    return {row.metric: row.anchor for row in desk.clocks(ticket)}


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.EMAIL])
def test_a_contact_logged_from_before_the_first_one_is_the_first(desk: Desk, channel: Channel) -> None:
    desk.until(at(13, 10))
    ticket = desk.ticket()
    facts = contact(desk, ticket, at(12, 30), channel)
    assert (facts["first_contact_at"], facts["first_contact_was"]) == (at(12, 30), at(13, 10))
    assert anchors(desk, ticket) == {"first_response": at(12, 30), "resolution": at(12, 30)}
    first = desk.clock(ticket, "first_response")
    assert first.due == at(13, 30)
    assert ReasonCode.BACKDATED in desk.world.ask(why, first.id).reasons
    assert desk.record(ticket).first_contact_at == at(12, 30)
    assert desk.world.ask(recount) == ()


def test_what_comes_later_or_from_us_moves_nothing(desk: Desk) -> None:
    desk.until(at(13, 10))
    ticket = desk.ticket()
    desk.until(at(13, 20))
    for when, way in ((at(13, 15), Direction.IN), (at(12), Direction.OUT)):
        assert "first_contact_at" not in contact(desk, ticket, when, Channel.PHONE, way)
    assert set(anchors(desk, ticket).values()) == {at(13, 10)}


def test_it_is_corrected_to_earlier_and_back(desk: Desk) -> None:
    ticket = desk.ticket()
    facts = correct(desk, ticket, at(8))
    assert (facts["first_contact_was"], facts["clocks_moved"]) == (at(9), ["first_response", "resolution"])
    assert set(anchors(desk, ticket).values()) == {at(8)}
    (step,) = (item for item in desk.timeline(ticket) if item.what is What.FIRST_CONTACT_CORRECTED)
    assert step.body == "It was in the shop’s book"
    correct(desk, ticket, at(9))
    assert set(anchors(desk, ticket).values()) == {at(9)}
    assert desk.clock(ticket, "first_response").state is TimerState.ON_TRACK


def test_what_was_missed_by_the_true_time_is_missed(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(9, 50))
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", ticket))
    assert desk.clock(ticket, "first_response").state is TimerState.MET
    correct(desk, ticket, at(8, 40))  # the desk opens at nine: nothing was lost
    assert desk.clock(ticket, "first_response").state is TimerState.MET
    correct(desk, ticket, at(9) - timedelta(hours=16))  # Monday at five, half an hour before it closed
    first = desk.clock(ticket, "first_response")
    assert (first.state, first.breached_at) == (TimerState.MISSED, at(9, 30))


def test_a_wait_taken_over_from_another_ticket_is_not_shortened(desk: Desk) -> None:
    gone = desk.ticket(first_contact_at=at(9) - timedelta(hours=17))
    desk.until(at(13, 10))
    desk.opened()
    kept = desk.ticket()
    desk.do(MergeTicket(gone, kept, "One matter"))
    correct(desk, kept, at(12, 30))
    found = anchors(desk, kept)
    assert (found["first_response"], found["resolution"]) == (at(9) - timedelta(hours=17), at(12, 30))


def test_a_duplicate_taken_up_again_goes_on_counting_from_then(desk: Desk) -> None:
    gone, kept = desk.ticket(), desk.ticket()
    desk.do(MergeTicket(gone, kept, "One matter"))
    desk.until(at(9, 30))
    desk.do(ReopenTicket(gone, "It is about the lamp after all"))
    correct(desk, gone, at(8))
    assert set(anchors(desk, gone).values()) == {at(9, 30)}


def test_what_cannot_be_true_is_refused(desk: Desk) -> None:
    ticket, closed = desk.ticket(), desk.ticket()
    desk.do(CloseTicket(closed, CloseReason.NO_REPLY))
    contact(desk, ticket, at(8, 30), Channel.PHONE, Direction.OUT)
    desk.until(at(10))
    desk.opened()
    for command, code in (
        (CorrectFirstContact(ticket, at(9), "x"), "same_first_contact"),
        (CorrectFirstContact(ticket, at(9, 30), "x"), "contact_after_opening"),
        (CorrectFirstContact(ticket, at(8, 45), "x"), "contact_after_word"),
        (CorrectFirstContact(ticket, at(8), " "), "no_reason"),
        (CorrectFirstContact(closed, at(8), "x"), "closed"),
        (CorrectFirstContact(ticket, at(8) - timedelta(days=9000), "x"), "contact"),
    ):
        with pytest.raises(Refused, match=code):
            desk.do(command)
