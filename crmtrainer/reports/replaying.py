# SPDX-License-Identifier: MIT
"""The acts of a run in order with the checks that hang on them, and the moments at which an act is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from crmtrainer.reports.acts import ActRow
from crmtrainer.scenarios.checks.deciding import CheckResult
from crmtrainer.scenarios.debrief_rows import Debrief


@dataclass(frozen=True, slots=True)
class ReplayRow:
    """One act, or (`act` is None) a moment at which nothing was done. `checks` hang on it."""

    act: ActRow | None
    at: datetime
    title: str
    checks: tuple[CheckResult, ...] = ()

    @property
    def seq(self) -> int | None:
        """The act's number."""
        return None if self.act is None else self.act.seq


def replay_rows(acts: Iterable[ActRow], story: Debrief | None) -> tuple[ReplayRow, ...]:
    """The rows of a replay in order of time."""
    pinned = {} if story is None else {row.seq: row.checks for row in story.acts if row.seq is not None}
    rows = [ReplayRow(act, act.at, act.title, pinned.get(act.seq, ())) for act in acts]
    if story is not None:
        rows += [ReplayRow(None, row.at, row.title, row.checks) for row in story.acts if row.seq is None]
    # What should have been done by a moment stands before what was done then.
    rows.sort(key=lambda row: (row.at, row.act is not None, row.seq or 0))
    return tuple(rows)
