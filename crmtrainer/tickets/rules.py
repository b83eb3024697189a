# SPDX-License-Identifier: MIT
"""What a ticket can be, and which moves its life cycle allows."""

from __future__ import annotations

from enum import StrEnum

from crmtrainer.kernel.errors import Refused


class TicketType(StrEnum):
    ENQUIRY = "enquiry"
    COMPLAINT = "complaint"
    DATA_COMPLAINT = "data_complaint"
    RIGHTS_REQUEST = "rights_request"
    INCIDENT = "incident"


class Severity(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class Priority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class Status(StrEnum):
    """NEW until somebody works on it; WAITING is for the customer, WITH_TEAM for an internal customer."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"


class CloseReason(StrEnum):
    RESOLVED = "resolved"
    CUSTOMER_WITHDREW = "customer_withdrew"
    NO_REPLY = "no_reply"
    DUPLICATE = "duplicate"
    NOT_UPHELD = "not_upheld"


OPEN = frozenset({Status.NEW, Status.IN_PROGRESS, Status.WAITING})

MOVES: dict[Status, frozenset[Status]] = {
    Status.NEW: frozenset({Status.IN_PROGRESS, Status.WAITING, Status.RESOLVED, Status.CLOSED}),
    Status.IN_PROGRESS: frozenset({Status.WAITING, Status.RESOLVED, Status.CLOSED}),
    Status.WAITING: frozenset({Status.IN_PROGRESS, Status.RESOLVED, Status.CLOSED}),
    Status.RESOLVED: frozenset({Status.IN_PROGRESS, Status.CLOSED}),
    Status.CLOSED: frozenset({Status.IN_PROGRESS}),
}


def check_move(was: Status, now: Status) -> None:
    """Raises `Refused` when the life cycle has no step from `was` to `now`."""
    if now not in MOVES[was]:
        raise Refused("ticket.no_such_move", was=was.value, now=now.value)
