# SPDX-License-Identifier: MIT
"""What a trainer set is told with its reason, to everybody but learners."""

from __future__ import annotations

from pathlib import Path

import pytest

from crmtrainer.kernel.errors import Refused
from crmtrainer.reports.settings import settings
from crmtrainer.service_levels.commands import ChangeCalendar, ChangeStandard, RebaseCalendar
from crmtrainer.service_levels.definitions import DEFAULT_STANDARDS, DESK, CalendarDefinition
from tests.casework.a_desk import a_desk
from tests.support import ASSESSOR, TRAINER

MONDAYS = CalendarDefinition(hours={"mon": (("09:00", "17:00"),)})


def test_the_newest_comes_first_and_refusals_are_left_out(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.ticket()
    desk.world.do(ChangeStandard(DEFAULT_STANDARDS[0], "As it was"), TRAINER)
    desk.world.do(ChangeCalendar(DESK, MONDAYS, "Mondays only"), TRAINER)
    with pytest.raises(Refused):
        desk.world.do(ChangeCalendar(DESK, MONDAYS, " "), TRAINER)
    desk.world.do(RebaseCalendar(DESK, "For all"), TRAINER)
    rows = desk.world.ask_as(ASSESSOR, settings)
    assert [(row.title, row.version, row.reason, row.actor) for row in rows] == [
        ("Counted every running clock of “Customer desk” by its newest version", 0, "For all", "T-1"),
        ("Changed the calendar “Customer desk”", 2, "Mondays only", "T-1"),
        ("Changed the standard “First response”", 2, "As it was", "T-1"),
    ]
    with pytest.raises(Refused, match="role"):
        desk.world.ask(settings)
