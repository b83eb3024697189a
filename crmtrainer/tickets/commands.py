# SPDX-License-Identifier: MIT
"""What can be asked of a ticket. Opening, changing status and closing look at the whole case: see `casework`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crmtrainer.kernel.commands import Command, Role, verb
from crmtrainer.kernel.ids import ConversationId, CustomerId, OrderId, TicketId
from crmtrainer.tickets.rules import CloseReason, Priority, Severity, Status, TicketType

_DESK = {Role.LEARNER, Role.TRAINER}


@verb("ticket.open", roles={*_DESK, Role.SYSTEM}, typed={"subject", "description", "desired_outcome"})
@dataclass(frozen=True, slots=True)
class OpenTicket(Command):
    """Open a ticket for a customer. `first_contact_at` is when they first told us, if that was earlier."""

    customer_id: CustomerId
    type: TicketType
    subject: str
    channel: str
    description: str = ""
    desired_outcome: str = ""
    severity: Severity = Severity.NORMAL
    priority: Priority = Priority.NORMAL
    category: str = ""
    order_id: OrderId | None = None
    first_contact_at: datetime | None = None
    conversation_id: ConversationId | None = None


@verb("ticket.set_status", roles=_DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class SetStatus(Command):
    """Move a ticket in its life cycle. Waiting pauses its resolution clock, with or without a reason."""

    ticket_id: TicketId
    status: Status
    reason: str = ""


@verb("ticket.set_priority", roles=_DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class SetPriority(Command):
    """Give a ticket another priority, and with it other standards from its first contact on."""

    ticket_id: TicketId
    priority: Priority
    reason: str


@verb("ticket.reclassify", roles=_DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class Reclassify(Command):
    """Put right what a ticket is, and with it the standards it falls under, from its first contact on.

    Type, category and severity are given whole: what stays is said again. A limit that the law sets neither begins nor
    ends with it, and the type it belongs to is not left while it runs.
    """

    ticket_id: TicketId
    type: TicketType
    category: str
    severity: Severity
    reason: str


@verb("ticket.correct_first_contact", roles=_DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class CorrectFirstContact(Command):
    """Put right when the customer first told us of a ticket: what counts from then moves to the true time.

    Logging a contact from the customer that was earlier does so by itself; this is for what no contact is logged of,
    and for what was typed wrong. A clock that is late by the true time was late, and one that is not is no longer due
    when it was; a breach that was entered stays.
    """

    ticket_id: TicketId
    first_contact_at: datetime
    reason: str


@verb("ticket.close", roles=_DESK, typed={"resolution"})
@dataclass(frozen=True, slots=True)
class CloseTicket(Command):
    """Close a ticket, with why and with what was done or decided."""

    ticket_id: TicketId
    reason: CloseReason
    resolution: str = ""


@verb("ticket.reopen", roles=_DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class ReopenTicket(Command):
    """Take up a resolved or closed ticket again, with why."""

    ticket_id: TicketId
    reason: str


@verb("ticket.merge", roles=_DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class MergeTicket(Command):
    """Close a ticket as a duplicate of another one of the same customer, which takes over what is unanswered on it."""

    ticket_id: TicketId
    into_id: TicketId
    reason: str
