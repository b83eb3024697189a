# SPDX-License-Identifier: MIT
"""Looks up references, whole or begun, among customers, tickets, orders and handoffs alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from crmtrainer.customers.models import Customer
from crmtrainer.customers.neighbours import HANDOFF, ORDER, TEAM, TICKET
from crmtrainer.customers.rules import FoundKind
from crmtrainer.customers.search_keys import begins

_SPLIT = re.compile(r"(.*?)(\d+)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A row with the reference that was looked for. `title` is empty where the customer's name will do."""

    kind: FoundKind
    id: int
    ref: str
    title: str
    state: str
    customer_id: int


def by_reference(session: Session, wanted: tuple[str, ...], most: int) -> list[Hit]:
    """The rows with one of these references, then those whose reference begins like the first of them.

    Digits alone are looked for behind the letters that each kind of row uses.
    """
    hits: dict[tuple[FoundKind, int], Hit] = {}
    for kind, ref, rows in _SOURCES:
        whole = _with_letters(session, ref, wanted[0]) if wanted[0].isdecimal() else wanted
        _collect(session, hits, kind, rows.where(ref.in_(whole)).limit(most))
    if not wanted[0].isdecimal():
        for kind, ref, rows in _SOURCES:
            _collect(session, hits, kind, rows.where(begins(ref, wanted[0])).order_by(ref).limit(most))
    return list(hits.values())[:most]


def _collect(session: Session, hits: dict[tuple[FoundKind, int], Hit], kind: FoundKind, rows: Select[Any]) -> None:
    for row in session.execute(rows):
        hits.setdefault((kind, row.id), Hit(kind, row.id, row.ref, row.title, str(row.state), row.customer_id))


def _with_letters(session: Session, ref: ColumnElement[str], digits: str) -> tuple[str, ...]:
    """References made of `digits` and the letters and width of the first and last reference in use."""
    found: set[str] = set()
    for edge in (func.min(ref), func.max(ref)):
        shape = _SPLIT.fullmatch(session.scalar(select(edge)) or "")
        if shape is not None:
            found |= {shape[1] + digits, shape[1] + digits.zfill(len(shape[2]))}
    return tuple(sorted(found))


_NO_TITLE: ColumnElement[str] = func.coalesce("", "")
_SOURCES: tuple[tuple[FoundKind, ColumnElement[str], Select[Any]], ...] = (
    (
        FoundKind.CUSTOMER,
        Customer.__table__.c.ref,
        select(
            Customer.id,
            Customer.ref,
            _NO_TITLE.label("title"),
            Customer.__table__.c.stage.label("state"),
            Customer.id.label("customer_id"),
        ),
    ),
    (
        FoundKind.TICKET,
        TICKET.c.ref,
        select(
            TICKET.c.id,
            TICKET.c.ref,
            TICKET.c.subject.label("title"),
            TICKET.c.status.label("state"),
            TICKET.c.customer_id,
        ),
    ),
    (
        FoundKind.HANDOFF,
        HANDOFF.c.ref,
        select(
            HANDOFF.c.id,
            HANDOFF.c.ref,
            TEAM.c.name.label("title"),
            HANDOFF.c.state.label("state"),
            TICKET.c.customer_id,
        )
        .join_from(HANDOFF, TEAM, TEAM.c.id == HANDOFF.c.team_id)
        .join(TICKET, TICKET.c.id == HANDOFF.c.ticket_id),
    ),
    (
        FoundKind.ORDER,
        ORDER.c.ref,
        select(ORDER.c.id, ORDER.c.ref, _NO_TITLE.label("title"), ORDER.c.state.label("state"), ORDER.c.customer_id),
    ),
)
