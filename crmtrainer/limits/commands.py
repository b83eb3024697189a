# SPDX-License-Identifier: MIT
"""What is done about a limit that the law sets for a ticket. `limit` is its name in the book, like CLK-SAR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crmtrainer.kernel.commands import Command, Role, verb
from crmtrainer.kernel.ids import TicketId
from crmtrainer.limits.book import Cause
from crmtrainer.service_levels.rules import PauseState

_DESK = {Role.LEARNER, Role.TRAINER}


@verb("limit.begin", roles=_DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class BeginLimit(Command):
    """Start the clock of a limit from when it began to run; a second time corrects that moment."""

    ticket_id: TicketId
    limit: str
    started_at: datetime
    reason: str = ""


@verb("limit.meet", roles=_DESK, typed={"how"})
@dataclass(frozen=True, slots=True)
class MeetLimit(Command):
    """Say that what the limit asks for was done, and how."""

    ticket_id: TicketId
    limit: str
    how: str


@verb("limit.extend", roles=_DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class ExtendLimit(Command):
    """Take the longer time that the law allows, with the reason, and say whether the person was told of both."""

    ticket_id: TicketId
    limit: str
    reason: str
    person_told: bool = False


@verb("limit.move", roles=_DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class MoveLimit(Command):
    """Say what happened that moves the end of a limit by law, and when (left out: now).

    A right that somebody was not told of, or told of late, had not ended at its first end: where that was entered as a
    breach, it stays on record and counts against nobody from then on.
    """

    ticket_id: TicketId
    limit: str
    cause: Cause
    happened_at: datetime | None = None
    reason: str = ""


@verb("limit.pause", roles=_DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class PauseLimit(Command):
    """Let the clock stand for what the law lets it stand for."""

    ticket_id: TicketId
    limit: str
    waiting_for: PauseState
    reason: str = ""


@verb("limit.resume", roles=_DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class ResumeLimit(Command):
    """What was waited for has come: the clock goes on."""

    ticket_id: TicketId
    limit: str
    reason: str = ""


@verb("limit.drop", roles=_DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class DropLimit(Command):
    """Say that the limit does not apply after all, and why. One that was passed stays missed, and on record."""

    ticket_id: TicketId
    limit: str
    reason: str
