# SPDX-License-Identifier: MIT
"""What we can ask of an internal customer, and (by the system) what they do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crmtrainer.kernel.commands import Command, Role, verb
from crmtrainer.kernel.ids import HandoffId, TicketId

_DESK = {Role.LEARNER, Role.TRAINER}
_TEAM = {Role.SYSTEM}


@dataclass(frozen=True, slots=True)
class HandoffItemGiven:
    """One thing that travels: a field the team asks for with its value, and maybe a file."""

    field: str
    value: str = ""
    attachment_id: int | None = None


@verb("handoff.send", roles=_DESK, typed={"summary", "items"})
@dataclass(frozen=True, slots=True)
class SendHandoff(Command):
    """Pass work to a team (by key). `replaces_id` names the handoff that this one corrects."""

    ticket_id: TicketId
    team: str
    summary: str
    need_by: datetime | None = None
    items: tuple[HandoffItemGiven, ...] = ()
    replaces_id: HandoffId | None = None


@verb("handoff.answer", roles=_DESK, typed={"words", "items"})
@dataclass(frozen=True, slots=True)
class AnswerTeam(Command):
    """Answer what the team asked; the team goes on with the work."""

    handoff_id: HandoffId
    words: str
    items: tuple[HandoffItemGiven, ...] = ()


@verb("handoff.chase", roles=_DESK, typed={"words"})
@dataclass(frozen=True, slots=True)
class ChaseTeam(Command):
    """Ask the team how it goes."""

    handoff_id: HandoffId
    words: str


@verb("handoff.thank", roles=_DESK, typed={"words"})
@dataclass(frozen=True, slots=True)
class ThankTeam(Command):
    """Thank the team for work that is done, and close the handoff."""

    handoff_id: HandoffId
    words: str


@verb("handoff.withdraw", roles=_DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class WithdrawHandoff(Command):
    """Take work back from a team, with why."""

    handoff_id: HandoffId
    reason: str


@verb("handoff.review", roles=_TEAM)
@dataclass(frozen=True, slots=True)
class ReviewHandoff(Command):
    """The team looks at what it was sent, and accepts or bounces it by its own rules."""

    handoff_id: HandoffId


@verb("handoff.ask", roles=_TEAM, typed={"words"})
@dataclass(frozen=True, slots=True)
class AskBack(Command):
    """The team asks us something, and waits with the work."""

    handoff_id: HandoffId
    words: str


@verb("handoff.report", roles=_TEAM, typed={"words"})
@dataclass(frozen=True, slots=True)
class ReportProgress(Command):
    """The team says how it goes. Without words it says what fits the state of the work."""

    handoff_id: HandoffId
    words: str = ""


@verb("handoff.complete", roles=_TEAM, typed={"words"})
@dataclass(frozen=True, slots=True)
class CompleteHandoff(Command):
    """The team has finished. Without words it says so in its own."""

    handoff_id: HandoffId
    words: str = ""


@verb("team.set_targets", roles={Role.TRAINER}, typed={"reason"})
@dataclass(frozen=True, slots=True)
class SetTeamTargets(Command):
    """How long a team (by key) may take from when work is sent, in working minutes of a calendar.

    What was accepted before keeps its own; what was only sent keeps its time to accept.
    """

    team: str
    accept_minutes: int
    complete_minutes: int
    calendar: str
    reason: str
