# SPDX-License-Identifier: MIT
"""What somebody plans to do so long before or after a target goes with it when the hours that it counts by change."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from crmtrainer.agenda.models import AgendaItem
from crmtrainer.agenda.rules import AgendaState
from crmtrainer.handoffs.commands import ChaseTeam
from crmtrainer.handoffs.models import Handoff
from crmtrainer.kernel.ids import HandoffId
from crmtrainer.service_levels.commands import ChangeCalendar, RebaseCalendar
from crmtrainer.service_levels.definitions import CalendarDefinition
from crmtrainer.store.unit_of_work import reading
from tests.support import LEARNER, TRAINER
from tests.ui.casework.shift import Shift, a_shift

HANDOFF = HandoffId(1)


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 3, 3, hour, minute, tzinfo=UTC)


def times(shift: Shift) -> tuple[datetime | None, datetime, datetime]:
    """The target, when the beat that ends the work is to come, and when it was planned."""
    with reading(shift.world.app.database) as session:
        planned = AgendaItem.topic == "beat:dev-finishes", AgendaItem.state == AgendaState.PLANNED
        item = session.scalars(select(AgendaItem).where(*planned)).one()
        handoff = session.get(Handoff, HANDOFF)
        assert handoff is not None
        return handoff.target_at, item.due_at, item.planned_at


def other_hours(shift: Shift, *windows: tuple[str, str]) -> None:
    hours = CalendarDefinition(hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), windows))
    shift.world.perform(ChangeCalendar("warehouse", hours, "A long break"), TRAINER)


@pytest.mark.parametrize(
    ("asked", "first", "then"),
    [
        (False, at(17, 6), at(18, 6)),  # 35 minutes after the target, when nobody asks
        (True, at(15, 51), at(16, 51)),  # 40 minutes before it, when somebody does
    ],
)
def test_it_moves_with_the_target_and_with_nothing_else(
    asked: bool, first: datetime, then: datetime, tmp_path: Path
) -> None:
    with a_shift(tmp_path, "handed_off") as shift:
        while shift.now() < at(12, 41):
            shift.world.jump_to_next(LEARNER)
        if asked:
            shift.opened(shift.customer("LK-57120"))
            shift.do(ChaseTeam(HANDOFF, "Will it be ready in time?"))
        before = times(shift)
        assert before[:2] == (at(16, 31), first)
        other_hours(shift, ("07:00", "14:00"), ("15:00", "20:00"))
        assert times(shift) == before  # what runs keeps its hours
        shift.world.perform(RebaseCalendar("warehouse", "From now on"), TRAINER)
        assert times(shift) == (at(17, 31), then, before[2])
