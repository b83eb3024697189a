# SPDX-License-Identifier: MIT
"""How a trainer sets what the desk may expect of an internal customer: their limits and the hours they count in."""

from __future__ import annotations

from sqlalchemy import select

from crmtrainer.handoffs.commands import SetTeamTargets
from crmtrainer.kernel.commands import Change, HandlerTable, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.organisation.models import Team
from crmtrainer.service_levels.rule_check import LONGEST_DAYS, MINUTES_A_DAY
from crmtrainer.service_levels.setting import want_calendar, want_reason
from crmtrainer.store.unit_of_work import UnitOfWork


def set_targets(cmd: SetTeamTargets, work: UnitOfWork) -> Outcome:
    team = work.session.scalar(select(Team).where(Team.key == cmd.team))
    if team is None:
        raise Refused("handoff.no_such_team", team=cmd.team[:40])
    want_reason(cmd.reason)
    if cmd.accept_minutes <= 0:
        raise Refused("team.no_time", team=team.name)
    if cmd.complete_minutes < cmd.accept_minutes:
        raise Refused("team.done_before_accepted", team=team.name)
    if cmd.complete_minutes > LONGEST_DAYS * MINUTES_A_DAY:
        raise Refused("team.too_long", team=team.name, years=LONGEST_DAYS // 365)
    want_calendar(work.session, cmd.calendar)
    facts = {
        "team": team.key,
        "accept_minutes": cmd.accept_minutes,
        "complete_minutes": cmd.complete_minutes,
        "calendar": cmd.calendar,
        "was_accept_minutes": team.accept_minutes,
        "was_complete_minutes": team.complete_minutes,
        "was_calendar": team.calendar,
    }
    team.accept_minutes, team.complete_minutes, team.calendar = cmd.accept_minutes, cmd.complete_minutes, cmd.calendar
    work.session.flush()
    return Outcome((Change("team", team.id),), facts, f"team:{team.key}")


HANDLERS: HandlerTable = {SetTeamTargets: set_targets}
