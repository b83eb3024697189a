# SPDX-License-Identifier: MIT
"""Pages of a world made before anybody asks for them: one at a time, only while nothing else goes on, and used then."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from crmtrainer.house import House
from crmtrainer.kernel.commands import Role
from crmtrainer.ui.casework.page import QueuePage
from crmtrainer.ui.opening import Opened, open_window
from crmtrainer.ui.shell.ahead import Ahead
from crmtrainer.ui.shell.floor import PAGES
from tests.ui.shell.test_attempt_desk import HeldTasks


def opened_by(role: Role, home: Path, qtbot: QtBot) -> Iterator[Opened]:
    with House.open(home) as house:
        person = house.enrol(role, "Jo Okafor")
        house.remember("last.role", role.value)
        house.remember(f"last.{role.value}", person.pseudonym)
    made = open_window(home)
    qtbot.addWidget(made.window)
    yield made
    made.close()


@pytest.fixture
def learners(tmp_path: Path, qtbot: QtBot) -> Iterator[Opened]:
    yield from opened_by(Role.LEARNER, tmp_path, qtbot)


@pytest.fixture
def assessors(tmp_path: Path, qtbot: QtBot) -> Iterator[Opened]:
    yield from opened_by(Role.ASSESSOR, tmp_path, qtbot)


def step(ahead: Ahead, until: int) -> None:
    """Make pages now, one after another, with nothing else going on."""
    ahead.begin()
    while ahead.made() < until:
        ahead._go_on()


def test_pages_that_were_made_ahead_are_those_of_the_world(learners: Opened, qtbot: QtBot) -> None:
    board = learners.board
    ahead = board.pages.ahead
    ahead.begin()
    qtbot.waitUntil(lambda: ahead.made() == len(PAGES), timeout=30_000)
    assert not board.has_floor
    assert not any(page.isVisible() for page in ahead._made.values())
    queue = ahead._made[QueuePage]
    board.make_floor()
    assert board.queue is queue
    assert ahead.made() == 0


def test_what_is_wanted_before_it_was_made_is_made_then_and_once(learners: Opened, qtbot: QtBot) -> None:
    board = learners.board
    ahead = board.pages.ahead
    qtbot.waitUntil(board.is_idle)
    step(ahead, until=1)
    board.make_floor()
    assert ahead.made() == 0
    assert not ahead._timer.isActive()
    ahead.begin()
    assert not ahead._timer.isActive()


def test_it_waits_while_something_is_made_or_read(learners: Opened, qtbot: QtBot) -> None:
    tasks = HeldTasks()
    ahead = Ahead(learners.board.desk, tasks, learners.window)
    tasks.run(lambda: None, lambda _: None, lambda _: None)
    ahead.begin()
    for _ in range(5):
        ahead._go_on()
    assert ahead.made() == 0
    tasks.deliver()
    qtbot.waitUntil(lambda: ahead.made() == len(PAGES), timeout=30_000)
    ahead.stop()


def test_nothing_is_made_for_who_assesses(assessors: Opened, qtbot: QtBot) -> None:
    ahead = assessors.board.pages.ahead
    ahead.begin()
    assert not ahead._timer.isActive()


def test_what_nobody_took_goes_with_the_window(learners: Opened, qtbot: QtBot) -> None:
    ahead = learners.board.pages.ahead
    qtbot.waitUntil(learners.board.is_idle)
    step(ahead, until=len(PAGES))
    page = ahead._made[QueuePage]
    learners.window.close()
    qtbot.waitUntil(lambda: not isValid(page))
