# SPDX-License-Identifier: MIT
"""The statements of a timeline: one for each source, by customer or by ticket, and before each kind of cursor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, case, func, or_, select

from crmtrainer.handoffs.models import Handoff, HandoffMessage
from crmtrainer.interactions.models import Attachment, Conversation, Interaction, Promise, Utterance
from crmtrainer.interactions.rules import Kind, PromiseState
from crmtrainer.organisation.models import Team
from crmtrainer.store.prepared import PreparedRows
from crmtrainer.tickets.models import Ticket, TicketStep

ENDED = (PromiseState.KEPT, PromiseState.BROKEN, PromiseState.WITHDRAWN)


class Edge(Enum):
    """What stands before the cursor, of a source that comes with it, before it or after it in the order of a moment."""

    NONE = auto()
    WITHIN = auto()
    AT_ITS_MOMENT = auto()
    EARLIER = auto()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a source gives, by what it is found, and what puts it in order."""

    rows: Select[*tuple[Any, ...]]
    ticket: ColumnElement[Any]
    customer: ColumnElement[Any]
    at: ColumnElement[Any]
    ident: ColumnElement[Any]


Part = Callable[[], Wanted]


@cache
def newest(part: Part, by_ticket: bool, edge: Edge) -> PreparedRows:
    """The newest `most` rows of one source: those of `whose`, that stand before `at` and `ident`."""
    wanted = part()
    mine = (wanted.ticket if by_ticket else wanted.customer) == bindparam("whose")
    found = wanted.rows.where(mine)
    if edge is not Edge.NONE:
        earlier, same = wanted.at < bindparam("at"), wanted.at == bindparam("at")
        if edge is Edge.WITHIN:
            earlier = or_(earlier, and_(same, wanted.ident < bindparam("ident")))
        elif edge is Edge.AT_ITS_MOMENT:
            earlier = or_(earlier, same)
        found = found.where(earlier)
    most = bindparam("most", type_=Integer)
    return PreparedRows(found.order_by(wanted.at.desc(), wanted.ident.desc()).limit(most))


def kind_names(count: int = len(Kind)) -> list[str]:
    """The parameters by which `contacts` is told which kinds are wanted; all have to be given."""
    return [f"kind_{number}" for number in range(count)]


def contacts() -> Wanted:
    one = Interaction
    rows = (
        select(Interaction.__table__, Ticket.ref.label("ticket_ref"))
        .outerjoin(Ticket, Ticket.id == one.ticket_id)
        .where(one.kind.in_([bindparam(name, type_=one.kind.type) for name in kind_names()]))
    )
    return Wanted(rows, one.ticket_id.expression, one.customer_id.expression, one.at.expression, one.id.expression)


def talks() -> Wanted:
    one = Conversation
    said = select(func.count(Utterance.id)).where(Utterance.conversation_id == one.id).scalar_subquery()
    rows = select(Conversation.__table__, Ticket.ref.label("ticket_ref"), said.label("said")).outerjoin(
        Ticket, Ticket.id == one.ticket_id
    )
    return Wanted(
        rows, one.ticket_id.expression, one.customer_id.expression, one.started_at.expression, one.id.expression
    )


def openings() -> Wanted:
    one = Ticket
    rows = select(Ticket.__table__)
    return Wanted(rows, one.id.expression, one.customer_id.expression, one.opened_at.expression, one.id.expression)


def steps() -> Wanted:
    one = TicketStep
    rows = select(TicketStep.__table__, Ticket.ref.label("ticket_ref")).join(Ticket, Ticket.id == one.ticket_id)
    return Wanted(rows, Ticket.id.expression, Ticket.customer_id.expression, one.at.expression, one.id.expression)


def promises_made() -> Wanted:
    """Promises that no contact carries."""
    one = Promise
    rows = _promises().where(one.interaction_id.is_(None))
    return Wanted(rows, one.ticket_id.expression, one.customer_id.expression, one.made_at.expression, one.id * 2)


def promises_ended() -> Wanted:
    """What became of each. A broken promise broke when it was due, also when it was made good later."""
    one = Promise
    ended_at = case((one.state == PromiseState.BROKEN, one.due_at), else_=one.ended_at)
    rows = _promises().where(or_(*(one.state == state for state in ENDED)))
    return Wanted(rows, one.ticket_id.expression, one.customer_id.expression, ended_at, one.id * 2 + 1)


def _promises() -> Select[*tuple[Any, ...]]:
    return select(Promise.__table__, Ticket.ref.label("ticket_ref")).outerjoin(Ticket, Ticket.id == Promise.ticket_id)


def handoff_messages() -> Wanted:
    one = HandoffMessage
    rows = (
        select(
            HandoffMessage.__table__,
            Handoff.ref.label("handoff_ref"),
            Handoff.target_at,
            Team.name.label("team"),
            Handoff.ticket_id,
            Ticket.ref.label("ticket_ref"),
        )
        .join(Handoff, Handoff.id == one.handoff_id)
        .join(Team, Team.id == Handoff.team_id)
        .join(Ticket, Ticket.id == Handoff.ticket_id)
    )
    return Wanted(rows, Ticket.id.expression, Ticket.customer_id.expression, one.at.expression, one.id.expression)


@cache
def carried_promises() -> Select[*tuple[Any, ...]]:
    """Promises that `carriers` carry. What a contact carries is its customer's, by whom there is an index."""
    made = select(Promise.interaction_id, Promise.id, Promise.due_at, Promise.state)
    return made.where(*_carried(Promise.customer_id, Promise.interaction_id)).order_by(Promise.id)


@cache
def carried_files() -> Select[*tuple[Any, ...]]:
    """Files that came or went with `carriers`."""
    came = select(Attachment.interaction_id, Attachment.id, Attachment.name)
    return came.where(*_carried(Attachment.customer_id, Attachment.interaction_id)).order_by(Attachment.id)


def _carried(customer: Any, carrier: Any) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    mine: ColumnElement[bool] = customer.in_(bindparam("whose", expanding=True))
    theirs: ColumnElement[bool] = carrier.in_(bindparam("carriers", expanding=True))
    return mine, theirs
