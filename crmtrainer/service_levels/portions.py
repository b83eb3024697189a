# SPDX-License-Identifier: MIT
"""Dividing an act on very many clocks: as many whole tickets as one entry holds, and whether others are left."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from crmtrainer.agenda.models import AgendaItem
from crmtrainer.agenda.rules import AgendaState
from crmtrainer.kernel.commands import HUMANS, Role
from crmtrainer.kernel.queries import answers
from crmtrainer.service_levels.commands import AdjustRest, RebaseRest
from crmtrainer.service_levels.models import ServiceClock
from crmtrainer.store.unit_of_work import Reading

AT_ONCE = 300
"""Clocks. Each takes about a kilobyte of its act's entry, two where a team's plans go along: far below its bound."""


@dataclass(frozen=True, slots=True)
class Portion:
    """The stories of one act with their clocks. `last` is the clock behind which others begin, None where none do."""

    stories: dict[str, list[ServiceClock]]
    last: int | None

    @property
    def clocks(self) -> list[ServiceClock]:
        """All of them in the order in which they were started."""
        return sorted((clock for clocks in self.stories.values() for clock in clocks), key=lambda clock: clock.id)


@answers("clocks.being_moved", roles=HUMANS | {Role.SYSTEM})
def being_moved(read: Reading) -> bool:
    """Whether the world has still to go on with such an act: only after a kill in its middle."""
    rest = AgendaItem.state == AgendaState.PLANNED, AgendaItem.verb.in_((AdjustRest.verb, RebaseRest.verb))
    return read.session.scalar(select(AgendaItem.id).where(*rest).limit(1)) is not None


def next_portion(session: Session, *which: ColumnElement[bool], after: int = 0) -> Portion:
    """Of these clocks those of the first stories whose first clock stands behind `after`."""
    begins = func.min(ServiceClock.id)
    ordered = select(ServiceClock.story, begins, func.count()).where(*which).group_by(ServiceClock.story)
    stories: dict[str, list[ServiceClock]] = {}
    last, taken, is_more = after, 0, False
    for story, first, clocks in session.execute(ordered.having(begins > after).order_by(begins)):
        if is_more := bool(stories) and taken + clocks > AT_ONCE:
            break
        stories[story], last, taken = [], first, taken + clocks
    theirs = select(ServiceClock).where(*which, ServiceClock.story.in_(stories)).order_by(ServiceClock.id)
    for clock in session.scalars(theirs):
        stories[clock.story].append(clock)
    return Portion(stories, last if is_more else None)
