# SPDX-License-Identifier: MIT
"""Backups made quietly while the window is open, and when somebody asks; one file at a time, beside all other work."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from crmtrainer.house.backups import Round, back_up_one, databases, due
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.ui.tasks import Tasks

log = logging.getLogger(__name__)

EVERY = 5 * 60 * 1000
"""Milliseconds between two looks whether something is due. What is due is for `house.backups` to say."""


def _now() -> datetime:
    return datetime.now(UTC)


class Keeper(QObject):
    """Backs up what is due. A file's trouble is told once, and again only when somebody asks for backups."""

    failed = Signal(object)
    """A `StoreUnavailable` that nobody was told of yet."""
    kept = Signal(int, int)
    """A round that somebody asked for is over: how many backups were made, and how many files could not be kept."""
    worked = Signal(object)
    """A file (Path) is backed up as it stands: trouble there was with it is over."""

    def __init__(
        self, home: Path, tasks: Tasks, parent: QObject | None = None, *, now: Callable[[], datetime] = _now
    ) -> None:
        super().__init__(parent)
        self._home, self._tasks, self._now = home, tasks, now
        self._waiting: list[Path] = []
        self._at_work: Path | None = None
        self._asked = False
        self._made = self._failed = 0
        self._told: set[tuple[Path, str]] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Back up what is due now, and from now on whatever becomes due."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Begin nothing more."""
        self._timer.stop()
        self._waiting.clear()

    def look(self) -> None:
        """Back up what is due."""
        if not self.is_busy:
            self._waiting = list(due(self._home, self._now()))
            self._next()

    def back_up_now(self) -> None:
        """Back up everything that changed, due or not; `kept` tells what came of it."""
        self._asked, self._made, self._failed = True, 0, 0
        self._told.clear()
        self._waiting = [file for file in databases(self._home) if file != self._at_work]
        if self._at_work is None:
            self._next()

    @property
    def is_busy(self) -> bool:
        """Whether a round is under way."""
        return self._at_work is not None

    def _next(self) -> None:
        if not self._waiting:
            if self._asked:
                self._asked = False
                self.kept.emit(self._made, self._failed)
            return
        file, now = self._waiting.pop(0), self._now()
        self._at_work = file
        self._tasks.run(
            lambda: back_up_one(file, now), lambda done: self._done(file, done), self._gone_wrong, alone=True
        )

    def _done(self, file: Path, done: Round) -> None:
        self._at_work = None
        self._made += len(done.made)
        self._failed += len(done.failed)
        for problem in done.failed:
            self._tell(file, problem)
        if not done.failed:
            self._told = {each for each in self._told if each[0] != file}
            self.worked.emit(file)
        self._next()

    def _tell(self, file: Path, problem: StoreUnavailable) -> None:
        if (file, problem.code) not in self._told:
            self._told.add((file, problem.code))
            log.warning("%s could not be backed up: %s", file.name, problem.code)
            self.failed.emit(problem)

    def _gone_wrong(self, error: Exception) -> None:
        """A fault of the program: it is shown as one, and the rest of the round is left."""
        self._at_work = None
        self._asked = False
        self._waiting.clear()
        raise error
