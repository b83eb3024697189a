# SPDX-License-Identifier: MIT
"""The page in sight over a small world, with a trainer at the desk and a ticket whose clocks run."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.customers.commands import OpenRecord
from crmtrainer.house import House
from crmtrainer.kernel.commands import Command
from crmtrainer.service_levels.commands import ChangeCalendar
from crmtrainer.service_levels.definitions import DESK, CalendarDefinition
from crmtrainer.tickets.commands import OpenTicket
from crmtrainer.tickets.rules import TicketType
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.standards.page import StandardsPage
from crmtrainer.ui.standards.setting_form import SettingForm
from tests.casework.a_desk import SAHOTA, people_and_things
from tests.support import LEARNER, TRAINER, copied_world

WEEK = ("mon", "tue", "wed", "thu", "fri")
LARKFIELD = CalendarDefinition(
    hours={**dict.fromkeys(WEEK, (("09:00", "17:30"),)), "sat": (("09:00", "13:00"),)},
    date_hours={"2026-12-24": (("09:00", "12:00"),)},
)


@dataclass
class Shown:
    """The page, and hands for it."""

    page: StandardsPage
    desk: Desk
    bot: QtBot

    def type(self, field: QLineEdit, words: str) -> None:
        field.selectAll()
        self.bot.keyClicks(field, words)

    def click(self, widget: QWidget) -> None:
        self.bot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def errors(self, form: SettingForm) -> dict[str, str]:
        return {key: row.error() for key, row in form.form.rows.items() if row.error()}

    def do(self, command: Command) -> None:
        assert self.desk.perform(command) is not None

    def names(self) -> list[str]:
        return [line.name for line in self.page.list.lines]

    def change(self, **fields: Any) -> None:
        """A new version of the desk's calendar."""
        self.do(ChangeCalendar(DESK, replace(LARKFIELD, **fields), "To see"))


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[Shown]:
    world = copied_world(tmp_path, populate=people_and_things)
    with House.open(tmp_path / "home") as house:
        desk = Desk(house, TRAINER)
        desk.open_world(world.world)
        world.do(ChangeCalendar(DESK, LARKFIELD, "Saturdays"), TRAINER)
        world.do(OpenRecord(SAHOTA, "Working on the complaint"), LEARNER)
        world.do(OpenTicket(customer_id=SAHOTA, subject="Wrong legs", type=TicketType.COMPLAINT, channel="email"))
        page = StandardsPage(desk)
        qtbot.addWidget(page)
        page.resize(1036, 620)
        page.show()
        page.entered()
        qtbot.waitUntil(page.isActiveWindow)
        yield Shown(page, desk, qtbot)
        desk.close()
