# SPDX-License-Identifier: MIT
"""The keys and menus that log a contact and open a ticket also work on a record in the Customers section."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from crmtrainer.customers.commands import OpenRecord
from crmtrainer.customers.queries import find
from crmtrainer.ui.interactions.log_form import LogForm
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.sections import Section
from crmtrainer.ui.tickets.new_form import NewTicketForm
from tests.ui.shell.seat import CONTROL, SHIFT, WindowSeat, a_seat

Key = Qt.Key
ON_A_RECORD = (Act.LOG_CALL, Act.NEW_COMPLAINT, Act.NEW)


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot) as made:
        yield made


def open_a_record(seat: WindowSeat) -> None:
    customer = seat.desk.ask(find, text="LK-57120").rows[0].customer_id
    seat.desk.perform(OpenRecord(customer, "Working on his order"))
    seat.go(Section.CUSTOMERS)
    seat.board.customers.open_customer(customer)
    assert seat.board.customers.is_open()


def test_log_and_new_complaint_can_be_had_on_an_open_record_and_only_there(seat: WindowSeat) -> None:
    seat.go(Section.CUSTOMERS)
    assert all(seat.window.actions_.reason(act) for act in ON_A_RECORD)
    open_a_record(seat)
    assert [seat.window.actions_.reason(act) for act in ON_A_RECORD] == ["", "", ""]
    assert seat.window.actions_.reason(Act.REPLY) != ""
    seat.go(Section.QUEUE)
    assert all(seat.window.actions_.reason(act) for act in ON_A_RECORD)


@pytest.mark.parametrize(
    ("key", "modifiers", "form"),
    [
        (Key.Key_L, CONTROL, LogForm),
        (Key.Key_N, CONTROL | SHIFT, NewTicketForm),
        (Key.Key_N, CONTROL, NewTicketForm),
    ],
)
def test_their_keys_lay_the_form_over_the_record(
    seat: WindowSeat, key: Qt.Key, modifiers: Qt.KeyboardModifier, form: type
) -> None:
    open_a_record(seat)
    seat.key(key, modifiers)
    shown = seat.window.findChildren(form)
    assert [panel.isVisible() for panel in shown] == [True]
    assert any("Sahota" in label.text() for label in shown[0].findChildren(QLabel))
