# SPDX-License-Identifier: MIT
"""What will happen in a world, and how fast its clock runs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from crmtrainer.agenda.rules import AgendaState
from crmtrainer.store.base import Data, Id, WorldBase, choice


class AgendaItem(WorldBase):
    """One act that the world itself will perform when practice time reaches `due_at`."""

    __tablename__ = "agenda_item"
    __table_args__ = (Index("ix_agenda_item_state_due", "state", "due_at", "id"),)
    id: Mapped[Id]
    due_at: Mapped[datetime]
    verb: Mapped[str] = mapped_column(String(64))
    args: Mapped[Data] = mapped_column(comment="the command's arguments as canonical JSON")
    state: Mapped[AgendaState] = choice(AgendaState)
    planned_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    topic: Mapped[str] = mapped_column(String(80), default="", comment="groups items that are dropped together")


class PracticeSetting(WorldBase):
    """How the practice clock was last set. One row."""

    __tablename__ = "practice_setting"
    id: Mapped[Id]
    speed: Mapped[int]
    set_at: Mapped[datetime]
