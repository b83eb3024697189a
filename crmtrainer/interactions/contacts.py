# SPDX-License-Identifier: MIT
"""Contacts on record: logging what took place, notes, and messages to and from customers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from crmtrainer.customers.grants import opened
from crmtrainer.customers.models import Customer
from crmtrainer.customers.rules import check_contact_time
from crmtrainer.interactions.commands import AddNote, LogInteraction, ReceiveMessage, SendMessage
from crmtrainer.interactions.models import Conversation, Interaction, Promise
from crmtrainer.interactions.promise_words import promise_of
from crmtrainer.interactions.promises import promise
from crmtrainer.interactions.rules import (
    Channel,
    Direction,
    Kind,
    check_promise,
    check_words,
    check_written,
    is_answer_to_customer,
    is_promise_given,
    kind_of,
)
from crmtrainer.interactions.said_facts import heard_from, said_facts
from crmtrainer.interactions.writing import belongs_to, receive
from crmtrainer.kernel.commands import Change, HandlerTable, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import OPEN, check_open
from crmtrainer.tickets.writing import begin, customer_heard, customer_told, move_first_contact, ticket_of


def log_interaction(cmd: LogInteraction, work: UnitOfWork) -> Outcome:
    check_words(cmd.summary, "interaction.no_summary")
    customer = opened(work, cmd.customer_id)
    ticket = _ticket(work, cmd.ticket_id, cmd.customer_id)
    talk = None if cmd.conversation_id is None else work.get(Conversation, cmd.conversation_id)
    happened = _happened_at(cmd, customer, talk, work.now)
    told: dict[str, object] = {}
    if ticket is not None:
        told = _first_contact(work, cmd, ticket, happened)
        begin(work, ticket)
    _put_on_record(work, cmd, talk, ticket)
    kind = kind_of(cmd.channel, cmd.direction)
    logged = work.add(
        Interaction(
            id=work.new_id("interaction"),
            customer_id=cmd.customer_id,
            ticket_id=cmd.ticket_id,
            conversation_id=cmd.conversation_id,
            kind=kind,
            channel=cmd.channel,
            direction=cmd.direction,
            author=work.actor.pseudonym,
            reason=cmd.reason,
            summary=cmd.summary,
            outcome=cmd.outcome,
            next_step=cmd.next_step,
            at=happened,
            entered_at=work.now,
        )
    )
    if ticket is not None and talk is None:
        # A live conversation told the clocks itself, as it went on.
        if kind is Kind.MESSAGE and cmd.direction is Direction.IN:
            customer_heard(work, ticket, at=happened)
        if is_answer_to_customer(kind, cmd.direction, cmd.outcome):
            customer_told(work, ticket, at=happened)
    made = _promised(work, cmd.customer_id, ticket, cmd.promise_words, cmd.promise_due, logged)
    ended = talk.ended_at if talk is not None and talk.ended_at is not None else happened
    return _outcome(
        logged,
        made,
        {
            "outcome": cmd.outcome.value,
            "conversation_id": cmd.conversation_id,
            "has_reason": bool(cmd.reason.strip()),
            "has_next_step": bool(cmd.next_step.strip()),
            "minutes_after": max(0, int((work.now - ended).total_seconds() // 60)),
            **told,
        },
    )


def _first_contact(work: UnitOfWork, cmd: LogInteraction, ticket: Ticket, happened: datetime) -> dict[str, object]:
    """The facts of a first contact that was earlier than known; none where this one was not.

    What a customer told us about a ticket before its first contact is its first contact. One that is closed is judged.
    """
    is_earlier = cmd.direction is Direction.IN and happened < ticket.first_contact_at
    return move_first_contact(work, ticket, happened) if is_earlier and ticket.status in OPEN else {}


def add_note(cmd: AddNote, work: UnitOfWork) -> Outcome:
    check_words(cmd.words, "note.no_words")
    opened(work, cmd.customer_id)
    _ticket(work, cmd.ticket_id, cmd.customer_id)
    written = work.add(
        Interaction(
            id=work.new_id("interaction"),
            customer_id=cmd.customer_id,
            ticket_id=cmd.ticket_id,
            kind=Kind.NOTE,
            channel=None,
            direction=Direction.INTERNAL,
            author=work.actor.pseudonym,
            summary=cmd.words,
            at=work.now,
            entered_at=work.now,
        )
    )
    return _outcome(written, None, {})


def send_message(cmd: SendMessage, work: UnitOfWork) -> Outcome:
    check_words(cmd.words, "message.no_words")
    check_written(cmd.channel)
    customer = opened(work, cmd.customer_id)
    ticket = _ticket(work, cmd.ticket_id, cmd.customer_id)
    if ticket is not None:
        # A note or a log says what was; an answer goes on with the case, so it must be one that is open.
        check_open(ticket.status, ticket.ref)
        begin(work, ticket)
    sent = work.add(
        Interaction(
            id=work.new_id("interaction"),
            customer_id=cmd.customer_id,
            ticket_id=cmd.ticket_id,
            kind=Kind.MESSAGE,
            channel=cmd.channel,
            direction=Direction.OUT,
            author=work.actor.pseudonym,
            summary=cmd.words,
            only_acknowledges=cmd.only_acknowledges,
            at=work.now,
            entered_at=work.now,
        )
    )
    if ticket is not None:
        customer_told(work, ticket, only_acknowledges=cmd.only_acknowledges)
    made = _promised(work, cmd.customer_id, ticket, cmd.promise_words, cmd.promise_due, sent)
    prefers = customer.preferred_channel
    theirs = heard_from(work.session, cmd.customer_id, work.now)
    told = said_facts(work.session, cmd.words, (cmd.customer_id,), theirs, work.now)
    as_preferred = not prefers or prefers == cmd.channel.value
    return _outcome(sent, made, {"as_preferred": as_preferred, "only_acknowledges": cmd.only_acknowledges, **told})


def receive_message(cmd: ReceiveMessage, work: UnitOfWork) -> Outcome:
    came = receive(
        work,
        customer_id=cmd.customer_id,
        channel=cmd.channel,
        author=cmd.author,
        words=cmd.words,
        ticket_id=cmd.ticket_id,
        attachment_name=cmd.attachment_name,
        attachment_about=cmd.attachment_about,
    )
    return _outcome(came, None, {"has_attachment": bool(cmd.attachment_name)})


def _ticket(work: UnitOfWork, ticket_id: int | None, customer_id: int) -> Ticket | None:
    return None if ticket_id is None else ticket_of(work, ticket_id, customer_id)


def _happened_at(cmd: LogInteraction, customer: Customer, talk: Conversation | None, now: datetime) -> datetime:
    """When it took place: as given, else when the talk it tells of began, else now. Raises `Refused`."""
    if cmd.happened_at is not None:
        check_contact_time(cmd.happened_at, now, since=customer.since)
        return cmd.happened_at
    return now if talk is None else talk.answered_at or talk.started_at


def _put_on_record(work: UnitOfWork, cmd: LogInteraction, talk: Conversation | None, ticket: Ticket | None) -> None:
    """Make sure that a talk is this customer's, and put it on the ticket it was logged on. Raises `Refused`."""
    if talk is None:
        return
    if talk.customer_id is None:
        talk.customer_id = cmd.customer_id
        work.session.flush()
    elif talk.customer_id != cmd.customer_id:
        raise Refused("conversation.of_another_customer")
    if ticket is not None:
        belongs_to(work, talk, ticket)


