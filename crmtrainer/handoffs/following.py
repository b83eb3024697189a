# SPDX-License-Identifier: MIT
"""What a trainer does to running limits: acts of `service_levels` that take along what teams agreed to and planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import func, select

from crmtrainer.agenda.planning import drop, plan
from crmtrainer.handoffs.commands import ReportProgress, ReviewHandoff
from crmtrainer.handoffs.models import Handoff, HandoffMessage
from crmtrainer.handoffs.rules import REPLY_MINUTES, Said
from crmtrainer.handoffs.team_time import SUBJECT, plan_completion, review_minutes
from crmtrainer.handoffs.writing import completion_topic, report_topic, review_topic
from crmtrainer.kernel.commands import Change, HandlerTable, Outcome
from crmtrainer.kernel.ids import HandoffId
from crmtrainer.organisation.models import Team
from crmtrainer.service_levels import handlers
from crmtrainer.service_levels.commands import RebaseCalendar, RebaseClock, RebaseRest, WaiveBreach
from crmtrainer.service_levels.models import ServiceClock
from crmtrainer.service_levels.rules import Metric
from crmtrainer.service_levels.story import table_of
from crmtrainer.store.unit_of_work import UnitOfWork


def rebase_clock(cmd: RebaseClock, work: UnitOfWork) -> Outcome:
    return _taken_along(work, handlers.rebase_clock(cmd, work), hours=True)


def rebase_calendar(cmd: RebaseCalendar, work: UnitOfWork) -> Outcome:
    return _taken_along(work, handlers.rebase_calendar(cmd, work), hours=True)


def rebase_rest(cmd: RebaseRest, work: UnitOfWork) -> Outcome:
    return _taken_along(work, handlers.rebase_rest(cmd, work), hours=True)


def waive_breach(cmd: WaiveBreach, work: UnitOfWork) -> Outcome:
    return _taken_along(work, handlers.waive_breach(cmd, work), hours=False)


def _taken_along(work: UnitOfWork, outcome: Outcome, *, hours: bool) -> Outcome:
    """Tell what was agreed with teams, which went with the clocks; where an act moved `hours`, plan anew by them."""
    moved = [int(change.ident) for change in outcome.changes if change.kind == "clock"]
    handoffs = []
    for clock, handoff in _of_teams(work, moved):
        if hours:
            _plan_anew(work, clock, handoff)
        handoffs.append(handoff)
    changes = (Change("handoff", handoff.id) for handoff in handoffs)
    agreed = [handoff for handoff in handoffs if handoff.target_at is not None]
    told = {"handoffs": [handoff.id for handoff in agreed], "targets": [handoff.target_at for handoff in agreed]}
    return replace(outcome, changes=(*outcome.changes, *changes), facts={**outcome.facts, **told})


def _of_teams(work: UnitOfWork, clocks: list[int]) -> Iterator[tuple[ServiceClock, Handoff]]:
    theirs = select(ServiceClock).where(ServiceClock.id.in_(clocks), ServiceClock.subject.startswith(SUBJECT))
    for clock in work.session.scalars(theirs.order_by(ServiceClock.id)).all():
        yield clock, work.get(Handoff, int(clock.subject.removeprefix(SUBJECT)))


def _plan_anew(work: UnitOfWork, clock: ServiceClock, handoff: Handoff) -> None:
    """The team looks, works and answers in the hours that count by now. What a scenario took in hand is left to it."""
    team, table = work.get(Team, handoff.team_id), table_of(work.session, clock.calendar_id)
    ident = HandoffId(handoff.id)
    if clock.metric is Metric.HANDOFF_COMPLETE and drop(work, completion_topic(handoff)):
        plan_completion(work, handoff, team)
    if clock.metric is Metric.HANDOFF_ACCEPT and drop(work, review_topic(handoff)):
        looks_at_it = table.due(handoff.sent_at, review_minutes(team) * 60)
        plan(work, looks_at_it, ReviewHandoff(ident), topic=review_topic(handoff))
    if drop(work, report_topic(handoff)):
        mine = HandoffMessage.handoff_id == handoff.id, HandoffMessage.said == Said.CHASED
        asked_at = work.session.scalars(select(func.max(HandoffMessage.at)).where(*mine)).one()
        answers = table.due(asked_at, REPLY_MINUTES * 60)
        plan(work, answers, ReportProgress(ident), topic=report_topic(handoff))


HANDLERS: HandlerTable = {
    RebaseClock: rebase_clock,
    RebaseCalendar: rebase_calendar,
    RebaseRest: rebase_rest,
    WaiveBreach: waive_breach,
}
