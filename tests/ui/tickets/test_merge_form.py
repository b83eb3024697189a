# SPDX-License-Identifier: MIT
"""Two tickets of a customer merged at the window: the form by keys, what it says, and where one is afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import record
from crmtrainer.kernel.ids import CustomerId, TicketId
from crmtrainer.tickets.commands import OpenTicket
from crmtrainer.tickets.rules import CloseReason, TicketType
from crmtrainer.ui.casework.acts import CaseAct
from tests.ui.shell.seat import CONTROL, WindowSeat, a_seat
from tests.ui.shell.test_undo_in_the_window import an_open_ticket


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot) as seat:
        yield seat


def another(seat: WindowSeat, ticket: TicketId) -> TicketId:
    customer = CustomerId(seat.desk.ask(record, ticket).customer_id)
    made = seat.desk.perform(OpenTicket(customer, TicketType.COMPLAINT, "The same legs again", "email"))
    return TicketId(made.outcome.facts["ticket_id"])


def test_a_duplicate_is_merged_by_keys_into_the_one_that_was_chosen(seat: WindowSeat) -> None:
    kept = an_open_ticket(seat)
    gone = another(seat, kept)
    seat.board.queue.open_ticket(gone)
    seat.settle()
    work = seat.board.queue.work
    assert work.conduct.act(CaseAct.MERGE)
    form = work.forms.merge
    seat.settle()
    assert seat.focus() is form.into
    assert form.into.itemText(form.into.currentIndex()).endswith("Wrong legs")
    form.words.setFocus(Qt.FocusReason.OtherFocusReason)
    seat.key(Qt.Key.Key_Return, CONTROL)
    assert form.form.rows["words"].error() == "Say why, so that whoever reads this next understands."
    seat.type("He wrote and rang about one table")
    seat.key(Qt.Key.Key_Return, CONTROL)
    assert seat.desk.ask(record, gone).close_reason is CloseReason.DUPLICATE
    assert seat.window._toast is not None
    assert seat.window._toast.words() == "Merged into C-1625"
    assert work.in_sight().record is not None
    assert work.in_sight().record.id == kept


def test_the_form_says_when_there_is_no_other_ticket(seat: WindowSeat) -> None:
    an_open_ticket(seat)
    work = seat.board.queue.work
    assert work.conduct.act(CaseAct.MERGE)
    seat.settle()
    form = work.forms.merge
    assert not form.save_button.isEnabled()
    assert form.into.accessibleDescription() == "Mr Harjit Sahota has no other open ticket to merge this one into."
