# SPDX-License-Identifier: MIT
"""A first contact corrected at the window: by keys, told afterwards, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import record
from crmtrainer.service_levels.queries import clocks_of
from crmtrainer.ui.shell.action_table import Act
from tests.ui.shell.seat import CONTROL, WindowSeat, a_seat
from tests.ui.shell.test_undo_in_the_window import an_open_ticket
from tests.ui.test_names import nameless

Key = Qt.Key


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot) as seat:
        yield seat


def test_it_is_corrected_with_a_reason_and_taken_back(seat: WindowSeat) -> None:
    ticket = an_open_ticket(seat)
    seat.window.actions_[Act.FIRST_CONTACT].trigger()
    seat.settle()
    form = seat.board.queue.work.forms.first_contact
    assert nameless(form) == []
    was = seat.desk.ask(record, ticket).first_contact_at
    form.words.setPlainText("It was in the book")
    seat.key(Key.Key_Return, CONTROL)
    assert form.form.rows["when"].error() == "That is when the first contact on C-1625 was already."
    true = (was - timedelta(hours=2)).replace(second=0, microsecond=0)
    form.when.set_moment(true)
    form.words.clear()
    seat.click(form.save_button)
    assert form.form.rows["words"].error() == "Say why, so that whoever reads this next understands."
    form.words.setPlainText("It was in the book")
    seat.click(form.save_button)
    assert seat.window.messages()[-1] == "First contact corrected"
    assert seat.desk.ask(record, ticket).first_contact_at == true
    assert {clock.anchor for clock in seat.desk.ask(clocks_of, ticket)} == {true}
    seat.key(Key.Key_Z, CONTROL)
    assert seat.desk.ask(record, ticket).first_contact_at == was
    assert seat.window.messages()[-1] == "Undone: first contact of C-1625"
