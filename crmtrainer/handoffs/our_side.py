# SPDX-License-Identifier: MIT
"""What the desk does with a handoff: send, answer, chase, thank, take back."""

from __future__ import annotations

from sqlalchemy import select

from crmtrainer.agenda.planning import drop, plan
from crmtrainer.handoffs.commands import (
    AnswerTeam,
    ChaseTeam,
    ReportProgress,
    ReviewHandoff,
    SendHandoff,
    ThankTeam,
    WithdrawHandoff,
)
from crmtrainer.handoffs.models import Handoff
from crmtrainer.handoffs.rules import (
    CORRECTABLE,
    REPLY_MINUTES,
    RUNNING,
    HandoffState,
    Said,
    check_running,
    check_words,
    is_too_early,
    ref_of,
)
from crmtrainer.handoffs.team_time import go_on, is_overdue, is_paused, resolution_due, review_minutes, work_minutes
from crmtrainer.handoffs.writing import (
    forget_plans,
    minutes_until,
    move,
    outcome_of,
    report_topic,
    review_topic,
    said,
    travel,
)
from crmtrainer.interactions.last_word import Whose, last_told
from crmtrainer.kernel.commands import HandlerTable, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import HandoffId
from crmtrainer.organisation.models import Team
from crmtrainer.service_levels.keeping import note, start_handoff_accept, working_due
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import check_open
from crmtrainer.tickets.writing import begin, opened_ticket


def send_handoff(cmd: SendHandoff, work: UnitOfWork) -> Outcome:
    check_words(cmd.summary, "handoff.no_summary")
    ticket = opened_ticket(work, cmd.ticket_id)
    check_open(ticket.status, ticket.ref)
    team = _team(work, cmd.team)
    _check_not_with(work, ticket, team)
    replaced = _to_be_replaced(work, ticket, cmd.replaces_id)
    begin(work, ticket)
    number = work.new_id("handoff")
    handoff = work.add(
        Handoff(
            id=number,
            ref=ref_of(number),
            ticket_id=ticket.id,
            team_id=team.id,
            state=HandoffState.SENT,
            summary=cmd.summary,
            need_by=cmd.need_by,
            target_at=None,
            sent_at=work.now,
            accepted_at=None,
            ended_at=None,
            actor=work.actor.pseudonym,
            replaces_id=replaced.id if replaced else None,
        )
    )
    items = travel(work, handoff, ticket, cmd.items)
    said(work, handoff, Said.SENT, cmd.summary)
    start_handoff_accept(work, handoff.id, ticket.id, team.calendar, team.accept_minutes)
    looked_at = working_due(work, team.calendar, work.now, review_minutes(team))
    plan(work, looked_at, ReviewHandoff(HandoffId(handoff.id)), topic=review_topic(handoff))
    earliest = working_due(work, team.calendar, looked_at, work_minutes(team))
    target = working_due(work, team.calendar, work.now, team.complete_minutes)
    resolution = resolution_due(work.session, ticket.id)
    return outcome_of(
        handoff,
        team,
        {
            "fields": sorted(item.field for item in items if item.value.strip()),
            "files": sum(1 for item in items if item.attachment_id is not None),
            "need_by": cmd.need_by,
            "need_by_too_early": is_too_early(cmd.need_by, earliest),
            "need_by_inside_target": cmd.need_by is not None and cmd.need_by < target,
            "target_inside_resolution": resolution is None or target <= resolution,
            "replaces_id": handoff.replaces_id,
        },
    )


def answer_team(cmd: AnswerTeam, work: UnitOfWork) -> Outcome:
    check_words(cmd.words, "handoff.no_words")
    handoff, team = _opened(work, cmd.handoff_id)
    if handoff.state is not HandoffState.ASKED:
        raise Refused("handoff.nothing_asked", ref=handoff.ref)
    items = travel(work, handoff, work.get(Ticket, handoff.ticket_id), cmd.items)
    said(work, handoff, Said.ANSWERED, cmd.words)
    move(work, handoff, HandoffState.ACCEPTED)
    waited = go_on(work, handoff, team)
    resolution = resolution_due(work.session, handoff.ticket_id)
    return outcome_of(
        handoff,
        team,
        {
            "fields": sorted(item.field for item in items if item.value.strip()),
            "files": sum(1 for item in items if item.attachment_id is not None),
            "waited_minutes": waited,
            "target_at": handoff.target_at,
            "target_inside_resolution": None
            if resolution is None or handoff.target_at is None
            else handoff.target_at <= resolution,
        },
    )


