# SPDX-License-Identifier: MIT
"""How one ticket stands, and nothing more: cheap enough to be asked before and after every act on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crmtrainer.customers.grants import require_open
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import NotFound
from crmtrainer.kernel.ids import TicketId
from crmtrainer.kernel.queries import answers
from crmtrainer.store.unit_of_work import Reading
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import CloseReason, Priority, Severity, Status, TicketType


@dataclass(frozen=True, slots=True)
class TicketState:
    """Where a ticket is in its life. Reason and resolution are empty while it is not closed."""

    status: Status
    priority: Priority
    type: TicketType
    category: str
    severity: Severity
    close_reason: CloseReason | None
    resolution: str
    first_contact_at: datetime


@answers("tickets.state", roles={Role.LEARNER, Role.TRAINER})
def ticket_state(read: Reading, ticket_id: TicketId) -> TicketState:
    """How a ticket stands now. Raises `Refused` unless its customer's record is open, or `NotFound`."""
    found = read.session.get(Ticket, ticket_id)
    if found is None:
        raise NotFound("ticket", ticket_id)
    require_open(read.session, found.customer_id, actor=read.actor.pseudonym, now=read.now)
    return TicketState(
        found.status,
        found.priority,
        found.type,
        found.category,
        found.severity,
        found.close_reason,
        found.resolution,
        found.first_contact_at,
    )
