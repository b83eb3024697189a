# SPDX-License-Identifier: MIT
"""Contacts, live conversations and promises."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from crmtrainer.interactions.rules import (
    Channel,
    ContactOutcome,
    ConversationState,
    Direction,
    Kind,
    PromiseState,
    Speaker,
)
from crmtrainer.store.base import Id, Short, Words, WorldBase, choice


class Interaction(WorldBase):
    """One item of contact or of internal writing, on a customer's and maybe a ticket's timeline."""

    __tablename__ = "interaction"
    __table_args__ = (
        Index("ix_interaction_customer_at", "customer_id", "at", "id"),
        Index("ix_interaction_ticket_at", "ticket_id", "at", "id"),
    )
    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))
    handoff_id: Mapped[int | None] = mapped_column(ForeignKey("handoff.id"))
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("conversation.id"))
    kind: Mapped[Kind] = choice(Kind)
    channel: Mapped[Channel | None] = choice(Channel, nullable=True)
    direction: Mapped[Direction] = choice(Direction)
    author: Mapped[Short] = mapped_column(comment="pseudonym of staff, or the name shown for somebody else")
    reason: Mapped[Short] = mapped_column(default="")
    summary: Mapped[Words]
    outcome: Mapped[ContactOutcome | None] = choice(ContactOutcome, nullable=True)
    next_step: Mapped[Words] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(comment="when it happened")
    entered_at: Mapped[datetime] = mapped_column(comment="when it was written down")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("interaction.id"))
    only_acknowledges: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="says that it has come in, and answers nothing"
    )


class Promise(WorldBase):
    """Something we told a customer we would do, and by when."""

    __tablename__ = "promise"
    __table_args__ = (Index("ix_promise_state_due", "state", "due_at"),)
    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey("interaction.id"))
    words: Mapped[Words]
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    state: Mapped[PromiseState] = choice(PromiseState)
    ended_at: Mapped[datetime | None]
    actor: Mapped[str] = mapped_column(String(40))


class Conversation(WorldBase):
    """A call or chat with a simulated person. `customer_id` is whom the learner says it is."""

    __tablename__ = "conversation"
    id: Mapped[Id]
    persona: Mapped[str] = mapped_column(String(64), comment="who it really is, in the scenario's words")
    channel: Mapped[Channel] = choice(Channel)
    direction: Mapped[Direction] = choice(Direction)
    state: Mapped[ConversationState] = choice(ConversationState)
    shown: Mapped[Short] = mapped_column(comment="the number or address displayed; no proof of identity")
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))
    started_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Utterance(WorldBase):
    """One thing said. States and technique are for the debrief; screens do not show them before."""

    __tablename__ = "utterance"
    __table_args__ = (Index("ix_utterance_conversation", "conversation_id", "id"),)
    id: Mapped[Id]
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    at: Mapped[datetime]
    speaker: Mapped[Speaker] = choice(Speaker)
    words: Mapped[Words]
    move: Mapped[str] = mapped_column(String(64), default="", comment="the authored move this was, or was heard as")
    own_words: Mapped[bool] = mapped_column(default=False)
    technique: Mapped[str] = mapped_column(String(32), default="")
    from_state: Mapped[str] = mapped_column(String(16), default="", comment="parent, adult or child")
    to_state: Mapped[str] = mapped_column(String(16), default="")
    hidden: Mapped[str] = mapped_column(String(40), default="", comment="an ulterior message, from>to")
    helpful: Mapped[bool] = mapped_column(default=True)


class Attachment(WorldBase):
    """A file that came with a contact; kept as name and description, for nobody here is real."""

    __tablename__ = "attachment"
    id: Mapped[Id]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey("interaction.id"))
    name: Mapped[Short]
    about: Mapped[Short]
    at: Mapped[datetime]
