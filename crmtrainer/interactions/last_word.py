# SPDX-License-Identifier: MIT
"""Who had the last word with a customer: when we last told them anything, and when they last got in touch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from crmtrainer.interactions.models import Conversation, Interaction, Utterance
from crmtrainer.interactions.rules import TALKING, ContactOutcome, Direction, Kind, Speaker, ToldHow


@dataclass(frozen=True, slots=True)
class Told:
    """When and how the customer last heard from us; `at` is None when they never did."""

    at: datetime | None = None
    how: ToldHow = ToldHow.NOT_TOLD

    def since(self, moment: datetime | None) -> bool:
        """Whether that was at or after `moment` (at any time, when there is none)."""
        return self.at is not None and (moment is None or self.at >= moment)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose contacts are meant: a ticket's, or all of a customer's."""

    ticket_id: int | None = None
    customer_id: int | None = None

    def contacts(self) -> ColumnElement[bool]:
        if self.ticket_id is not None:
            return Interaction.ticket_id == self.ticket_id
        return Interaction.customer_id == self.customer_id

    def conversations(self) -> ColumnElement[bool]:
        if self.ticket_id is not None:
            return Conversation.ticket_id == self.ticket_id
        return Conversation.customer_id == self.customer_id


def last_told(session: Session, whose: Whose, now: datetime) -> Told:
    """When the customer last saw or heard something from us. A talk in which we spoke lasts until it ends, or now.

    A message that was sent counts as such; one that was only logged, like a call nobody heard, counts as a log. What
    only acknowledges told them nothing.
    """
    was_sent = and_(Interaction.kind == Kind.MESSAGE, Interaction.outcome.is_(None))
    is_talking = Conversation.state.in_(TALKING)
    talks_on = session.scalar(select(exists().where(whose.conversations(), is_talking, we_spoke())))
    talked_until = _latest(session, Conversation.ended_at, whose.conversations(), we_spoke())
    found = (
        Told(_latest(session, Interaction.at, whose.contacts(), is_from_us(), ~was_sent), ToldHow.LOG),
        Told(_latest(session, Interaction.at, whose.contacts(), is_from_us(), was_sent), ToldHow.MESSAGE),
        Told(now if talks_on else talked_until, ToldHow.CONVERSATION),
    )
    latest = Told()
    for told in found:
        if told.since(latest.at):
            latest = told
    return latest


def last_acknowledged(session: Session, whose: Whose) -> datetime | None:
    """When the customer last saw from us that theirs has come in, and nothing more."""
    return _latest(session, Interaction.at, whose.contacts(), Interaction.only_acknowledges.is_(True))


def last_heard(session: Session, whose: Whose) -> datetime | None:
    """When the customer last got in touch: wrote, called, or was logged as having done so."""
    called = Conversation.direction == Direction.IN
    found = (
        _latest(session, Interaction.at, whose.contacts(), is_from_customer()),
        _latest(session, Conversation.started_at, whose.conversations(), called),
    )
    return max((at for at in found if at is not None), default=None)


def is_from_us() -> ColumnElement[bool]:
    """The contacts in which the customer saw or heard something from us; live talks stand for themselves.

    What only acknowledges leaves their last word theirs, and is none of these.
    """
    is_reply = ~Interaction.only_acknowledges
    written = and_(Interaction.kind == Kind.MESSAGE, Interaction.direction == Direction.OUT, is_reply)
    called = and_(Interaction.kind == Kind.CALL, Interaction.conversation_id.is_(None))
    got_through = or_(Interaction.outcome.is_(None), Interaction.outcome != ContactOutcome.NO_ANSWER)
    return and_(or_(written, called), got_through)


def is_from_customer() -> ColumnElement[bool]:
    """The contacts in which the customer got in touch; live talks stand for themselves."""
    return and_(
        Interaction.kind.in_((Kind.MESSAGE, Kind.CALL)),
        Interaction.direction == Direction.IN,
        Interaction.conversation_id.is_(None),
    )


def we_spoke() -> ColumnElement[bool]:
    """The conversations in which we said something."""
    return exists().where(Utterance.conversation_id == Conversation.id, Utterance.speaker == Speaker.YOU)


def _latest(session: Session, moment: Any, *conditions: ColumnElement[bool]) -> datetime | None:
    latest: datetime | None = session.scalar(select(func.max(moment)).where(*conditions))
    return latest
