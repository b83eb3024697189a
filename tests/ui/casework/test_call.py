# SPDX-License-Identifier: MIT
"""A live call in the workplace: answered, identified, talked through, made a ticket, ended and logged."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import queue
from crmtrainer.customers.queries import record as customer_record
from crmtrainer.customers.rules import IdentityState
from crmtrainer.interactions.commands import Say
from crmtrainer.interactions.queries import lines, live_conversations
from crmtrainer.interactions.rules import ConversationState, Speaker
from crmtrainer.kernel.ids import ConversationId
from crmtrainer.scenarios.queries import moves
from crmtrainer.scenarios.rules import Mode
from crmtrainer.tickets.commands import OpenTicket
from crmtrainer.tickets.rules import TicketType
from crmtrainer.ui.casework.acts import CaseAct
from crmtrainer.ui.casework.case_page import CasePage
from crmtrainer.ui.casework.grouping import talk_spot, ticket_spot
from crmtrainer.ui.kit.bubbles import Bubble, Side
from crmtrainer.ui.kit.rows import ROW_ROLE
from crmtrainer.ui.shell.panes import PaneCycle
from tests.ui.casework.conftest import Begin, Show
from tests.ui.casework.shift import Shift

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def bubbles(page: CasePage) -> list[Bubble]:
    talk = page.work.call.bubbles.talk
    return [talk.index(number).data(ROW_ROLE) for number in range(talk.rowCount())]


def state(shift: Shift) -> ConversationState:
    (talk,) = shift.ask(live_conversations)
    return talk.state


def keyboard() -> QWidget:
    """Where the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_answering_brings_the_caller_to_the_line(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("ringing")
    page = show(shift)
    assert page.current() == talk_spot(1)
    assert page.work.caller.ringing.isVisible()
    told: list[str] = []
    page.announce.connect(told.append)
    qtbot.mouseClick(page.work.call.strip.answer, LEFT)
    assert state(shift) is ConversationState.LIVE
    assert page.work.call.strip.heading.text() == "On a call"
    first = bubbles(page)
    assert first[0].text == "Number shown 07700 900412, not proof"
    assert first[1].side is Side.THEM
    assert any(words.startswith("Caller: ") for words in told)
    assert page.work.caller.who.isVisible()
    assert keyboard() is page.work.call.saying.choices.first()


def test_the_primary_button_answers_too(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("ringing")
    page = show(shift)
    page.open_ticket(1)
    shift.opened(shift.customer("O’Connor"))
    page.refresh()
    assert page.work.header.primary.text() == "Answer the call"
    qtbot.mouseClick(page.work.header.primary, LEFT)
    assert state(shift) is ConversationState.LIVE
    assert page.current() == talk_spot(1)
    assert page.list.current() == talk_spot(1)


def test_finding_the_caller_opens_the_record_and_names_them(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("answered")
    page = show(shift)
    page.open_conversation(1)
    qtbot.mouseClick(page.work.caller.head.primary, LEFT)
    who = page.work.caller.who
    assert keyboard() is who.field
    qtbot.keyClicks(who.field, "sahota")
    qtbot.keyClick(who.field, Qt.Key.Key_Return)
    assert keyboard() is who.list
    assert who.model.rowCount() == 2
    qtbot.keyClick(who.list, Qt.Key.Key_Down)
    qtbot.mouseClick(who.take, LEFT)
    talk = shift.ask(live_conversations)[0]
    assert talk.customer == "Mr Harjit Sahota"
    assert talk.customer_id is not None
    accesses = shift.ask(customer_record, customer_id=talk.customer_id).accesses  # type: ignore[arg-type]
    assert [access.reason for access in accesses] == ["Incoming call"]
    assert page.work.caller.head.name.text() == "Mr Harjit Sahota"
    assert page.work.call.strip.words.text() == "0 min, says Mr Sahota"
    line = page.work.caller.proof.identity.first_open()
    assert line is not None
    assert keyboard() is line.field


def test_somebody_else_can_be_named(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("identified")
    page = show(shift)
    page.open_conversation(1)
    qtbot.mouseClick(page.work.caller.head.other, LEFT)
    who = page.work.caller.who
    assert who.isVisible()
    qtbot.keyClick(who.field, Qt.Key.Key_Escape)
    assert not who.isVisible()
    assert page.work.caller.head.name.text() == "Mr Harjit Sahota"


def test_questions_are_checked_on_the_call(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("named")
    page = show(shift)
    page.open_conversation(1)
    identity = page.work.caller.proof.identity
    for said in ("Harjit Sahota", "LS99 4QV", "LK-57120"):
        line = identity.first_open()
        assert line is not None
        qtbot.keyClicks(line.field, said)
        qtbot.keyClick(line.field, Qt.Key.Key_Return)
    assert identity.state() is IdentityState.PASSED
    qtbot.waitUntil(lambda: page.work.caller.head.primary.text() == "New complaint")
    assert page.work.call.strip.words.text() == "0 min, Mr Sahota"


def test_a_sentence_is_chosen_and_said_by_keyboard(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("identified")
    page = show(shift)
    page.open_conversation(1)
    first = page.work.call.saying.choices.first()
    assert first is not None
    assert keyboard() is first
    said_before = len(shift.ask(lines, ConversationId(1)))
    told: list[str] = []
    page.announce.connect(told.append)
    qtbot.keyClick(first, Qt.Key.Key_Space)
    qtbot.keyClick(first, Qt.Key.Key_Return, CONTROL)
    said = shift.ask(lines, ConversationId(1))[said_before:]
    assert said[0].speaker is Speaker.YOU
    assert not said[0].own_words
    assert [line.speaker for line in said[1:]] == [Speaker.THEM]
    assert told == [f"Mr Sahota: {said[1].words}"]
    assert [b.side for b in bubbles(page) if b.side is not Side.HINT][-2:] == [Side.YOU, Side.THEM]


def test_after_the_last_turn_the_call_is_to_be_ended_and_a_typed_goodbye_is_understood(
    begin: Begin, show: Show, qtbot: QtBot
) -> None:
    shift = begin("identified")
    page = show(shift)
    page.open_conversation(1)
    assert page.work.caller.head.primary.text() == "New complaint"
    for key in ("own-it", "bear-with-me", "open-question", "play-back", "ask-with-reason", "no-guess", "sum-up"):
        shift.advance(1)
        words = next(move.words for move in shift.ask(moves, ConversationId(1)).moves if move.key == key)
        shift.do(Say(ConversationId(1), words, key, False))
    customer = shift.customer("LK-57120")
    shift.do(OpenTicket(customer, TicketType.COMPLAINT, "Wrong legs", "phone", conversation_id=ConversationId(1)))
    page.refresh()
    assert page.work.header.primary.text() == "End the call"
    saying = page.work.call.saying
    assert saying.accessibleName() == "Say goodbye, or end the call"
    saying.own.setFocus()
    qtbot.keyClicks(saying.own, "What a nice kettle")
    qtbot.keyClick(saying.own, Qt.Key.Key_Return)
    assert bubbles(page)[-1].text == "That’s all from me. I’ll wait to hear from you."
    told: list[str] = []
    page.announce.connect(told.append)
    qtbot.keyClicks(keyboard(), "Goodbye then, Mr Sahota")
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
    assert told == ["Mr Sahota: Bye, then.", "The call has ended"]
    assert bubbles(page)[-1].text == "Bye, then."
    assert page.work.call.is_over()
    assert page.work.header.primary.text() == "Log the call"
    assert keyboard() is page.work.header.primary


def test_own_words_are_shown_as_heard_before_they_are_said(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("identified")
    page = show(shift)
    page.open_conversation(1)
    saying = page.work.call.saying
    words = "I am so sorry about the legs, I will see this through. What is your postcode and order number?"
    saying.own.setFocus()
    qtbot.keyClicks(saying.own, words)
    qtbot.keyClick(saying.own, Qt.Key.Key_Return)
    assert saying.heard.isVisible()
    assert saying.heard.buttons[-1].text() == "None of these"
    before = len(shift.ask(lines, ConversationId(1)))
    qtbot.mouseClick(saying.say, LEFT)
    said = shift.ask(lines, ConversationId(1))[before]
    assert (said.words, said.own_words) == (words, True)
    assert saying.own.text() == ""
    assert not saying.heard.isVisible()


def test_what_was_heard_can_be_put_right(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("identified")
    page = show(shift)
    page.open_conversation(1)
    saying = page.work.call.saying
    said: list[tuple[str, str, bool]] = []
    saying.said.connect(lambda words, move, own: said.append((words, move, own)))
    saying.own.setFocus()
    qtbot.keyClicks(saying.own, "I am so sorry about the legs, what is your postcode and order number?")
    qtbot.keyClick(saying.own, Qt.Key.Key_Return)
    assert saying.heard.move_chosen()
    qtbot.mouseClick(saying.heard.buttons[-1], LEFT)
    qtbot.mouseClick(saying.say, LEFT)
    assert [(move, own) for _, move, own in said] == [("", True)]


def test_hold_lets_nobody_speak_and_resume_goes_on(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("identified")
    page = show(shift)
    page.open_conversation(1)
    qtbot.mouseClick(page.work.call.strip.hold, LEFT)
    assert state(shift) is ConversationState.HELD
    assert not page.work.call.saying.isVisible()
    assert keyboard() is page.work.call.strip.resume
    qtbot.keyClick(page.work.call.strip.resume, Qt.Key.Key_Space)
    assert state(shift) is ConversationState.LIVE
    assert page.work.call.saying.isVisible()


def test_a_ticket_opened_from_the_call_takes_the_call_along(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("identified")
    page = show(shift)
    page.open_conversation(1)
    qtbot.mouseClick(page.work.caller.head.primary, LEFT)
    form = page.work.forms.new
    assert keyboard() is form.subject
    assert page.work.call.isVisible()
    qtbot.keyClicks(form.subject, "Wrong legs with dining table")
    qtbot.keyClick(form.subject, Qt.Key.Key_Return, CONTROL)
    made = next(row for row in shift.ask(queue) if row.subject == "Wrong legs with dining table")
    assert made.is_on_call
    assert page.current() == ticket_spot(made.id)
    qtbot.waitUntil(lambda: page.list.current() == ticket_spot(made.id))
    assert page.work.call.isVisible()
    assert page.work.side.proof.isVisible()
    assert not page.work.side.writing.isVisible()


def test_a_note_brings_the_composer_into_sight_during_a_call(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("complaint")
    page = show(shift)
    page.open_ticket(5)
    assert page.work.conduct.act(CaseAct.ADD_NOTE)
    assert page.work.side.writing.isVisible()
    assert keyboard() is page.work.side.writing.composer.editor
    qtbot.keyClick(keyboard(), Qt.Key.Key_Escape)
    assert not page.work.side.writing.isVisible()


def test_calling_a_customer_rings_at_their_end(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    page = show(shift)
    page.open_ticket(5)
    call = next(action for action in page.work.header.menu.actions() if action.data() == "call")
    call.trigger()
    assert state(shift) is ConversationState.RINGING
    assert page.work.call.strip.heading.text() == "Calling"
    assert page.reason_against("call") == "A call is ringing: answer it first."
    qtbot.mouseClick(page.work.call.strip.end, LEFT)
    assert shift.ask(live_conversations) == ()
    assert page.work.call.strip.heading.text() == "Nobody answered"


def test_hints_are_for_practice_only(begin: Begin, show: Show) -> None:
    page = show(begin("identified", Mode.ASSESSED))
    page.open_conversation(1)
    assert Side.HINT not in [bubble.side for bubble in bubbles(page)]
    assert page.work.call.saying.hint.isHidden()


def told_of_replies(page: CasePage) -> list[str]:
    cards = page.work.call.saying.choices.findChildren(QAbstractButton)
    return [card.choice.words for card in cards if not card.isHidden()]  # type: ignore[attr-defined]  # cards


def test_practice_gives_a_hint_when_it_is_asked_for(begin: Begin, show: Show, qtbot: QtBot) -> None:
    page = show(begin("identified"))
    page.open_conversation(1)
    assert Side.HINT not in [bubble.side for bubble in bubbles(page)]
    assert set(told_of_replies(page)) == {""}
    qtbot.mouseClick(page.work.call.saying.hint, LEFT)
    assert [bubble.side for bubble in bubbles(page)][-1] is Side.HINT
    assert page.work.call.saying.hint.isHidden()
    assert page.work.call.saying.choices.first().hasFocus()


def test_exploring_tells_hints_and_what_each_reply_does(begin: Begin, show: Show) -> None:
    page = show(begin("identified", Mode.EXPLORE))
    page.open_conversation(1)
    assert [bubble.side for bubble in bubbles(page)][-1] is Side.HINT
    assert page.work.call.saying.hint.isHidden()
    assert {words.split(":")[0] for words in told_of_replies(page)} == {"Helps", "Does not help"}


@pytest.mark.sheet
def test_where_there_is_no_room_for_both_record_and_call_take_turns(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("complaint")
    page = show(shift, size=(820, 460))
    page.small(True)
    page.open_ticket(5)
    assert page.work.parts.switch.isVisible()
    assert page.work.side.isVisible() is not page.work.call.isVisible()
    qtbot.mouseClick(page.work.header.primary, LEFT)
    assert page.work.call.isVisible()
    assert not page.work.side.isVisible()


@pytest.mark.sheet
def test_once_proven_the_questions_give_their_room_away(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("named")
    page = show(shift)
    page.open_conversation(1)
    identity = page.work.caller.proof.identity
    assert not identity.is_folded()
    page.work.caller.check_identity()
    answers = ("Harjit Sahota", "LS99 4QV", "LK-57120")
    for said in answers:
        line = identity.first_open()
        assert line is not None
        line.field.setFocus()
        qtbot.keyClicks(line.field, said)
        qtbot.keyClick(line.field, Qt.Key.Key_Return)
    assert identity.is_folded()
    assert keyboard() is page.work.call.saying.choices.first()
    assert identity.toggle.accessibleName() == "Show the questions"
    qtbot.keyClick(identity.toggle, Qt.Key.Key_Space)
    assert not identity.is_folded()
    page.refresh()
    assert not identity.is_folded()


def test_the_last_words_stay_in_sight_while_own_words_grow(begin: Begin, show: Show, qtbot: QtBot) -> None:
    page = show(begin("identified"), size=(1036, 592))
    page.open_conversation(1)
    call = page.work.call
    qtbot.keyClicks(call.saying.own, "I pass this to the warehouse with your photo and text you this afternoon, so")
    call.saying._hear()
    qtbot.waitUntil(lambda: call.bubbles.height() >= 180)
    model = call.bubbles.talk
    spoken = [row for row in range(model.rowCount()) if model.index(row).data(ROW_ROLE).side in (Side.YOU, Side.THEM)]
    last = call.bubbles.visualRect(model.index(spoken[-1]))
    assert last.top() >= 0
    assert last.bottom() <= call.bubbles.viewport().height()


def test_f6_lands_on_what_can_be_said(begin: Begin, show: Show) -> None:
    shift = begin("identified")
    page = show(shift)
    page.open_conversation(1)
    panes = PaneCycle(page)
    page.list.filter.setFocus()
    call = page.work.call
    for _ in range(5):
        panes.step(page.panes(), 1)
        if call.isAncestorOf(keyboard()):
            break
    assert keyboard() is call.saying.choices.first()


def test_a_second_complaint_on_one_call_is_asked_about(begin: Begin, show: Show) -> None:
    shift = begin("complaint")
    page = show(shift)
    page.open_conversation(1)
    record = page.work.in_sight().record
    assert record is not None
    assert page.work.conduct.act(CaseAct.NEW_COMPLAINT)
    form = page.work.forms.new
    assert form.remark.accessibleName() == f"This call has {record.ref} already. Open another one?"
    assert form.remark.isVisible()
    assert form.channel.value() == "phone"


def test_the_menu_of_a_case_shows_its_keys(begin: Begin, show: Show) -> None:
    page = show(begin("complaint"))
    page.work.header.menu.set_keys({CaseAct.LOG_CALL: "Ctrl+L"})
    page.open_conversation(1)
    texts = [action.text() for action in page.work.header.menu.actions()]
    assert "Log a contact\tCtrl+L" in texts
