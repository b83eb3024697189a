# SPDX-License-Identifier: MIT
"""Tickets in a real world: opening, waiting, closing and reopening, with their clocks and what the acts tell."""

from datetime import timedelta
from pathlib import Path

import pytest

from crmtrainer.interactions.commands import AddNote, AnswerConversation, LogInteraction, MakePromise, Say, SendMessage
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction
from crmtrainer.kernel import moments
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import TicketId
from crmtrainer.kernel.moments import to_micros
from crmtrainer.service_levels.timers import TimerState
from crmtrainer.tickets.commands import CloseTicket, OpenTicket, ReopenTicket, SetPriority, SetStatus
from crmtrainer.tickets.rules import CloseReason, NextStep, Priority, Status, TicketType
from tests.casework.a_desk import LEGS, OKAFOR, SAHOTA, Desk, a_desk, at


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def email(ticket: TicketId, words: str = "We are on it.") -> SendMessage:
    return SendMessage(SAHOTA, Channel.EMAIL, words, ticket)


def test_a_ticket_is_mine_new_and_counts_from_its_first_contact(desk: Desk) -> None:
    earlier = at(9) - timedelta(hours=17)  # Monday at four in the afternoon
    ticket = desk.ticket(first_contact_at=earlier, order_id=LEGS, desired_outcome="The right legs")
    seen = desk.record(ticket)
    assert (seen.ref, seen.status, seen.is_mine) == ("C-1001", Status.NEW, True)
    assert (seen.order_ref, seen.customer, seen.need) == ("LK-58213", "Mr Harjit Sahota", "Slow to the door")
    assert seen.opened_at == at(9)
    assert desk.clock(ticket, "resolution").anchor == earlier


def test_references_follow_one_another(desk: Desk) -> None:
    refs = [desk.record(desk.ticket()).ref for _ in range(3)]
    assert refs == ["C-1001", "C-1002", "C-1003"]


