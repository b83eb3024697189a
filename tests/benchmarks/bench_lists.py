# SPDX-License-Identifier: MIT
"""P5: the customers pane over a million rows, against the same pane over a model that answers one row for all.

P5 first paint, P5c the last row against fetching on and on, P5d a frame after a random jump, P5e memory (each way in
a process of its own, for memory once taken is not given back).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import sleep

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, QModelIndex, Qt, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from crmtrainer.customers.listing import LARGEST_PAGE
from crmtrainer.customers.queries import customer_ids, customer_page
from crmtrainer.house import House
from crmtrainer.ui.app import make_application
from crmtrainer.ui.customers.list_pane import CustomerList
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.rows import NO_PARENT, Index, Row, row_data
from crmtrainer.ui.tasks import ThreadTasks
from crmtrainer.ui.tour.play import tell_qt
from tests.benchmarks.measure import Doing, at_least, at_most, spell, take_turns
from tests.benchmarks.worlds import Large, Timings, large_file, opened, options_of
from tests.support import LEARNER

JUMPS, FETCHED = 100, 256
STATM = Path("/proc/self/statm")
FRAME, MEBIBYTES = 0.0167, 80
ONE_ROW = Row(1, "Mrs Maire Ilves", "K-10003", "Leeds", "account-outline", spoken="Mrs Maire Ilves")


class Constant(QAbstractListModel):
    """The limit: one row for all."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else self._rows

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return row_data(ONE_ROW, role)


class FetchingOn(Constant):
    """The peer: grows by a few hundred rows whenever its end is reached, as Qt's own SQL models do."""

    def __init__(self, large: Large) -> None:
        super().__init__(0)
        self._large = large
        self._cursor = large.raw.execute(
            "SELECT id, ref, title, given, family, town, stage FROM customer ORDER BY family_folded, given_folded, id"
        )
        self._held: list[tuple[object, ...]] = []

    def canFetchMore(self, parent: Index = NO_PARENT) -> bool:
        return self._rows < self._large.customers

    def fetchMore(self, parent: Index = NO_PARENT) -> None:
        more = self._cursor.fetchmany(FETCHED)
        self.beginInsertRows(QModelIndex(), self._rows, self._rows + len(more) - 1)
        self._held += more
        self._rows += len(more)
        self.endInsertRows()


@contextmanager
def desk_in(large: Large) -> Iterator[Desk]:
    with TemporaryDirectory() as home, House.open(Path(home)) as house:
        desk = Desk(house, LEARNER)
        desk._world = large.world
        yield desk


class Pane:
    """The program's own pane, shown, with its tasks; made anew for every turn."""

    def __init__(self, desk: Desk) -> None:
        self.tasks = ThreadTasks()
        self.pane = CustomerList(desk, self.tasks)
        self.pane.resize(360, 900)
        self.pane.show()
        settle()

    def show_all(self) -> None:
        """As the program does: ask, and paint what comes first."""
        self.pane.refresh()
        while not self.pane.model.rowCount():
            settle()
        self.pane.list.viewport().repaint()

    def show_constant(self, rows: int) -> None:
        self.pane.list.setModel(Constant(rows))
        settle()
        self.pane.list.viewport().repaint()

    def wait(self) -> None:
        """Until nothing more comes."""
        while not self.tasks.is_idle():
            settle()
            sleep(0.001)
        settle()

    def jump(self, place: int) -> None:
        """A frame: go somewhere and paint it."""
        self.pane.list.scrollTo(self.pane.list.model().index(place, 0))
        self.pane.list.viewport().repaint()

    def close(self) -> None:
        self.wait()
        self.tasks.close()
        self.pane.close()
        self.pane.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle() -> None:
    QApplication.processEvents()


def main() -> None:
    make_application(sys.argv[:1])
    qInstallMessageHandler(tell_qt)
    with large_file() as path:
        if (way := options_of().hold) is not None:
            with opened(path) as large, desk_in(large) as desk:
                hold(large, desk, way)
            return
        with opened(path) as large, desk_in(large) as desk:
            first_paint(large, desk)
            jumps(large, desk)
        if os.name == "posix":
            memory(path)


def first_paint(large: Large, desk: Desk) -> None:
    panes: list[Pane] = []

    def another() -> None:
        while panes:
            panes.pop().close()
        panes.append(Pane(desk))

    at_most(
        f"P5  first paint of {large.customers:,} rows against a constant model",
        1.25,
        ours=lambda: panes[-1].show_all(),
        limit=lambda: panes[-1].show_constant(large.customers),
        prepare=another,
        rounds=9,
    )
    taken = take_turns(
        "all ids in place", lambda: panes[-1].wait(), lambda: None, 1, lambda: (another(), panes[-1].show_all())
    )
    sys.stdout.write(f"    all ids in place, off the window's thread, {spell(median(taken.ours))} later\n")
    another()
    panes.pop().close()


def jumps(large: Large, desk: Desk) -> None:
    ours, limit = Pane(desk), Pane(desk)
    ours.show_all()
    ours.wait()
    limit.show_constant(large.customers)
    last, chance = large.customers - 1, random.Random(5)
    timings = Timings([], [])

    def frames(pane: Pane, kept: Timings) -> Doing:
        def run() -> None:
            for _ in range(JUMPS):
                kept.take(partial(pane.jump, chance.randrange(last)))

        return run

    at_most(
        f"P5d {JUMPS} frames after a random jump against a constant model",
        1.5,
        ours=frames(ours, timings),
        limit=frames(limit, Timings([], [])),
    )
    timings.tell("P5d a frame after a random jump", FRAME)

    def jump_to_the_end() -> None:
        ours.jump(0)
        ours.jump(last)

    def fetch_on() -> None:
        model = FetchingOn(large)
        limit.pane.list.setModel(model)
        while model.canFetchMore():
            model.fetchMore()
        limit.jump(last)

    at_least(
        "P5c there and back to the last row against fetching on", 500, ours=jump_to_the_end, slow=fetch_on, rounds=3
    )
    ours.close()
    limit.close()


def memory(path: Path) -> None:
    """Each way in a process of its own."""
    taken = {way: held_by(path, way) for way in ("list", "all")}
    met = "met" if taken["list"] <= MEBIBYTES else "NOT MET"
    sys.stdout.write(
        f"P5e memory added by {options_of().size:,} rows: {taken['list']:.0f} MiB (goal ≤ {MEBIBYTES} MiB, {met})\n"
        f"    all rows loaded: {taken['all']:.0f} MiB\n"
    )


def held_by(path: Path, way: str) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.bench_lists", "--worlds", str(path.parent)]
    more = ["--size", str(options_of().size), "--hold", way]
    answer = subprocess.run([*command, *more], check=True, stdout=subprocess.PIPE, text=True)
    return float(answer.stdout.splitlines()[-1])


def hold(large: Large, desk: Desk, way: str) -> None:
    """Tell how many mebibytes this process grew by."""
    pane = Pane(desk)
    large.ask(customer_ids, limit=10)
    before = held_now()
    if way == "list":
        pane.show_all()
        pane.wait()
        for place in random.Random(6).sample(range(large.customers), 200):
            pane.jump(place)
    else:
        ids = large.ask(customer_ids)
        held = [large.ask(customer_page, ids=ids[at : at + LARGEST_PAGE]) for at in range(0, len(ids), LARGEST_PAGE)]
        assert len(held)
    sys.stdout.write(f"{held_now() - before}\n")
    pane.close()


def held_now() -> float:
    """The memory of this process; where the system does not tell it, the most that it ever had."""
    if STATM.exists():
        return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    import resource  # Windows has none

    taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return taken / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    main()
