# SPDX-License-Identifier: MIT
"""What this room reads of rooms further up: their tables named by text, as foreign keys name them, never written.

A test holds these names against the real tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Integer, String, column, select, table
from sqlalchemy.orm import Session

from crmtrainer.kernel.errors import NotFound, Refused
from crmtrainer.kernel.ids import OrderId
from crmtrainer.store.types import UtcDateTime

CONVERSATION = table(
    "conversation",
    column("id", Integer),
    column("customer_id", Integer),
    column("state", String),
)
ORDER = table(
    "customer_order",
    column("id", Integer),
    column("ref", String),
    column("customer_id", Integer),
    column("placed_at", UtcDateTime()),
    column("state", String),
    column("total", BigInteger),
)
TICKET = table(
    "ticket",
    column("id", Integer),
    column("ref", String),
    column("customer_id", Integer),
    column("subject", String),
    column("status", String),
)
HANDOFF = table(
    "handoff",
    column("id", Integer),
    column("ref", String),
    column("ticket_id", Integer),
    column("team_id", Integer),
    column("state", String),
)
TEAM = table("team", column("id", Integer), column("name", String))

NEIGHBOURS = (CONVERSATION, ORDER, TICKET, HANDOFF, TEAM)

MOST_ORDERS = 200
GOING_ON = ("live", "held")
"""States of a conversation in which somebody is there: on the line or on hold."""


def conversation_about(session: Session, customer_id: int) -> int | None:
    """The conversation that is going on about this customer, if there is one."""
    talk = CONVERSATION.c
    return session.scalar(
        select(talk.id)
        .where(talk.customer_id == customer_id, talk.state.in_(GOING_ON))
        .order_by(talk.id.desc())
        .limit(1)
    )


def unnamed_conversation(session: Session) -> int | None:
    """A conversation that is going on with somebody of whom nobody said yet who they are, if there is one."""
    talk = CONVERSATION.c
    return session.scalar(
        select(talk.id).where(talk.customer_id.is_(None), talk.state.in_(GOING_ON)).order_by(talk.id.desc()).limit(1)
    )


def conversation_row(session: Session, conversation_id: int) -> tuple[int | None, str]:
    """With whom a conversation is said to be, and its state. Raises `NotFound`."""
    talk = CONVERSATION.c
    row = session.execute(select(talk.customer_id, talk.state).where(talk.id == conversation_id)).first()
    if row is None:
        raise NotFound("conversation", conversation_id)
    return row.customer_id, row.state


def check_ticket_of(session: Session, ticket_id: int, customer_id: int) -> None:
    """Raises `Refused` unless this ticket is this customer's, or `NotFound`."""
    ticket = TICKET.c
    row = session.execute(select(ticket.customer_id, ticket.ref).where(ticket.id == ticket_id)).first()
    if row is None:
        raise NotFound("ticket", ticket_id)
    if row.customer_id != customer_id:
        raise Refused("record.print_not_theirs", ref=row.ref)


def orders_of(session: Session, customer_id: int) -> tuple[OrderHead, ...]:
    """What this customer bought, newest first."""
    order = ORDER.c
    found = session.execute(
        select(order.id, order.ref, order.placed_at, order.state, order.total)
        .where(order.customer_id == customer_id)
        .order_by(order.placed_at.desc(), order.id.desc())
        .limit(MOST_ORDERS)
    )
    return tuple(OrderHead(OrderId(row.id), row.ref, row.placed_at, row.state, row.total) for row in found)


def order_refs(session: Session, customer_id: int) -> tuple[str, ...]:
    """The references of everything this customer bought."""
    return tuple(session.scalars(select(ORDER.c.ref).where(ORDER.c.customer_id == customer_id)))


@dataclass(frozen=True, slots=True)
class OrderHead:
    """One order in a line; `state` is the value of its state, `total` in pence."""

    id: OrderId
    ref: str
    placed_at: datetime
    state: str
    total: int
