# SPDX-License-Identifier: MIT
"""Attempts are made beside the window: it stays alive, one is made at a time, and leaving drops what is not ready."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from crmtrainer.assessment.queries import my_attempts
from crmtrainer.kernel.commands import Role
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui.opening import Opened, open_window
from crmtrainer.ui.shell.attempt_desk import AttemptDesk
from crmtrainer.ui.tasks import Errand

SCENARIO = "passed-to-warehouse"


class HeldTasks:
    """Takes work and does it when told."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Errand, Callable[[], None]]] = []

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object],
        failed: Callable[[Exception], object],
        *,
        alone: bool = False,
    ) -> Errand:
        errand = Errand()
        self.waiting.append((errand, lambda: (done(work()), None)[1]))
        return errand

    def deliver(self) -> None:
        """Do what waits, in order; what was cancelled is not told."""
        waiting, self.waiting = self.waiting, []
        for errand, answer in waiting:
            if not errand.cancelled:
                answer()

    def is_idle(self) -> bool:
        return not self.waiting

    def close(self) -> None:
        self.waiting = []


@pytest.fixture
def opened(qtbot: QtBot, home: Path) -> Iterator[Opened]:
    made = open_window(home)
    qtbot.addWidget(made.window)
    made.board.take_person(Role.LEARNER, "Jo Okafor")
    yield made
    made.close()


def test_one_attempt_is_made_at_a_time_and_the_page_waits(opened: Opened) -> None:
    tasks = HeldTasks()
    desk = AttemptDesk(opened.board.desk, tasks)
    said: list[bool] = []
    desk.preparing.connect(said.append)

    desk.start(SCENARIO, Mode.PRACTISE)
    desk.start(SCENARIO, Mode.PRACTISE)
    assert said == [True]
    assert len(tasks.waiting) == 1

    tasks.deliver()
    assert said == [True, False]
    assert desk.is_running
    assert len(opened.board.desk.ask(my_attempts)) == 1
    desk.leave()


def test_somebody_else_sitting_down_is_not_given_the_attempt_of_the_one_before(opened: Opened) -> None:
    tasks = HeldTasks()
    desk = AttemptDesk(opened.board.desk, tasks)
    said: list[bool] = []
    desk.preparing.connect(said.append)

    desk.start(SCENARIO, Mode.PRACTISE)
    desk.leave()
    tasks.deliver()

    assert said == [True, False]
    assert desk.running is None


def test_the_pages_of_a_world_are_made_while_it_is_and_not_waited_for_afterwards(qtbot: QtBot, opened: Opened) -> None:
    tasks = opened.board.attempt._tasks = HeldTasks()
    opened.board.start(SCENARIO, Mode.PRACTISE)
    assert not opened.board.has_floor, "what is going on is shown first"
    qtbot.waitUntil(lambda: opened.board.has_floor)
    assert not opened.board.attempt.is_running
    tasks.deliver()
    assert opened.board.attempt.is_running


def test_the_window_answers_while_a_world_is_made(qtbot: QtBot, opened: Opened) -> None:
    opened.board.start(SCENARIO, Mode.PRACTISE)
    assert not opened.board.attempt.is_running
    assert not opened.board.scenarios.isEnabled()

    qtbot.waitUntil(lambda: opened.board.attempt.is_running, timeout=60_000)
    assert opened.board.scenarios.isEnabled()
