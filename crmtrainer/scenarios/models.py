# SPDX-License-Identifier: MIT
"""A scenario as it is staged in a world: its content, its people's state, what was played and what was reflected."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from crmtrainer.scenarios.rules import Mode, RunState
from crmtrainer.store.base import Data, Id, Short, Words, WorldBase, choice


class StagedScenario(WorldBase):
    """The scenario this world was made for. One row; a sandbox has none."""

    __tablename__ = "staged_scenario"
    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(64))
    title: Mapped[Short]
    pack: Mapped[Short]
    pack_hash: Mapped[str] = mapped_column(String(64))
    content: Mapped[Data] = mapped_column(comment="the scenario with its organisation, canonical JSON")
    mode: Mapped[Mode] = choice(Mode)
    state: Mapped[RunState] = choice(RunState)
    attempt: Mapped[str] = mapped_column(String(40), comment="the attempt's reference in the centre")
    number: Mapped[int] = mapped_column(default=1, comment="which attempt of this learner at this scenario")
    learner: Mapped[str] = mapped_column(String(40))
    opened_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class PersonaState(WorldBase):
    """What a simulated person feels and knows now."""

    __tablename__ = "persona_state"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[Short]
    customer_id: Mapped[int | None]
    trust: Mapped[int] = mapped_column(comment="0 to 100")
    mood: Mapped[str] = mapped_column(String(32), default="")
    knows: Mapped[Data] = mapped_column(comment="facts this person has been told, sorted JSON list")


class TrustPoint(WorldBase):
    """Trust after something that moved it, and the act that did (0 for the start)."""

    __tablename__ = "trust_point"
    __table_args__ = (Index("ix_trust_point_persona", "persona", "id"),)
    id: Mapped[Id]
    persona: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    trust: Mapped[int]
    seq: Mapped[int]
    cause: Mapped[Short]


class BeatPlayed(WorldBase):
    """A beat that has been played."""

    __tablename__ = "beat_played"
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(64), index=True)
    variant: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    seq: Mapped[int]


class Reflection(WorldBase):
    """The learner's own account, with the acts it cites. A later one stands beside the earlier."""

    __tablename__ = "reflection"
    id: Mapped[Id]
    at: Mapped[datetime]
    words: Mapped[Words]
    cites: Mapped[Data] = mapped_column(comment="sequence numbers, JSON list")
    actor: Mapped[str] = mapped_column(String(40))
