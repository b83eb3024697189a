# SPDX-License-Identifier: MIT
"""A ticket reclassified at the window: by keys, seen before it is saved, told afterwards, and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import record
from crmtrainer.kernel.ids import TicketId
from crmtrainer.limits.commands import BeginLimit
from crmtrainer.limits.queries import limits_of
from crmtrainer.tickets.commands import CloseTicket
from crmtrainer.tickets.rules import CloseReason, Severity, TicketType
from crmtrainer.ui.casework.acts import CaseAct
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.tickets.class_form import ClassForm
from tests.ui.shell.seat import CONTROL, WindowSeat, a_seat
from tests.ui.shell.test_undo_in_the_window import an_open_ticket
from tests.ui.test_names import nameless

Key = Qt.Key
SAR = "CLK-SAR"


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot) as seat:
        yield seat


def offered(seat: WindowSeat) -> tuple[TicketId, ClassForm]:
    ticket = an_open_ticket(seat)
    seat.window.actions_[Act.RECLASSIFY].trigger()
    seat.settle()
    return ticket, seat.board.queue.work.forms.classing


def test_it_is_reclassified_by_keys_with_what_stands_filled_in(seat: WindowSeat) -> None:
    ticket, form = offered(seat)
    assert nameless(form) == []
    assert seat.focus() is form.type
    assert (form.type.value(), form.severity.value()) == (TicketType.COMPLAINT, Severity.NORMAL)
    seat.key(Key.Key_Return, CONTROL)
    assert form.form.rows["type"].error() == "C-1625 has that type, category and severity already. Change one of them."
    form.type.setFocus()
    seat.key(Key.Key_Up)
    assert form.type.value() is TicketType.ENQUIRY
    seat.key(Key.Key_Tab)
    assert seat.focus() is form.category
    seat.type("delivery")
    seat.key(Key.Key_Return, CONTROL)
    assert form.form.rows["words"].error() == "Say why, so that whoever reads this next understands."
    form.words.setFocus()
    seat.type("He only asks when it comes")
    seat.key(Key.Key_Return, CONTROL)
    found = seat.desk.ask(record, ticket)
    assert (found.type, found.category) == (TicketType.ENQUIRY, "delivery")
    assert seat.window._toast is not None
    assert seat.window._toast.words() == "Reclassified"
    seat.key(Key.Key_Z, CONTROL)
    found = seat.desk.ask(record, ticket)
    assert (found.type, found.category) == (TicketType.COMPLAINT, "")
    assert seat.window.messages()[-1] == "Undone: reclassifying of C-1625"


def test_what_becomes_of_the_clocks_is_told_as_it_is_chosen(seat: WindowSeat) -> None:
    ticket, form = offered(seat)
    before = form.preview.told()
    assert [words.partition(":")[0] for words in before] == ["First reply", "Resolution"]
    assert all("as now, due " in words for words in before)
    form.type.set_value(TicketType.RIGHTS_REQUEST)
    assert form.save_button.accessibleDescription() == form.preview.accessibleName()
    assert form.law.isVisible()
    assert form.law.value() == ""
    form.law.put_back(SAR)
    form.words.setPlainText("He wants all that we hold on him")
    seat.click(form.save_button)
    assert seat.window.messages()[-1] == "Reclassified, and clock started"
    (limit,) = seat.desk.ask(limits_of, ticket)
    assert (limit.limit.id, limit.started_at) == (SAR, seat.desk.ask(record, ticket).first_contact_at)


def test_a_limit_that_runs_keeps_the_type_and_says_so_at_the_field(seat: WindowSeat) -> None:
    ticket, form = offered(seat)
    form.type.set_value(TicketType.RIGHTS_REQUEST)
    form.words.setPlainText("He wants all that we hold on him")
    seat.click(form.save_button)
    seat.desk.perform(BeginLimit(ticket, SAR, seat.desk.now()))
    work = seat.board.queue.work
    assert work.conduct.act(CaseAct.RECLASSIFY)
    form.type.set_value(TicketType.ENQUIRY)
    assert form.form.rows["type"].hint().startswith("“Answer a request for somebody’s own data” runs by law.")
    form.words.setPlainText("He takes it back")
    seat.click(form.save_button)
    assert "runs on C-1625 by law" in form.form.rows["type"].error()
    assert form.words.toPlainText() == "He takes it back"


def test_a_closed_ticket_says_that_it_is_reopened_first(seat: WindowSeat) -> None:
    ticket = an_open_ticket(seat)
    seat.desk.perform(CloseTicket(ticket, CloseReason.NO_REPLY))
    seat.settle()
    assert seat.window.actions_.reason(Act.RECLASSIFY) == "This ticket is closed: reopen it first."
