# SPDX-License-Identifier: MIT
"""The slow work of the page, off the thread of the window: reckoning a plan, filling a world, looking for worlds."""

import shutil
import threading
import time
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from crmtrainer.house.sandboxes import Sandbox, clear_out, make_sandbox, register, sandboxes
from crmtrainer.kernel.errors import Expected
from crmtrainer.seeding.builder import Built, Doing
from crmtrainer.seeding.chunks import GROUP
from crmtrainer.seeding.preview import preview
from crmtrainer.seeding.profile import Profile
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.seeding.plan_pane import PEOPLE, Plan
from crmtrainer.ui.tasks import Tasks

DRAWN = 50 * GROUP
"""So many customers at most are drawn for a preview."""
TO_WRITE = 4.5
"""A customer takes about so many times as long to be written, with indexes, as to be drawn."""
TO_BEGIN = 0.4


def reckon(home: Path, profile: Profile) -> Plan:
    """What this profile gives, and about how many seconds it takes on this machine, by drawing some."""
    # The first drawing of a profile reads its file, too; the second one tells how quick the machine is.
    preview(profile, PEOPLE)
    began = time.perf_counter()
    found = preview(profile, PEOPLE)
    each = (time.perf_counter() - began) / max(1, min(profile.customers, DRAWN))
    return Plan(found, TO_BEGIN + TO_WRITE * each * profile.customers, shutil.disk_usage(home).free)


def look_for_worlds(home: Path, today: date) -> tuple[Sandbox, ...]:
    """The filled worlds, after those removed long ago are erased."""
    clear_out(home, today)
    return sandboxes(home)


class Filling(QObject):
    """One fill at a time. Whatever way it ends, one of `made`, `failed` tells; cancelled, nothing is left of it."""

    stepped = Signal(int, int, object)
    made = Signal(object, object)
    """`Built` and the `Profile` it was made from."""
    failed = Signal(object)
    """An `Expected` problem, `seed.cancelled` among them."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._stop = threading.Event()
        self.is_on = False

    def start(self, profile: Profile) -> None:
        """Begin to fill; while one is under way another is not taken."""
        if self.is_on:
            return
        home, stop = self._desk.house.home, threading.Event()
        self._stop, self.is_on = stop, True

        def tell(done: int, total: int, doing: Doing) -> None:
            self.stepped.emit(done, total, doing)

        def work() -> Built:
            return make_sandbox(home, profile, progress=tell, cancelled=stop.is_set)

        self._tasks.run(work, lambda built: self._made(built, profile), self._failed)

    def cancel(self) -> None:
        """Stop soon; `failed` tells when it has."""
        self._stop.set()

    def _made(self, built: Built, profile: Profile) -> None:
        self.is_on = False
        try:
            register(self._desk.house, built, profile)
        except Expected as problem:
            self.failed.emit(problem)
            return
        self.made.emit(built, profile)

    def _failed(self, error: Exception) -> None:
        self.is_on = False
        if not isinstance(error, Expected):
            self.failed.emit(None)
            raise error
        self.failed.emit(error)
