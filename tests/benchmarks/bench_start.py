# SPDX-License-Identifier: MIT
"""P7: from the command to the painted window, and to the rows in it, against an empty PySide6 window.

Every start is a process of its own; byte code, the data folder and the list of scenarios are there already, as on
any day but the first. The rows are the scenarios in their list.
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
from crmtrainer.house.catalogue import cards
from crmtrainer.house.known_cards import keep_cards
from crmtrainer.kernel.commands import Role
from tests.benchmarks.measure import Comparison, spell, tell

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
    print(time.perf_counter(), time.process_time(), flush=True)
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
        print(time.perf_counter(), time.process_time(), flush=True)
    return show_now

def run(app, on_fault):
    (window,) = (each for each in app.topLevelWidgets() if isinstance(each, MainWindow))
    listed = window.body.page().model
    while not listed.rowCount():
        app.processEvents()
    app.processEvents()
    print(time.perf_counter(), time.process_time(), flush=True)
    window.show_section(Section.CUSTOMERS)
    app.processEvents()
    print(time.perf_counter(), time.process_time(), flush=True)
    return 0

from crmtrainer.ui import starting
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.sections import Section
starting.show_now, starting.run = watched(starting.show_now), run
from crmtrainer.__main__ import main
sys.argv = ["crmtrainer", "--data", sys.argv[1], "run"]
main()
"""


def main() -> None:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        with House.open(home) as house:
            house.remember("last.role", house.enrol(Role.LEARNER, "Ann").role.value)
        keep_cards(home, cards(home))
        ways: dict[str, tuple[str, ...]] = {"ours": (OURS, str(home)), "empty": (EMPTY,)}
        taken: dict[str, list[list[Moment]]] = {way: [started(*start)] for way, start in ways.items()}
        for turn in range(ROUNDS):
            for way in sorted(ways, reverse=bool(turn % 2)):
                taken[way].append(started(*ways[way]))
    # The first start of each fills the caches.
    ours, empty = taken["ours"][1:], taken["empty"][1:]
    for place, (title, goal) in enumerate((("P7 the painted window", 1.5), ("P7 with rows in it", 4))):
        for clock, unit in enumerate(("", ", by processor time")):
            found = Comparison(
                f"{title}{unit}",
                [moments[place][clock] for moments in ours],
                [moments[0][clock] for moments in empty],
            )
            tell(found, found.times_as_long, "≤", goal, met=median(found.times_as_long) <= goal)
    more = median(pages[1] - rows[1] for _, rows, pages in ours)
    sys.stdout.write(f"    the pages of a world, for who goes to one at once: {spell(more)} of processor time more\n")


Moment = tuple[float, float]


def started(code: str, *arguments: str) -> list[Moment]:
    """Seconds from the command to each moment that it tells, and of processor time."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The offscreen platform complains of every window that it has no hints to pass on.
    variables.setdefault("QT_LOGGING_RULES", "default.warning=false")
    began = perf_counter()
    told = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=variables, check=True, stdout=subprocess.PIPE, text=True
    )
    lines = (line.split() for line in told.stdout.splitlines())
    return [(float(moment) - began, float(spent)) for moment, spent in lines]


if __name__ == "__main__":
    main()
