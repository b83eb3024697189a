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
from crmtrainer.service_levels.keeping import note, start_handoff_complete
from crmtrainer.service_levels.models import ServiceClock
from crmtrainer.service_levels.rules import Metric
from crmtrainer.service_levels.story import events_of, read_clock, table_of
from crmtrainer.service_levels.timers import TimerReading, TimerState
from crmtrainer.store.unit_of_work import UnitOfWork

_MOMENT = timedelta(microseconds=1)


def review_minutes(team: Team) -> int:
    """Working minutes until the team looks at what it was sent."""
    return acceptance_from(team.acceptance).review_minutes


def work_minutes(team: Team) -> int:
    """Working minutes the team really takes, once it has accepted."""
    return acceptance_from(team.acceptance).work_minutes


def start_work(work: UnitOfWork, handoff: Handoff, team: Team) -> datetime:
    """The team begins: its limit runs, and the moment it will have finished is planned. Gives the agreed target."""
    handoff.accepted_at = work.now
    note(work, "handoff", handoff.id, "accepted", ticket_id=handoff.ticket_id)
    target = start_handoff_complete(work, handoff.id, handoff.ticket_id, team.calendar, team.complete_minutes)
    handoff.target_at = target
    plan_completion(work, handoff, team)
    return target


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
    renew_target(work, handoff)
    plan_completion(work, handoff, team)
    if clock is None or standing is None or standing.paused_since is None:
        return 0
    return table_of(work.session, clock.calendar_id).elapsed(standing.paused_since, work.now) // 60


def limit_of(session: Session, handoff_id: int, metric: Metric) -> ServiceClock | None:
    """The clock of a limit that a team has for a handoff."""
    return session.scalar(
        select(ServiceClock).where(ServiceClock.subject == f"handoff:{handoff_id}", ServiceClock.metric == metric)
    )


def renew_target(work: UnitOfWork, handoff: Handoff) -> None:
    """Let the agreed target be what its clock says now: whatever moves that clock calls this.

    While the team waits for us it is what was agreed without that wait, and once missed it is what was missed: a
    breach stands, whatever the limit becomes.
    """
    clock = limit_of(work.session, handoff.id, Metric.HANDOFF_COMPLETE)
    reading = None if clock is None else _reading(work, clock, work.now)
    if clock is None or reading is None:
        return
    if reading.standing:
        handoff.target_at = reading.standing[0]
    elif reading.due is not None:
        handoff.target_at = reading.due
    elif reading.paused_since is not None:
        before = _reading(work, clock, reading.paused_since - _MOMENT)
        handoff.target_at = handoff.target_at if before is None else before.due
    work.session.flush()


def is_overdue(work: UnitOfWork, handoff: Handoff) -> bool:
    """Whether the team is past what it agreed to; while it waits for us its limit stands still."""
    clock = limit_of(work.session, handoff.id, Metric.HANDOFF_COMPLETE)
    reading = None if clock is None else _reading(work, clock, work.now)
    return reading is not None and reading.state is TimerState.OVERDUE


def plan_completion(work: UnitOfWork, handoff: Handoff, team: Team) -> None:
    """Plan when the team will have worked as long as it takes, by the hours that its limit counts by."""
    clock = limit_of(work.session, handoff.id, Metric.HANDOFF_COMPLETE)
    reading = None if clock is None else _reading(work, clock, work.now)
    if clock is None or reading is None or handoff.accepted_at is None:
        return
    waits = [(pause.start, pause.end) for pause in reading.pauses if pause.end is not None]
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
