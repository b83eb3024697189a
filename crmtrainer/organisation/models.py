# SPDX-License-Identifier: MIT
"""The practice organisation as it stands in a world."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from crmtrainer.store.base import Data, Id, Short, WorldBase


class Organisation(WorldBase):
    """Name and brand of the organisation whose desk this is. One row."""

    __tablename__ = "organisation"
    id: Mapped[Id]
    name: Mapped[Short]
    brand: Mapped[Data] = mapped_column(comment="values and tone, canonical JSON")


class Team(WorldBase):
    """An internal customer: a team that takes handoffs, with its hours, targets and what it asks for."""

    __tablename__ = "team"
    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[Short]
    contact: Mapped[Short] = mapped_column(comment="the colleague who answers for the team")
    calendar: Mapped[str] = mapped_column(String(64))
    accept_minutes: Mapped[int] = mapped_column(comment="working minutes to accept or refuse")
    complete_minutes: Mapped[int] = mapped_column(comment="working minutes to finish once accepted")
    acceptance: Mapped[Data] = mapped_column(comment="required fields and limits, canonical JSON")


class Policy(WorldBase):
    """A house rule or piece of knowledge that staff look up."""

    __tablename__ = "policy"
    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    title: Mapped[Short]
    body: Mapped[Data]
