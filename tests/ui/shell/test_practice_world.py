# SPDX-License-Identifier: MIT
"""A filled world opened in the window and practised in, by learners and trainers, without any scenario."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.house import House
from crmtrainer.house.sandboxes import find, make_sandbox
from crmtrainer.kernel.commands import Role
from crmtrainer.scenarios.rules import Mode as RunMode
from crmtrainer.seeding.profile import Profile
from crmtrainer.tickets.rules import FIRST_NUMBER
from crmtrainer.ui.casework.grouping import ticket_spot
from crmtrainer.ui.opening import Opened, open_window
from crmtrainer.ui.seeding.practice_worlds_page import PracticeWorldsPage
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.sections import Section
from tests.ui.test_names import nameless

KEY = Qt.Key


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a world for a class, to be copied."""
    profile = Profile(240, 7, name="Tuesday class", sector="housing", cases=300)
    return make_sandbox(tmp_path_factory.mktemp("filled"), profile).path


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, filled: Path) -> Iterator[Opened]:
    """A learner in the window, with one filled world to practise in."""
    House.open(tmp_path).close()
    (tmp_path / "worlds").mkdir(exist_ok=True)
    (tmp_path / "worlds" / filled.name).write_bytes(filled.read_bytes())
    made = open_window(tmp_path)
    qtbot.addWidget(made.window)
    made.window.resize(1180, 720)
    made.window.show()
    made.board.take_person(Role.LEARNER, "Jo Okafor")
    yield made
    made.close()


def choose(opened: Opened, qtbot: QtBot) -> PracticeWorldsPage:
    """Open the page from the menu and wait for its list."""
    opened.window.actions_[Act.OPEN_WORLD].trigger()
    page = opened.window.body.page()
    assert isinstance(page, PracticeWorldsPage)
    qtbot.waitUntil(lambda: bool(page.worlds.rows), timeout=20_000)
    return page


def test_a_learner_opens_a_world_by_keyboard_and_its_queue_counts(opened: Opened, qtbot: QtBot) -> None:
    board, window = opened.board, opened.window
    page = choose(opened, qtbot)
    assert nameless(page) == []
    assert not page.worlds.remove.isVisible()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.worlds.table)
    qtbot.keyClick(page.worlds.table, KEY.Key_Return)
    assert window.body.section() is Section.QUEUE
    assert window.status.mode.accessibleName().startswith("Practice world")
    assert window.status.what.label.text() == "World: Tuesday class"
    rows = board.queue.rows()
    assert rows
    assert all(row.clock_ids for row in rows)
    assert window.actions_.reason(Act.FINISH).startswith("A practice world has no end")

    before = board.desk.world.clock.now()
    window.actions_[Act.PASS_15].trigger()
    assert (board.desk.world.clock.now() - before).total_seconds() == 900
    board.practice.set_speed(60)
    assert board.practice.speed == 60
    window.show_section(Section.COMPLAINTS)
    window.show_section(Section.CUSTOMERS)

    window.actions_[Act.LEAVE_WORLD].trigger()
    assert not board.desk.has_world
    assert window.actions_.reason(Act.LEAVE_WORLD) == "No practice world is open."
    assert board.open_world(find(opened.house.home, "Tuesday class")) is None
    assert board.practice.speed == 0
    assert board.desk.world.clock.now() > before


def test_a_world_gives_way_to_a_scenario_and_comes_back(opened: Opened, qtbot: QtBot) -> None:
    board = opened.board
    board.open_world(find(opened.house.home, "Tuesday class"))
    path = board.desk.world.app.database.path
    board.start("passed-to-warehouse", RunMode.PRACTISE)
    qtbot.waitUntil(lambda: board.attempt.row is not None, timeout=60_000)
    assert board.attempt.sandbox is None
    assert board.desk.world.app.database.path != path
    board.open_world(find(opened.house.home, "Tuesday class"))
    assert (board.attempt.row, board.attempt.is_running) == (None, True)
    board.open_world(find(opened.house.home, "Tuesday class"))
    assert board.desk.world.app.database.path == path


