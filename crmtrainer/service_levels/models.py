# SPDX-License-Identifier: MIT
"""Calendars and standards as a world keeps them, running clocks and the events that move them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from crmtrainer.service_levels.rules import EventKind, Metric, PauseState
from crmtrainer.store.base import Data, Id, Words, WorldBase, choice


class CalendarVersion(WorldBase):
    """One version of one calendar. Running clocks keep theirs."""

    __tablename__ = "calendar_version"
    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(64), index=True)
    version: Mapped[int]
    definition: Mapped[Data] = mapped_column(comment="zone, windows, dated hours, closures, region: canonical JSON")


class Standard(WorldBase):
    """A service standard: which metric, for which tickets or team, how long, by which calendar."""

    __tablename__ = "standard"
    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(64), index=True)
    version: Mapped[int]
    position: Mapped[int] = mapped_column(comment="the first match counts")
    definition: Mapped[Data] = mapped_column(comment="the clock rule and what it applies to: canonical JSON")


class ServiceClock(WorldBase):
    """One limit that was started.

    `anchor_at`, `open`, `due_at` and `next_at` repeat what its story gives, for queue, figures and agenda.
    """

    __tablename__ = "service_clock"
    __table_args__ = (
        Index("ix_service_clock_open_next", "open", "next_at", "id"),
        Index(
            "ix_service_clock_running",
            "open",
            "metric",
            "due_at",
            "noticed",
            sqlite_where=text("open = 1"),
            postgresql_where=text("open"),
        ),
    )
    id: Mapped[Id]
    story: Mapped[str] = mapped_column(String(32), index=True, comment="ticket:12, or promise:3 without a ticket")
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"), index=True)
    subject: Mapped[str] = mapped_column(String(32), default="", comment="handoff:3, promise:3, or empty")
    metric: Mapped[Metric] = choice(Metric)
    calendar_id: Mapped[int] = mapped_column(ForeignKey("calendar_version.id"))
    rule: Mapped[Data] = mapped_column(comment="the rule in force when it started: canonical JSON")
    anchor_at: Mapped[datetime]
    open: Mapped[bool]
    due_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None] = mapped_column(comment="when the next threshold holds")
    noticed: Mapped[int] = mapped_column(default=0, comment="the highest threshold entered, in percent")


class StoryEvent(WorldBase):
    """One event of the story that clocks are computed from. Never changed afterwards."""

    __tablename__ = "story_event"
    __table_args__ = (
        Index("ix_story_event_story", "story", "id"),
        Index(
            "ix_story_event_waived",
            "story",
            "metric",
            "subject",
            sqlite_where=text("kind = 'waived'"),
            postgresql_where=text("kind = 'waived'"),
        ),
    )
    id: Mapped[Id]
    story: Mapped[str] = mapped_column(String(32))
    kind: Mapped[EventKind] = choice(EventKind)
    at: Mapped[datetime]
    entered_at: Mapped[datetime]
    metric: Mapped[Metric | None] = choice(Metric, nullable=True)
    subject: Mapped[str] = mapped_column(String(32), default="")
    reason: Mapped[Words] = mapped_column(default="")
    visible_message: Mapped[bool] = mapped_column(default=False)
    waiting_for: Mapped[PauseState | None] = choice(PauseState, nullable=True)
    rule: Mapped[Data] = mapped_column(default="", comment="the new rule of a swap: canonical JSON")
    due_at: Mapped[datetime | None]
    held_id: Mapped[int | None] = mapped_column(
        ForeignKey("calendar_version.id"), default=None, comment="the hours that counted until a swap to others"
    )


class ThresholdNotice(WorldBase):
    """A share of a limit was used up: when that was due, and when it was noticed. 100 is the breach."""

    __tablename__ = "threshold_notice"
    id: Mapped[Id]
    clock_id: Mapped[int] = mapped_column(ForeignKey("service_clock.id"), index=True)
    percent: Mapped[int]
    due_at: Mapped[datetime]
    noticed_at: Mapped[datetime]


class TimingAdjustment(WorldBase):
    """How long clocks give whoever works in this world, from then on. The last one counts; without any, as they say."""

    __tablename__ = "timing_adjustment"
    id: Mapped[Id]
    percent: Mapped[int] = mapped_column(comment="of each limit of ours; 0 for none at all")
    at: Mapped[datetime]
