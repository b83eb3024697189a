# SPDX-License-Identifier: MIT
"""What the sections say of the run at the desk is true, and the house rules are one click away while it is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.customers.commands import OpenRecord
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.ui.organisation.knowledge_page import KnowledgePage
from crmtrainer.ui.scenarios.brief_page import BriefPage
from crmtrainer.ui.shell.sections import Section
from tests.ui.shell.seat import WindowSeat, a_seat


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot) as made:
        yield made


def test_scenarios_say_that_the_clock_runs_and_going_back_leaves_it_running(seat: WindowSeat, qtbot: QtBot) -> None:
    detail = seat.board.scenarios.detail
    seat.go(Section.SCENARIOS)
    qtbot.waitUntil(lambda: detail.isVisible())
    assert "Open and paused: practice time stands at" in detail.stopped.accessibleName()
    seat.board.practice.set_speed(1)
    assert "Running at ×1" in detail.stopped.accessibleName()
    seat.click(detail.resume)
    assert seat.window.body.section() is Section.QUEUE
    assert seat.board.practice.speed == 1


def test_an_attempt_in_which_nothing_was_done_comes_back_to_its_brief_to_continue(seat: WindowSeat) -> None:
    row = seat.board.attempt.row
    assert row is not None
    seat.board.attempt.leave()
    seat.board.resume(row)
    brief = seat.window.body.page()
    assert isinstance(brief, BriefPage)
    assert brief.begin.text() == "Continue"
    seat.click(brief.begin)
    assert seat.window.body.section() is Section.QUEUE


def test_an_attempt_in_which_something_was_done_goes_on_in_the_queue(seat: WindowSeat) -> None:
    row = seat.board.attempt.row
    assert row is not None
    assert seat.desk.perform(OpenRecord(CustomerId(1), "Looking around")) is not None
    seat.board.attempt.leave()
    seat.board.resume(row)
    assert not isinstance(seat.window.body.page(), BriefPage)
    assert seat.window.body.section() is Section.QUEUE


def test_f8_shows_the_clocks_as_well_as_reading_them_aloud(seat: WindowSeat) -> None:
    seat.key(Qt.Key.Key_F8)
    toast = seat.window._toast
    assert toast is not None
    assert toast.isVisible()
    assert toast.words() == "No ticket is open."
    assert "No ticket is open" in seat.window.announcer.said[-1]


def test_house_rules_have_a_place_in_the_navigation(seat: WindowSeat) -> None:
    seat.click(seat.window.body.navigation.rules)
    assert isinstance(seat.window.body.page(), KnowledgePage)
    seat.key(Qt.Key.Key_Escape)
    assert seat.window.body.page() is seat.board.queue
    seat.board.attempt.leave()
    seat.settle()
    assert not seat.window.body.navigation.rules.isVisible()
