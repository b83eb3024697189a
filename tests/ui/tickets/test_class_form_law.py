# SPDX-License-Identifier: MIT
"""An enquiry of Friday that is a data protection complaint: its clock by law starts with the same save, from Friday."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import record
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.house import House
from crmtrainer.kernel.ids import TicketId
from crmtrainer.limits.queries import limits_of
from crmtrainer.tickets.commands import OpenTicket
from crmtrainer.tickets.rules import TicketType
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.tickets.class_form import ClassForm
from tests.casework.a_desk import SAHOTA, people_and_things
from tests.support import LEARNER, copied_world

MONDAY = datetime(2026, 7, 6, 8, tzinfo=UTC)  # nine in the morning in London
FRIDAY = MONDAY - timedelta(days=2, hours=16, minutes=20)
TICKET = TicketId(1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    world = copied_world(tmp_path, starts_at=MONDAY, populate=people_and_things)
    world.do(OpenRecord(SAHOTA, "Working on his question"))
    world.do(OpenTicket(SAHOTA, TicketType.ENQUIRY, "Who has my number?", "email", first_contact_at=FRIDAY))
    with House.open(tmp_path / "home") as house:
        desk = Desk(house, LEARNER)
        desk.open_world(world.world)
        yield desk
        desk.close()


def offered(desk: Desk, qtbot: QtBot) -> ClassForm:
    form = ClassForm(desk)
    qtbot.addWidget(form)
    form.show_for(desk.ask(record, TICKET))
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def test_it_starts_unless_somebody_says_no_and_counts_from_the_first_contact(desk: Desk, qtbot: QtBot) -> None:
    form = offered(desk, qtbot)
    assert not form.law.isVisible()
    form.type.set_value(TicketType.DATA_COMPLAINT)
    assert form.law.currentText().startswith("Start “Acknowledge a data protection complaint”, from Fri 3 Jul, 16:40")
    qtbot.keyClicks(form.words, "He says that we gave it away")
    with qtbot.waitSignal(form.done):
        qtbot.keyClick(form.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.outcome() == "Reclassified, and clock started"
    (limit,) = desk.ask(limits_of, TICKET)
    assert (limit.limit.id, limit.started_at) == ("CLK-DPCOMPLAINT-ACK", FRIDAY)
    form.show_for(desk.ask(record, TICKET))
    assert not form.law.isVisible()


def test_somebody_may_leave_it_for_later(desk: Desk, qtbot: QtBot) -> None:
    form = offered(desk, qtbot)
    form.type.set_value(TicketType.DATA_COMPLAINT)
    form.law.put_back("")
    qtbot.keyClicks(form.words, "He may mean a complaint")
    with qtbot.waitSignal(form.done):
        qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert (form.outcome(), desk.ask(limits_of, TICKET)) == ("Reclassified", ())
    assert desk.ask(record, TICKET).type is TicketType.DATA_COMPLAINT
