# SPDX-License-Identifier: MIT
"""Whether somebody may read or write on a record now, and what of it is uncovered for them. Both ask here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from crmtrainer.customers.models import Customer, IdentityCheck, RecordAccess, Reveal
from crmtrainer.customers.neighbours import conversation_about
from crmtrainer.customers.rules import (
    Answer,
    IdentityState,
    Masked,
    Question,
    grant_holds,
    identity_state,
    is_clear,
    same_practice_day,
)
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import NotFound, Refused
from crmtrainer.store.prepared import PreparedRows
from crmtrainer.store.unit_of_work import UnitOfWork

_OPENED = PreparedRows(
    select(RecordAccess.at).where(
        RecordAccess.customer_id == bindparam("customer_id"), RecordAccess.actor == bindparam("actor")
    )
)


@dataclass(frozen=True, slots=True)
class CheckMade:
    """One answer compared, with its time."""

    question: Question
    matched: bool
    at: datetime

    @property
    def answer(self) -> Answer:
        return Answer(self.question, self.matched)


def require_open(session: Session, customer_id: int, *, actor: str, now: datetime) -> None:
    """Raises `Refused` unless `actor` opened this record on this practice day; `NotFound` when there is none."""
    opened = _OPENED.rows(session.connection(), customer_id=customer_id, actor=actor)
    if grant_holds((row.at for row in opened), now):
        return
    ref = session.scalar(select(Customer.ref).where(Customer.id == customer_id))
    if ref is None:
        raise NotFound("customer", customer_id)
    raise Refused("record.not_opened", customer_id=customer_id, ref=ref)


def opened(work: UnitOfWork, customer_id: int) -> Customer:
    """The customer whose record the actor opened on this practice day; what the world itself does needs no opening.

    Whatever is written on a record goes through here. Raises `Refused`, or `NotFound` when there is no such customer.
    """
    if work.actor.role is not Role.SYSTEM:
        require_open(work.session, customer_id, actor=work.actor.pseudonym, now=work.now)
    return work.get(Customer, customer_id)


def checks_made(
    session: Session, customer_id: int, conversation_id: int | None, *, actor: str, now: datetime
) -> tuple[CheckMade, ...]:
    """The answers that count together, in order: those of one conversation, or `actor`'s of today outside any."""
    check = IdentityCheck
    wanted = select(check.question, check.matched, check.at).where(check.customer_id == customer_id)
    if conversation_id is None:
        wanted = wanted.where(check.conversation_id.is_(None), check.actor == actor)
    else:
        wanted = wanted.where(check.conversation_id == conversation_id)
    made = (CheckMade(*row) for row in session.execute(wanted.order_by(check.id)))
    return tuple(m for m in made if conversation_id is not None or same_practice_day(m.at, now))


def state_of(checks: tuple[CheckMade, ...]) -> IdentityState:
    """How far these checks prove identity."""
    return identity_state(made.answer for made in checks)


def proven_now(session: Session, customer_id: int, *, actor: str, now: datetime) -> IdentityState:
    """How far identity is proven in the conversation going on about this customer; without one, not at all."""
    conversation_id = conversation_about(session, customer_id)
    if conversation_id is None:
        return IdentityState.NOT_CHECKED
    return state_of(checks_made(session, customer_id, conversation_id, actor=actor, now=now))


def uncovered(session: Session, customer_id: int, *, actor: str, now: datetime) -> Callable[[Masked], bool]:
    """The answer, field by field, to: may `actor` read it now?"""
    identity = proven_now(session, customer_id, actor=actor, now=now)
    reveals = session.execute(
        select(Reveal.field, Reveal.at).where(Reveal.customer_id == customer_id, Reveal.actor == actor)
    )
    revealed = {field for field, at in reveals if same_practice_day(at, now)}
    return lambda field: is_clear(field, identity, revealed=field in revealed)
