# SPDX-License-Identifier: MIT
"""Calendars and standards as a world keeps them, running clocks and the events that move them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from crmtrainer.store.base import Data, Id, Words, WorldBase


class CalendarVersion(WorldBase):
    """One version of one calendar. Running clocks keep theirs."""

    __tablename__ = "calendar_version"
    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(64), index=True)
    version: Mapped[int]
    definition: Mapped[Data] = mapped_column(
        comment="zone, windows, dated hours, closures, region: canonical JSON"
    )


class Standard(WorldBase):
    """A service standard: which metric, for which tickets or team, how long, by which calendar."""

    __tablename__ = "standard"
    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(64), index=True)
    version: Mapped[int]
    position: Mapped[int] = mapped_column(comment="the first match counts")
    definition: Mapped[Data] = mapped_column(comment="the clock rule and what it applies to: canonical JSON")


class ServiceClock(WorldBase):
    """One running limit. `due_at`, `next_at` and `open` repeat what the events give, for the queue and the agenda."""

    __tablename__ = "service_clock"
    __table_args__ = (Index("ix_service_clock_open_next", "open", "next_at", "id"),)
    id: Mapped[Id]
    subject: Mapped[str] = mapped_column(String(16), comment="ticket, handoff or promise")
    subject_id: Mapped[int] = mapped_column(index=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    metric: Mapped[str] = mapped_column(String(32))
    calendar_id: Mapped[int | None] = mapped_column(ForeignKey("calendar_version.id"))
    rule: Mapped[Data] = mapped_column(comment="the rule in force when it started: canonical JSON")
    anchor_at: Mapped[datetime]
    open: Mapped[bool]
    due_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None] = mapped_column(comment="when the next threshold is reached")


class ClockEvent(WorldBase):
    """Something that started, paused, resumed, met, breached or cancelled a clock. Never changed afterwards."""

    __tablename__ = "clock_event"
    id: Mapped[Id]
    clock_id: Mapped[int] = mapped_column(ForeignKey("service_clock.id"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime]
    entered_at: Mapped[datetime]
    share: Mapped[int] = mapped_column(default=0, comment="percent, for thresholds")
    reason: Mapped[Words] = mapped_column(default="")
    visible_message: Mapped[bool] = mapped_column(default=False)
