# SPDX-License-Identifier: MIT
"""Tickets and the steps of their lives."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from crmtrainer.store.base import Id, Ref, Words, WorldBase, choice
from crmtrainer.tickets.rules import CloseReason, Priority, Severity, Status, TicketType


class Ticket(WorldBase):
    """One case of one customer, from first contact to close."""

    __tablename__ = "ticket"
    __table_args__ = (
        Index("ix_ticket_status_opened", "status", "opened_at", "id"),
        Index("ix_ticket_customer", "customer_id", "opened_at"),
        Index("ix_ticket_owner_status", "owner", "status"),
        Index(
            "ix_ticket_not_closed",
            "status",
            "priority",
            "type",
            "opened_at",
            "closed_at",  # its own condition too: SQLite reads the row for any column that an index lacks
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )
    id: Mapped[Id]
    ref: Mapped[Ref]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("customer_order.id"))
    type: Mapped[TicketType] = choice(TicketType)
    category: Mapped[str] = mapped_column(String(64), default="")
    severity: Mapped[Severity] = choice(Severity)
    priority: Mapped[Priority] = choice(Priority)
    status: Mapped[Status] = choice(Status)
    channel: Mapped[str] = mapped_column(String(16), comment="how it arrived")
    subject: Mapped[Words]
    description: Mapped[Words] = mapped_column(default="", comment="what happened, in the customer's words")
    desired_outcome: Mapped[Words] = mapped_column(default="", comment="what the customer wants")
    owner: Mapped[str] = mapped_column(String(40), comment="pseudonym, or empty for nobody")
    opened_at: Mapped[datetime]
    first_contact_at: Mapped[datetime] = mapped_column(comment="may lie before opening")
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[CloseReason | None] = choice(CloseReason, nullable=True)
    resolution: Mapped[Words] = mapped_column(default="")


class TicketStep(WorldBase):
    """One move of a ticket's state, with its reason."""

    __tablename__ = "ticket_step"
    id: Mapped[Id]
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    at: Mapped[datetime]
    was: Mapped[Status] = choice(Status)
    now: Mapped[Status] = choice(Status)
    reason: Mapped[Words] = mapped_column(default="")
    actor: Mapped[str] = mapped_column(String(40))
