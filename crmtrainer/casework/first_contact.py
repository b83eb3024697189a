# SPDX-License-Identifier: MIT
"""Putting right when a customer first told us: an act of `tickets` that looks at all that was said on it."""

from __future__ import annotations

from crmtrainer.customers.models import Customer
from crmtrainer.customers.rules import check_contact_time
from crmtrainer.kernel.commands import HandlerTable, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import utc
from crmtrainer.service_levels.starting import first_word
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.commands import CorrectFirstContact
from crmtrainer.tickets.rules import check_open
from crmtrainer.tickets.writing import enter_step, move_first_contact, opened_ticket, outcome_of


def correct_first_contact(cmd: CorrectFirstContact, work: UnitOfWork) -> Outcome:
    ticket, at = opened_ticket(work, cmd.ticket_id), utc(cmd.first_contact_at)
    check_open(ticket.status, ticket.ref)
    if not cmd.reason.strip():
        raise Refused("ticket.no_reason")
    check_contact_time(at, work.now, since=work.get(Customer, ticket.customer_id).since)
    if at == ticket.first_contact_at:
        raise Refused("ticket.same_first_contact", ref=ticket.ref)
    if at > ticket.opened_at:
        raise Refused("ticket.contact_after_opening", ref=ticket.ref)
    said = first_word(work, ticket.id)
    if said is not None and at > said:
        raise Refused("ticket.contact_after_word", ref=ticket.ref)
    facts = move_first_contact(work, ticket, at)
    enter_step(work, ticket, ticket.status, cmd.reason)
    return outcome_of(ticket, facts)


HANDLERS: HandlerTable = {CorrectFirstContact: correct_first_contact}
