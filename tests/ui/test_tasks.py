# SPDX-License-Identifier: MIT
"""Work leaves the thread and its answer comes back to it; the inline twin behaves alike."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.ui.tasks import InlineTasks, Tasks, ThreadTasks


@pytest.fixture(params=["inline", "threads"])
def tasks(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Tasks]:
    made: Tasks = InlineTasks() if request.param == "inline" else ThreadTasks()
    yield made
    made.close()


def test_results_and_errors_come_back_here(tasks: Tasks, qtbot: QtBot) -> None:
    here = threading.get_ident()
    done: list[tuple[int, int]] = []
    failed: list[Exception] = []
    tasks.run(lambda: 6 * 7, lambda n: done.append((n, threading.get_ident())), lambda _e: None)
    tasks.run(lambda: int("x"), lambda _n: None, failed.append, alone=True)
    qtbot.waitUntil(lambda: bool(done and failed))
    assert done == [(42, here)]
    assert [type(error) for error in failed] == [ValueError]


def test_it_is_idle_once_every_answer_is_given_or_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    assert tasks.is_idle()
    tasks.run(lambda: 1, lambda _n: None, lambda _e: None)
    tasks.run(lambda: int("x"), lambda _n: None, lambda _e: None).cancel()
    qtbot.waitUntil(tasks.is_idle)


def test_work_on_a_thread_is_under_way_until_its_answer_came(qtbot: QtBot) -> None:
    tasks = ThreadTasks()
    gate = threading.Event()
    tasks.run(lambda: gate.wait(10), lambda _r: None, lambda _e: None)
    assert not tasks.is_idle()
    gate.set()
    qtbot.waitUntil(tasks.is_idle)
    tasks.close()


def test_a_cancelled_errand_answers_nobody(qtbot: QtBot) -> None:
    tasks = ThreadTasks()
    gate = threading.Event()
    answers: list[str] = []
    errand = tasks.run(lambda: gate.wait(10), lambda _r: answers.append("cancelled"), lambda _e: None, alone=True)
    errand.cancel()
    gate.set()
    tasks.run(lambda: "next", answers.append, lambda _e: None, alone=True)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["next"]
    tasks.close()


def test_writers_go_in_single_file(qtbot: QtBot) -> None:
    tasks = ThreadTasks()
    order: list[int] = []
    for number in range(20):
        tasks.run(lambda number=number: order.append(number), lambda _r: None, lambda _e: None, alone=True)  # type: ignore[misc]
    tasks.close()
    assert order == list(range(20))


def test_nothing_is_delivered_after_closing_even_when_it_was_on_its_way(qtbot: QtBot) -> None:
    tasks = ThreadTasks()
    answers: list[str] = []
    tasks.run(lambda: "late", answers.append, lambda _e: None, alone=True)
    tasks._single.shutdown(wait=True)  # its answer is queued for this thread, which has not looked yet
    tasks.close()
    QApplication.sendPostedEvents()
    assert answers == []
