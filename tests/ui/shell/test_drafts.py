# SPDX-License-Identifier: MIT
"""Nothing typed is lost over a real attempt: not by the ring, Escape, another section, another attempt or closing."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.assessment.queries import my_attempts
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.customers.search import find
from crmtrainer.house import drafts
from crmtrainer.house.running import hand_in
from crmtrainer.interactions.rules import ConversationState
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.scenarios.rules import Mode
from crmtrainer.tickets.commands import OpenTicket
from crmtrainer.tickets.rules import TicketType
from crmtrainer.ui.dates import wall_of
from crmtrainer.ui.interactions.call_panel import CallPanel
from crmtrainer.ui.interactions.log_form import LogForm
from crmtrainer.ui.kit.composer import Audience
from crmtrainer.ui.opening import Opened, open_window
from crmtrainer.ui.shell.form_page import FormPage
from crmtrainer.ui.shell.sections import Section
from crmtrainer.ui.tickets.new_form import NewTicketForm

SCENARIO = "passed-to-warehouse"
LEFT = Qt.MouseButton.LeftButton


class Seat:
    """A learner at the window, who closes it and comes back."""

    def __init__(self, home: Path, qtbot: QtBot) -> None:
        self.home, self._qtbot = home, qtbot
        self.opened: Opened = self._open()
        self.opened.board.take_person(Role.LEARNER, "Jo Okafor")
        self.start(Mode.PRACTISE)
        self.customer = CustomerId(self.desk.ask(find, text="LK-57120").rows[0].customer_id)
        assert self.desk.perform(OpenRecord(self.customer, "He asked about his legs")) is not None

    @property
    def desk(self):  # type: ignore[no-untyped-def]  # the desk of whichever window is open
        return self.opened.board.desk

    def _open(self) -> Opened:
        made = open_window(self.home)
        self._qtbot.addWidget(made.window)
        made.window.show()
        return made

    def start(self, mode: Mode) -> None:
        with self._qtbot.waitSignal(self.opened.board.attempt.started, timeout=60_000):
            self.opened.board.start(SCENARIO, mode)
        self.opened.board.begin()
        self.opened.board.practice.set_speed(0)

    def come_back(self) -> None:
        """Close the window, open another, and go on with the newest attempt."""
        self.opened.close()
        self.opened = self._open()
        self.opened.board.resume(self.desk.ask(my_attempts)[0])

    def log(self) -> LogForm:
        self.opened.board.forms.log_for(self.customer)
        page = self.opened.window.body.page()
        assert isinstance(page, FormPage)
        assert isinstance(page.form, LogForm)
        return page.form

    def new_ticket(self) -> NewTicketForm:
        self.opened.board.forms.new_ticket_for(self.customer)
        page = self.opened.window.body.page()
        assert isinstance(page, FormPage)
        assert isinstance(page.form, NewTicketForm)
        return page.form

    def ticket(self) -> int:
        done = self.desk.perform(OpenTicket(self.customer, TicketType.COMPLAINT, "Wrong legs", "phone"))
        return int(done.outcome.facts["ticket_id"])


@pytest.fixture
def seat(home: Path, qtbot: QtBot) -> Iterator[Seat]:
    made = Seat(home, qtbot)
    yield made
    made.opened.close()


def test_a_form_over_a_record_outlives_the_ring_escape_and_the_window(seat: Seat, qtbot: QtBot) -> None:
    form = seat.log()
    assert form.draft_line.isHidden()
    qtbot.keyClicks(form.summary, "Half a summary")
    seat.opened.board.go_to_call(1)  # "Show the call" of the ring's toast
    form = seat.log()
    assert form.summary.toPlainText() == "Half a summary"
    assert form.draft_line.words.text() == "Draft from 12:30 restored"
    qtbot.keyClick(form.summary, Qt.Key.Key_Escape)
    assert seat.log().summary.toPlainText() == "Half a summary"
    new = seat.new_ticket()
    assert new.subject.text() == ""
    qtbot.keyClicks(new.subject, "Wrong leg")
    seat.come_back()
    assert seat.log().summary.toPlainText() == "Half a summary"
    assert seat.new_ticket().subject.text() == "Wrong leg"


def test_a_restored_draft_can_be_discarded_and_that_undone(seat: Seat, qtbot: QtBot) -> None:
    qtbot.keyClicks(seat.log().summary, "Half a summary")
    form = seat.log()
    line = form.draft_line
    qtbot.mouseClick(line.button, LEFT)
    assert form.summary.toPlainText() == ""
    assert line.words.text() == "Draft discarded"
    qtbot.mouseClick(line.button, LEFT)
    assert form.summary.toPlainText() == "Half a summary"
    assert line.isHidden()
    form = seat.log()
    qtbot.mouseClick(form.draft_line.button, LEFT)
    qtbot.keyClicks(form.summary, "Anew")
    assert form.draft_line.isHidden()
    assert seat.log().summary.toPlainText() == "Anew"


def test_the_composer_outlives_the_window_and_another_attempt(seat: Seat, qtbot: QtBot) -> None:
    ticket = seat.ticket()
    writing = _writing(seat, ticket)
    writing.composer.set_audience(Audience.REPLY)
    qtbot.keyClicks(writing.composer.editor, "Dear Mr Sah")
    writing.promise.click()
    qtbot.keyClicks(writing.promise_row.words, "A call by")
    due = wall_of(seat.desk.now() + timedelta(hours=5))
    writing.promise_row.due.set_wall(due)
    writing.composer.set_audience(Audience.NOTE)
    qtbot.keyClicks(writing.composer.editor, "He was cal")
    seat.come_back()
    writing = _writing(seat, ticket)
    assert writing.composer.text(Audience.REPLY) == "Dear Mr Sah"
    assert writing.composer.text(Audience.NOTE) == "He was cal"
    assert writing.promise.isChecked()
    assert writing.promise_row.words.text() == "A call by"
    assert writing.promise_row.due.wall() == due
    assert not writing.draft_line.isHidden()

    first = seat.desk.ask(my_attempts)[0]
    seat.start(Mode.PRACTISE)
    assert seat.desk.drafts.at(f"write/ticket:{ticket}") is None
    assert seat.opened.board.attempt.resume(first)
    assert _writing(seat, ticket).composer.text(Audience.NOTE) == "He was cal"


def test_own_words_on_a_call_outlive_another_case_and_the_window_until_they_are_said(seat: Seat, qtbot: QtBot) -> None:
    ticket = seat.ticket()
    panel = _on_the_phone(seat)
    qtbot.keyClicks(panel.saying.own, "Let me look")
    seat.opened.board.queue.open_ticket(ticket)
    seat.opened.board.queue.open_conversation(1)
    assert panel.saying.own.text() == "Let me look"
    seat.come_back()
    panel = _on_the_phone(seat)
    assert panel.saying.own.text() == "Let me look"
    with qtbot.waitSignal(panel.saying.hear_wanted):  # they are heard anew before they are said
        pass
    panel.saying.speak()
    assert panel.saying.own.text() == ""
    assert seat.desk.drafts.at("say/conversation:1") is None


def test_what_can_be_said_no_more_is_not_kept(seat: Seat, qtbot: QtBot) -> None:
    panel = _on_the_phone(seat)
    qtbot.keyClicks(panel.saying.own, "Let me look")
    qtbot.mouseClick(panel.strip.end, LEFT)
    assert panel.is_over()
    assert seat.desk.drafts.at("say/conversation:1") is None


def test_the_two_sections_show_one_draft_and_what_is_sent_is_kept_no_longer(seat: Seat, qtbot: QtBot) -> None:
    ticket = seat.ticket()
    writing = _writing(seat, ticket)
    writing.composer.set_audience(Audience.NOTE)
    qtbot.keyClicks(writing.composer.editor, "He was calm")
    board = seat.opened.board
    seat.opened.window.show_section(Section.COMPLAINTS)
    board.complaints.open_ticket(ticket)
    other = board.complaints.work.side.writing
    assert other.composer.text(Audience.NOTE) == "He was calm"
    other.composer.set_audience(Audience.NOTE)
    qtbot.keyClicks(other.composer.editor, " today. ")
    seat.opened.window.show_section(Section.QUEUE)
    assert "today" in writing.composer.text(Audience.NOTE)
    qtbot.mouseClick(writing.composer.send_button, LEFT)
    assert writing.composer.text(Audience.NOTE) == ""
    assert seat.desk.drafts.at(f"write/ticket:{ticket}") is None


def test_what_is_refused_stays_and_what_is_done_goes(seat: Seat, qtbot: QtBot) -> None:
    form = seat.log()
    qtbot.keyClicks(form.reason, "Wrong part")
    qtbot.mouseClick(form.save_button, LEFT)
    assert form.form.rows["summary"].error()
    seat.come_back()
    form = seat.log()
    assert form.reason.text() == "Wrong part"
    qtbot.keyClicks(form.summary, "Four legs have four-hole plates.")
    qtbot.mouseClick(form.save_button, LEFT)
    assert seat.desk.drafts.at(f"log/customer:{seat.customer}") is None
    assert seat.log().reason.text() == ""


def test_an_attempt_that_is_handed_in_loses_its_drafts(seat: Seat, qtbot: QtBot) -> None:
    qtbot.keyClicks(seat.log().summary, "Half a summary")
    board = seat.opened.board
    ref = board.attempt.row.ref if board.attempt.row is not None else ""
    assert board.attempt.finish()
    seat.desk.drafts.flush()
    assert drafts.read(seat.home, ref)
    assert board.attempt.hand_in() is not None
    seat.opened.close()
    assert not drafts.file_of(seat.home, ref).exists()


def test_handing_in_without_the_window_takes_them_too(seat: Seat, qtbot: QtBot) -> None:
    qtbot.keyClicks(seat.log().summary, "Half a summary")
    board = seat.opened.board
    assert board.attempt.finish()
    seat.desk.drafts.flush()
    running = board.attempt.running
    assert running is not None
    hand_in(seat.desk.house, running, seat.desk.actor)
    assert not drafts.file_of(seat.home, running.row.ref).exists()


def test_trying_again_closes_the_old_debrief_and_says_nothing_wrong(seat: Seat, qtbot: QtBot) -> None:
    board, window = seat.opened.board, seat.opened.window
    board.ending.finish()
    old = window.body.page()
    seat.desk.refused.connect(pytest.fail)
    with qtbot.waitSignal(board.attempt.started, timeout=60_000):
        old.try_again.emit(SCENARIO, Mode.PRACTISE)  # type: ignore[union-attr]  # the debrief
    assert "The debrief opens once the scenario is finished." not in window.messages()
    assert type(window.body.page()).__name__ == "BriefPage"


def test_a_form_of_one_world_does_not_stay_over_another(seat: Seat) -> None:
    seat.log()
    seat.opened.board.attempt.leave()
    assert not isinstance(seat.opened.window.body.page(), FormPage)


def _writing(seat: Seat, ticket: int):  # type: ignore[no-untyped-def]  # the composer of the queue
    seat.opened.window.show_section(Section.QUEUE)
    seat.opened.board.queue.open_ticket(ticket)
    return seat.opened.board.queue.work.side.writing


def _on_the_phone(seat: Seat) -> CallPanel:
    """The panel of the call that the scenario begins with, rung and answered when it was not yet."""
    board = seat.opened.board
    seat.opened.window.show_section(Section.QUEUE)
    while not board.queue.work.talks.live():
        seat.desk.world.jump_to_next(seat.desk.actor)
        board.queue.work.talks.read()
    board.queue.open_conversation(1)
    panel = board.queue.work.call
    talk = panel.talk()
    assert talk is not None
    if talk.state is ConversationState.RINGING:
        assert panel.answer()
    return panel
