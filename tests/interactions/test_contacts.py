# SPDX-License-Identifier: MIT
"""Logging, notes and messages in a real world: what each tells, what each refuses, and which clocks it moves."""

from datetime import timedelta
from pathlib import Path

import pytest

from crmtrainer.interactions.commands import AddNote, LogInteraction, ReceiveMessage, SendMessage
from crmtrainer.interactions.queries import attachments
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import ConversationId, CustomerId, TicketId
from crmtrainer.kernel.moments import from_micros
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.tickets.commands import CloseTicket
from crmtrainer.tickets.rules import CloseReason, Status
from tests.casework.a_desk import OKAFOR, SAHOTA, Desk, a_desk, at
from tests.support import TRAINER

T = TicketId(1)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def log(**fields: object) -> LogInteraction:
    given: dict[str, object] = {
        "customer_id": SAHOTA,
        "channel": Channel.PHONE,
        "direction": Direction.IN,
        "reason": "wrong part",
        "summary": "The legs are for the four-hole plate",
        "outcome": ContactOutcome.FOLLOW_UP,
        **fields,
    }
    return LogInteraction(**given)  # type: ignore[arg-type]  # a table of different fields


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (log(summary=" "), "interaction.no_summary"),
        (log(happened_at=at(9, 1)), "contact.in_future"),
        (log(happened_at=from_micros(0)), "contact.before_customer"),
        (log(happened_at=at(9) - timedelta(days=367)), "contact.too_long_ago"),
        (log(ticket_id=T, customer_id=OKAFOR), "ticket.of_another_customer"),
        (log(ticket_id=TicketId(9)), "not_found"),
        (log(customer_id=CustomerId(9)), "not_found"),
        (log(conversation_id=ConversationId(9)), "not_found"),
        (log(promise_words="By ten"), "promise.no_date"),
        (log(promise_due=at(10)), "promise.no_words"),
        (log(promise_words="By eight", promise_due=at(8)), "promise.in_past"),
        (AddNote(SAHOTA, ""), "note.no_words"),
        (AddNote(OKAFOR, "A note", T), "ticket.of_another_customer"),
        (SendMessage(SAHOTA, Channel.EMAIL, "\n"), "message.no_words"),
        (SendMessage(SAHOTA, Channel.PHONE, "Hello"), "message.not_written"),
        (SendMessage(OKAFOR, Channel.EMAIL, "Hello", T), "ticket.of_another_customer"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(desk: Desk, command: Command, code: str) -> None:
    ticket = desk.ticket()
    before = desk.timeline(ticket)
    with pytest.raises(Refused) as refusal:
        desk.do(command)
    assert refusal.value.code == code
    assert desk.timeline(ticket) == before


@pytest.mark.parametrize(
    ("command", "answers"),
    [
        (log(ticket_id=T), True),
        (log(ticket_id=T, outcome=ContactOutcome.NO_ANSWER), False),
        (log(ticket_id=T, channel=Channel.EMAIL), False),
        (log(ticket_id=T, channel=Channel.LETTER, direction=Direction.OUT), True),
        (log(ticket_id=T, direction=Direction.INTERNAL), False),
        (AddNote(SAHOTA, "The plate has six holes", T), False),
        (SendMessage(SAHOTA, Channel.LETTER, "Dear Mr Sahota", T), True),
        (SendMessage(SAHOTA, Channel.TEXT, "Hello"), False),
    ],
)
def test_only_what_the_customer_sees_on_the_ticket_answers_it(desk: Desk, command: Command, answers: bool) -> None:
    ticket = desk.ticket()
    desk.do(command)
    met = desk.clock(ticket, "first_response").state is TimerState.MET
    assert (met, desk.record(ticket).told_at is not None) == (answers, answers)


def test_a_contact_logged_late_counts_from_when_it_took_place(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(11))
    facts = desk.do(log(ticket_id=ticket, happened_at=at(9, 20)))
    assert facts["minutes_after"] == 100
    assert desk.clock(ticket, "first_response").satisfied_at == at(9, 20)
    (item, *_) = [i for i in desk.timeline(ticket) if i.interaction_id]
    assert (item.at, item.entered_at) == (at(9, 20), at(11))


def test_a_message_to_another_channel_than_he_likes_says_so(desk: Desk) -> None:
    assert desk.do(SendMessage(SAHOTA, Channel.EMAIL, "Hello"))["as_preferred"] is False
    assert desk.do(SendMessage(SAHOTA, Channel.TEXT, "Hello"))["as_preferred"] is True
    assert desk.do(SendMessage(OKAFOR, Channel.LETTER, "Hello"))["as_preferred"] is True


def test_what_arrives_takes_a_waiting_ticket_up_again_and_brings_its_file(desk: Desk) -> None:
    ticket = desk.ticket()
    facts = desk.happens(
        ReceiveMessage(SAHOTA, Channel.EMAIL, "Mr Sahota", "Here", ticket, "plate.jpg", "Two plates, one tape")
    )
    assert facts["has_attachment"] is True
    desk.opened()
    (file,) = desk.world.ask(attachments, ticket_id=ticket)
    assert (file.name, file.about, file.interaction_id) == (
        "plate.jpg",
        "Two plates, one tape",
        facts["interaction_id"],
    )
    assert desk.record(ticket).status is Status.NEW
    assert desk.record(ticket).customer_waits


def test_only_the_world_brings_messages(desk: Desk) -> None:
    with pytest.raises(Refused, match=r"role\.not_allowed"):
        desk.do(ReceiveMessage(SAHOTA, Channel.EMAIL, "Mr Sahota", "Forged"))


def test_files_are_shown_to_whoever_opened_the_record(desk: Desk) -> None:
    desk.writes(desk.ticket(), file="plate.jpg")
    assert desk.world.ask(attachments, customer_id=SAHOTA)
    with pytest.raises(Refused, match=r"record\.not_opened"):
        desk.world.ask_as(TRAINER, attachments, customer_id=SAHOTA)


def test_a_closed_ticket_is_not_answered_but_what_was_can_be_written_down(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(CloseTicket(ticket, CloseReason.RESOLVED, "The legs came"))
    due = {"promise_words": "Ring him", "promise_due": at(17)}
    for refused in (SendMessage(SAHOTA, Channel.EMAIL, "One more thing", ticket), log(ticket_id=ticket, **due)):
        with pytest.raises(Refused, match=r"ticket\.closed"):
            desk.do(refused)
    desk.do(AddNote(SAHOTA, "He thanked us", ticket))
    desk.do(log(ticket_id=ticket))
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "About something else"))