def test_a_world_that_cannot_be_opened_is_told_and_leaves_what_is_open(opened: Opened) -> None:
    board = opened.board
    found = find(opened.house.home, "Tuesday class")
    board.open_world(found)
    gone = replace(found, path=found.path.with_name("gone.sqlite3"))
    board.open_world(gone)
    assert board.attempt.sandbox == found
    assert "gone.sqlite3" in opened.window.messages()[-1]


def test_a_world_asked_for_at_the_start_waits_for_somebody_to_sit_down(
    qtbot: QtBot, tmp_path: Path, filled: Path
) -> None:
    House.open(tmp_path).close()
    (tmp_path / "worlds").mkdir(exist_ok=True)
    (tmp_path / "worlds" / filled.name).write_bytes(filled.read_bytes())
    made = open_window(tmp_path)
    qtbot.addWidget(made.window)
    made.board.open_world(find(tmp_path, "Tuesday class"))
    assert not made.board.desk.has_world
    assert made.window.actions_.reason(Act.OPEN_WORLD) == "Say first who you are."
    made.board.take_person(Role.TRAINER, "Priya Nand")
    assert made.board.attempt.sandbox is not None
    made.close()


def test_assessors_are_told_that_worlds_are_for_others(opened: Opened) -> None:
    opened.board.take_person(Role.ASSESSOR, "Ana Silva")
    assert "for learners and trainers" in opened.window.actions_.reason(Act.OPEN_WORLD)


def test_worlds_for_attempts_are_made_beforehand_and_given_up_when_the_window_closes(
    opened: Opened, qtbot: QtBot
) -> None:
    folder = opened.house.home / "worlds" / "templates"
    opened.board.templates.begin()
    qtbot.waitUntil(lambda: any(folder.glob("*.sqlite3")) and opened.board.is_idle(), timeout=60_000)
    (made,) = folder.glob("*.sqlite3")
    opened.board.templates.begin()
    qtbot.waitUntil(opened.board.is_idle, timeout=20_000)
    assert list(folder.glob("*.sqlite3")) == [made]


def test_the_page_is_left_by_its_button(opened: Opened, qtbot: QtBot) -> None:
    page = choose(opened, qtbot)
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert not isinstance(opened.window.body.page(), PracticeWorldsPage)


def test_the_next_event_stops_at_clocks_of_ones_own_queue_and_leads_to_their_ticket(
    opened: Opened, qtbot: QtBot
) -> None:
    board, window = opened.board, opened.window
    page = choose(opened, qtbot)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.worlds.table)
    qtbot.keyClick(page.worlds.table, KEY.Key_Return)
    told: list[str] = []
    while len(told) < 6 and board.desk.world.next_event_at() is not None:
        ours = {row.ref for row in board.queue.rows()}
        window.actions_[Act.NEXT_EVENT].trigger()
        words = window.messages()[-1]
        told.append(words)
        clock = re.search(r"(C-\d+): .+ is (due soon|overdue)\.$", words)
        if clock is not None:
            assert clock[1] in ours
            toast = window._toast
            assert toast is not None
            assert toast.action_button is not None
            qtbot.mouseClick(toast.action_button, Qt.MouseButton.LeftButton)
            assert board.queue.work.spot() == ticket_spot(int(clock[1][2:]) - FIRST_NUMBER)
            break
        assert "passed" in words or "Nothing more comes for you today. Next event (F9) goes on to " in words
        if (day := re.search(r"goes on to \w+ (\d+) (\w+)\.$", words)) is not None:
            board.practice.next_event()
            assert f"{board.desk.world.clock.now():%-d %b}" == f"{day[1]} {day[2]}"
    else:
        raise AssertionError(told)
