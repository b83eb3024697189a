# SPDX-License-Identifier: MIT
"""Where a learner could come to stand still: a caller who cannot prove who they are, a ring, a case that is over."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import record
from crmtrainer.customers.commands import VerifyIdentity
from crmtrainer.customers.rules import IdentityState, Question
from crmtrainer.handoffs.commands import ChaseTeam
from crmtrainer.interactions.commands import (
    EndConversation,
    KeepPromise,
    LogInteraction,
    ReceiveMessage,
    SendMessage,
)
from crmtrainer.interactions.queries import live_conversations
from crmtrainer.interactions.rules import Channel, ContactOutcome, ConversationState, Direction
from crmtrainer.kernel.ids import CustomerId, PromiseId, TicketId
from crmtrainer.tickets.commands import CloseTicket
from crmtrainer.tickets.rules import CloseReason, NextStep
from crmtrainer.ui.casework.acts import CaseAct
from crmtrainer.ui.casework.case_page import CasePage
from crmtrainer.ui.clocks import face_of, mark_of
from crmtrainer.ui.kit.bubbles import Side
from crmtrainer.ui.kit.rows import ROW_ROLE, Row
from tests.support import LEARNER
from tests.ui.casework.conftest import Begin, Show
from tests.ui.casework.shift import Shift
from tests.ui.casework.test_call import bubbles

LEFT = Qt.MouseButton.LeftButton


def fail(shift: Shift) -> None:
    talk, customer = shift.named()
    for question, said in ((Question.POSTCODE, "YO1 7HH"), (Question.ORDER_NUMBER, "LK-99999")):
        shift.do(VerifyIdentity(customer, talk, question, said))


def failed_page(shift: Shift, show: Show) -> CasePage:
    fail(shift)
    page = show(shift)
    page.open_conversation(1)
    return page


def test_what_cannot_be_proven_on_a_call_leaves_something_to_do(begin: Begin, show: Show, qtbot: QtBot) -> None:
    page = failed_page(begin(), show)
    panel = page.work.caller.proof.identity
    assert panel.chip.accessibleName() == "Not proven on this call"
    assert "Nothing on this record may be told on this call" in panel.note.text()
    assert page.work.caller.head.primary.text() == "New complaint"
    assert not any(bubble.side is Side.HINT for bubble in bubbles(page))
    assert any("tell nothing from the record" in bubble.text for bubble in bubbles(page))
    qtbot.mouseClick(page.work.caller.head.primary, LEFT)
    assert page.work.forms.new.isVisible()


def test_who_types_on_after_a_failed_check_hangs_up_on_nobody(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("named")
    page = show(shift)
    page.open_conversation(1)
    panel = page.work.caller.proof.identity
    panel.take_keyboard()
    for said in ("Harjit Sahota", "YO1 7HH", "LK-99999", "LS99 4QV"):
        qtbot.keyClicks(QApplication.focusWidget(), said)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert panel.state() is IdentityState.FAILED
    assert QApplication.focusWidget() is panel.note
    assert [talk.state for talk in shift.ask(live_conversations)] == [ConversationState.LIVE]
    qtbot.keyClick(panel.note, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel.call_back


def test_the_number_on_the_record_is_rung_by_one_button(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin()
    page = failed_page(shift, show)
    panel = page.work.caller.proof.identity
    panel.take_keyboard()
    assert QApplication.focusWidget() is panel.call_back
    qtbot.mouseClick(panel.call_back, LEFT)
    (talk,) = shift.ask(live_conversations)
    assert (talk.direction, talk.state) == (Direction.OUT, ConversationState.RINGING)
    assert page.work.call.conversation_id() == talk.id


def test_enter_on_a_ringing_row_answers(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("ringing")
    page = show(shift)
    page.list.list.setFocus()
    page.list.list.go_to(page.list.model.place_of(page.current()))
    qtbot.keyClick(page.list.list, Qt.Key.Key_Return)
    (talk,) = shift.ask(live_conversations)
    assert talk.state is ConversationState.LIVE


def test_whoever_was_proven_is_not_said_to_say_so_when_the_call_is_over(begin: Begin, show: Show) -> None:
    shift = begin("complaint")
    page = show(shift)
    page.open_conversation(1)
    assert "says" not in page.work.call.strip.words.text()
    shift.do(EndConversation(page.work.call.conversation_id()))
    page.refresh()
    assert page.work.call.strip.heading.text() == "Call ended"
    assert "says" not in page.work.call.strip.words.text()


def test_a_photo_that_was_asked_for_is_waited_for_before_the_hand_off(begin: Begin, show: Show) -> None:
    shift = begin()
    ticket, customer, talk = shift.complaint()
    shift.do(EndConversation(talk))
    page = show(shift)
    page.open_ticket(ticket)
    assert page.work.header.primary.text() == "Log the call"
    shift.do(
        LogInteraction(
            customer,
            Channel.PHONE,
            Direction.IN,
            "Wrong part",
            "Wrong legs.",
            ContactOutcome.FOLLOW_UP,
            "",
            ticket,
            talk,
        )
    )
    shift.do(SendMessage(customer, Channel.TEXT, "I am on it.", ticket))
    assert shift.ask(record, ticket).next_step is NextStep.HAND_OFF
    shift.do(SendMessage(customer, Channel.TEXT, "Could you text me a photo of one leg?", ticket))
    page.refresh()
    assert page.work.header.primary.text() == "Wait for their photo"
    waited: list[bool] = []
    page.wait_wanted.connect(lambda: waited.append(True))
    page.work.header.primary.click()
    assert waited == [True]
    shift.advance(10)  # he sends it nine minutes after he was asked in writing
    assert shift.ask(record, ticket).attachments
    assert shift.ask(record, ticket).next_step is NextStep.HAND_OFF


def test_a_photo_that_has_come_keeps_the_hand_off_next(begin: Begin) -> None:
    shift = begin()
    ticket, customer = shift.after_the_call()
    assert shift.ask(record, ticket).next_step is NextStep.TELL_CUSTOMER
    shift.do(SendMessage(customer, Channel.TEXT, "I have it, one photo more please.", ticket))
    assert shift.ask(record, ticket).next_step is NextStep.HAND_OFF
    shift.advance(2)
    shift.happens(ReceiveMessage(customer, Channel.TEXT, "Mr Sahota", "Here.", ticket, "two.jpg", "the other plate"))
    assert shift.ask(record, ticket).customer_waits
    assert shift.ask(record, ticket).next_step is NextStep.HAND_OFF


def test_what_was_sent_and_not_accepted_is_waited_for(begin: Begin) -> None:
    shift = begin()
    ticket, _ = shift.handed_off()
    assert shift.ask(record, ticket).next_step is NextStep.WAIT_FOR_TEAM


def test_a_team_that_was_asked_is_left_to_its_work_until_its_limit_is_near(
    begin: Begin, show: Show, qtbot: QtBot
) -> None:
    shift = begin()
    ticket, handoff = shift.handed_off()
    shift.do(ChaseTeam(handoff, "Is it going well?"))
    assert shift.ask(record, ticket).next_step is NextStep.LET_TEAM_WORK
    page = show(shift)
    page.open_ticket(ticket)
    assert page.work.header.primary.text() == "Wait for the team"
    with qtbot.waitSignal(page.wait_wanted):
        qtbot.mouseClick(page.work.header.primary, LEFT)
    while shift.ask(record, ticket).handoffs[0].state == "sent":
        shift.world.jump_to_next(LEARNER)
    assert shift.ask(record, ticket).next_step is NextStep.TELL_CUSTOMER
    customer = shift.ask(record, ticket).customer_id
    shift.do(SendMessage(CustomerId(customer), Channel.TEXT, "The warehouse has it in hand.", ticket))
    assert shift.ask(record, ticket).next_step is NextStep.KEEP_PROMISE
    shift.do(KeepPromise(PromiseId(shift.ask(record, ticket).promises[0].id)))
    steps = [shift.ask(record, ticket).next_step]
    while steps[-1] is NextStep.LET_TEAM_WORK:
        shift.world.jump_to_next(LEARNER)
        steps.append(shift.ask(record, ticket).next_step)
    assert len(steps) > 1
    assert steps[-1] is NextStep.WAIT_FOR_TEAM


def test_a_promise_that_runs_out_comes_before_any_wait_and_is_kept_by_a_reply(
    begin: Begin, show: Show, qtbot: QtBot
) -> None:
    shift = begin()
    ticket, handoff = shift.handed_off()
    shift.advance(10)  # he has said that the call ended without a goodbye
    earlier = shift.ask(record, ticket).promises[0]
    shift.do(KeepPromise(PromiseId(earlier.id)))
    customer, by = CustomerId(earlier.customer_id), shift.now() + timedelta(minutes=20)
    shift.do(SendMessage(customer, Channel.TEXT, "You hear from me.", ticket, by, "Text the time"))
    shift.do(ChaseTeam(handoff, "Is it going well?"))
    page = show(shift)
    page.open_ticket(ticket)
    assert page.work.header.primary.text() == "Wait for the team"
    shift.advance(16)
    page.refresh()
    assert page.work.header.primary.text() == "Keep the promise"
    qtbot.mouseClick(page.work.header.primary, LEFT)
    assert QApplication.focusWidget() is page.work.side.writing.composer.editor
    shift.do(SendMessage(customer, Channel.TEXT, "The warehouse is picking them.", ticket))
    page.refresh()
    assert page.work.header.primary.text() == "Keep the promise"
    qtbot.mouseClick(page.work.header.primary, LEFT)
    assert QApplication.focusWidget() is page.work.side.details.lines[0].keep
    shift.advance(5)
    assert shift.ask(record, ticket).promises[0].is_overdue
    assert shift.ask(record, ticket).next_step is NextStep.KEEP_PROMISE


def test_hand_off_corrects_what_was_sent_back(begin: Begin, show: Show) -> None:
    shift = begin()
    ticket, _ = shift.bounced()
    page = show(shift)
    page.open_ticket(ticket)
    assert page.work.conduct.act(CaseAct.HAND_OFF)
    form = page.work.forms.hand_off
    assert (form.header.name.text(), form.accessibleName()) == ("Correct the handoff", "Correct the handoff")
    assert form.summary.toPlainText() == "Pick four oak legs with six-hole plates for this order"
    assert form.team.value() == "warehouse"
    assert form.remark.isVisible()
    assert "sent it back: “We cannot start on this." in form.form.accessibleDescription()


def test_with_nothing_open_the_next_step_is_to_finish(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin()
    shift.closed()
    for name, number in (("Okafor", 2), ("Clark", 3)):
        shift.opened(shift.customer(name))
        shift.do(CloseTicket(TicketId(number), CloseReason.RESOLVED, "Put right, and told."))
    assert shift.ask(record, TicketId(1)).next_step is NextStep.NOTHING
    shift.opened(shift.customer("Varga"))
    shift.do(CloseTicket(TicketId(4), CloseReason.RESOLVED, "Put right, and told."))
    page = show(shift)
    page.open_ticket(1)
    assert page.work.header.primary.text() == "Finish the scenario"
    with qtbot.waitSignal(page.finish_wanted):
        qtbot.mouseClick(page.work.header.primary, LEFT)


def test_a_limit_in_working_hours_is_told_in_working_hours(begin: Begin, show: Show) -> None:
    """Eight working hours from half past twelve end tomorrow morning: twenty real hours, and less than eight left."""
    shift = begin("complaint")
    page = show(shift)
    page.open_ticket(5)
    (clock,) = [c for c in page.work.sight().clocks if c.metric == "resolution"]
    assert clock.real_left - clock.left_seconds > 10 * 3600
    mark = mark_of(clock, shift.now())
    assert (mark.words, mark.short) == ("8 h left · Wed 08:31", "8 h left")
    assert face_of(clock, shift.now()).words == "Due Wed 08:31 · 8 h left"
    assert page.work.header.clocks.blocks[clock.id].face().words == "Due Wed 08:31 · 8 h left"


def test_a_clock_that_is_not_the_tickets_own_says_whose_it_is(begin: Begin, show: Show) -> None:
    shift = begin()
    shift.handed_off()
    page = show(shift)
    row = next(row for row in rows_of(page) if row.reference == "C-1005")
    assert row.mark.words.startswith("Warehouse: ")


def rows_of(page: CasePage) -> list[Row]:
    model = page.list.model
    found = (model.index(n).data(ROW_ROLE) for n in range(model.rowCount()))
    return [row for row in found if isinstance(row, Row)]


@pytest.mark.sheet
@pytest.mark.parametrize("act", [CaseAct.HAND_OFF, CaseAct.LOG_CALL, CaseAct.NEW_COMPLAINT])
def test_a_form_during_a_call_fits_its_pane(begin: Begin, show: Show, act: CaseAct) -> None:
    page = show(begin("complaint"), size=(1036, 600))
    page.open_ticket(5)
    assert page.work.conduct.act(act)
    QApplication.processEvents()
    form = page.work.forms.current()
    (area,) = form.findChildren(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    for row in (row for row in form.form.rows.values() if row.isVisible()):
        assert row.mapTo(area.viewport(), row.rect().topRight()).x() < area.viewport().width()
