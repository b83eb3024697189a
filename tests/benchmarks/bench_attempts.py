# SPDX-License-Identifier: MIT
"""P2b: a new attempt among 5,000 customers, from the button to its brief in the window, against copying the file.

Every window is a process of its own, open for five seconds before anybody starts anything: so long somebody chooses. As
on any day but the first, byte code and the template are there. The limit copies the template's file, durably.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from crmtrainer.house import House
from crmtrainer.house.catalogue import cards, pack_of
from crmtrainer.house.known_cards import keep_cards
from crmtrainer.house.running import start
from crmtrainer.house.worlds import TEMPLATE_CUSTOMERS, template_for
from crmtrainer.kernel.commands import Actor, Role
from crmtrainer.scenarios.rules import Mode
from tests.benchmarks.measure import Comparison, spell, take_turns

SCENARIO = "passed-to-warehouse"
ROUNDS, WINDOWS, STARTS = 7, 5, 4
GOAL = 0.75
"""Seconds: well under one."""
IN_THE_WINDOW = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui.opening import open_window

home, scenario, starts = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
app = QApplication([])
opened = open_window(home)
opened.window.resize(1180, 720)
opened.window.show()
opened.board.begin_beside()
awake = QTimer(interval=5)
awake.start()

def until(holds):
    while not holds():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    app.processEvents()

begun = time.perf_counter()
until(lambda: time.perf_counter() > begun + 5 and opened.board.is_idle())
board = opened.board
for number in range(starts):
    begun, spent = time.perf_counter(), time.process_time()
    board.start(scenario, Mode.PRACTISE)
    until(lambda: type(opened.window.body.page()).__name__ == "BriefPage" and board.is_idle())
    print(time.perf_counter() - begun, time.process_time() - spent, flush=True)
    board.attempt.leave()
    opened.window.close_page()
    until(board.is_idle)
opened.close()
"""


def main() -> None:
    with TemporaryDirectory() as folder:
        home = Path(folder) / "kept"
        with House.open(home) as house:
            learner = house.enrol(Role.LEARNER, "Ann")
            house.remember("last.role", learner.role.value)
            house.remember(f"last.{learner.role.value}", learner.pseudonym)
            keep_cards(home, cards(home))
            template = template_for(home, pack_of(home, SCENARIO), SCENARIO)
        with House.open(Path(shutil.copytree(home, Path(folder) / "world"))) as house:
            copied = its_world(house, learner, template)
        in_the_window(home, copied)


def its_world(house: House, learner: Actor, template: Path) -> float:
    """The world made, entered and opened, without a window. Gives how long the limit takes."""
    spent: list[float] = []

    def begin() -> None:
        began = process_time()
        start(house, pack_of(house.home, SCENARIO), SCENARIO, Mode.PRACTISE, learner).world.close()
        spent.append(process_time() - began)

    def copy() -> None:
        with (house.home / "copy").open("wb") as file:
            file.write(template.read_bytes())
            file.flush()
            os.fsync(file.fileno())

    begin()  # the first one compiles the statements
    del spent[:]
    found = take_turns(f"P2b a new attempt’s world among {TEMPLATE_CUSTOMERS:,} customers", begin, copy, ROUNDS)
    say(found.title, found.ours, spent, found)
    return median(found.other)


def in_the_window(kept: Path, copied: float) -> None:
    """Each time in a data folder in which nobody has begun anything."""
    first: list[tuple[float, float]] = []
    later: list[tuple[float, float]] = []
    for number in range(WINDOWS):
        home = Path(shutil.copytree(kept, kept.with_name(f"window{number}")))
        told = run(str(home), SCENARIO, str(STARTS))
        first.append(told[0])
        later += told[1:]
    for which, taken in (("the first in a window, with its pages", first), ("each further one", later)):
        wall, spent = [each[0] for each in taken], [each[1] for each in taken]
        found = Comparison("", wall, [copied] * len(wall))
        say(f"P2b from the button to the brief, {which}", wall, spent, found)


def say(title: str, wall: list[float], spent: list[float], found: Comparison) -> None:
    verdict = "met" if median(wall) <= GOAL else "NOT MET"
    by_processor = "met" if median(spent) <= GOAL else "NOT MET"
    sys.stdout.write(
        f"{title}: {spell(median(wall))} (goal ≤ {spell(GOAL)}, {verdict}), {spell(median(spent))} of processor time "
        f"({by_processor})\n"
        f"    ×{median(found.times_as_long):.3g} of copying the file durably, {spell(median(found.other))}; "
        f"{len(wall)} times from {spell(min(wall))} to {spell(max(wall))}\n"
    )


def run(*arguments: str) -> list[tuple[float, float]]:
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The offscreen platform complains of every window that it has no hints to pass on.
    variables.setdefault("QT_LOGGING_RULES", "default.warning=false")
    told = subprocess.run(
        [sys.executable, "-c", IN_THE_WINDOW, *arguments],
        env=variables,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return [(float(wall), float(spent)) for wall, spent in map(str.split, told.stdout.splitlines())]


if __name__ == "__main__":
    main()
