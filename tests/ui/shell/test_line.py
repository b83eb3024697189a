# SPDX-License-Identifier: MIT
"""A contact that rings or goes on is told in every section, answered from everywhere, and never lost on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.customers.queries import find
from crmtrainer.customers.queries import record as customer_record
from crmtrainer.interactions.commands import ReceiveMessage
from crmtrainer.interactions.queries import live_conversations
from crmtrainer.interactions.rules import Channel, ConversationState
from crmtrainer.kernel.commands import SYSTEM
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.ui.kit.rows import ROW_ROLE, Row
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.sections import Section
from tests.ui.shell.seat import ALT, CONTROL, SHIFT, WindowSeat, a_seat

Key = Qt.Key


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot) as made:
        yield made


def listed(seat: WindowSeat) -> list[Row]:
    model = seat.board.queue.list.model
    found = (model.index(number).data(ROW_ROLE) for number in range(model.rowCount()))
    return [row for row in found if isinstance(row, Row)]


def test_a_ring_is_told_in_another_section_and_answered_by_its_key(seat: WindowSeat) -> None:
    bar = seat.board.line.bar
    assert seat.window.actions_.reason(Act.ANSWER) == "Nobody is on the line."
    seat.go(Section.SCENARIOS)
    assert not bar.isVisible()
    seat.ring()
    assert bar.isVisible()
    assert bar.accessibleName() == "Phone ringing 07700 900412"
    seat.key(Key.Key_A, CONTROL | SHIFT)
    (talk,) = seat.desk.ask(live_conversations)
    assert talk.state is ConversationState.LIVE
    assert seat.window.body.section() is Section.QUEUE
    assert not bar.isVisible()
    assert seat.board.queue.work.call.isAncestorOf(seat.focus())

    seat.go(Section.COMPLAINTS)
    assert bar.accessibleName() == "On a call caller not known yet"
    for _ in range(12):
        seat.key(Key.Key_F6)
        if bar.isAncestorOf(seat.focus()):
            break
    assert seat.focus() is seat.board.line.go
    seat.key(Key.Key_Space)
    assert seat.board.queue.work.shows_talk(talk.id)
    assert not bar.isVisible()

    seat.board.ending.finish()
    assert not bar.isVisible(), "a run that is over has nobody on the line"
    assert seat.window.actions_.reason(Act.ANSWER) == "Nobody is on the line."


def test_the_caller_who_is_looked_up_in_the_palette_is_joined_to_the_call(seat: WindowSeat) -> None:
    talk = seat.ring()
    seat.key(Key.Key_A, CONTROL | SHIFT)
    seat.key(Key.Key_K, CONTROL)
    seat.type("LK-57120")
    seat.key(Key.Key_Return)
    assert seat.board.queue.work.shows_talk(talk.id)
    who = seat.board.queue.work.caller.who
    assert seat.focus() is who.take
    assert who.take.accessibleDescription() == "Mr Harjit Sahota"
    seat.key(Key.Key_Space)
    (now,) = seat.desk.ask(live_conversations)
    assert now.customer == "Mr Harjit Sahota"
    assert seat.board.queue.work.caller.head.name.text() == "Mr Harjit Sahota"
    line = seat.board.queue.work.caller.proof.identity.first_open()
    assert line is not None
    assert seat.focus() is line.field
    opened = seat.desk.ask(customer_record, customer_id=CustomerId(now.customer_id))
    assert [access.reason for access in opened.accesses] == ["Incoming call"]

    seat.key(Key.Key_2, ALT)
    assert seat.board.line.bar.accessibleName() == "On a call Mr Harjit Sahota"
    seat.key(Key.Key_K, CONTROL)
    seat.type("LK-57120")
    seat.key(Key.Key_Return)
    assert seat.board.queue.work.shows_talk(talk.id)


def test_the_call_is_ended_by_its_key_from_another_section(seat: WindowSeat) -> None:
    assert seat.window.actions_.reason(Act.END_CALL) == "Nobody is on the line."
    talk = seat.ring()
    assert seat.window.actions_.reason(Act.END_CALL) == "Nobody is on the line."
    seat.key(Key.Key_A, CONTROL | SHIFT)
    seat.go(Section.CUSTOMERS)
    seat.key(Key.Key_H, CONTROL | SHIFT)
    assert not seat.desk.ask(live_conversations)
    assert seat.board.queue.work.shows_talk(talk.id)
    assert seat.window.actions_.reason(Act.END_CALL) == "Nobody is on the line."


def test_a_record_looked_at_in_the_list_can_be_the_callers(seat: WindowSeat) -> None:
    talk = seat.ring()
    seat.key(Key.Key_A, CONTROL | SHIFT)
    customer = seat.desk.ask(find, text="LK-57120").rows[0].customer_id
    seat.go(Section.CUSTOMERS)
    seat.board.open_customer(customer)
    panel = seat.board.customers.opening
    assert panel.caller.isVisible()
    assert panel.reasons.isAncestorOf(seat.focus())
    panel.reasons.set_value(next(iter(panel._reasons)))
    seat.click(panel.open_button)
    assert seat.board.customers.is_open()
    seat.click(seat.board.line.caller)
    assert seat.board.queue.work.shows_talk(talk.id)
    (now,) = seat.desk.ask(live_conversations)
    assert now.customer_id == customer
    accesses = seat.desk.ask(customer_record, customer_id=customer).accesses
    assert [access.reason for access in accesses] == ["The customer is in contact now"]


def test_a_ring_that_lapses_takes_no_key_meant_for_it_and_stays_as_a_missed_call(seat: WindowSeat) -> None:
    talk = seat.ring()
    cases = seat.board.queue.list.list
    cases.setFocus()
    assert seat.board.queue.list.current() is not None
    seat.advance(2.5)
    assert not seat.desk.ask(live_conversations)
    seat.key(Key.Key_Return)
    assert seat.board.queue.work.opening.isHidden()
    assert seat.board.queue.work.shows_talk(talk.id)
    assert listed(seat)[0].title == "Missed call, 07700 900412"
    told = next(words for words in seat.window.messages() if words.startswith("Missed call"))
    assert told == f"Missed call at {talk.started_at:%H:%M} from 07700 900412"


def test_a_row_that_went_away_leaves_enter_without_a_case(seat: WindowSeat) -> None:
    seat.ring()
    seat.board.queue.list.list.setFocus()
    seat.advance(2.5)
    seat.advance(3)  # they ring again: the missed call goes, the new one stands in its place
    (again,) = seat.desk.ask(live_conversations)
    assert listed(seat)[0].title == "Phone ringing, 07700 900412"
    seat.key(Key.Key_Return)
    assert seat.desk.ask(live_conversations)[0].state is ConversationState.RINGING
    seat.key(Key.Key_Return)
    assert seat.desk.ask(live_conversations)[0].state is ConversationState.LIVE
    assert seat.board.queue.work.shows_talk(again.id)


def test_a_missed_call_is_put_away_by_hand(seat: WindowSeat) -> None:
    seat.ring()
    seat.advance(2.5)
    seat.click(seat.board.queue.work.call.strip.dismiss)
    assert not [row for row in listed(seat) if row.title.startswith("Missed call")]


def test_a_message_says_from_whom_and_leads_there(seat: WindowSeat) -> None:
    row = next(row for row in listed(seat) if row.icon == "phone-outline")
    ticket = row.id.ident  # type: ignore[attr-defined]  # the rows of tickets stand for a spot
    customer = next(case.customer_id for case in seat.board.queue.rows() if case.id == ticket)
    seat.go(Section.SCENARIOS)
    seat.desk.world.perform(
        ReceiveMessage(CustomerId(customer), Channel.TEXT, "Mrs Bailey", "Any news?", ticket), SYSTEM
    )
    seat.settle()
    assert seat.window.messages()[-1] == "New message from Mrs Bailey."
    toast = seat.window._toast
    assert toast is not None
    assert toast.action_button is not None
    seat.click(toast.action_button)
    assert seat.window.body.section() is Section.QUEUE
    assert seat.board.queue.current() == row.id
    assert next(found for found in listed(seat) if found.id == row.id).detail.endswith(", wrote")
