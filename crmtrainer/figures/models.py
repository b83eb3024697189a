# SPDX-License-Identifier: MIT
"""What happened at the desk, counted by the hour. The file keeps it by itself: see `hours`."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from crmtrainer.store.base import UNTRACKED, WorldBase

DESK_HOUR = Table(
    "desk_hour",
    WorldBase.metadata,
    Column("measure", String(16), primary_key=True, comment="what is counted"),
    Column("hour", Integer, primary_key=True, autoincrement=False, comment="whole hours since 1970, UTC"),
    Column("kind", String(64), primary_key=True, comment="of which kind, in the words of the table it is counted in"),
    Column("state", String(32), primary_key=True, comment="in which state"),
    Column("amount", Integer, nullable=False),
    info=UNTRACKED,
)
"""Derived from tables under the journal's eye, so no effect speaks of it. Hours, so that days can begin in any zone."""
