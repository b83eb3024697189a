# SPDX-License-Identifier: MIT
"""What our words to a customer gave away and bound us to, as facts of the act: names and instants, never the words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.customers.disclosing import Detail, details_in, holding_of
from crmtrainer.customers.rules import PRACTICE_ZONE
from crmtrainer.interactions.models import Conversation, Interaction, Utterance
from crmtrainer.interactions.promise_words import promised_in
from crmtrainer.interactions.rules import Direction, Kind, Speaker

_A_CONTACT = timedelta(hours=12)
"""A written contact is what went to and fro in so long."""


def said_facts(
    session: Session, words: str, customers: Iterable[int | None], theirs: Iterable[str], now: datetime
) -> dict[str, object]:
    """`discloses`: what the words tell from these customers' records that was not heard from them (`theirs`) before.

    `promised_at`: when the words promise something for, or True; `promised_of`: of what. Each only where there is any.
    """
    heard = "\n".join(theirs)
    told: set[Detail] = set()
    for customer in dict.fromkeys(customers):
        if customer is not None:
            record = holding_of(session, customer)
            told |= details_in(words, record) - details_in(heard, record)
    facts: dict[str, object] = {}
    if told:
        facts["discloses"] = sorted(detail.value for detail in told)
    promised = promised_in(words, now.astimezone(PRACTICE_ZONE))
    if promised is not None:
        facts["promised_at"] = promised.when
        facts["promised_of"] = promised.of.value
    return facts


def heard_in(session: Session, conversation_id: int) -> tuple[str, ...]:
    """What the other person has said in a conversation so far."""
    theirs = Utterance.conversation_id == conversation_id, Utterance.speaker == Speaker.THEM
    return tuple(session.scalars(select(Utterance.words).where(*theirs).order_by(Utterance.id)))


def heard_from(session: Session, customer_id: int, now: datetime) -> tuple[str, ...]:
    """What a customer has written and said to us lately, in whatever conversation we put down to them."""
    wrote = select(Interaction.summary).where(
        Interaction.customer_id == customer_id,
        Interaction.kind == Kind.MESSAGE,
        Interaction.direction == Direction.IN,
        Interaction.at > now - _A_CONTACT,
    )
    said = (
        select(Utterance.words)
        .join(Conversation, Conversation.id == Utterance.conversation_id)
        .where(
            Conversation.customer_id == customer_id,
            Utterance.speaker == Speaker.THEM,
            Utterance.at > now - _A_CONTACT,
        )
    )
    return (*session.scalars(wrote), *session.scalars(said))
