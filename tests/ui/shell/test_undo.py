# SPDX-License-Identifier: MIT
"""Undo and redo by real keys: a further act each time, only of what still stands, and never across worlds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crmtrainer.bootstrap import all_commands
from crmtrainer.casework.queries import record, timeline
from crmtrainer.customers.commands import ChangeConsent, MoveStage, SetNeed
from crmtrainer.customers.queries import CustomerRecord
from crmtrainer.customers.queries import record as customer_record
from crmtrainer.customers.rules import Masked, Purpose, Stage
from crmtrainer.handoffs.commands import SendHandoff
from crmtrainer.handoffs.rules import HandoffState
from crmtrainer.interactions.commands import HoldConversation, IdentifyCaller, SendMessage
from crmtrainer.interactions.queries import live_conversations
from crmtrainer.interactions.rules import Channel, ConversationState
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import TicketId
from crmtrainer.limits.commands import BeginLimit, DropLimit, PauseLimit, ResumeLimit
from crmtrainer.limits.queries import limits_of
from crmtrainer.scenarios.rules import Mode
from crmtrainer.service_levels.rules import PauseState
from crmtrainer.tickets.commands import CloseTicket, ReopenTicket, SetPriority, SetStatus
from crmtrainer.tickets.rules import CloseReason, Priority, Status
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.wording import sentence_for
from tests.ui.shell.undoer import Begin, begin, opened

__all__ = ["begin"]


@pytest.mark.parametrize("mode", [Mode.PRACTISE, Mode.ASSESSED])
def test_a_status_is_set_back_by_a_further_act_and_then_set_again(begin: Begin, mode: Mode) -> None:
    hands = begin(mode=mode)
    ticket, _ = opened(hands)
    hands.do(SetStatus(ticket, Status.WAITING, "She sends the receipt"))
    act = hands.entries()[-1].seq
    assert hands.text() == "Undo: status of C-1001 to Waiting for customer"
    hands.undo()
    undoing = hands.entries()[-1]
    assert (undoing.verb, undoing.facts["was"], undoing.facts["now"]) == ("ticket.set_status", "waiting", "in_progress")
    assert hands.status(ticket) is Status.IN_PROGRESS
    assert hands.said() == "Undone: status of C-1001 to Waiting for customer"
    newest = hands.shift.ask(timeline, ticket_id=ticket)[0]
    assert (newest.now, newest.body) == (
        "in_progress",
        f"Undone: status of C-1001 to Waiting for customer (act {act})",
    )
    assert hands.text(Act.REDO) == "Redo: status of C-1001 to Waiting for customer"
    hands.redo()
    assert hands.status(ticket) is Status.WAITING
    assert [entry.verb for entry in hands.entries()[-3:]] == ["ticket.set_status"] * 3
    hands.undo()
    assert hands.status(ticket) is Status.IN_PROGRESS


def test_acts_are_undone_one_after_the_other_and_a_new_one_ends_redoing(begin: Begin) -> None:
    hands = begin()
    ticket, _ = opened(hands)
    hands.do(SetPriority(ticket, Priority.HIGH, "Two weeks already"))
    hands.do(SetStatus(ticket, Status.RESOLVED, "Refunded"))
    hands.undo()
    hands.undo()
    found = hands.shift.ask(record, ticket)
    assert (found.status, found.priority) == (Status.IN_PROGRESS, Priority.NORMAL)
    hands.redo()
    assert hands.shift.ask(record, ticket).priority is Priority.HIGH
    hands.do(SetStatus(ticket, Status.WAITING))
    assert hands.reason(Act.REDO) == "Nothing was undone that could be done again."
    assert hands.text(Act.REDO) == "Redo"


def test_closing_is_undone_by_reopening_and_reopening_by_closing_as_it_was(begin: Begin) -> None:
    hands = begin()
    ticket, _ = opened(hands)
    hands.do(CloseTicket(ticket, CloseReason.RESOLVED, "Refunded today."))
    hands.undo()
    assert (hands.status(ticket), hands.last_verb()) == (Status.IN_PROGRESS, "ticket.reopen")
    hands.redo()
    hands.do(ReopenTicket(ticket, "She rang again"))
    hands.undo()
    found = hands.shift.ask(record, ticket)
    assert (found.status, found.close_reason, found.resolution) == (
        Status.CLOSED,
        CloseReason.RESOLVED,
        "Refunded today.",
    )


def test_what_has_no_way_back_says_so(begin: Begin) -> None:
    hands = begin()
    ticket, customer = opened(hands)
    hands.do(SetStatus(ticket, Status.WAITING))
    hands.do(CloseTicket(ticket, CloseReason.NO_REPLY))
    assert hands.reason() == "It was “Waiting for customer” before it was closed: reopen it and set that again"
    hands.do(MoveStage(customer, Stage.LAPSED, "She has not ordered for a year"))
    assert hands.reason() == "The life cycle has no step back from “Lapsed” to “Active”"
    before = len(hands.entries())
    hands.undo()
    assert (len(hands.entries()), hands.text()) == (before, "Undo")


def test_a_text_that_was_sent_cannot_be_unsent_nor_what_came_before_it_be_undone(begin: Begin) -> None:
    hands = begin()
    ticket, customer = opened(hands)
    hands.do(SetStatus(ticket, Status.WAITING))
    hands.do(SendMessage(customer, Channel.TEXT, "Your refund is on its way.", ticket))
    assert hands.reason() == "A text that was sent cannot be unsent"
    hands.undo()
    assert hands.status(ticket) is Status.WAITING


def test_only_what_still_stands_as_it_was_left_is_undone(begin: Begin) -> None:
    hands = begin()
    ticket, _ = opened(hands)
    hands.do(SetStatus(ticket, Status.WAITING))
    # Somebody else's doing, past this window: the customer writes and the ticket is in progress again.
    hands.shift.happens(
        all_commands()["message.receive"](  # type: ignore[call-arg]  # any command's own fields
            customer_id=hands.shift.customer("O’Connor"),
            channel=Channel.EMAIL,
            author="Ms O’Connor",
            words="Here it is.",
            ticket_id=ticket,
        )
    )
    assert hands.reason() == "Something has changed since: it is no longer as you left it"
    assert not hands.undoing.undo()
    assert hands.said() == "Something has changed since: it is no longer as you left it"
    assert hands.last_verb() == "message.receive"


def test_a_record_that_is_closed_overnight_is_not_written_to_by_undo(begin: Begin) -> None:
    hands = begin()
    ticket, _ = opened(hands)
    hands.do(SetStatus(ticket, Status.WAITING))
    hands.shift.advance(24 * 60)
    assert not hands.undoing.undo()
    assert hands.said() == sentence_for(Refused("record.not_opened", customer_id=1, ref="K-10001"))
    hands.shift.opened(hands.shift.customer("O’Connor"))
    assert hands.status(ticket) is Status.WAITING
    hands.undo()
    assert hands.status(ticket) is Status.IN_PROGRESS


def test_a_handoff_is_taken_back_while_nobody_there_has_read_it(begin: Begin) -> None:
    hands = begin("after_the_call")
    ticket = TicketId(5)
    sent = hands.do(SendHandoff(ticket, "warehouse", "Four oak legs with six-hole plates"))
    assert hands.text() == f"Undo: sending of {sent['ref']}"
    hands.undo()
    handoff = hands.shift.ask(record, ticket).handoffs[0]
    assert (hands.last_verb(), handoff.state) == ("handoff.withdraw", HandoffState.WITHDRAWN)
    hands.redo()
    again = max(hands.shift.ask(record, ticket).handoffs, key=lambda each: each.id)
    assert (again.state, again.replaces_id) == (HandoffState.SENT, handoff.id)
    while hands.shift.ask(record, ticket).handoffs and not any(
        each.state in (HandoffState.ACCEPTED, HandoffState.BOUNCED) for each in hands.shift.ask(record, ticket).handoffs
    ):
        hands.shift.world.jump_to_next(hands.desk.actor)
    assert hands.reason() == "The team has read it: what they were sent cannot be unsent"


def test_a_need_and_a_consent_go_back_to_what_they_were(begin: Begin) -> None:
    hands = begin()
    _, customer = opened(hands)

    def now() -> CustomerRecord:
        return hands.shift.ask(customer_record, customer_id=customer)

    need = now().header.need
    hands.do(SetNeed(customer, "Prefers text", "Hard of hearing"))
    hands.undo()
    assert (now().header.need, now().field(Masked.NEED_DETAIL).text) == (need, "")
    hands.do(ChangeConsent(customer, Purpose.SURVEY, "email", True, "On the phone today", "May we ask you?"))
    assert hands.reason() == "Nothing was noted before this: note what the customer says now"
    hands.do(ChangeConsent(customer, Purpose.SURVEY, "email", False, "In her letter"))
    act = hands.entries()[-1].seq
    hands.undo()
    consent = next(each for each in now().consents if each.purpose is Purpose.SURVEY)
    assert (consent.given, consent.wording) == (True, "May we ask you?")
    assert (
        consent.source == f"Undone: consent withdrawn: Surveys, E-mail (act {act}). On the phone today"
    )  # what counts again, and where it was said


def test_a_covered_reason_that_was_replaced_is_not_put_back(begin: Begin) -> None:
    hands = begin()
    _, customer = opened(hands)
    hands.do(SetNeed(customer, "Prefers text", "Hard of hearing"))
    hands.do(SetNeed(customer, "Prefers text", "Deaf"))
    assert hands.reason() == "What stood there before is covered, so it cannot be put back from here"
    hands.do(SetNeed(customer, "Prefers e-mail"))
    hands.undo()
    found = hands.shift.ask(customer_record, customer_id=customer)
    assert (found.header.need, bool(found.field(Masked.NEED_DETAIL).text)) == ("Prefers text", True)


def test_whoever_was_put_on_hold_is_come_back_to(begin: Begin) -> None:
    hands = begin("named")
    talk = hands.shift.ask(live_conversations)[0]
    hands.do(HoldConversation(talk.id))
    hands.undo()
    assert hands.last_verb() == "conversation.resume"
    assert hands.shift.ask(live_conversations)[0].state is ConversationState.LIVE
    other = hands.shift.customer("O’Connor")
    hands.do(IdentifyCaller(talk.id, other))
    hands.undo()
    assert hands.shift.ask(live_conversations)[0].customer_id == talk.customer_id


def test_a_limit_begun_or_dropped_by_mistake_is_taken_back(begin: Begin) -> None:
    hands = begin()
    ticket, _ = opened(hands)
    now = hands.shift.world.clock.now()
    hands.do(BeginLimit(ticket, "CLK-SAR", now))
    assert hands.text() == "Undo: start of “Answer a request for somebody’s own data”"
    hands.undo()
    assert hands.shift.ask(limits_of, ticket) == ()
    hands.redo()
    hands.do(BeginLimit(ticket, "CLK-SAR", now - timedelta(days=2)))
    hands.undo()
    assert [row.started_at for row in hands.shift.ask(limits_of, ticket)] == [now]
    hands.do(DropLimit(ticket, "CLK-SAR", "One bill only"))
    hands.undo()
    hands.do(BeginLimit(ticket, "CLK-BREACH-ICO", now - timedelta(days=4)))
    hands.do(DropLimit(ticket, "CLK-BREACH-ICO", "No data left the house"))
    assert hands.reason(Act.UNDO) == "It had passed when it was dropped, and stays missed"
    hands.do(PauseLimit(ticket, "CLK-SAR", PauseState.WAITING_CLARIFICATION))
    assert hands.reason(Act.UNDO).startswith("A pause counts by the day")
    hands.do(ResumeLimit(ticket, "CLK-SAR"))
    hands.undo()
    assert hands.shift.ask(limits_of, ticket)[0].paused_for == "waiting_clarification"
