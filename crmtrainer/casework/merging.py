# SPDX-License-Identifier: MIT
"""Merging two tickets about one matter: an act of `tickets` that looks at everything hanging on the one that goes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from crmtrainer.casework.standing import standing_of
from crmtrainer.handoffs.rules import RUNNING
from crmtrainer.interactions.models import Conversation
from crmtrainer.interactions.rules import TALKING
from crmtrainer.kernel.commands import Change, HandlerTable, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.limits.book import title_of
from crmtrainer.limits.carrying import Carried, carry_limits
from crmtrainer.service_levels.keeping import note
from crmtrainer.service_levels.merging import begin_earlier, end_clocks
from crmtrainer.service_levels.rules import FIRST_SIGNS, MERGED
from crmtrainer.service_levels.story import events_of
from crmtrainer.service_levels.turns import waiting_since
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.commands import MergeTicket
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import CloseReason, Status, check_open
from crmtrainer.tickets.writing import change_status, enter_step, opened_ticket, outcome_of


def merge(cmd: MergeTicket, work: UnitOfWork) -> Outcome:
    gone, kept = opened_ticket(work, cmd.ticket_id), opened_ticket(work, cmd.into_id)
    _check(work, gone, kept, cmd.reason)
    was = gone.status
    events = events_of(work.session, f"ticket:{gone.id}")
    unanswered, waited = waiting_since(events), {metric: waiting_since(events, metric) for metric in FIRST_SIGNS}
    limits = carry_limits(work, gone, kept)
    end_clocks(work, gone.id)
    # Both tell of it: each history stays where it was, and says where the other one is.
    enter_step(work, gone, Status.CLOSED, f"Merged into {kept.ref}.{_of_law(limits, 'there')} {cmd.reason}")
    told = f"{gone.ref} was merged into this ticket.{_of_law(limits, 'here')} {cmd.reason}"
    enter_step(work, kept, kept.status, told)
    gone.closed_at, gone.close_reason, gone.resolution = work.now, CloseReason.DUPLICATE, ""
    work.session.flush()
    if unanswered is not None:
        begin_earlier(work, kept.id, waited)
        _take_over(work, kept, unanswered)
    facts = {
        "was": was.value,
        "into": kept.id,
        "into_ref": kept.ref,
        "unanswered_since": unanswered,
        "had_reason": bool(cmd.reason.strip()),
        "limits_carried": list(limits.over),
        "limits_joined": list(limits.joined),
    }
    outcome = outcome_of(gone, facts)
    return Outcome((*outcome.changes, Change("ticket", kept.id)), outcome.facts, outcome.subject)


def _of_law(limits: Carried, where: str) -> str:
    """What a history says of limits that the law sets; nothing where none runs."""
    if not limits.over and not limits.joined:
        return ""
    return (
        f" What the law sets goes on {where}: {', '.join(title_of(name) for name in (*limits.over, *limits.joined))}."
    )


def _take_over(work: UnitOfWork, kept: Ticket, since: datetime) -> None:
    """The survivor's customer has waited since then: what we said on it was no answer to the other ticket."""
    note(work, "ticket", kept.id, "customer_message", at=since, reason=MERGED)
    if kept.status is Status.WAITING:
        change_status(work, kept, Status.IN_PROGRESS)


def _check(work: UnitOfWork, gone: Ticket, kept: Ticket, reason: str) -> None:
    """Raises `Refused` for two tickets that are not one matter, or for work that would be left without a ticket."""
    if gone.id == kept.id:
        raise Refused("ticket.merge_with_itself", ref=gone.ref)
    if gone.customer_id != kept.customer_id:
        raise Refused("ticket.of_another_customer", ref=kept.ref)
    if not reason.strip():
        raise Refused("ticket.no_reason")
    for ticket in (gone, kept):
        check_open(ticket.status, ticket.ref)
    standing = standing_of(work.session, gone.id, work.now)
    if standing.handoffs_in(RUNNING):
        raise Refused("ticket.merge_with_team", ref=gone.ref, into=kept.ref)
    if standing.open_promises:
        raise Refused("ticket.merge_with_promise", ref=gone.ref, into=kept.ref)
    if _is_spoken_of(work, gone):
        raise Refused("ticket.merge_on_call", ref=gone.ref)


def _is_spoken_of(work: UnitOfWork, ticket: Ticket) -> bool:
    on_call = select(Conversation.id).where(Conversation.ticket_id == ticket.id, Conversation.state.in_(TALKING))
    return work.session.scalar(on_call.limit(1)) is not None


HANDLERS: HandlerTable = {MergeTicket: merge}
