# SPDX-License-Identifier: MIT
"""The log of a contact: what it needs, a promise with its time, and refusals at their fields."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from crmtrainer.casework.queries import record
from crmtrainer.interactions.models import Interaction
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction
from crmtrainer.kernel.ids import ConversationId, TicketId
from crmtrainer.store.unit_of_work import reading
from crmtrainer.ui.interactions.log_form import LogForm
from tests.ui.casework.shift import Shift, a_shift
from tests.ui.test_names import nameless

TICKET = TicketId(5)


@pytest.fixture
def shift(tmp_path: Path) -> Iterator[Shift]:
    with a_shift(tmp_path, "after_the_call") as made:
        yield made


@pytest.fixture
def form(shift: Shift, qtbot: QtBot) -> LogForm:
    made = LogForm(shift.desk)
    qtbot.addWidget(made)
    made.show_for(shift.customer("LK-57120"), "Mr Harjit Sahota", shift.now(), ticket_id=TICKET)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_contact_with_a_promise_is_logged(form: LogForm, shift: Shift, qtbot: QtBot) -> None:
    form.channel.set_value(Channel.PHONE)
    form.direction.set_value(Direction.OUT)
    form.outcome.set_value(ContactOutcome.INFORMATION)
    qtbot.keyClicks(form.reason, "Delivery day")
    qtbot.keyClicks(form.summary, "Told him Thursday morning.")
    qtbot.keyClicks(form.promise, "Text when the driver leaves")
    assert not form.promise_due.tick.isChecked()  # nobody promised a time yet
    form.promise_due.set_moment(shift.now() + timedelta(hours=5))
    with qtbot.waitSignal(form.logged):
        qtbot.keyClick(form.summary, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    promised = {promise.words: promise.due_at for promise in shift.ask(record, TICKET).promises}
    assert promised["Text when the driver leaves"] == shift.now() + timedelta(hours=5)
    assert form.summary.toPlainText() == ""
    assert not form.promise_due.tick.isChecked()
    assert nameless(form) == []


def test_a_contact_told_afterwards_is_logged_at_its_time_and_the_clocks_count_from_then(
    form: LogForm, shift: Shift, qtbot: QtBot
) -> None:
    was = shift.ask(record, TICKET).first_contact_at
    assert not form.happened.tick.isChecked()
    form.direction.set_value(Direction.IN)
    qtbot.keyClicks(form.summary, "He had told us in the shop.")
    form.happened.set_moment(was - timedelta(minutes=20))
    with qtbot.waitSignal(form.logged):
        qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert shift.ask(record, TICKET).first_contact_at == was - timedelta(minutes=20)
    assert not form.happened.tick.isChecked()
    with reading(shift.world.app.database) as session:
        logged = session.scalars(select(Interaction).order_by(Interaction.id.desc())).first()
        assert logged is not None
        assert (logged.at, logged.entered_at) == (was - timedelta(minutes=20), shift.now())
    assert nameless(form) == []
    customer = shift.customer("LK-57120")
    form.show_for(customer, "Mr Harjit Sahota", shift.now(), ticket_id=TICKET, conversation_id=ConversationId(1))
    assert form.form.rows["happened"].isHidden()


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(minutes=-5), "A contact cannot have taken place in the future."),
        (timedelta(days=20000), "They have been a customer since"),
    ],
)
def test_a_contact_of_another_time_is_refused_at_its_field(
    form: LogForm, shift: Shift, qtbot: QtBot, ago: timedelta, said: str
) -> None:
    qtbot.keyClicks(form.summary, "He had told us in the shop.")
    form.happened.set_moment(shift.now() - ago)
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert form.form.rows["happened"].error().startswith(said)


def test_without_a_summary_it_says_so_at_the_field(form: LogForm, qtbot: QtBot) -> None:
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert form.form.rows["summary"].error() == "Write down what was said or asked."
    (link,) = form.form.summary.links()
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert form.summary.hasFocus()


def test_a_promise_needs_its_time(form: LogForm, shift: Shift, qtbot: QtBot) -> None:
    before = len(shift.ask(record, TICKET).promises)
    qtbot.keyClicks(form.summary, "He asks for the day.")
    qtbot.keyClicks(form.promise, "Text the day")
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert form.form.rows["promise_due"].error() == "Give the promise a date and a time"
    form.promise_due.set_moment(shift.now() - timedelta(hours=1))
    assert form.form.rows["promise_due"].error() == ""
    assert form.form.summary.isHidden()
    qtbot.mouseClick(form.save_button, Qt.MouseButton.LeftButton)
    assert form.form.rows["promise_due"].error() == "A promise must fall due later than now."
    assert len(shift.ask(record, TICKET).promises) == before


def test_what_was_wrong_is_said_of_no_other_entry(form: LogForm, qtbot: QtBot) -> None:
    form.show_errors({"summary": "Too short", "reason": "Too long"})
    qtbot.keyClicks(form.next_step, "Wait")
    assert form.form.faults() == {"summary": "Too short", "reason": "Too long"}
    form.summary.setFocus()
    qtbot.keyClicks(form.summary, "More")
    assert form.form.faults() == {"reason": "Too long"}
    assert form.form.summary.accessibleName() == "One thing to put right first. Too long"
    assert form.summary.hasFocus()
    form.show_errors({"promise_due": "Give a time"}, also=("promise",))
    qtbot.keyClicks(form.promise, "T")
    assert form.form.faults() == {}


def test_another_ticket_begins_afresh_and_the_same_one_goes_on(form: LogForm, shift: Shift, qtbot: QtBot) -> None:
    customer = shift.customer("LK-57120")
    qtbot.keyClicks(form.summary, "Half a summary")
    form.show_for(customer, "Mr Harjit Sahota", shift.now(), ticket_id=TICKET)
    assert form.summary.toPlainText() == "Half a summary"
    form.show_for(customer, "Mr Harjit Sahota", shift.now())
    assert form.summary.toPlainText() == ""


def test_what_was_begun_for_one_ticket_comes_back_after_another(form: LogForm, shift: Shift, qtbot: QtBot) -> None:
    customer = shift.customer("LK-57120")
    qtbot.keyClicks(form.summary, "Half a summary")
    qtbot.keyClicks(form.promise, "Text the day")
    due = shift.now() + timedelta(hours=5)
    form.promise_due.set_moment(due)
    form.outcome.set_value(ContactOutcome.NO_ANSWER)
    form.show_for(customer, "Mr Harjit Sahota", shift.now())
    assert (form.promise.text(), form.promise_due.moment()) == ("", None)
    form.show_for(customer, "Mr Harjit Sahota", shift.now(), ticket_id=TICKET)
    assert form.summary.toPlainText() == "Half a summary"
    assert (form.promise.text(), form.promise_due.moment()) == ("Text the day", due)
    assert form.outcome.value() is ContactOutcome.NO_ANSWER
    assert nameless(form) == []
