# SPDX-License-Identifier: MIT
"""Putting right what a ticket is: an act of `tickets` that looks at its standards and at the limits of the law.

What the ticket was stays in the journal; a step in its history says that something changed, and why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crmtrainer.customers.grants import require_open
from crmtrainer.kernel.commands import HandlerTable, Outcome, Role
from crmtrainer.kernel.errors import NotFound, Refused
from crmtrainer.kernel.ids import TicketId
from crmtrainer.kernel.queries import answers
from crmtrainer.limits.book import title_of
from crmtrainer.limits.of_types import running_of_type, to_begin
from crmtrainer.service_levels.swapping import Effect, WouldRow, swap_standards, would_be
from crmtrainer.service_levels.traits import Traits
from crmtrainer.store.unit_of_work import Reading, UnitOfWork
from crmtrainer.tickets.commands import Reclassify
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import Severity, TicketType, check_category, check_open, tidy_category
from crmtrainer.tickets.writing import enter_step, opened_ticket, outcome_of, traits_of


def reclassify(cmd: Reclassify, work: UnitOfWork) -> Outcome:
    ticket = opened_ticket(work, cmd.ticket_id)
    check_open(ticket.status, ticket.ref)
    was = (ticket.type, ticket.category, ticket.severity)
    now = (cmd.type, tidy_category(cmd.category), cmd.severity)
    if now == was:
        raise Refused("ticket.same_class", ref=ticket.ref)
    if not cmd.reason.strip():
        raise Refused("ticket.no_reason")
    check_category(now[1])
    if cmd.type is not ticket.type:
        _check_type_may_be_left(work, ticket)
    ticket.type, ticket.category, ticket.severity = now
    enter_step(work, ticket, ticket.status, cmd.reason)
    traits = traits_of(ticket)
    clocks = would_be(work.session, ticket.id, traits, work.now)
    swap_standards(work, ticket.id, traits, reason=cmd.reason.strip())
    lacking = to_begin(work.session, ticket.id, ticket.type, ticket.first_contact_at)
    told = {
        "type": ticket.type.value,
        "category": ticket.category,
        "severity": ticket.severity.value,
        "was_type": was[0].value,
        "was_category": was[1],
        "was_severity": was[2].value,
        "clocks_moved": _metrics(clocks, Effect.MOVES),
        "clocks_begun": _metrics(clocks, Effect.BEGINS),
        "clocks_ended": _metrics(clocks, Effect.ENDS),
        "limits_to_begin": [limit.id for limit in lacking],
    }
    return outcome_of(ticket, told)


def _check_type_may_be_left(work: UnitOfWork, ticket: Ticket) -> None:
    """Raises `Refused` while a limit runs that the law sets for what the ticket is.

    The law's time runs because of what a person asked for, and no word of ours stops it: what was done about it, or
    why it never applied, is said of the limit itself.
    """
    running = running_of_type(work.session, ticket.id, ticket.type)
    if running:
        raise Refused("ticket.limit_runs", ref=ticket.ref, limit=title_of(running[0]))


def _metrics(clocks: tuple[WouldRow, ...], effect: Effect) -> list[str]:
    """What becomes of clocks that are not over; those that are stay as they were judged."""
    return [row.metric.value for row in clocks if row.effect is effect and not row.is_over]


@dataclass(frozen=True, slots=True)
class LawRow:
    """A limit of the law that may apply and was not begun: its name in the book, and its title."""

    limit: str
    title: str


@dataclass(frozen=True, slots=True)
class ClassTried:
    """What another class would make of a ticket. `held_by`: the limit that keeps it what it is; empty: none does."""

    clocks: tuple[WouldRow, ...]
    to_begin: tuple[LawRow, ...]
    held_by: str
    first_contact_at: datetime


@answers("tickets.try_class", roles={Role.LEARNER, Role.TRAINER})
def try_class(
    read: Reading, ticket_id: TicketId, type: TicketType, severity: Severity = Severity.NORMAL, category: str = ""
) -> ClassTried:
    """What a ticket's clocks would be under this class; nothing is done. Raises `Refused` unless its record is open."""
    ticket = read.session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound("ticket", ticket_id)
    require_open(read.session, ticket.customer_id, actor=read.actor.pseudonym, now=read.now)
    traits = Traits(
        type=type.value,
        priority=ticket.priority.value,
        severity=severity.value,
        category=tidy_category(category),
        channel=ticket.channel,
    )
    held = running_of_type(read.session, ticket.id, ticket.type) if type is not ticket.type else ()
    lacking = to_begin(read.session, ticket.id, type, ticket.first_contact_at)
    return ClassTried(
        would_be(read.session, ticket.id, traits, read.now),
        tuple(LawRow(limit.id, limit.title) for limit in lacking),
        title_of(held[0]) if held else "",
        ticket.first_contact_at,
    )


HANDLERS: HandlerTable = {Reclassify: reclassify}