def test_a_talk_that_was_answered_is_the_first_response_of_the_ticket_opened_from_it(desk: Desk) -> None:
    talk = desk.rings()
    desk.world.clock.at = at(9, 1)
    desk.do(AnswerConversation(talk))
    desk.do(Say(talk, "Larkfield, good morning."))
    desk.world.clock.at = at(9, 5)
    ticket = desk.ticket(channel="phone", conversation_id=talk)
    assert desk.record(ticket).first_contact_at == at(9)
    first = desk.clock(ticket, "first_response")
    assert (first.state, first.satisfied_at) == (TimerState.MET, at(9, 1))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"subject": "  "}, "ticket.no_subject"),
        ({"channel": "pigeon"}, "ticket.unknown_channel"),
        ({"first_contact_at": at(9, 1)}, "contact.in_future"),
        ({"first_contact_at": moments.from_micros(0)}, "contact.before_customer"),
        ({"first_contact_at": at(9) - timedelta(days=367)}, "contact.too_long_ago"),
        ({"customer": OKAFOR, "order_id": LEGS}, "ticket.order_of_another"),
        ({"order_id": 99}, "not_found"),
        ({"conversation_id": 99}, "not_found"),
    ],
)
def test_a_ticket_that_makes_no_sense_is_refused(desk: Desk, change: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        desk.ticket(**change)  # type: ignore[arg-type]  # a table of different fields
    assert refusal.value.code == code


def test_a_visible_reply_answers_and_begins_work_but_a_note_does_neither(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(AddNote(SAHOTA, "Looks like the wrong plate", ticket))
    assert desk.record(ticket).status is Status.NEW
    assert desk.clock(ticket, "first_response").state is TimerState.ON_TRACK
    desk.do(email(ticket))
    assert desk.record(ticket).status is Status.IN_PROGRESS
    assert desk.clock(ticket, "first_response").state is TimerState.MET


def test_waiting_pauses_resolution_and_tells_whether_the_customer_knows(desk: Desk) -> None:
    ticket = desk.ticket()
    facts = desk.do(SetStatus(ticket, Status.WAITING))
    assert (facts["had_reason"], facts["visible_message_since"]) == (False, False)
    assert desk.clock(ticket, "resolution").state is TimerState.PAUSED


def test_a_wait_is_honest_only_after_a_message_since_the_customers_last_word(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(email(ticket, "Could you send a photo?"))
    desk.world.clock.at = at(9, 10)
    facts = desk.do(SetStatus(ticket, Status.WAITING, "Waiting for his photo"))
    assert (facts["had_reason"], facts["visible_message_since"]) == (True, True)
    desk.world.clock.at = at(9, 30)
    desk.writes(ticket, "Here it is", file="plate.jpg")
    assert desk.record(ticket).status is Status.IN_PROGRESS
    assert desk.clock(ticket, "resolution").state is not TimerState.PAUSED
    desk.world.clock.at = at(9, 40)
    assert desk.do(SetStatus(ticket, Status.WAITING, "Again"))["visible_message_since"] is False


def test_a_second_wait_needs_a_message_of_its_own(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(email(ticket))
    desk.world.clock.at = at(9, 10)
    desk.do(SetStatus(ticket, Status.WAITING, "For his photo"))
    desk.world.clock.at = at(9, 20)
    desk.do(SetStatus(ticket, Status.IN_PROGRESS))
    assert desk.do(SetStatus(ticket, Status.WAITING, "For something else"))["visible_message_since"] is False


def test_closing_tells_what_it_leaves_behind(desk: Desk) -> None:
    ticket = desk.ticket()
    photo = desk.writes(ticket, file="plate.jpg")
    handoff = desk.hand_over(ticket, photo=photo)
    promise = desk.do(MakePromise(SAHOTA, "I will text you by three", at(15), ticket))["promise_id"]
    facts = desk.do(CloseTicket(ticket, CloseReason.RESOLVED, "Passed to warehouse"))
    assert (facts["customer_told"], facts["told_the_news"]) == (False, False)
    assert facts["open_promises"] == [promise]
    assert facts["open_handoffs"] == [handoff]
    assert (facts["was"], facts["reason"], facts["status"]) == ("in_progress", "resolved", "closed")
    seen = desk.record(ticket)
    assert (seen.closed_at, seen.close_reason, seen.next_step) == (at(9), CloseReason.RESOLVED, NextStep.NOTHING)
    assert desk.clock(ticket, "resolution").state is TimerState.MET


def test_closing_after_the_team_finished_asks_whether_the_customer_heard_since(desk: Desk) -> None:
    ticket = desk.ticket()
    handoff = desk.hand_over(ticket, photo=desk.writes(ticket, file="plate.jpg"))
    desk.do(email(ticket, "The warehouse is picking them."))
    desk.until(at(11))
    assert desk.record(ticket).handoffs[0].state.value == "done"
    untold = desk.record(ticket)
    assert (untold.next_step, untold.customer_waits) == (NextStep.TELL_CUSTOMER, False)
    desk.do(email(ticket, "Picked, and with you tomorrow."))
    facts = desk.do(CloseTicket(ticket, CloseReason.RESOLVED, "New legs sent"))
    assert (facts["customer_told"], facts["told_how"], facts["told_at"]) == (True, "message", at(11))
    assert (facts["open_handoffs"], facts["unthanked_handoffs"]) == ([], [handoff])


def test_a_customer_who_thanks_for_the_news_was_told_it_all_the_same(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.hand_over(ticket, photo=desk.writes(ticket, file="plate.jpg"))
    desk.until(at(11))
    desk.do(email(ticket, "Picked, and with you tomorrow."))
    desk.world.clock.at = at(11, 10)
    desk.writes(ticket, "Thank you, that will do nicely.")
    assert desk.record(ticket).next_step is NextStep.THANK_TEAM
    desk.world.clock.at = at(11, 20)
    desk.writes(ticket, "Thank you. Which of the two hours is it?")
    assert desk.record(ticket).next_step is NextStep.TELL_CUSTOMER
    facts = desk.do(CloseTicket(ticket, CloseReason.RESOLVED, "New legs sent"))
    assert (facts["customer_told"], facts["told_the_news"]) == (False, True)


def test_a_logged_call_counts_as_a_log_and_one_nobody_took_counts_for_nothing(desk: Desk) -> None:
    ticket = desk.ticket()

    def log(outcome: ContactOutcome) -> LogInteraction:
        return LogInteraction(
            SAHOTA, Channel.PHONE, Direction.OUT, "update", "Rang about the legs", outcome, ticket_id=ticket
        )

    desk.do(log(ContactOutcome.NO_ANSWER))
    assert desk.clock(ticket, "first_response").state is TimerState.ON_TRACK
    assert desk.record(ticket).told_how.value == ""
    desk.do(log(ContactOutcome.FOLLOW_UP))
    assert desk.clock(ticket, "first_response").state is TimerState.MET
    assert desk.do(CloseTicket(ticket, CloseReason.RESOLVED, "Done"))["told_how"] == "log"


def test_reopening_wants_a_reason_and_starts_resolution_again(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(CloseTicket(ticket, CloseReason.CUSTOMER_WITHDREW))
    with pytest.raises(Refused, match=r"ticket\.no_reason"):
        desk.do(ReopenTicket(ticket, " "))
    desk.do(ReopenTicket(ticket, "Wrong legs again"))
    seen = desk.record(ticket)
    assert (seen.status, seen.closed_at, seen.close_reason) == (Status.IN_PROGRESS, None, None)
    assert [(step.was, step.now) for step in seen.steps] == [
        (Status.NEW, Status.CLOSED),
        (Status.CLOSED, Status.IN_PROGRESS),
    ]
    assert desk.clock(ticket, "resolution").state is TimerState.ON_TRACK


def test_another_priority_swaps_the_target_and_keeps_the_anchor(desk: Desk) -> None:
    ticket = desk.ticket()
    before = desk.clock(ticket, "resolution")
    desk.world.clock.at = at(10)
    facts = desk.do(SetPriority(ticket, Priority.URGENT, "A family event"))
    after = desk.clock(ticket, "resolution")
    assert (facts["was"], facts["now"], facts["had_reason"]) == ("normal", "urgent", True)
    assert after.anchor == before.anchor
    assert after.target_minutes < before.target_minutes


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (lambda t: SetStatus(t, Status.IN_PROGRESS), "ticket.reopen_instead"),
        (lambda t: CloseTicket(t, CloseReason.DUPLICATE), "ticket.no_such_move"),
        (lambda t: SetPriority(t, Priority.HIGH, ""), "ticket.closed"),
        (lambda t: MakePromise(SAHOTA, "By three", at(15), t), "ticket.closed"),
    ],
)
def test_a_closed_ticket_refuses(desk: Desk, command: object, code: str) -> None:
    ticket = desk.ticket()
    desk.do(CloseTicket(ticket, CloseReason.DUPLICATE))
    assert callable(command)
    asked: Command = command(ticket)
    with pytest.raises(Refused) as refusal:
        desk.do(asked)
    assert refusal.value.code == code


def test_a_ticket_that_is_nobodys_becomes_theirs_who_answers(desk: Desk) -> None:
    opening = OpenTicket(OKAFOR, TicketType.COMPLAINT, "Second slot missed", "email")
    ticket = TicketId(desk.happens(opening)["ticket_id"])
    desk.opened(OKAFOR)
    assert desk.record(ticket).owner == ""
    desk.do(SendMessage(OKAFOR, Channel.EMAIL, "I am on it.", ticket))
    assert desk.record(ticket).is_mine


def test_refused_acts_leave_the_ticket_as_it_was(desk: Desk) -> None:
    ticket = desk.ticket()
    before = desk.record(ticket)
    with pytest.raises(Refused):
        desk.do(CloseTicket(ticket, CloseReason.RESOLVED, " "))
    assert desk.record(ticket) == before


def test_facts_are_times_in_the_journal_as_whole_microseconds(desk: Desk) -> None:
    facts = desk.do(OpenTicket(SAHOTA, TicketType.COMPLAINT, "Legs", "email"))
    assert to_micros(facts["first_contact_at"]) == to_micros(at(9))
