# SPDX-License-Identifier: MIT
"""A team's own time: how long it takes to look and to work, waiting for our answer, and going on afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.agenda.planning import drop, plan
from crmtrainer.handoffs.commands import CompleteHandoff
from crmtrainer.handoffs.models import Handoff
from crmtrainer.handoffs.writing import completion_topic
from crmtrainer.kernel.ids import HandoffId
from crmtrainer.organisation.models import Team
from crmtrainer.organisation.rules import acceptance_from
from crmtrainer.service_levels.followers import Moved, follows
from crmtrainer.service_levels.keeping import note, start_handoff_complete
from crmtrainer.service_levels.models import ServiceClock
from crmtrainer.service_levels.rules import Metric, PauseState
from crmtrainer.service_levels.story import events_of, read_clock, table_of
from crmtrainer.service_levels.timers import TimerReading, TimerState
from crmtrainer.store.unit_of_work import UnitOfWork

SUBJECT = "handoff:"
_MOMENT = timedelta(microseconds=1)
_OF_THE_TEAM = frozenset({PauseState.WAITING_SENDER})
"""What the team itself waits for."""


def review_minutes(team: Team) -> int:
    """Working minutes until the team looks at what it was sent."""
    return acceptance_from(team.acceptance).review_minutes


def work_minutes(team: Team) -> int:
    """Working minutes the team really takes, once it has accepted."""
    return acceptance_from(team.acceptance).work_minutes


def start_work(work: UnitOfWork, handoff: Handoff, team: Team) -> datetime:
    """The team begins: its limit runs, and the moment it will have finished is planned. Gives the agreed target.

    Where the ticket waits for the customer, that is the target without this wait.
    """
    handoff.accepted_at = work.now
    note(work, "handoff", handoff.id, "accepted", ticket_id=handoff.ticket_id)
    start_handoff_complete(work, handoff.id, handoff.ticket_id, team.calendar, team.complete_minutes)
    plan_completion(work, handoff, team)
    assert handoff.target_at is not None  # it went with the clock
    return handoff.target_at


def stand_still(work: UnitOfWork, handoff: Handoff) -> None:
    """The team waits for our answer: its limit pauses, and what was planned is off the agenda."""
    drop(work, completion_topic(handoff))
    note(work, "handoff", handoff.id, "paused", ticket_id=handoff.ticket_id)


def go_on(work: UnitOfWork, handoff: Handoff, team: Team) -> int:
    """The team has its answer: it goes on where it stopped, and the agreed target moves by the wait.

    Gives the working minutes it waited.
    """
    clock = limit_of(work.session, handoff.id, Metric.HANDOFF_COMPLETE)
    standing = None if clock is None else _reading(work, clock, work.now)
    note(work, "handoff", handoff.id, "resumed", ticket_id=handoff.ticket_id)
    plan_completion(work, handoff, team)
    if clock is None or standing is None:
        return 0
    asked_at = next((p.start for p in standing.pauses if p.end is None and p.waiting_for in _OF_THE_TEAM), None)
    return 0 if asked_at is None else table_of(work.session, clock.calendar_id).elapsed(asked_at, work.now) // 60


def limit_of(session: Session, handoff_id: int, metric: Metric) -> ServiceClock | None:
    """The clock of a limit that a team has for a handoff."""
    return session.scalar(
        select(ServiceClock).where(ServiceClock.subject == f"{SUBJECT}{handoff_id}", ServiceClock.metric == metric)
    )


@follows(Metric.HANDOFF_COMPLETE)
def keep_target(work: UnitOfWork, moved: Moved) -> None:
    """Let the agreed target be what its clock says, whatever moved that.

    While the clock stands still, for our answer or for the customer, it is what was agreed without that wait, and once
    missed it is what was missed: a breach stands, whatever the limit becomes.
    """
    handoff = work.get(Handoff, int(moved.clock.subject.removeprefix(SUBJECT)))
    target = _agreed(moved)
    if target is not None and target != handoff.target_at:
        handoff.target_at = target


def _agreed(moved: Moved) -> datetime | None:
    reading = moved.reading
    if reading.standing:
        return reading.standing[0]
    if reading.due is not None or reading.paused_since is None:
        return reading.due
    before = read_clock(moved.clock, moved.events, moved.table, reading.paused_since - _MOMENT)
    # One that has stood still from its start on was agreed to in full.
    return before.due if before is not None else moved.table.due(reading.anchor, reading.rule.seconds or 0)


def is_overdue(work: UnitOfWork, handoff: Handoff) -> bool:
    """Whether the team is past what it agreed to; while its limit stands still it is not, unless it was before."""
    return _stands(work, handoff) is TimerState.OVERDUE


def is_paused(work: UnitOfWork, handoff: Handoff) -> bool:
    """Whether no time of the team's passes: it waits for us, or the ticket for the customer."""
    return _stands(work, handoff) is TimerState.PAUSED


def _stands(work: UnitOfWork, handoff: Handoff) -> TimerState | None:
    clock = limit_of(work.session, handoff.id, Metric.HANDOFF_COMPLETE)
    reading = None if clock is None else _reading(work, clock, work.now)
    return None if reading is None else reading.state


def plan_completion(work: UnitOfWork, handoff: Handoff, team: Team) -> None:
    """Plan when the team will have worked as long as it takes, by the hours that its limit counts by.

    It stops for an answer of ours that it waits for. While the ticket waits for the customer it works on.
    """
    clock = limit_of(work.session, handoff.id, Metric.HANDOFF_COMPLETE)
    reading = None if clock is None else _reading(work, clock, work.now)
    if clock is None or reading is None or handoff.accepted_at is None:
        return
    asked = [pause for pause in reading.pauses if pause.waiting_for in _OF_THE_TEAM]
    waits = [(pause.start, pause.end) for pause in asked if pause.end is not None]
    table = table_of(work.session, clock.calendar_id)
    done = table.due(handoff.accepted_at, work_minutes(team) * 60, waits)
    plan(work, done, CompleteHandoff(HandoffId(handoff.id)), topic=completion_topic(handoff))


def resolution_due(session: Session, ticket_id: int) -> datetime | None:
    """When the ticket itself must be resolved, if that limit runs."""
    return session.scalar(
        select(ServiceClock.due_at).where(
            ServiceClock.ticket_id == ticket_id,
            ServiceClock.metric == Metric.RESOLUTION,
            ServiceClock.subject == "",
            ServiceClock.open,
        )
    )


def _reading(work: UnitOfWork, clock: ServiceClock, at: datetime) -> TimerReading | None:
    return read_clock(clock, events_of(work.session, clock.story), table_of(work.session, clock.calendar_id), at)
