# SPDX-License-Identifier: MIT
"""The digests of a database's start state, and what the database is: one row each, written once."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from crmtrainer.store.base import CentreBase, Data, WorldBase


class WorldIdentity(WorldBase):
    """Which world this file is. Untracked: the genesis entry says the same, and verify compares them."""

    __tablename__ = "identity"
    __table_args__ = ({"info": {"untracked": True}},)
    journal: Mapped[str] = mapped_column(String(64), primary_key=True)
    seed: Mapped[str] = mapped_column(String(120))
    about: Mapped[Data] = mapped_column(comment="how it was made, canonical JSON")


class CentreIdentity(CentreBase):
    """Which centre this file is."""

    __tablename__ = "identity"
    __table_args__ = ({"info": {"untracked": True}},)
    journal: Mapped[str] = mapped_column(String(64), primary_key=True)
    seed: Mapped[str] = mapped_column(String(120))
    about: Mapped[Data] = mapped_column(comment="how it was made, canonical JSON")