def _promised(
    work: UnitOfWork,
    customer_id: int,
    ticket: Ticket | None,
    words: str,
    due_at: datetime | None,
    interaction: Interaction,
) -> Promise | None:
    if not is_promise_given(words, due_at) or due_at is None:
        return None
    check_promise(words, due_at, work.now)
    return promise(work, customer_id, ticket, words, due_at, interaction)


def _outcome(item: Interaction, made: Promise | None, facts: Mapping[str, object]) -> Outcome:
    changes = [Change("interaction", item.id), Change("customer", item.customer_id)]
    if item.ticket_id is not None:
        changes.append(Change("ticket", item.ticket_id))
    if made is not None:
        changes.append(Change("promise", made.id))
    channel: Channel | None = item.channel
    told: dict[str, object] = {
        "interaction_id": item.id,
        "customer_id": item.customer_id,
        "ticket_id": item.ticket_id,
        "kind": item.kind.value,
        "channel": channel.value if channel else "",
        "direction": item.direction.value,
        **facts,
    }
    if made is not None:
        told |= {"promise_id": made.id, "promise_due": made.due_at, "promise_of": promise_of(made.words).value}
    return Outcome(tuple(changes), told, f"interaction:{item.id}")


HANDLERS: HandlerTable = {
    LogInteraction: log_interaction,
    AddNote: add_note,
    SendMessage: send_message,
    ReceiveMessage: receive_message,
}
