# SPDX-License-Identifier: MIT
"""An open record: header, covered fields, identity, and what is changed in place."""

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.customers.commands import OpenRecord
from crmtrainer.customers.queries import record
from crmtrainer.customers.rules import IdentityState, Masked, Question, Stage
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.ui.customers.covered import CoveredGrid
from crmtrainer.ui.customers.identity_panel import IdentityPanel
from crmtrainer.ui.customers.page import CustomersPage
from crmtrainer.ui.desk import Desk
from tests.customers.town import HANDLEY, ILVES, OTHER_CALL, SAHOTA
from tests.ui.test_names import nameless


@pytest.fixture
def opened(page: CustomersPage, desk: Desk) -> CustomersPage:
    """The page with Mr Sahota's record open."""
    desk.perform(OpenRecord(CustomerId(SAHOTA), "He is on the phone"))
    page.open_customer(SAHOTA)
    assert page.is_open()
    return page


def answer(panel: IdentityPanel, qtbot: QtBot, question: Question, said: str) -> None:
    field = panel.lines[question].field
    qtbot.keyClicks(field, said)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def chips(page: CustomersPage) -> list[str]:
    found = page.record.head.chips.findChildren(QWidget)
    return [chip.accessibleName() for chip in found if chip.isVisible()]


def test_the_header_says_who_and_what_they_need(opened: CustomersPage) -> None:
    head = opened.record.head
    assert head.name.accessibleName() == "Mr Harjit Sahota"
    assert chips(opened) == ["Active", "Prefers text", "Prefers: Text", "Leeds"]


