# SPDX-License-Identifier: MIT
"""What a ticket does on its own: change priority, be taken up again. The rest looks at the whole case: `casework`."""

from __future__ import annotations

from crmtrainer.kernel.commands import HandlerTable, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.merging import begin_anew
from crmtrainer.service_levels.swapping import swap_standards
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.commands import ReopenTicket, SetPriority
from crmtrainer.tickets.rules import CloseReason, Status, check_open
from crmtrainer.tickets.writing import change_status, opened_ticket, outcome_of, traits_of


def set_priority(cmd: SetPriority, work: UnitOfWork) -> Outcome:
    ticket = opened_ticket(work, cmd.ticket_id)
    check_open(ticket.status, ticket.ref)
    if ticket.priority is cmd.priority:
        raise Refused("ticket.same_priority", ref=ticket.ref)
    was = ticket.priority
    ticket.priority = cmd.priority
    work.session.flush()
    swap_standards(work, ticket.id, traits_of(ticket))
    facts = {"was": was.value, "now": cmd.priority.value, "had_reason": bool(cmd.reason.strip())}
    return outcome_of(ticket, facts)


def reopen(cmd: ReopenTicket, work: UnitOfWork) -> Outcome:
    ticket = opened_ticket(work, cmd.ticket_id)
    if ticket.status not in (Status.RESOLVED, Status.CLOSED):
        raise Refused("ticket.not_closed", ref=ticket.ref)
    if not cmd.reason.strip():
        raise Refused("ticket.no_reason")
    was, closed_for = ticket.status, ticket.close_reason
    ticket.closed_at, ticket.close_reason, ticket.resolution = None, None, ""
    change_status(work, ticket, Status.IN_PROGRESS, cmd.reason)
    if closed_for is CloseReason.DUPLICATE:
        begin_anew(work, ticket.id)
    return outcome_of(ticket, {"was": was.value, "had_been_closed_for": closed_for.value if closed_for else ""})


HANDLERS: HandlerTable = {SetPriority: set_priority, ReopenTicket: reopen}
