# SPDX-License-Identifier: MIT
"""Moving a ticket's state and telling its clocks, for the handlers of this room and of those above."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from crmtrainer.customers.grants import opened
from crmtrainer.kernel.commands import Change, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.keeping import note
from crmtrainer.service_levels.starting import count_from
from crmtrainer.service_levels.swapping import go_on_by_its_hours
from crmtrainer.service_levels.traits import Traits
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.models import Ticket, TicketStep
from crmtrainer.tickets.rules import Status, check_move


def ticket_of(work: UnitOfWork, ticket_id: int, customer_id: int) -> Ticket:
    """The ticket, once it is sure that it is this customer's. Raises `NotFound` or `Refused`."""
    ticket = work.get(Ticket, ticket_id)
    if ticket.customer_id != customer_id:
        raise Refused("ticket.of_another_customer", ref=ticket.ref)
    return ticket


def traits_of(ticket: Ticket) -> Traits:
    """What of a ticket decides which service standards it falls under."""
    return Traits(
        type=ticket.type.value,
        priority=ticket.priority.value,
        severity=ticket.severity.value,
        category=ticket.category,
        channel=ticket.channel,
    )


def opened_ticket(work: UnitOfWork, ticket_id: int) -> Ticket:
    """The ticket, once it is sure that the actor opened its customer's record. Raises `NotFound` or `Refused`."""
    ticket = work.get(Ticket, ticket_id)
    opened(work, ticket.customer_id)
    return ticket


def enter_step(work: UnitOfWork, ticket: Ticket, now: Status, reason: str) -> TicketStep:
    """Enter a step of a ticket with its reason, and how it stands from then on. Tells no clock."""
    step = work.add(
        TicketStep(
            id=work.new_id("ticket_step"),
            ticket_id=ticket.id,
            at=work.now,
            was=ticket.status,
            now=now,
            reason=reason,
            actor=work.actor.pseudonym,
        )
    )
    ticket.status = now
    work.session.flush()
    return step


def change_status(
    work: UnitOfWork, ticket: Ticket, now: Status, reason: str = "", *, visible_message: bool = False
) -> TicketStep:
    """Move the ticket, enter the step with its reason, and tell the clocks. Raises `Refused` for no such move.

    `visible_message`: whether the customer was told since their last word; a pause carries it.
    """
    was = ticket.status
    check_move(was, now)
    step = enter_step(work, ticket, now, reason)
    settled = {Status.RESOLVED, Status.CLOSED}
    if was is Status.WAITING:
        note(work, "ticket", ticket.id, "resumed", reason=reason)
    if now is Status.WAITING:
        note(work, "ticket", ticket.id, "paused", reason=reason, visible_message=visible_message)
    if now in settled and was not in settled:
        note(work, "ticket", ticket.id, "resolved", reason=reason)
    if was in settled and now not in settled:
        note(work, "ticket", ticket.id, "reopened", reason=reason)
        go_on_by_its_hours(work, ticket.id, traits_of(ticket))
    return step


def begin(work: UnitOfWork, ticket: Ticket) -> bool:
    """Note that somebody works on a ticket: a new one is in progress from here, one nobody owned is theirs.

    Gives whether that changed its status.
    """
    if not ticket.owner:
        ticket.owner = work.actor.pseudonym
        work.session.flush()
    if ticket.status is not Status.NEW:
        return False
    change_status(work, ticket, Status.IN_PROGRESS)
    return True


def customer_told(
    work: UnitOfWork, ticket: Ticket, at: datetime | None = None, *, only_acknowledges: bool = False
) -> None:
    """Note that the customer saw or heard something from us; internal writing never comes here.

    `only_acknowledges`: that it has come in, and nothing more; they still wait for a reply.
    """
    kind = "acknowledged" if only_acknowledges else "visible_reply"
    note(work, "ticket", ticket.id, kind, visible_message=True, at=at)


def customer_heard(work: UnitOfWork, ticket: Ticket, at: datetime | None = None) -> bool:
    """Note that the customer got in touch. A ticket that waited for them is in progress again.

    Gives whether it had been waiting.
    """
    note(work, "ticket", ticket.id, "customer_message", at=at)
    if ticket.status is not Status.WAITING:
        return False
    change_status(work, ticket, Status.IN_PROGRESS)
    return True


def move_first_contact(work: UnitOfWork, ticket: Ticket, at: datetime) -> dict[str, object]:
    """Let a ticket's first contact have been at `at`, and its clocks count from then. Gives the facts of that."""
    was, ticket.first_contact_at = ticket.first_contact_at, at
    work.session.flush()
    moved = count_from(work, ticket.id, at)
    return {"first_contact_at": at, "first_contact_was": was, "clocks_moved": [metric.value for metric in moved]}


def outcome_of(ticket: Ticket, facts: Mapping[str, object]) -> Outcome:
    """What every act on a ticket tells: which one it was, whose, and how it stands now."""
    told = {
        "ticket_id": ticket.id,
        "ref": ticket.ref,
        "customer_id": ticket.customer_id,
        "status": ticket.status.value,
        **facts,
    }
    return Outcome((Change("ticket", ticket.id), Change("customer", ticket.customer_id)), told, f"ticket:{ticket.id}")
