# SPDX-License-Identifier: MIT
"""Handoffs, what travelled with them, and what was said between the teams."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from crmtrainer.handoffs.rules import HandoffState, Said
from crmtrainer.store.base import Id, Ref, Short, Words, WorldBase, choice


class Handoff(WorldBase):
    """Work passed to a team for one ticket. The customer still sees us as the owner."""

    __tablename__ = "handoff"
    id: Mapped[Id]
    ref: Mapped[Ref]
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    state: Mapped[HandoffState] = choice(HandoffState)
    summary: Mapped[Words]
    need_by: Mapped[datetime | None] = mapped_column(comment="when the customer needs it")
    target_at: Mapped[datetime | None] = mapped_column(comment="agreed with the team on acceptance")
    sent_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    actor: Mapped[str] = mapped_column(String(40))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("handoff.id"))


class HandoffItem(WorldBase):
    """One thing that travels: a field the team asks for, or an attachment."""

    __tablename__ = "handoff_item"
    id: Mapped[Id]
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id"), index=True)
    field: Mapped[str] = mapped_column(String(64))
    value: Mapped[Words]
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"))


class HandoffMessage(WorldBase):
    """One thing said between the desk and the team."""

    __tablename__ = "handoff_message"
    id: Mapped[Id]
    handoff_id: Mapped[int] = mapped_column(ForeignKey("handoff.id"), index=True)
    at: Mapped[datetime]
    ours: Mapped[bool]
    author: Mapped[Short]
    said: Mapped[Said] = choice(Said)
    words: Mapped[Words]
