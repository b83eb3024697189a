# SPDX-License-Identifier: MIT
"""One ticket whole, catalogued as `tickets.record`; lists and the timeline come from their own modules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from crmtrainer.casework.consequences import ClassChange, reclassified
from crmtrainer.casework.lists import (
    QueueRow,
    TicketCounts,
    complaint_count,
    complaints,
    counts,
    of_customer,
    queue,
)
from crmtrainer.casework.standing import situation_of, standing_of
from crmtrainer.casework.timeline import timeline
from crmtrainer.casework.timeline_items import Chip, ChipKind, TimelineItem, What, Who
from crmtrainer.customers.grants import proven_now, require_open
from crmtrainer.customers.models import Customer
from crmtrainer.customers.rules import IdentityState, display_name
from crmtrainer.handoffs.queries import HandoffRow, of_ticket
from crmtrainer.interactions.models import Conversation
from crmtrainer.interactions.queries import AttachmentRow, PromiseRow, attachments, open_promises
from crmtrainer.interactions.rules import TALKING, ToldHow
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import NotFound
from crmtrainer.kernel.ids import TicketId
from crmtrainer.kernel.queries import answers
from crmtrainer.orders.models import Order
from crmtrainer.store.unit_of_work import Reading
from crmtrainer.tickets.models import Ticket, TicketStep
from crmtrainer.tickets.rules import (
    CloseReason,
    NextStep,
    Priority,
    Severity,
    Status,
    TicketType,
    next_step,
)

__all__ = [
    "Chip",
    "ChipKind",
    "ClassChange",
    "QueueRow",
    "StepRow",
    "TicketCounts",
    "TicketRecord",
    "TimelineItem",
    "What",
    "Who",
    "complaint_count",
    "complaints",
    "counts",
    "of_customer",
    "queue",
    "record",
    "timeline",
]

DESK = frozenset({Role.LEARNER, Role.TRAINER})


@dataclass(frozen=True, slots=True)
class StepRow:
    """One move of a ticket's state, or a step that left it: another class, with its `changes`, or a merging."""

    at: datetime
    was: Status
    now: Status
    reason: str
    actor: str
    changes: tuple[ClassChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRecord:
    """A ticket whole: its header, how it stands with the customer, and what hangs on it."""

    id: int
    ref: str
    subject: str
    description: str
    desired_outcome: str
    type: TicketType
    category: str
    severity: Severity
    priority: Priority
    status: Status
    channel: str
    owner: str
    is_mine: bool
    opened_at: datetime
    first_contact_at: datetime
    closed_at: datetime | None
    close_reason: CloseReason | None
    resolution: str
    customer_id: int
    customer_ref: str
    customer: str
    need: str
    preferred_channel: str
    order_id: int | None
    order_ref: str
    conversation_id: int | None
    identity: IdentityState
    told_at: datetime | None
    told_how: ToldHow
    heard_at: datetime | None
    customer_waits: bool
    next_step: NextStep
    steps: tuple[StepRow, ...]
    promises: tuple[PromiseRow, ...]
    handoffs: tuple[HandoffRow, ...]
    attachments: tuple[AttachmentRow, ...]


@answers("tickets.record", roles=DESK)
def record(read: Reading, ticket_id: TicketId) -> TicketRecord:
    """One ticket whole. Raises `Refused` unless its customer's record is open."""
    ticket = read.session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound("ticket", ticket_id)
    require_open(read.session, ticket.customer_id, actor=read.actor.pseudonym, now=read.now)
    customer = read.session.get_one(Customer, ticket.customer_id)
    identity = proven_now(read.session, customer.id, actor=read.actor.pseudonym, now=read.now)
    standing = standing_of(read.session, ticket.id, read.now)
    situation = situation_of(read.session, ticket, standing, read.now, identity=identity, actor=read.actor.pseudonym)
    return TicketRecord(
        id=ticket.id,
        ref=ticket.ref,
        subject=ticket.subject,
        description=ticket.description,
        desired_outcome=ticket.desired_outcome,
        type=ticket.type,
        category=ticket.category,
        severity=ticket.severity,
        priority=ticket.priority,
        status=ticket.status,
        channel=ticket.channel,
        owner=ticket.owner,
        is_mine=ticket.owner == read.actor.pseudonym,
        opened_at=ticket.opened_at,
        first_contact_at=ticket.first_contact_at,
        closed_at=ticket.closed_at,
        close_reason=ticket.close_reason,
        resolution=ticket.resolution,
        customer_id=customer.id,
        customer_ref=customer.ref,
        customer=display_name(customer.title, customer.given, customer.family),
        need=customer.need,
        preferred_channel=customer.preferred_channel,
        order_id=ticket.order_id,
        order_ref=_order_ref(read, ticket.order_id),
        conversation_id=_conversation(read, ticket),
        identity=identity,
        told_at=standing.told.at,
        told_how=standing.told.how,
        heard_at=standing.heard_at,
        customer_waits=standing.customer_waits,
        next_step=next_step(situation),
        steps=_steps(read, ticket.id),
        promises=open_promises(read, ticket_id=ticket_id),
        handoffs=of_ticket(read, ticket_id),
        attachments=attachments(read, ticket_id=ticket_id),
    )


def _order_ref(read: Reading, order_id: int | None) -> str:
    if order_id is None:
        return ""
    return read.session.scalar(select(Order.ref).where(Order.id == order_id)) or ""


def _conversation(read: Reading, ticket: Ticket) -> int | None:
    """The talk that goes on about this ticket, or with its customer."""
    return read.session.scalar(
        select(Conversation.id)
        .where(
            or_(Conversation.ticket_id == ticket.id, Conversation.customer_id == ticket.customer_id),
            Conversation.state.in_(TALKING),
        )
        .order_by(Conversation.id.desc())
        .limit(1)
    )


def _steps(read: Reading, ticket_id: int) -> tuple[StepRow, ...]:
    steps = select(TicketStep).where(TicketStep.ticket_id == ticket_id).order_by(TicketStep.id)
    rows = read.session.scalars(steps).all()
    classes = reclassified(read.session, (row.at for row in rows if row.was is row.now))
    return tuple(StepRow(row.at, row.was, row.now, row.reason, row.actor, classes.get(row.id, ())) for row in rows)
