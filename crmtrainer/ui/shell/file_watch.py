# SPDX-License-Identifier: MIT
"""The whole proof of a world's file, made beside the window some moments after it was opened."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from crmtrainer.house.checking import Health, check_whole
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.tasks import Tasks

log = logging.getLogger(__name__)

AFTER = 3000
"""Milliseconds that the window has for itself when a world was opened."""


def checked(path: Path, given_up: threading.Event) -> Health:
    """How the file is. What is found is looked at a second time: somebody acts in the file meanwhile."""
    found = check_whole(path, given_up.is_set)
    return found if found.problem is None else check_whole(path, given_up.is_set)


class FileWatch(QObject):
    """Checks each world that is opened. A damaged one is barred from acts; it can still be read."""

    found = Signal(object)
    """What is wrong with the open world's file: a `StoreUnavailable`."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None, *, after: int = AFTER) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._given_up = threading.Event()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after)
        self._timer.timeout.connect(self.check)

    def begin(self) -> None:
        """Check from now on whatever world is opened, and the one that is open."""
        self._desk.world_changed.connect(self._follow)
        self._follow()

    def stop(self) -> None:
        """Leave a check that is under way as it is: it ends within a moment and tells nothing."""
        self._timer.stop()
        self._given_up.set()

    def check(self) -> None:
        """Check the open world now."""
        self.stop()
        if self._desk.has_world:
            self._given_up = given_up = threading.Event()
            path = self._desk.world.app.database.path
            self._tasks.run(
                lambda: checked(path, given_up),
                lambda health: self._done(health, given_up),
                lambda error: self._gone_wrong(error, given_up),
            )

    def _follow(self) -> None:
        self.stop()
        if self._desk.has_world:
            self._timer.start()

    def _done(self, health: Health, given_up: threading.Event) -> None:
        if given_up.is_set() or health.problem is None or not self._desk.has_world:
            return
        entry = health.problem.facts.get("entry", "")
        log.error("%s was found damaged while it is open: %s %s", health.path.name, health.problem.code, entry)
        self._desk.world.bar(StoreUnavailable("world.barred", path=str(health.path)))
        self.found.emit(health.problem)

    def _gone_wrong(self, error: Exception, given_up: threading.Event) -> None:
        if not given_up.is_set():
            raise error
