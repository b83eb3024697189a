# SPDX-License-Identifier: MIT
"""Worlds, attempts, rubrics and judgements as the centre keeps them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from crmtrainer.assessment.rules import AttemptState, Decision, Flag, Use
from crmtrainer.store.base import CentreBase, Data, Id, Ref, Short, Words, choice


class WorldFile(CentreBase):
    """A world database the centre knows of. `path` is relative to the data folder."""

    __tablename__ = "world_file"
    id: Mapped[Id]
    world: Mapped[str] = mapped_column(String(64), unique=True, comment="the world's journal id")
    kind: Mapped[str] = mapped_column(String(16), comment="template, sandbox, attempt or received")
    name: Mapped[Short]
    path: Mapped[str] = mapped_column(String(300))
    profile: Mapped[Data] = mapped_column(comment="how it was made, canonical JSON")
    created_at: Mapped[datetime]


class Attempt(CentreBase):
    """One run of one scenario by one learner."""

    __tablename__ = "attempt"
    id: Mapped[Id]
    ref: Mapped[Ref]
    learner: Mapped[str] = mapped_column(String(40), index=True)
    world_id: Mapped[int] = mapped_column(ForeignKey("world_file.id"))
    scenario: Mapped[str] = mapped_column(String(64), index=True)
    title: Mapped[Short]
    pack_hash: Mapped[str] = mapped_column(String(64))
    mode: Mapped[str] = mapped_column(String(16))
    number: Mapped[int]
    state: Mapped[AttemptState] = choice(AttemptState)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    handed_in_at: Mapped[datetime | None]
    head: Mapped[str] = mapped_column(String(80), default="", comment="number and hash of the last entry handed in")


class Slip(CentreBase):
    """The slip that was given out for an attempt, which may be made on another machine."""

    __tablename__ = "slip"
    attempt: Mapped[str] = mapped_column(String(40), primary_key=True)
    learner: Mapped[str] = mapped_column(String(40))
    content: Mapped[Data] = mapped_column(comment="its canonical bytes as text")
    issued_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(40))


class Receipt(CentreBase):
    """A receipt that was read out from an attempt, which may be under way on another machine."""

    __tablename__ = "receipt"
    id: Mapped[Id]
    attempt: Mapped[str] = mapped_column(String(40), index=True)
    code: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(comment="when it was read out, by the assessor's clock")
    by: Mapped[str] = mapped_column(String(40))


class Rubric(CentreBase):
    """One immutable version of a rubric, found by its content's hash."""

    __tablename__ = "rubric"
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), index=True)
    version: Mapped[int]
    content: Mapped[Data]


class ObservationChoice(CentreBase):
    """Whether the assessor uses what a check offers for a criterion; the newest row counts."""

    __tablename__ = "observation_choice"
    id: Mapped[Id]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), index=True)
    criterion: Mapped[str] = mapped_column(String(32))
    check: Mapped[str] = mapped_column("check_key", String(64))
    use: Mapped[Use] = choice(Use)
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]


class Judgement(CentreBase):
    """An assessor's decision on one criterion of one attempt. Superseded by a later one, never edited."""

    __tablename__ = "judgement"
    id: Mapped[Id]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), index=True)
    criterion: Mapped[str] = mapped_column(String(32))
    rubric_hash: Mapped[str] = mapped_column(ForeignKey("rubric.hash"))
    decision: Mapped[Decision] = choice(Decision)
    valid: Mapped[Flag] = choice(Flag)
    authentic: Mapped[Flag] = choice(Flag)
    reliable: Mapped[Flag] = choice(Flag)
    current: Mapped[Flag] = choice(Flag)
    sufficient: Mapped[Flag] = choice(Flag)
    reason: Mapped[Words]
    cites: Mapped[Data] = mapped_column(comment="sequence numbers in the attempt's journal, JSON list")
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("judgement.id"))