def chase_team(cmd: ChaseTeam, work: UnitOfWork) -> Outcome:
    check_words(cmd.words, "handoff.no_words")
    handoff, team = _opened(work, cmd.handoff_id)
    check_running(handoff.state, handoff.ref)
    said(work, handoff, Said.CHASED, cmd.words)
    drop(work, report_topic(handoff))
    answered = working_due(work, team.calendar, work.now, REPLY_MINUTES)
    plan(work, answered, ReportProgress(HandoffId(handoff.id)), topic=report_topic(handoff))
    waits = handoff.state is HandoffState.ASKED or is_paused(work, handoff)  # so that no time of theirs passes
    due = handoff.target_at
    return outcome_of(
        handoff,
        team,
        {
            "before_due": due is not None and (waits or work.now < due) and not is_overdue(work, handoff),
            "minutes_before_due": None if waits else minutes_until(work.now, due),
        },
    )


def thank_team(cmd: ThankTeam, work: UnitOfWork) -> Outcome:
    check_words(cmd.words, "handoff.no_words")
    handoff, team = _opened(work, cmd.handoff_id)
    if handoff.state is not HandoffState.DONE:
        raise Refused("handoff.not_done", ref=handoff.ref, state=handoff.state.value)
    said(work, handoff, Said.THANKED, cmd.words)
    move(work, handoff, HandoffState.CLOSED)
    told = last_told(work.session, Whose(ticket_id=handoff.ticket_id), work.now)
    return outcome_of(handoff, team, {"customer_told": told.since(handoff.ended_at)})


def withdraw_handoff(cmd: WithdrawHandoff, work: UnitOfWork) -> Outcome:
    check_words(cmd.reason, "handoff.no_reason")
    handoff, team = _opened(work, cmd.handoff_id)
    check_running(handoff.state, handoff.ref)
    was = handoff.state
    move(work, handoff, HandoffState.WITHDRAWN)
    handoff.ended_at = work.now
    said(work, handoff, Said.WITHDRAWN, cmd.reason)
    forget_plans(work, handoff)
    note(work, "handoff", handoff.id, "cancelled", ticket_id=handoff.ticket_id, reason=cmd.reason)
    return outcome_of(handoff, team, {"was": was.value})


def _opened(work: UnitOfWork, handoff_id: int) -> tuple[Handoff, Team]:
    """A handoff and who has it, once it is sure that the actor opened the record. Raises `NotFound` or `Refused`."""
    handoff = work.get(Handoff, handoff_id)
    opened_ticket(work, handoff.ticket_id)
    return handoff, work.get(Team, handoff.team_id)


def _team(work: UnitOfWork, key: str) -> Team:
    team = work.session.scalars(select(Team).where(Team.key == key)).one_or_none()
    if team is None:
        raise Refused("handoff.no_such_team", team=key[:64])
    return team


def _check_not_with(work: UnitOfWork, ticket: Ticket, team: Team) -> None:
    """Raises `Refused` when this team has a handoff of this ticket already: two would be picked twice."""
    ref = work.session.scalar(
        select(Handoff.ref).where(
            Handoff.ticket_id == ticket.id, Handoff.team_id == team.id, Handoff.state.in_(RUNNING)
        )
    )
    if ref is not None:
        raise Refused("handoff.already_running", ref=ref)


def _to_be_replaced(work: UnitOfWork, ticket: Ticket, replaces_id: int | None) -> Handoff | None:
    if replaces_id is None:
        return None
    earlier = work.get(Handoff, replaces_id)
    if earlier.ticket_id != ticket.id:
        raise Refused("handoff.of_another_ticket", ref=earlier.ref)
    if earlier.state not in CORRECTABLE:
        raise Refused("handoff.not_to_be_replaced", ref=earlier.ref, state=earlier.state.value)
    if work.session.scalar(select(Handoff.id).where(Handoff.replaces_id == earlier.id)) is not None:
        raise Refused("handoff.replaced_already", ref=earlier.ref)
    return earlier


HANDLERS: HandlerTable = {
    SendHandoff: send_handoff,
    AnswerTeam: answer_team,
    ChaseTeam: chase_team,
    ThankTeam: thank_team,
    WithdrawHandoff: withdraw_handoff,
}
