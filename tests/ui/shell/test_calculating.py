# SPDX-License-Identifier: MIT
"""The due-date calculator is reached from the menu and the palette, lies over anything, and goes on where it was."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crmtrainer.ui.calculator.page import CalculatorPage
from crmtrainer.ui.kit.toast import Toast
from crmtrainer.ui.people.first_run import FirstRunPage
from crmtrainer.ui.shell.action_table import ACTIONS, Act, Menu
from crmtrainer.ui.shell.sections import Section
from tests.ui.shell.seat import WindowSeat, a_seat


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot) as made:
        yield made


def opened(seat: WindowSeat) -> CalculatorPage:
    seat.window.actions_[Act.CALCULATOR].trigger()
    seat.settle()
    page = seat.window.body.page()
    assert isinstance(page, CalculatorPage)
    return page


def test_it_stands_under_tools_and_in_the_palette(seat: WindowSeat) -> None:
    spec = next(spec for spec in ACTIONS if spec.act is Act.CALCULATOR)
    assert spec.menu is Menu.TOOLS
    seat.board.commands.open_palette("due-date")
    seat.settle()
    seat.key(Qt.Key.Key_Return)
    page = seat.window.body.page()
    assert isinstance(page, CalculatorPage)
    assert seat.focus() is page.form.first()


def test_escape_leads_back_and_what_was_typed_is_there_the_next_time(seat: WindowSeat) -> None:
    seat.go(Section.CUSTOMERS)
    page = opened(seat)
    assert page.form.hours.currentText() == "Hours of: Customer desk"  # the open world's own
    page.form.lines["amount"].setText("90 min")
    seat.settle()
    seat.key(Qt.Key.Key_Escape)
    assert seat.window.body.page() is seat.board.customers
    again = opened(seat)
    assert again.form.lines["amount"].text() == "90 min"
    QTest.mouseClick(again.back, Qt.MouseButton.LeftButton)
    assert seat.window.body.page() is seat.board.customers


def test_f6_goes_through_question_answer_and_buttons(seat: WindowSeat) -> None:
    page = opened(seat)
    assert page.why.table is not None
    seat.key(Qt.Key.Key_F6)
    assert seat.focus() is page.why.table
    seat.key(Qt.Key.Key_F6)
    assert seat.focus() is page.copy
    page.form.lines["mon"].setText("nine to five")
    page.work_out()
    page.form.first().setFocus()
    seat.key(Qt.Key.Key_F6)
    assert seat.focus() is page.go_there
    seat.key(Qt.Key.Key_Return)
    assert seat.focus() is page.form.lines["mon"]


def test_it_needs_no_world_and_stays_when_one_is_closed(seat: WindowSeat) -> None:
    page = opened(seat)
    seat.board.attempt.leave()
    seat.settle()
    assert seat.window.body.page() is page
    page.form.lines["amount"].setText("1 h")
    seat.wait_until(lambda: page.answer is not None and page.answer.seconds == 3600)
    seat.key(Qt.Key.Key_Escape)
    assert opened(seat).answer is not None


def test_it_begins_with_the_question_that_is_brought_along(seat: WindowSeat) -> None:
    hours = {"mon": [["09:00", "17:00"]]}
    question = {"id": "x", "tz": "Europe/London", "hours": hours, "start": "2026-03-02T09:00:00+00:00", "op": "add"}
    seat.board.set_up.calculator_wanted.emit(json.dumps([{**question, "minutes": 90}]))
    page = seat.window.body.page()
    assert isinstance(page, CalculatorPage)
    seat.wait_until(lambda: page.answer is not None and page.answer.seconds == 5400)
    assert page.form.texts()["amount"] == "1 h 30 min"


def test_before_anybody_has_said_who_they_are_it_waits(seat: WindowSeat) -> None:
    seat.board.ask_who()
    action = seat.window.actions_[Act.CALCULATOR]
    assert not action.isEnabled()
    assert action.statusTip() == "Say first who you are."
    seat.board.calculating.open()
    assert isinstance(seat.window.body.page(), FirstRunPage)


@pytest.mark.sheet
def test_in_a_small_window_its_message_lies_over_no_field_and_no_name(seat: WindowSeat) -> None:
    seat.window.resize(1024, 560)
    page = opened(seat)
    page.work_out()
    page.copy.click()
    toast = seat.window.findChild(Toast)
    assert toast is not None
    for row in page.form.form.rows.values():
        lies = row.visibleRegion().boundingRect()
        assert not toast.geometry().intersects(lies.translated(row.mapTo(seat.window, QPoint(0, 0))))
    assert page.why.isVisible()
