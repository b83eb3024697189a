# SPDX-License-Identifier: MIT
"""Garbage that holds running timers goes by the thread of the window; another one that collected it would crash Qt."""

import gc
import subprocess
import sys
import threading
import weakref

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.ui import tidying
from crmtrainer.ui.tasks import ThreadTasks
from crmtrainer.ui.tidying import collecting_here


class Beating(QObject):
    """Part of a cycle, like whatever is connected to its own methods."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        timer = QTimer(self)
        timer.start(1)


def work() -> int:
    """Allocates far more than what has Python collect all generations."""
    return sum(len([[] for _ in range(1_000)]) for _ in range(400))


def test_what_a_worker_allocates_collects_nothing_there(qtbot: QtBot, qapp: QApplication) -> None:
    seen: list[int] = []
    tasks = ThreadTasks()
    done: list[int] = []
    with collecting_here(qapp):
        weakref.finalize(Beating(), lambda: seen.append(threading.get_ident()))
        tasks.run(work, done.append, lambda _error: None)
        qtbot.waitUntil(lambda: bool(done))
        assert not seen
        usual = gc.get_threshold()
        gc.set_threshold(1, *usual[1:])
        try:
            tidying.collect_what_is_due()
        finally:
            gc.set_threshold(*usual)
    tasks.close()
    assert seen == [threading.get_ident()]


def test_it_is_collected_by_and_by_while_the_window_runs(qtbot: QtBot, qapp: QApplication) -> None:
    with collecting_here(qapp):
        lives = weakref.ref(Beating())
        kept = []

        def is_gone() -> bool:
            kept.append([[] for _ in range(2_000)])
            return lives() is None

        qtbot.waitUntil(is_gone, timeout=60_000)


def test_python_collects_again_afterwards(qapp: QApplication) -> None:
    gc.enable()
    with collecting_here(qapp):
        assert not gc.isenabled()
    assert gc.isenabled()


CRASHED = """
import gc, threading
from PySide6.QtWidgets import QApplication
from tests.ui.test_tidying import Beating, work
from crmtrainer.ui.tidying import collecting_here

app = QApplication([])
gc.set_threshold(50, 1, 1)
with collecting_here(app):
    for _ in range(30):
        Beating()
        app.processEvents()
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        app.processEvents()
print("whole")
"""


def test_a_program_that_makes_and_drops_what_ticks_while_others_work_stays_alive() -> None:
    done = subprocess.run([sys.executable, "-c", CRASHED], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "whole"), done.stderr
