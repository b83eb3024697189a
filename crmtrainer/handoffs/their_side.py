# SPDX-License-Identifier: MIT
"""What a team does with a handoff: look at it and decide by its own rules, ask back, report, finish."""

from __future__ import annotations

from crmtrainer.agenda.planning import drop
from crmtrainer.handoffs import voice
from crmtrainer.handoffs.acceptance import shortfalls
from crmtrainer.handoffs.commands import AskBack, CompleteHandoff, ReportProgress, ReviewHandoff
from crmtrainer.handoffs.models import Handoff
from crmtrainer.handoffs.rules import Decision, HandoffState, Said, check_running, check_words
from crmtrainer.handoffs.team_time import is_overdue, resolution_due, stand_still, start_work
from crmtrainer.handoffs.writing import minutes_until, move, outcome_of, report_topic, said
from crmtrainer.kernel.commands import HandlerTable, Outcome
from crmtrainer.organisation.models import Team
from crmtrainer.organisation.rules import Shortfall
from crmtrainer.service_levels.keeping import note
from crmtrainer.store.unit_of_work import UnitOfWork


def review(cmd: ReviewHandoff, work: UnitOfWork) -> Outcome:
    handoff = work.get(Handoff, cmd.handoff_id)
    team = work.get(Team, handoff.team_id)
    lacking = shortfalls(work, handoff, team)
    if lacking:
        return _bounce(work, handoff, team, lacking)
    move(work, handoff, HandoffState.ACCEPTED)
    target = start_work(work, handoff, team)
    said(work, handoff, Said.ACCEPTED, voice.ACCEPTED, team=team)
    resolution = resolution_due(work.session, handoff.ticket_id)
    return outcome_of(
        handoff,
        team,
        {
            "decision": Decision.ACCEPTED.value,
            "missing": [],
            "target_at": target,
            "target_before_need_by": None if handoff.need_by is None else target <= handoff.need_by,
            "target_inside_resolution": None if resolution is None else target <= resolution,
        },
    )


def ask_back(cmd: AskBack, work: UnitOfWork) -> Outcome:
    check_words(cmd.words, "handoff.no_words")
    handoff = work.get(Handoff, cmd.handoff_id)
    team = work.get(Team, handoff.team_id)
    move(work, handoff, HandoffState.ASKED)
    stand_still(work, handoff)
    said(work, handoff, Said.ASKED, cmd.words, team=team)
    return outcome_of(handoff, team, {})


def report(cmd: ReportProgress, work: UnitOfWork) -> Outcome:
    handoff = work.get(Handoff, cmd.handoff_id)
    team = work.get(Team, handoff.team_id)
    check_running(handoff.state, handoff.ref)
    drop(work, report_topic(handoff))
    is_late = is_overdue(work, handoff)
    said(work, handoff, Said.REPORTED, cmd.words or voice.progress(handoff.state, is_late=is_late), team=team)
    return outcome_of(handoff, team, {"is_late": is_late})


def complete(cmd: CompleteHandoff, work: UnitOfWork) -> Outcome:
    handoff = work.get(Handoff, cmd.handoff_id)
    team = work.get(Team, handoff.team_id)
    move(work, handoff, HandoffState.DONE)
    handoff.ended_at = work.now
    drop(work, report_topic(handoff))
    note(work, "handoff", handoff.id, "completed", ticket_id=handoff.ticket_id)
    said(work, handoff, Said.DONE, cmd.words or voice.DONE, team=team)
    due = handoff.target_at
    return outcome_of(
        handoff,
        team,
        {
            "within_target": due is None or work.now <= due,
            "minutes_before_due": minutes_until(work.now, due),
            "within_need_by": None if handoff.need_by is None else work.now <= handoff.need_by,
        },
    )


def _bounce(work: UnitOfWork, handoff: Handoff, team: Team, lacking: tuple[Shortfall, ...]) -> Outcome:
    move(work, handoff, HandoffState.BOUNCED)
    handoff.ended_at = work.now
    drop(work, report_topic(handoff))
    note(work, "handoff", handoff.id, "bounced", ticket_id=handoff.ticket_id)
    said(work, handoff, Said.BOUNCED, voice.bounced(lacking), team=team)
    return outcome_of(
        handoff,
        team,
        {
            "decision": Decision.BOUNCED.value,
            "missing": [shortfall.field for shortfall in lacking],
            "missing_how": [f"{shortfall.field}:{shortfall.code.value}" for shortfall in lacking],
        },
    )


HANDLERS: HandlerTable = {ReviewHandoff: review, AskBack: ask_back, ReportProgress: report, CompleteHandoff: complete}
