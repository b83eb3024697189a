# SPDX-License-Identifier: MIT
"""P7: from the command to the painted window, and to the rows in it, against an empty PySide6 window.

Every start is a process of its own; byte code and the data folder are there already, as on any day but the first.
P8 would be a dashboard, and the program has none.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from crmtrainer.house import House
from crmtrainer.kernel.commands import Role
from tests.benchmarks.measure import Comparison, tell

ROUNDS = 7
EMPTY = """
import time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Expose:
            QTimer.singleShot(0, done)
        return False

def done():
    print(time.perf_counter(), flush=True)
    app.quit()

app = QApplication([])
window = QMainWindow()
window.resize(1180, 720)
window.show()
watch = Watch()
window.windowHandle().installEventFilter(watch)
app.exec()
"""
OURS = """
import sys, time

def watched(show):
    def show_now(window):
        show(window)
        print(time.perf_counter(), flush=True)
    return show_now

def run(app, on_fault):
    app.processEvents()
    print(time.perf_counter(), flush=True)
    return 0

from crmtrainer.ui import starting
starting.show_now, starting.run = watched(starting.show_now), run
from crmtrainer.__main__ import main
sys.argv = ["crmtrainer", "--data", sys.argv[1], "run"]
main()
"""


def main() -> None:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        with House.open(home) as house:
            actor = house.enrol(Role.LEARNER, "Ann")
            house.remember("last.role", actor.role.value)
        started(OURS, str(home)), started(EMPTY)
        frame, rows = Comparison("P7 the painted window", [], []), Comparison("P7 with rows in it", [], [])
        for turn in range(ROUNDS):
            if turn % 2:
                (empty,) = started(EMPTY)
            painted, filled = started(OURS, str(home))
            if not turn % 2:
                (empty,) = started(EMPTY)
            frame.ours.append(painted)
            rows.ours.append(filled)
            frame.other.append(empty)
            rows.other.append(empty)
    for found, goal in ((frame, 1.5), (rows, 4)):
        tell(found, found.times_as_long, "≤", goal, met=median(found.times_as_long) <= goal)


def started(code: str, *arguments: str) -> list[float]:
    """Seconds from the command to each moment that it tells."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = perf_counter()
    told = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=variables, check=True, stdout=subprocess.PIPE, text=True
    )
    return [float(moment) - began for moment in told.stdout.split()]


if __name__ == "__main__":
    main()
