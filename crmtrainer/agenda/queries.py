# SPDX-License-Identifier: MIT
"""When the next thing happens; never what it will be, which the learner is not to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from crmtrainer.agenda.models import AgendaItem, PracticeSetting
from crmtrainer.agenda.rules import AgendaState
from crmtrainer.kernel.commands import HUMANS
from crmtrainer.kernel.queries import answers
from crmtrainer.store.unit_of_work import Reading


@dataclass(frozen=True, slots=True)
class PracticeRow:
    """Practice time and the speed last set; `events` counts what is still to happen."""

    now: datetime
    speed: int
    events: int


@answers("practice.now", roles=HUMANS)
def practice(read: Reading) -> PracticeRow:
    """Practice time, its speed, and how many things are still to happen."""
    speed = read.session.scalar(select(PracticeSetting.speed)) or 0
    planned = AgendaItem.state == AgendaState.PLANNED
    events = read.session.scalar(select(func.count()).select_from(AgendaItem).where(planned))
    return PracticeRow(read.now, speed, events or 0)
