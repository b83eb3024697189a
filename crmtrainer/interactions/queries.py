# SPDX-License-Identifier: MIT
"""What can be asked about promises, files and live conversations. The timeline of a whole case is in `casework`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import aliased

from crmtrainer.customers.grants import require_open
from crmtrainer.customers.models import Customer
from crmtrainer.customers.rules import display_name
from crmtrainer.interactions.models import Attachment, Conversation, Promise, Utterance
from crmtrainer.interactions.rules import (
    RUNNING,
    Channel,
    ConversationState,
    Direction,
    PromiseState,
    Speaker,
)
from crmtrainer.kernel.commands import HUMANS, Role
from crmtrainer.kernel.errors import NotFound
from crmtrainer.kernel.ids import ConversationId, CustomerId, TicketId
from crmtrainer.kernel.queries import answers
from crmtrainer.store.unit_of_work import Reading
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.subjects import customer_of

DESK = frozenset({Role.LEARNER, Role.TRAINER})


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise that is still to be kept, or that was broken and not made good."""

    id: int
    customer_id: int
    customer: str
    ticket_id: int | None
    ticket_ref: str
    words: str
    made_at: datetime
    due_at: datetime
    state: PromiseState
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation that rings, is live or on hold. Whom it is really with is not said; `shown` proves nothing."""

    id: int
    channel: Channel
    direction: Direction
    state: ConversationState
    shown: str
    customer_id: int | None
    customer: str
    ticket_id: int | None
    ticket_ref: str
    started_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said, as both sides heard it: without technique or states, which the debrief tells."""

    id: int
    at: datetime
    speaker: Speaker
    words: str
    own_words: bool


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file that came with a contact."""

    id: int
    name: str
    about: str
    at: datetime
    ticket_id: int | None
    interaction_id: int | None


@answers("promises.open", roles=DESK)
def open_promises(
    read: Reading, *, customer_id: CustomerId | None = None, ticket_id: TicketId | None = None
) -> tuple[PromiseRow, ...]:
    """Promises still to be kept or made good, soonest first: a ticket's, a customer's, or all."""
    wanted = _open()
    if customer_id is not None:
        wanted = wanted.where(Promise.customer_id == customer_id)
    if ticket_id is not None:
        wanted = wanted.where(Promise.ticket_id == ticket_id)
    return _promises(read, wanted)


@answers("promises.alone", roles=DESK)
def promises_alone(read: Reading, *, limit: int = 500) -> tuple[PromiseRow, ...]:
    """What I promised and still owe that belongs to no ticket, soonest first: no record of a ticket shows it."""
    mine = Promise.ticket_id.is_(None), Promise.actor == read.actor.pseudonym
    return _promises(read, _open().where(*mine).limit(limit))


def _open() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Promise.id,
            Promise.customer_id,
            Customer.title,
            Customer.given,
            Customer.family,
            Promise.ticket_id,
            Ticket.ref,
            Promise.words,
            Promise.made_at,
            Promise.due_at,
            Promise.state,
        )
        .join(Customer, Customer.id == Promise.customer_id)
        .outerjoin(Ticket, Ticket.id == Promise.ticket_id)
        .where(
            Promise.state.in_((PromiseState.OPEN, PromiseState.BROKEN)),
            or_(Promise.state == PromiseState.OPEN, Promise.ended_at.is_(None)),
        )
        .order_by(Promise.due_at, Promise.id)
    )


def _promises(read: Reading, wanted: Select[*tuple[Any, ...]]) -> tuple[PromiseRow, ...]:
    return tuple(
        PromiseRow(
            id=row.id,
            customer_id=row.customer_id,
            customer=display_name(row.title, row.given, row.family),
            ticket_id=row.ticket_id,
            ticket_ref=row.ref or "",
            words=row.words,
            made_at=row.made_at,
            due_at=row.due_at,
            state=row.state,
            is_overdue=row.due_at < read.now,
        )
        for row in read.session.execute(wanted)
    )


@answers("conversations.live", roles=DESK)
def live_conversations(read: Reading) -> tuple[ConversationRow, ...]:
    """Conversations that ring, are live or on hold, oldest first. While there is one, practice time runs at ×1."""
    return _conversations(read, Conversation.state.in_(RUNNING))


@answers("conversations.missed", roles=DESK)
def missed_conversations(read: Reading) -> tuple[ConversationRow, ...]:
    """Calls that nobody answered here, oldest first; one from a number that rang again later stands for itself."""
    later = aliased(Conversation)
    rang_again = exists().where(later.shown == Conversation.shown, later.id > Conversation.id)
    return _conversations(
        read,
        Conversation.state == ConversationState.MISSED,
        Conversation.direction == Direction.IN,
        ~rang_again,
    )


def _conversations(read: Reading, *which: ColumnElement[bool]) -> tuple[ConversationRow, ...]:
    wanted = (
        select(
            Conversation.id,
            Conversation.channel,
            Conversation.direction,
            Conversation.state,
            Conversation.shown,
            Conversation.customer_id,
            Customer.title,
            Customer.given,
            Customer.family,
            Conversation.ticket_id,
            Ticket.ref,
            Conversation.started_at,
            Conversation.answered_at,
            Conversation.ended_at,
        )
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .outerjoin(Ticket, Ticket.id == Conversation.ticket_id)
        .where(*which)
        .order_by(Conversation.id)
    )
    return tuple(
        ConversationRow(
            id=row.id,
            channel=row.channel,
            direction=row.direction,
            state=row.state,
            shown=row.shown,
            customer_id=row.customer_id,
            customer="" if row.customer_id is None else display_name(row.title, row.given, row.family),
            ticket_id=row.ticket_id,
            ticket_ref=row.ref or "",
            started_at=row.started_at,
            answered_at=row.answered_at,
            ended_at=row.ended_at,
        )
        for row in read.session.execute(wanted)
    )


@answers("conversations.lines", roles=HUMANS)
def lines(read: Reading, conversation_id: ConversationId) -> tuple[Line, ...]:
    """What was said in a conversation, in order.

    Raises `NotFound`, and `Refused` for one that is over and belongs to a record that is not open: what somebody said
    last week is part of their record, what they say on the line now is not kept from who listens.
    """
    talk = read.session.get(Conversation, conversation_id)
    if talk is None:
        raise NotFound("conversation", conversation_id)
    if read.actor.role in DESK and talk.customer_id is not None and talk.state not in RUNNING:
        require_open(read.session, talk.customer_id, actor=read.actor.pseudonym, now=read.now)
    said = select(Utterance.id, Utterance.at, Utterance.speaker, Utterance.words, Utterance.own_words)
    rows = read.session.execute(said.where(Utterance.conversation_id == conversation_id).order_by(Utterance.id))
    return tuple(Line(*row) for row in rows)


@answers("attachments.of", roles=DESK)
def attachments(
    read: Reading, *, customer_id: CustomerId | None = None, ticket_id: TicketId | None = None
) -> tuple[AttachmentRow, ...]:
    """The files of a ticket, or all of a customer's, newest first. Raises `Refused` unless the record is open."""
    whose = customer_of(read.session, customer_id, ticket_id)
    require_open(read.session, whose, actor=read.actor.pseudonym, now=read.now)
    wanted = select(
        Attachment.id,
        Attachment.name,
        Attachment.about,
        Attachment.at,
        Attachment.ticket_id,
        Attachment.interaction_id,
    ).where(Attachment.customer_id == whose)
    if ticket_id is not None:
        wanted = wanted.where(Attachment.ticket_id == ticket_id)
    rows = read.session.execute(wanted.order_by(Attachment.at.desc(), Attachment.id.desc()))
    return tuple(AttachmentRow(*row) for row in rows)
