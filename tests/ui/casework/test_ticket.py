# SPDX-License-Identifier: MIT
"""A ticket in the workplace: writing, promises, the team, moves, drafts."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.casework.queries import TicketRecord, record
from crmtrainer.handoffs.commands import CompleteHandoff
from crmtrainer.handoffs.rules import HandoffState, Said
from crmtrainer.interactions.queries import AttachmentRow
from crmtrainer.interactions.rules import Kind
from crmtrainer.kernel.ids import HandoffId, TicketId
from crmtrainer.tickets.commands import SetStatus
from crmtrainer.tickets.rules import Priority, Status
from crmtrainer.ui.casework.acts import CaseAct
from crmtrainer.ui.casework.case_page import CasePage
from crmtrainer.ui.casework.grouping import ticket_spot
from crmtrainer.ui.casework.side_panes import file_rows
from crmtrainer.ui.dates import wall_of
from crmtrainer.ui.kit.composer import Audience
from crmtrainer.ui.kit.timeline import Party
from tests.ui.casework.conftest import Begin, Show
from tests.ui.casework.shift import Shift

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
TICKET = TicketId(5)


def keyboard() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def told_by(page: CasePage) -> list[str]:
    told: list[str] = []
    page.told.connect(told.append)
    return told


def open_it(page: CasePage) -> None:
    page.open_ticket(TICKET)
    assert page.work.side.isVisible()


def case(shift: Shift) -> TicketRecord:
    return shift.ask(record, TICKET)


def test_a_reply_with_a_promise_is_sent_by_keyboard(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    page = show(shift)
    open_it(page)
    told = told_by(page)
    assert page.work.conduct.act(CaseAct.REPLY)
    writing = page.work.side.writing
    assert writing.composer.send_button.text() == "Send text"
    qtbot.keyClicks(keyboard(), "The right legs are being picked today.")
    qtbot.mouseClick(writing.promise, LEFT)
    qtbot.keyClicks(writing.promise_row.words, "Text the delivery day")
    due = shift.now() + timedelta(hours=2)
    writing.promise_row.due.set_moment(due)
    qtbot.keyClick(writing.composer.editor, Qt.Key.Key_Return, CONTROL)
    assert told == ["Text sent, promise noted for Tue 3 Mar, 14:31"]
    made = [promise for promise in case(shift).promises if promise.words == "Text the delivery day"]
    assert [promise.due_at for promise in made] == [due.replace(second=0, microsecond=0)]
    newest = page.work.side.timeline.view.story.items()[0]
    assert (newest.party, newest.body) == (Party.YOU, "The right legs are being picked today.")
    assert newest.chips[0].text == "Promise: by Tue 3 Mar, 14:31"
    assert keyboard() is page.work.side.timeline.view
    assert writing.composer.text(Audience.REPLY) == ""


def test_a_promise_is_suggested_for_two_hours_from_when_it_is_switched_on(
    begin: Begin, show: Show, qtbot: QtBot
) -> None:
    shift = begin("after_the_call")
    page = show(shift)
    open_it(page)
    page.work.conduct.act(CaseAct.REPLY)
    writing = page.work.side.writing
    for minutes in (46, 30):
        shift.advance(minutes)
        qtbot.mouseClick(writing.promise, LEFT)
        assert writing.promise_row.due.wall() == wall_of(shift.now() + timedelta(hours=2))
        qtbot.mouseClick(writing.promise, LEFT)


def test_a_promise_for_a_time_that_cannot_be_read_is_told_and_nothing_is_sent(
    begin: Begin, show: Show, qtbot: QtBot
) -> None:
    shift = begin("after_the_call")
    page = show(shift)
    open_it(page)
    told = told_by(page)
    page.work.conduct.act(CaseAct.REPLY)
    writing = page.work.side.writing
    qtbot.keyClicks(keyboard(), "The right legs are being picked today.")
    qtbot.mouseClick(writing.promise, LEFT)
    qtbot.keyClicks(writing.promise_row.words, "Text the delivery day")
    due = writing.promise_row.due
    due.setFocus()
    due.selectAll()
    qtbot.keyClicks(due, "3/5 at tea")
    qtbot.keyClick(writing.composer.editor, Qt.Key.Key_Return, CONTROL)
    words = "“3/5 tea” cannot be read. Write day and time like 14 Dec 2026 15:30."
    assert (told, writing.problem.text(), due.text()) == ([], words, "3/5 at tea")
    assert keyboard() is due
    due.selectAll()
    qtbot.keyClicks(due, "5 Mar 3pm")
    assert writing.problem.text() == ""
    assert writing.promise_row.said.note.text() == "Thursday 5 March 2026 at 15:00"
    qtbot.keyClick(writing.composer.editor, Qt.Key.Key_Return, CONTROL)
    assert told == ["Text sent, promise noted for Thu 5 Mar, 15:00"]


def test_a_promise_without_words_is_shown_at_the_composer_and_keeps_the_reply(
    begin: Begin, show: Show, qtbot: QtBot
) -> None:
    shift = begin("after_the_call")
    page = show(shift)
    open_it(page)
    page.work.conduct.act(CaseAct.REPLY)
    writing = page.work.side.writing
    qtbot.keyClicks(keyboard(), "I will come back to you.")
    qtbot.mouseClick(writing.promise, LEFT)
    qtbot.mouseClick(writing.composer.send_button, LEFT)
    assert writing.problem.text() == "Say what you promise."
    assert keyboard() is writing.promise_row.words
    assert writing.composer.text() == "I will come back to you."


def test_a_note_is_for_staff_and_does_not_answer_the_customer(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    page = show(shift)
    open_it(page)
    waits = case(shift).customer_waits
    page.work.conduct.act(CaseAct.ADD_NOTE)
    qtbot.keyClicks(keyboard(), "Checked the order twice.")
    qtbot.mouseClick(page.work.side.writing.composer.send_button, LEFT)
    assert page.work.side.timeline.items()[0].kind is Kind.NOTE
    assert case(shift).customer_waits is waits


def test_the_channel_of_a_reply_can_be_chosen(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    page = show(shift)
    open_it(page)
    page.work.conduct.act(CaseAct.REPLY)
    menu = page.work.side.writing.channel.menu()
    next(action for action in menu.actions() if action.text() == "E-mail").trigger()
    assert page.work.side.writing.composer.send_button.text() == "Send e-mail"
    qtbot.keyClicks(keyboard(), "Dear Mr Sahota")
    qtbot.mouseClick(page.work.side.writing.composer.send_button, LEFT)
    assert page.work.side.timeline.items()[0].channel == "email"


def test_drafts_stay_with_their_ticket_and_kind(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    shift.opened(shift.customer("O’Connor"))
    page = show(shift)
    open_it(page)
    composer = page.work.side.writing.composer
    page.work.conduct.act(CaseAct.REPLY)
    qtbot.keyClicks(composer.editor, "Half a reply")
    page.work.conduct.act(CaseAct.ADD_NOTE)
    qtbot.keyClicks(composer.editor, "Half a note")
    page.open_ticket(1)
    assert composer.text(Audience.REPLY) == composer.text(Audience.NOTE) == ""
    page.open_ticket(TICKET)
    assert composer.text(Audience.REPLY) == "Half a reply"
    assert composer.text(Audience.NOTE) == "Half a note"
    assert "Half a reply" not in [item.body for item in page.work.side.timeline.items()]


def test_a_handoff_with_things_missing_comes_back_and_is_corrected(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("bounced")
    page = show(shift)
    open_it(page)
    (bar,) = page.work.side.bars
    assert "We cannot start on this." in bar.accessibleName()
    assert page.work.header.primary.text() == "Correct the handoff"
    assert bar.button.text() == "Correct and send again"
    qtbot.mouseClick(bar.button, LEFT)
    form = page.work.forms.hand_off
    assert form.summary.toPlainText() == "Pick four oak legs with six-hole plates for this order"
    assert [box.isChecked() for box in form.findChildren(QCheckBox)] == [True, True]
    qtbot.keyClicks(form.form.rows["part_code"].field, "LK-TL-72-OAK")
    told = told_by(page)
    qtbot.mouseClick(form.save_button, LEFT)
    assert told == ["H-0002 sent to the team"]
    newest, older = case(shift).handoffs
    assert (newest.state, newest.replaces_id, older.state) == (HandoffState.SENT, older.id, HandoffState.BOUNCED)
    assert [bar.handoff.ref for bar in page.work.side.bars if bar.handoff] == ["H-0002"]


def test_the_team_s_question_is_answered_from_the_bar(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("asked_back")
    page = show(shift)
    open_it(page)
    (bar,) = page.work.side.bars
    assert "Paused: waiting for your answer" in bar.accessibleName()
    assert "Answer by " in bar.accessibleName()
    qtbot.mouseClick(bar.button, LEFT)
    composer = page.work.side.writing.composer
    assert composer.audience() is Audience.COLLEAGUE
    assert composer.send_button.text() == "Send answer"
    qtbot.keyClicks(keyboard(), "6-hole: he counted them.")
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return, CONTROL)
    handoff = case(shift).handoffs[0]
    assert handoff.state is HandoffState.ACCEPTED
    assert handoff.messages[-1].said is Said.ANSWERED
    assert bar.button.text() == "Ask how it is going"


def test_a_team_works_on_while_the_ticket_waits_for_the_customer(begin: Begin, show: Show) -> None:
    shift = begin("handed_off")
    while case(shift).handoffs[0].state is HandoffState.SENT:
        shift.world.jump_to_next(shift.desk.actor)
    shift.do(SetStatus(TICKET, Status.WAITING, "Which plate has he?"))
    page = show(shift)
    open_it(page)
    (bar,) = page.work.side.bars
    heard = bar.accessibleName()
    assert "At work · Paused: waiting for customer" in heard
    assert "and this pause more" in heard
    assert "They work on meanwhile: what they finish during the pause is in time." in heard


def test_the_team_is_chased_and_thanked(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("handed_off")
    page = show(shift)
    open_it(page)
    (bar,) = page.work.side.bars
    assert bar.button.text() == "Ask how it is going"
    qtbot.mouseClick(bar.button, LEFT)
    qtbot.keyClicks(keyboard(), "How does it look?")
    qtbot.mouseClick(page.work.side.writing.composer.send_button, LEFT)
    assert case(shift).handoffs[0].messages[-1].said is Said.CHASED
    while case(shift).handoffs[0].state is HandoffState.SENT:
        shift.world.jump_to_next(shift.desk.actor)
    shift.happens(CompleteHandoff(HandoffId(1), "Four legs, packed."))
    page.refresh()
    assert bar.button.text() == "Thank"
    qtbot.mouseClick(bar.button, LEFT)
    qtbot.keyClicks(keyboard(), "Thank you: he has them in time.")
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return, CONTROL)
    assert case(shift).handoffs[0].state is HandoffState.CLOSED
    assert page.work.side.bars == []


def test_without_a_team_there_is_nobody_to_write_to(begin: Begin, show: Show) -> None:
    page = show(begin("after_the_call"))
    open_it(page)
    assert page.work.side.writing.bound_to() is None
    page.work.side.writing.write(Audience.COLLEAGUE)
    assert page.work.side.writing.composer.audience() is Audience.NOTE


def test_a_promise_is_kept_from_the_details(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    page = show(shift)
    open_it(page)
    page.work.side.keep_promise()
    told = told_by(page)
    assert isinstance(keyboard().parent(), QWidget)
    qtbot.keyClick(keyboard(), Qt.Key.Key_Space)
    assert told == ["Promise kept"]
    assert case(shift).promises == ()
    qtbot.waitUntil(lambda: page.work.side.details.lines == [])
    assert keyboard() is page.work.side.tabs.tabBar()


def test_a_promise_that_was_broken_is_made_good_late(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    (promise,) = case(shift).promises
    shift.advance((promise.due_at - shift.now()) / timedelta(minutes=1) + 5)
    page = show(shift)
    open_it(page)
    page.work.side.keep_promise()
    told = told_by(page)
    qtbot.keyClick(keyboard(), Qt.Key.Key_Space)
    assert told == ["Promise made good, late"]


def test_a_promise_is_withdrawn_with_a_reason(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    page = show(shift)
    open_it(page)
    page.work.side.keep_promise()
    (line,) = page.work.side.details.lines
    qtbot.mouseClick(line.back, LEFT)
    qtbot.keyClick(keyboard(), Qt.Key.Key_Return)
    assert line.row.error() == "Say why the promise is taken back."
    qtbot.keyClicks(line.reason, "He asked for e-mail instead")
    qtbot.keyClick(line.reason, Qt.Key.Key_Return)  # the line goes while its field still works on the key
    assert case(shift).promises == ()


def test_status_priority_and_closing_go_through_their_forms(begin: Begin, show: Show, qtbot: QtBot) -> None:
    shift = begin("after_the_call")
    page = show(shift)
    open_it(page)
    told = told_by(page)
    assert page.work.conduct.act(CaseAct.SET_STATUS)
    forms = page.work.forms
    qtbot.keyClick(keyboard(), Qt.Key.Key_Escape)
    assert page.work.side.isVisible()
    page.work.conduct.act(CaseAct.SET_STATUS)
    qtbot.keyClicks(forms.status.words, "He sends another photo")
    qtbot.keyClick(forms.status.words, Qt.Key.Key_Return, CONTROL)
    assert case(shift).status is Status.WAITING
    page.work.forms.offer_priority(case(shift))
    page.work.show_form()
    forms.priority.priority.set_value(Priority.HIGH)
    qtbot.keyClicks(forms.priority.words, "Dinner on Thursday")
    qtbot.mouseClick(forms.priority.save_button, LEFT)
    assert case(shift).priority is Priority.HIGH
    page.work.forms.offer_close(case(shift))
    page.work.show_form()
    qtbot.mouseClick(forms.close_ticket.save_button, LEFT)
    assert forms.close_ticket.form.rows["words"].error().startswith("Say what was done or decided")
    qtbot.keyClicks(forms.close_ticket.words, "Right legs delivered and fitted; he knows.")
    qtbot.mouseClick(forms.close_ticket.save_button, LEFT)
    assert case(shift).status is Status.CLOSED
    assert told == ["Status set", "Priority set", "Ticket closed"]
    assert page.work.header.chips.texts()[0] == "Closed"
    assert ticket_spot(TICKET) in page.list.spots()  # what was promised on it is still owed
    assert page.current() == ticket_spot(TICKET)
    assert page.reason_against("reply") == "This ticket is closed: reopen it before you reply."
    assert not page.work.conduct.act(CaseAct.REPLY)


def test_a_form_left_keeps_what_was_entered(begin: Begin, show: Show, qtbot: QtBot) -> None:
    page = show(begin("after_the_call"))
    open_it(page)
    page.work.conduct.act(CaseAct.HAND_OFF)
    form = page.work.forms.hand_off
    qtbot.keyClicks(form.summary, "Pick four legs")
    qtbot.keyClick(form.summary, Qt.Key.Key_Escape)
    assert not form.isVisible()
    page.work.conduct.act(CaseAct.HAND_OFF)
    assert form.summary.toPlainText() == "Pick four legs"


def test_other_tickets_and_files_stand_in_their_tabs(begin: Begin, show: Show, qtbot: QtBot) -> None:
    page_shift = begin("after_the_call")
    page = show(page_shift)
    open_it(page)
    side = page.work.side
    assert side.tabs.tabText(side.tabs.indexOf(side.files)) == "Files 1"
    side.tabs.setCurrentWidget(side.files)
    files = side.files
    assert files.list.isVisible()
    files.list.setFocus()
    qtbot.keyClick(files.list, Qt.Key.Key_Return)
    assert keyboard() is files.reader.area
    (photo,) = case(page_shift).attachments
    assert photo.about in files.reader.area.accessibleDescription()
    assert "Nobody here is real" in files.reader.area.accessibleDescription()
    page.work.refresh()
    assert files.is_reading()
    qtbot.keyClick(files.reader.area, Qt.Key.Key_Escape)
    assert keyboard() is files.list
    qtbot.mouseClick(files.list.viewport(), LEFT, pos=files.list.visualRect(files.list.currentIndex()).center())
    assert files.is_reading()
    ring = files.reader.area.geometry().adjusted(-4, -4, 4, 4)
    assert files.reader.rect().contains(ring)  # it is not cut at the edge
    qtbot.mouseClick(files.reader.back, LEFT)
    assert not files.is_reading()
    side.tabs.setCurrentWidget(side.linked)
    assert side.linked.nothing.isVisible()
    with qtbot.waitSignal(page.open_customer):
        qtbot.mouseClick(page.work.header.customer, LEFT)


def test_the_timeline_is_filtered_by_kind(begin: Begin, show: Show) -> None:
    page = show(begin("asked_back"))
    open_it(page)
    pane = page.work.side.timeline
    everything = len(pane.items())
    moved = [(item.who, item.party) for item in pane.view.story.items() if "tatus" in f"{item.who} {item.what}"]
    assert moved == [("Status became In progress when you logged a contact", Party.SYSTEM)]
    pane.set_kinds((Kind.COLLEAGUE,))
    assert 0 < len(pane.items()) < everything
    assert {item.kind for item in pane.items()} == {Kind.COLLEAGUE}
    pane.set_kinds(())
    assert len(pane.items()) == everything


def test_a_file_is_read_out_in_one_sentence() -> None:
    photo = AttachmentRow(1, "leg.jpg", "On the leg a label: LK-TL-68-OAK.", datetime(2026, 3, 3, 12, tzinfo=UTC), 5, 3)
    assert file_rows((photo,))[0].spoken == "leg.jpg, On the leg a label: LK-TL-68-OAK, Tue 3 Mar, 12:00"
