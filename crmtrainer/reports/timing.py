# SPDX-License-Identifier: MIT
"""How much time clocks gave in an attempt, as its journal tells it: neutrally, and no word of why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from crmtrainer.journal.entry import Result, entry_from
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.commands import HUMANS
from crmtrainer.kernel.moments import from_micros
from crmtrainer.kernel.queries import answers
from crmtrainer.people.rules import AS_SET, UNTIMED
from crmtrainer.service_levels.commands import AdjustTiming
from crmtrainer.store.unit_of_work import Reading


@dataclass(frozen=True, slots=True)
class TimingRow:
    """From when on clocks gave another share of each limit, in percent; 0 for no limit at all."""

    at: datetime
    percent: int


@answers("timing.adjustments", roles=HUMANS)
def adjustments(read: Reading) -> tuple[TimingRow, ...]:
    """Every adjustment in its order; none where clocks ran as the standards say throughout."""
    entry = WORLD.entry.c
    told = select(entry.body).where(entry.verb == AdjustTiming.verb, entry.outcome == Result.DONE.value)
    rows = [entry_from(body) for body in read.session.scalars(told.order_by(entry.seq))]
    return tuple(TimingRow(from_micros(row.practice), int(str(row.facts["percent"]))) for row in rows)


def told(rows: tuple[TimingRow, ...]) -> str:
    """The timing of an attempt for a report; empty where it was as the standards say."""
    words = [_share(row.percent) for row in rows]
    return "" if not words else "Adjusted timing: " + ", then ".join(words)


def _share(percent: int) -> str:
    if percent == UNTIMED:
        return "no time limits"
    return "as the standards say" if percent == AS_SET else f"limits ×{percent / 100:g}"
