# SPDX-License-Identifier: MIT
"""The verdicts of a world's checks: its trace, its final situation and its calendars, brought to `checks.deciding`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.scenarios.checks.deciding import CheckResult, Due, RunSeen, decide
from crmtrainer.scenarios.script import script_of, staged_here
from crmtrainer.scenarios.trace import trace
from crmtrainer.scenarios.viewing import clocks_of, view
from crmtrainer.service_levels.models import CalendarVersion
from crmtrainer.service_levels.story import table_of
from crmtrainer.store.unit_of_work import Reading

_MINUTE = 60_000_000


def results(read: Reading) -> tuple[CheckResult, ...]:
    """Every check of the staged scenario, decided on the run as it stands. Raises `Refused` in a sandbox."""
    row = staged_here(read.session)
    content = script_of(row).content
    return decide(content.scenario.checks, run_seen(read.session, row.finished_at or read.now))


def run_seen(session: Session, end: datetime) -> RunSeen:
    """The run as its checks see it."""
    content = script_of(staged_here(session)).content
    acts = trace(session, content)
    situation = view(session, content, end, acts)
    return RunSeen(acts, replace(situation, clocks=clocks_of(session, content, end)), due_by(session))


def due_by(session: Session) -> Due:
    """Counts minutes by the world's calendars; without a calendar, as they pass."""
    versions = {
        row.key: row.id
        for row in session.execute(
            select(CalendarVersion.key, CalendarVersion.id).order_by(CalendarVersion.key, CalendarVersion.version)
        )
    }

    def due(calendar: str | None, start: int, minutes: int) -> int:
        if calendar is None or calendar not in versions:
            return start + minutes * _MINUTE
        table = table_of(session, versions[calendar])
        return to_micros(table.due(from_micros(start), minutes * 60))

    return due
