# SPDX-License-Identifier: MIT
"""Undo in the whole window: after a form's own message, in the palette, and forgotten with the world."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import record
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.customers.queries import find
from crmtrainer.kernel.ids import TicketId
from crmtrainer.tickets.commands import OpenTicket, SetStatus
from crmtrainer.tickets.rules import Status, TicketType
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.help_pages import HelpPage
from crmtrainer.ui.shell.sections import Section
from tests.ui.shell.seat import CONTROL, SHIFT, WindowSeat, a_seat

Key = Qt.Key
NOTHING = "Nothing was done here that can be undone."


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot) as made:
        yield made


def an_open_ticket(seat: WindowSeat) -> TicketId:
    """A ticket of Mr Sahota, in progress and in sight."""
    customer = seat.desk.ask(find, text="LK-57120").rows[0].customer_id
    seat.desk.perform(OpenRecord(customer, "Working on his order"))
    made = seat.desk.perform(OpenTicket(customer, TicketType.COMPLAINT, "Wrong legs", "phone"))
    ticket = TicketId(made.outcome.facts["ticket_id"])
    seat.desk.perform(SetStatus(ticket, Status.IN_PROGRESS))
    seat.board.queue.open_ticket(ticket)
    seat.settle()
    return ticket


def test_a_status_set_by_keys_is_undone_by_the_button_of_its_message(
    seat: WindowSeat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crmtrainer.ui.kit.toast.SECONDS_WITH_BUTTON", 600)
    ticket = an_open_ticket(seat)
    seat.key(Key.Key_D, CONTROL)
    form = seat.board.queue.work.forms.status
    form.status.set_value(Status.WAITING)
    seat.click(form.save_button)
    assert seat.desk.ask(record, ticket).status is Status.WAITING
    toast = seat.window._toast
    assert toast is not None
    assert toast.action_button is not None
    assert toast.words() == "Status set"
    seat.click(toast.action_button)
    assert seat.desk.ask(record, ticket).status is Status.IN_PROGRESS
    seat.key(Key.Key_Z, CONTROL | SHIFT)
    assert seat.desk.ask(record, ticket).status is Status.WAITING


def test_menu_palette_and_shortcuts_name_it(seat: WindowSeat) -> None:
    ticket = an_open_ticket(seat)
    assert seat.window.actions_.reason(Act.UNDO).startswith("A ticket cannot go back from")
    seat.desk.perform(SetStatus(ticket, Status.RESOLVED, "Refunded"))
    ref = seat.desk.ask(record, ticket).ref
    listed = {each.key: each for each in seat.board.commands._listed()}
    assert listed["UNDO"].text == f"Undo: status of {ref} to Resolved"
    assert not listed["REDO"].enabled
    assert listed["REDO"].reason == "Nothing was undone that could be done again."
    seat.window.actions_[Act.SHORTCUTS].trigger()
    page = seat.window.body.page()
    assert isinstance(page, HelpPage)
    model = page.table.model()
    told = {model.index(row, 1).data() for row in range(model.rowCount())}
    assert {"Undo", "Redo"} <= told


def test_leaving_the_attempt_forgets_what_was_done(seat: WindowSeat) -> None:
    ticket = an_open_ticket(seat)
    seat.desk.perform(SetStatus(ticket, Status.RESOLVED, "Refunded"))
    row = seat.board.attempt.row
    assert seat.window.actions_.reason(Act.UNDO) == ""
    assert row is not None
    seat.board.attempt.leave()
    assert seat.window.actions_.reason(Act.UNDO) == NOTHING
    seat.board.attempt.resume(row)
    seat.go(Section.QUEUE)
    seat.key(Key.Key_Z, CONTROL)
    seat.desk.perform(OpenRecord(seat.desk.ask(find, text="LK-57120").rows[0].customer_id, "To look"))
    assert seat.desk.ask(record, ticket).status is Status.RESOLVED


def test_a_key_of_a_command_that_cannot_be_had_says_why(seat: WindowSeat, monkeypatch: pytest.MonkeyPatch) -> None:
    an_open_ticket(seat)
    seat.board.undoing.forget()
    seat.board.queue.list.setFocus()
    seat.key(Key.Key_Z, CONTROL)
    assert seat.window.messages()[-1] == NOTHING
    seat.key(Key.Key_Z, CONTROL | SHIFT)
    assert seat.window.messages()[-1] == "Nothing was undone that could be done again."
    told = list(seat.window.messages())
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Z, CONTROL, "", autorep=True)
    QApplication.sendEvent(seat.focus(), held)
    assert seat.window.messages() == told, "a key held down fills no list of messages"
    # An open menu passes on every key that it has no use for.
    monkeypatch.setattr(QApplication, "activePopupWidget", seat.window.menuBar)
    seat.key(Key.Key_Z, CONTROL)
    assert seat.window.messages() == told


def test_a_field_with_nothing_of_its_own_to_undo_says_so_and_leaves_what_was_done(seat: WindowSeat) -> None:
    ticket = an_open_ticket(seat)
    seat.desk.perform(SetStatus(ticket, Status.RESOLVED, "Refunded"))
    seat.window.actions_[Act.ADD_NOTE].trigger()
    for words in ("", "half"):
        seat.type(words)
        for _letter in words:  # what was typed is undone as one or letter by letter
            seat.key(Key.Key_Z, CONTROL)
        seat.key(Key.Key_Z, CONTROL)
        assert seat.window.messages()[-1] == (
            "Nothing typed here is left to undo. Leave the field (F6) to undo what you did."
        )
    assert seat.desk.ask(record, ticket).status is Status.RESOLVED
    seat.key(Key.Key_Z, CONTROL | SHIFT)
    assert seat.focus().toPlainText() == "half"  # type: ignore[attr-defined]  # the editor
    seat.key(Key.Key_Z, CONTROL | SHIFT)
    assert seat.window.messages()[-1] == "Nothing typed here was undone that could be done again."
