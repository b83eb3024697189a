# SPDX-License-Identifier: MIT
"""Our own counters for ids, so that a replay gives the same numbers on any engine."""

from __future__ import annotations

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from crmtrainer.store.base import CentreBase, WorldBase


class WorldCounter(WorldBase):
    """The last id given out for one kind of thing in a world."""

    __tablename__ = "counter"
    kind: Mapped[str] = mapped_column(String(64), primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger)


class CentreCounter(CentreBase):
    """The last id given out for one kind of thing in the centre."""

    __tablename__ = "counter"
    kind: Mapped[str] = mapped_column(String(64), primary_key=True)
    last: Mapped[int] = mapped_column(BigInteger)
