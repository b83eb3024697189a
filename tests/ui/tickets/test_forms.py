# SPDX-License-Identifier: MIT
"""Opening and moving tickets: what is offered, what is refused and where, and that nothing entered is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import record
from crmtrainer.kernel.ids import TicketId
from crmtrainer.tickets.rules import CloseReason, Priority, Severity, Status
from crmtrainer.ui.kit.form_panel import FormPanel
from crmtrainer.ui.tickets.moves import CloseForm, PriorityForm, ReopenForm, StatusForm
from crmtrainer.ui.tickets.new_form import NewTicketForm
from tests.ui.casework.shift import Shift, a_shift
from tests.ui.test_names import nameless

TICKET = TicketId(5)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shift(tmp_path: Path) -> Iterator[Shift]:
    with a_shift(tmp_path, "after_the_call") as made:
        yield made


def shown(form: FormPanel, qtbot: QtBot) -> None:
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    assert nameless(form) == []


def test_a_ticket_is_opened_with_the_newest_order_first(shift: Shift, qtbot: QtBot) -> None:
    form = NewTicketForm(shift.desk, {"phone": "Phone", "email": "E-mail"})
    form.show_for(shift.customer("LK-57120"), "Mr Harjit Sahota", conversation_id=None, channel="email")
    shown(form, qtbot)
    assert form.order.currentText().startswith("LK-57120 · ")
    qtbot.keyClicks(form.subject, "Scratch on the table top")
    qtbot.keyClicks(form.desired, "A new top")
    form.severity.set_value(Severity.LOW)
    form.priority.set_value(Priority.HIGH)
    with qtbot.waitSignal(form.opened) as opened:
        qtbot.keyClick(form.subject, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (ident,) = opened.args or (0,)
    made = shift.ask(record, TicketId(ident))
    assert (made.subject, made.severity, made.priority) == ("Scratch on the table top", Severity.LOW, Priority.HIGH)
    assert (made.order_ref, made.channel, made.desired_outcome) == ("LK-57120", "email", "A new top")
    assert form.subject.text() == ""


def test_a_ticket_without_a_subject_is_refused_at_the_field(shift: Shift, qtbot: QtBot) -> None:
    form = NewTicketForm(shift.desk, {"phone": "Phone"})
    form.show_for(shift.customer("LK-57120"), "Mr Harjit Sahota", conversation_id=None, channel="phone")
    shown(form, qtbot)
    qtbot.keyClicks(form.description, "The legs do not fit.")
    qtbot.mouseClick(form.save_button, LEFT)
    assert form.form.rows["subject"].error() == "Give the ticket a subject, like Kettle refund not received."
    assert form.description.toPlainText() == "The legs do not fit."


def test_only_moves_of_the_life_cycle_are_offered(shift: Shift, qtbot: QtBot) -> None:
    form = StatusForm(shift.desk)
    form.show_for(TICKET, "C-1005", Status.IN_PROGRESS)
    shown(form, qtbot)
    assert [form.status.itemText(n) for n in range(form.status.count())] == ["Waiting for customer", "Resolved"]
    why = form.words.accessibleDescription
    assert why().startswith("Waiting stops the resolution clock")
    form.status.set_value(Status.RESOLVED)
    assert why().startswith("Resolved ends the resolution clock")
    qtbot.keyClicks(form.words, "Legs fitted")
    with qtbot.waitSignal(form.done):
        qtbot.mouseClick(form.save_button, LEFT)
    assert shift.ask(record, TICKET).status is Status.RESOLVED


def test_closing_as_resolved_wants_the_outcome_and_withdrawn_does_not(shift: Shift, qtbot: QtBot) -> None:
    form = CloseForm(shift.desk)
    form.show_for(TICKET, "C-1005")
    shown(form, qtbot)
    qtbot.mouseClick(form.save_button, LEFT)
    assert form.form.rows["words"].error() == "Say what was done or decided: it is the basis for closing."
    form.reason.set_value(CloseReason.CUSTOMER_WITHDREW)
    with qtbot.waitSignal(form.done):
        qtbot.mouseClick(form.save_button, LEFT)
    assert shift.ask(record, TICKET).close_reason is CloseReason.CUSTOMER_WITHDREW


def test_a_closed_ticket_is_reopened_with_why(shift: Shift, qtbot: QtBot) -> None:
    closing = CloseForm(shift.desk)
    closing.show_for(TICKET, "C-1005")
    shown(closing, qtbot)
    qtbot.keyClicks(closing.words, "Legs fitted")
    qtbot.mouseClick(closing.save_button, LEFT)
    form = ReopenForm(shift.desk)
    form.show_for(TICKET, "C-1005")
    shown(form, qtbot)
    qtbot.mouseClick(form.save_button, LEFT)
    assert form.form.rows["words"].error() == "Say why, so that whoever reads this next understands."
    qtbot.keyClicks(form.words, "One leg wobbles")
    with qtbot.waitSignal(form.done):
        qtbot.mouseClick(form.save_button, LEFT)
    assert shift.ask(record, TICKET).status is Status.IN_PROGRESS


def test_the_same_priority_is_refused_and_another_ticket_begins_afresh(shift: Shift, qtbot: QtBot) -> None:
    form = PriorityForm(shift.desk)
    form.show_for(TICKET, "C-1005", Priority.NORMAL)
    shown(form, qtbot)
    qtbot.keyClicks(form.words, "Dinner on Thursday")
    qtbot.mouseClick(form.save_button, LEFT)
    assert form.form.rows["words"].error() == "C-1005 has that priority already."
    form.priority.set_value(Priority.URGENT)
    form.show_for(TicketId(1), "C-1001", Priority.NORMAL)
    assert form.words.toPlainText() == ""
    assert form.form.rows["words"].error() == ""
    form.show_for(TICKET, "C-1005", Priority.NORMAL)
    assert form.words.toPlainText() == "Dinner on Thursday"
    assert form.priority.value() is Priority.URGENT


def test_a_ticket_that_was_begun_comes_back_after_one_for_somebody_else(shift: Shift, qtbot: QtBot) -> None:
    form = NewTicketForm(shift.desk, {"phone": "Phone", "email": "E-mail"})
    sahota, other = shift.customer("LK-57120"), shift.customer("O’Connor")
    shift.opened(other)
    form.show_for(sahota, "Mr Harjit Sahota", conversation_id=None, channel="email")
    shown(form, qtbot)
    qtbot.keyClicks(form.subject, "Scratch on the")
    form.severity.set_value(Severity.LOW)
    form.order.set_value(None)
    form.show_for(other, "Ms Siân O’Connor", conversation_id=None, channel="phone")
    assert form.subject.text() == ""
    form.show_for(sahota, "Mr Harjit Sahota", conversation_id=None, channel="phone")
    assert (form.subject.text(), form.channel.value()) == ("Scratch on the", "email")
    assert (form.severity.value(), form.order.value()) == (Severity.LOW, None)
