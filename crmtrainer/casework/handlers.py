# SPDX-License-Identifier: MIT
"""Opening a ticket, changing its status and closing it: acts of `tickets` that look at everything around them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from crmtrainer.casework import classing, first_contact, merging, setting
from crmtrainer.casework.standing import Standing, standing_of, told_since_last_word
from crmtrainer.customers.grants import opened
from crmtrainer.customers.models import Customer
from crmtrainer.customers.rules import check_contact_time
from crmtrainer.handoffs.rules import RUNNING, HandoffState
from crmtrainer.interactions.models import Conversation
from crmtrainer.interactions.rules import TALKING, Channel
from crmtrainer.interactions.writing import belongs_to
from crmtrainer.kernel.commands import HandlerTable, Outcome, Role
from crmtrainer.kernel.errors import Refused
from crmtrainer.orders.models import Order
from crmtrainer.service_levels.keeping import start_ticket_clocks
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.commands import CloseTicket, OpenTicket, SetStatus
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import Status, check_resolution, check_set_status, ref_of
from crmtrainer.tickets.writing import change_status, opened_ticket, outcome_of, traits_of


def open_ticket(cmd: OpenTicket, work: UnitOfWork) -> Outcome:
    customer = opened(work, cmd.customer_id)
    talk = None if cmd.conversation_id is None else work.get(Conversation, cmd.conversation_id)
    _check_new(cmd, customer, work)
    number = work.new_id("ticket")
    ticket = work.add(
        Ticket(
            id=number,
            ref=ref_of(number),
            customer_id=customer.id,
            order_id=cmd.order_id,
            type=cmd.type,
            category=cmd.category,
            severity=cmd.severity,
            priority=cmd.priority,
            status=Status.NEW,
            channel=cmd.channel,
            subject=cmd.subject,
            description=cmd.description,
            desired_outcome=cmd.desired_outcome,
            owner="" if work.actor.role is Role.SYSTEM else work.actor.pseudonym,
            opened_at=work.now,
            first_contact_at=_first_contact(cmd, talk, work.now),
            closed_at=None,
            close_reason=None,
        )
    )
    start_ticket_clocks(work, ticket.id, traits_of(ticket), ticket.first_contact_at)
    if talk is not None:
        belongs_to(work, talk, ticket, opened_by_it=True)
    return outcome_of(
        ticket,
        {
            "type": ticket.type.value,
            "severity": ticket.severity.value,
            "priority": ticket.priority.value,
            "channel": ticket.channel,
            "category": ticket.category,
            "order_id": ticket.order_id,
            "conversation_id": cmd.conversation_id,
            "first_contact_at": ticket.first_contact_at,
            "is_backdated": cmd.first_contact_at is not None,
            "has_description": bool(cmd.description.strip()),
            "has_desired_outcome": bool(cmd.desired_outcome.strip()),
        },
    )


def set_status(cmd: SetStatus, work: UnitOfWork) -> Outcome:
    ticket = opened_ticket(work, cmd.ticket_id)
    check_set_status(ticket.status, cmd.status)
    was = ticket.status
    standing = standing_of(work.session, ticket.id, work.now)
    told = told_since_last_word(work.session, ticket, standing)
    change_status(work, ticket, cmd.status, cmd.reason, visible_message=told)
    return outcome_of(
        ticket,
        {
            "was": was.value,
            "now": cmd.status.value,
            "had_reason": bool(cmd.reason.strip()),
            "visible_message_since": told,
            "told_the_latest": standing.told_the_latest,
        },
    )


def close_ticket(cmd: CloseTicket, work: UnitOfWork) -> Outcome:
    check_resolution(cmd.reason, cmd.resolution)
    ticket = opened_ticket(work, cmd.ticket_id)
    was = ticket.status
    standing = standing_of(work.session, ticket.id, work.now)
    change_status(work, ticket, Status.CLOSED, cmd.resolution)
    ticket.closed_at = work.now
    ticket.close_reason = cmd.reason
    ticket.resolution = cmd.resolution
    work.session.flush()
    return outcome_of(ticket, {"was": was.value, "reason": cmd.reason.value, **_left_behind(work, ticket, standing)})


def _check_new(cmd: OpenTicket, customer: Customer, work: UnitOfWork) -> None:
    """Raises `Refused` for a ticket that cannot be opened as asked."""
    if not cmd.subject.strip():
        raise Refused("ticket.no_subject")
    if cmd.channel not in set(Channel):
        raise Refused("ticket.unknown_channel", channel=cmd.channel[:40])
    if cmd.first_contact_at is not None:
        check_contact_time(cmd.first_contact_at, work.now, since=customer.since)
    if cmd.order_id is not None:
        order = work.get(Order, cmd.order_id)
        if order.customer_id != cmd.customer_id:
            raise Refused("ticket.order_of_another", order=order.ref)


def _first_contact(cmd: OpenTicket, talk: Conversation | None, now: datetime) -> datetime:
    """When the customer first told us: as given, else when the talk began, else now."""
    if cmd.first_contact_at is not None:
        return cmd.first_contact_at
    return now if talk is None else talk.started_at


def _left_behind(work: UnitOfWork, ticket: Ticket, standing: Standing) -> dict[str, object]:
    """What closing leaves behind: whether the customer knows, and what is still promised or with a team."""
    on_call = select(Conversation.id).where(Conversation.ticket_id == ticket.id, Conversation.state.in_(TALKING))
    return {
        "customer_told": standing.told_the_latest,
        "told_the_news": standing.knows_the_news,
        "told_how": standing.told.how.value,
        "told_at": standing.told.at,
        "open_promises": list(standing.open_promises),
        "broken_promises": list(standing.broken_promises),
        "open_handoffs": list(standing.handoffs_in(RUNNING)),
        "bounced_handoffs": list(standing.handoffs_in(frozenset({HandoffState.BOUNCED}))),
        "unthanked_handoffs": list(standing.handoffs_in(frozenset({HandoffState.DONE}))),
        "is_on_call": work.session.scalar(on_call.limit(1)) is not None,
    }


HANDLERS: HandlerTable = {
    OpenTicket: open_ticket,
    SetStatus: set_status,
    CloseTicket: close_ticket,
    **classing.HANDLERS,
    **first_contact.HANDLERS,
    **merging.HANDLERS,
    **setting.HANDLERS,
}