def test_the_next_steps_carry_whose_record_it_is(opened: CustomersPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(opened.new_ticket_for) as ticket:
        qtbot.mouseClick(opened.record.head.ticket, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(opened.log_for) as log:
        qtbot.mouseClick(opened.record.head.log, Qt.MouseButton.LeftButton)
    assert (ticket.args, log.args) == ([SAHOTA], [SAHOTA])


def test_a_covered_field_opens_with_a_reason(opened: CustomersPage, desk: Desk, qtbot: QtBot) -> None:
    grid = opened.record.covered
    cell = grid.cells[Masked.PHONE]
    assert cell.value.accessibleName() == "07700 900•••"
    cell.lock.setFocus()
    qtbot.keyClick(cell.lock, Qt.Key.Key_Space)
    line = grid.panel.reason.lineEdit()
    assert line is not None
    assert grid.panel.reason.hasFocus()
    qtbot.keyClicks(grid.panel.reason, "He asked which number we hold")
    qtbot.keyClick(grid.panel.reason, Qt.Key.Key_Return)
    assert cell.value.accessibleName() == "07700 900142"
    assert not cell.lock.isVisible()
    assert not grid.panel.isVisible()
    newest = desk.ask(record, customer_id=CustomerId(SAHOTA)).accesses[0]
    assert (newest.field, newest.reason) == (Masked.PHONE, "He asked which number we hold")
    assert grid.cells[Masked.EMAIL].lock.isVisible()


def test_a_field_stays_covered_without_a_reason(opened: CustomersPage, qtbot: QtBot) -> None:
    grid = opened.record.covered
    qtbot.mouseClick(grid.cells[Masked.EMAIL].lock, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(grid.panel.show_button, Qt.MouseButton.LeftButton)
    assert grid.panel.row.error().startswith("Give a reason")
    assert grid.cells[Masked.EMAIL].value.accessibleName() == "h••••@example.org"
    qtbot.keyClick(grid.panel.reason, Qt.Key.Key_Escape)
    assert not grid.panel.isVisible()
    assert grid.cells[Masked.EMAIL].lock.hasFocus()


def test_what_is_not_on_record_has_no_lock(page: CustomersPage, desk: Desk) -> None:
    desk.perform(OpenRecord(CustomerId(HANDLEY), "She is on the phone"))
    page.open_customer(HANDLEY)
    cells = page.record.covered.cells
    assert cells[Masked.BORN].value.accessibleName() == "Not on record"
    assert not cells[Masked.BORN].lock.isVisible()
    assert not cells[Masked.NEED_DETAIL].isVisible()


def test_identity_is_proven_by_typing_what_the_caller_says(opened: CustomersPage, qtbot: QtBot) -> None:
    panel = opened.record.identity
    assert panel.chip.accessibleName() == "Not checked"
    assert panel.lines[Question.FULL_NAME].field.hasFocus()
    answer(panel, qtbot, Question.FULL_NAME, "Harjit Sahota")
    assert panel.chip.accessibleName() == "Partly checked: 1 of 3"
    assert panel.lines[Question.FULL_NAME].verdict() == "Matched"
    assert panel.lines[Question.POSTCODE].field.hasFocus()
    answer(panel, qtbot, Question.POSTCODE, "ls99 4qt")
    with qtbot.waitSignal(panel.state_changed) as told:
        answer(panel, qtbot, Question.ORDER_NUMBER, "LK 57120")
    assert told.args == [IdentityState.PASSED]
    assert panel.chip.accessibleName() == "Passed"
    cells = opened.record.covered.cells
    assert cells[Masked.BORN].value.accessibleName() == "1 May 1980"
    assert cells[Masked.NEED_DETAIL].lock.isVisible()


def test_nothing_on_the_panel_tells_the_stored_answer(opened: CustomersPage, qtbot: QtBot) -> None:
    panel = opened.record.identity
    answer(panel, qtbot, Question.POSTCODE, "YO1 7HH")
    seen = [label.text() for label in panel.findChildren(QLabel)]
    seen += [child.accessibleName() for child in panel.findChildren(QWidget)]
    assert panel.lines[Question.POSTCODE].verdict() == "Not matched"
    assert not any("LS99" in words or "57120" in words or "1980" in words for words in seen)


def test_nothing_said_is_put_right_at_the_field(opened: CustomersPage, qtbot: QtBot) -> None:
    panel = opened.record.identity
    qtbot.mouseClick(panel.lines[Question.POSTCODE].check, Qt.MouseButton.LeftButton)
    assert panel.lines[Question.POSTCODE].error() == "Enter what the caller said."
    assert panel.lines[Question.POSTCODE].field.hasFocus()


def test_two_wrong_answers_end_the_questions(opened: CustomersPage, qtbot: QtBot) -> None:
    panel = opened.record.identity
    answer(panel, qtbot, Question.POSTCODE, "YO1 7HH")
    answer(panel, qtbot, Question.ORDER_NUMBER, "LK-99999")
    assert panel.chip.accessibleName() == "Not proven on this call"
    assert panel.first_open() is None
    assert panel.note.text().startswith("Two answers did not match")


def test_another_question_can_be_asked_for(opened: CustomersPage, qtbot: QtBot) -> None:
    panel = opened.record.identity
    assert Question.BORN not in panel.lines
    wanted = next(a for a in panel.other_ways.menu().actions() if a.text() == "Ask for the date of birth")
    wanted.trigger()
    assert panel.lines[Question.BORN].field.hasFocus()
    answer(panel, qtbot, Question.BORN, "1 May 1980")
    assert panel.lines[Question.BORN].verdict() == "Matched"


def test_a_missed_question_can_be_asked_again(opened: CustomersPage, qtbot: QtBot) -> None:
    panel = opened.record.identity
    answer(panel, qtbot, Question.POSTCODE, "YO1 7HH")
    line = panel.lines[Question.POSTCODE]
    assert not line.is_open()
    qtbot.mouseClick(line.again, Qt.MouseButton.LeftButton)
    assert line.field.hasFocus()
    answer(panel, qtbot, Question.POSTCODE, "LS99 4QT")
    assert line.verdict() == "Matched"


def test_both_parts_stand_alone_and_say_when_a_record_is_closed(desk: Desk, qtbot: QtBot) -> None:
    panel, grid = IdentityPanel(desk), CoveredGrid(desk)
    for widget in (panel, grid):
        qtbot.addWidget(widget)
    panel.show_for(ILVES, OTHER_CALL)
    grid.show_for(ILVES)
    assert panel.note.text() == "Open the record of K-10003 first and say why you need it."
    assert grid.isHidden()
    with qtbot.waitSignal(panel.record_wanted) as wanted:
        qtbot.mouseClick(panel.open_record, Qt.MouseButton.LeftButton)
    assert wanted.args == [ILVES]
    desk.perform(OpenRecord(CustomerId(ILVES), "She is on the phone"))
    grid.show_for(ILVES)
    assert panel.state() is IdentityState.NOT_CHECKED
    assert grid.isVisible()


def test_a_stage_is_moved_with_a_reason(opened: CustomersPage, desk: Desk, qtbot: QtBot) -> None:
    group = opened.record.tabs.details.stage
    qtbot.mouseClick(group.edit, Qt.MouseButton.LeftButton)
    group.stage.setCurrentIndex(group.stage.findData(Stage.AT_RISK))
    qtbot.keyClick(group.stage, Qt.Key.Key_Tab)
    assert group.reason.hasFocus()
    qtbot.keyClick(group.reason, Qt.Key.Key_Return)
    assert group.rows()[1].error().startswith("Give a reason")
    qtbot.keyClicks(group.reason, "Second wrong delivery")
    assert opened.save()
    assert not group.is_editing()
    assert desk.ask(record, customer_id=CustomerId(SAHOTA)).header.stage is Stage.AT_RISK
    assert "Active to At risk: Second wrong delivery" in group.history.lines()[0]
    assert chips(opened)[0] == "At risk"


@pytest.mark.sheet
def test_a_need_is_edited_as_one_act_and_cancelled_by_escape(opened: CustomersPage, desk: Desk, qtbot: QtBot) -> None:
    group = opened.record.tabs.details.need
    qtbot.mouseClick(group.edit, Qt.MouseButton.LeftButton)
    assert group.need.text() == "Prefers text"
    qtbot.keyClicks(group.need, ", slow to the door")
    qtbot.keyClick(group.need, Qt.Key.Key_Escape)
    assert desk.ask(record, customer_id=CustomerId(SAHOTA)).header.need == "Prefers text"
    qtbot.keyClick(group.edit, Qt.Key.Key_Space)
    qtbot.keyClicks(group.need, ", slow to the door")
    qtbot.mouseClick(group.save_button, Qt.MouseButton.LeftButton)
    found = desk.ask(record, customer_id=CustomerId(SAHOTA))
    assert found.header.need == "Prefers text, slow to the door"
    assert found.field(Masked.NEED_DETAIL).text == "••••••"


def test_an_entry_under_way_outlives_a_refresh(opened: CustomersPage, qtbot: QtBot) -> None:
    group = opened.record.tabs.details.need
    qtbot.mouseClick(group.edit, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(group.need, " please")
    answer(opened.record.identity, qtbot, Question.FULL_NAME, "Harjit Sahota")
    assert group.is_editing()
    assert group.need.text() == "Prefers text please"


def test_consent_needs_a_choice_and_a_source(opened: CustomersPage, desk: Desk, qtbot: QtBot) -> None:
    tabs = opened.record.tabs
    tabs.setCurrentWidget(tabs.consents)
    group = tabs.consents.group
    qtbot.mouseClick(group.edit, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(group.save_button, Qt.MouseButton.LeftButton)
    assert group.rows()[2].error() == "Choose whether consent is given or withdrawn"
    group.given.set_value(True)
    group.channel.setCurrentIndex(group.channel.findData("text"))
    group.save()
    assert group.rows()[3].error() == "Say where and how the customer told us."
    qtbot.keyClicks(group.source, "on this call")
    group.save()
    given = [row for row in desk.ask(record, customer_id=CustomerId(SAHOTA)).consents if row.channel == "text"]
    assert [(row.given, row.source) for row in given] == [(True, "on this call")]


def test_orders_are_read_and_the_access_log_is_listed(opened: CustomersPage, qtbot: QtBot) -> None:
    tabs = opened.record.tabs
    assert tabs.tabText(tabs.indexOf(tabs.orders)) == "Orders 2"
    spoken = tabs.orders.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Order LK-57121, 1 × Arden oak table, placed 9 February 2026, £489.00, Delivered"
    tabs.setCurrentWidget(tabs.orders)
    tabs.orders.list.setFocus()
    qtbot.keyClick(tabs.orders.list, Qt.Key.Key_Return)
    read = tabs.orders.reader.area.accessibleDescription()
    for wanted in ("Order LK-57121", "Delivered", "Monday 9 February 2026", "Arden oak table", "Total: £489.00"):
        assert wanted in read, wanted
    qtbot.keyClick(tabs.orders.reader.area, Qt.Key.Key_Escape)
    assert not tabs.orders.is_reading()
    assert opened.record.isVisible()
    row = tabs.log_model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert row == "When Tue 3 Mar, 09:00, Who You, What Opened, Reason He is on the phone"


class Story(QLabel):
    """What another section puts into the timeline's place."""

    open_ticket = Signal(object)

    def show_for(self, customer_id: int, name: str = "") -> None:
        self.setText(f"story of {customer_id}")


def test_somebody_else_fills_the_timeline(page: CustomersPage, desk: Desk, qtbot: QtBot) -> None:
    story = Story()
    page.set_timeline(story)
    desk.perform(OpenRecord(CustomerId(SAHOTA), "He is on the phone"))
    page.open_customer(SAHOTA)
    assert page.record.tabs.tabText(0) == "Timeline"
    assert story.isVisible()
    assert story.text() == f"story of {SAHOTA}"
    with qtbot.waitSignal(page.open_ticket) as told:
        story.open_ticket.emit(7)
    assert told.args == [7]


def test_everything_that_takes_the_keyboard_has_a_name(opened: CustomersPage) -> None:
    for group in opened.record.tabs.groups():
        group.begin()
    opened.record.covered.cells[Masked.PHONE].lock.click()
    assert nameless(opened) == []


def test_the_record_leaves_with_its_world(opened: CustomersPage, desk: Desk) -> None:
    desk.open_world(None)
    assert opened.record.customer_id() is None
    assert opened.record.identity.isHidden()
    assert opened.record.covered.isHidden()
    assert QApplication.focusWidget() is None or not opened.record.isAncestorOf(QApplication.focusWidget())
