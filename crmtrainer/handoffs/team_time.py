# SPDX-License-Identifier: MIT
"""A team's own time: how long it takes to look and to work, waiting for our answer, and going on afterwards."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.agenda.models import AgendaItem
from crmtrainer.agenda.planning import drop, plan
from crmtrainer.agenda.rules import AgendaState
from crmtrainer.handoffs.commands import CompleteHandoff
from crmtrainer.handoffs.models import Handoff
from crmtrainer.handoffs.writing import completion_topic
from crmtrainer.kernel.ids import HandoffId
from crmtrainer.organisation.models import Team
from crmtrainer.organisation.rules import acceptance_from
from crmtrainer.service_levels.keeping import calendar_version, note, start_handoff_complete, working_due
from crmtrainer.service_levels.models import ServiceClock
from crmtrainer.service_levels.rules import Metric
from crmtrainer.service_levels.story import table_of
from crmtrainer.service_levels.working_time import Table
from crmtrainer.store.unit_of_work import UnitOfWork


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
    _plan_completion(work, handoff, working_due(work, team.calendar, work.now, work_minutes(team)))
    return target


def stand_still(work: UnitOfWork, handoff: Handoff) -> None:
    """The team waits for our answer: its limit pauses, and what was planned is off the agenda."""
    drop(work, completion_topic(handoff))
    note(work, "handoff", handoff.id, "paused", ticket_id=handoff.ticket_id)


def go_on(work: UnitOfWork, handoff: Handoff, team: Team) -> int:
    """The team has its answer: it goes on where it stopped, and the agreed target moves by the wait.

    Gives the working minutes it waited.
    """
    table = team_table(work, team)
    stopped = work.session.execute(
        select(AgendaItem.due_at, AgendaItem.ended_at)
        .where(AgendaItem.topic == completion_topic(handoff), AgendaItem.state == AgendaState.DROPPED)
        .order_by(AgendaItem.id.desc())
        .limit(1)
    ).one()
    asked_at: datetime = stopped.ended_at
    left = table.elapsed(asked_at, max(asked_at, stopped.due_at))
    note(work, "handoff", handoff.id, "resumed", ticket_id=handoff.ticket_id)
    handoff.target_at = _due_of(work.session, handoff) or handoff.target_at
    _plan_completion(work, handoff, table.due(work.now, left))
    return table.elapsed(asked_at, work.now) // 60


def team_table(work: UnitOfWork, team: Team) -> Table:
    """The working time of a team by the newest version of its calendar."""
    return table_of(work.session, calendar_version(work, team.calendar))


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


def _due_of(session: Session, handoff: Handoff) -> datetime | None:
    return session.scalar(
        select(ServiceClock.due_at).where(
            ServiceClock.subject == f"handoff:{handoff.id}", ServiceClock.metric == Metric.HANDOFF_COMPLETE
        )
    )


def _plan_completion(work: UnitOfWork, handoff: Handoff, at: datetime) -> None:
    plan(work, at, CompleteHandoff(HandoffId(handoff.id)), topic=completion_topic(handoff))
