# SPDX-License-Identifier: MIT
"""An attempt at the desk: started, resumed, finished and handed in, with the window's mode and clock to match."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.house import Running
from crmtrainer.house.catalogue import pack_of
from crmtrainer.house.running import finish, hand_in, resume, start
from crmtrainer.kernel.errors import Expected
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui.desk import Desk


class AttemptDesk(QObject):
    """Which attempt is open. Everything that can fail tells `desk.refused` and leaves things as they were."""

    changed = Signal()
    """Another attempt is open, or its state is another."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.running: Running | None = None

    @property
    def row(self) -> AttemptRow | None:
        """The open attempt."""
        return None if self.running is None else self.running.row

    @property
    def mode(self) -> Mode | None:
        """The open attempt's mode."""
        return None if self.running is None else Mode(self.running.row.mode)

    @property
    def is_running(self) -> bool:
        """Whether an attempt is open and not finished."""
        return self.running is not None and self.running.row.state is AttemptState.RUNNING

    def start(self, scenario: str, mode: Mode) -> bool:
        """Make a world for a new attempt and open it. Says whether that was done."""
        house = self._desk.house

        def begin() -> Running:
            return start(house, pack_of(house.home, scenario), scenario, mode, self._desk.actor)

        return self._take(begin)

    def resume(self, row: AttemptRow) -> bool:
        """Open an attempt again. Says whether that was done."""
        return self._take(lambda: resume(self._desk.house, row, self._desk.actor))

    def finish(self) -> bool:
        """End the run. Says whether that was done."""
        running = self.running
        if running is None:
            return False
        done = self._try(lambda: finish(self._desk.house, running, self._desk.actor))
        if done:
            self.changed.emit()
        return done

    def hand_in(self) -> Path | None:
        """Hand the finished attempt in. Gives the file."""
        running = self.running
        if running is None:
            return None
        found: list[Path] = []
        if self._try(lambda: found.append(hand_in(self._desk.house, running, self._desk.actor))):
            self.changed.emit()
        return found[0] if found else None

    def leave(self) -> None:
        """Let practice time stand and close the world; the attempt can be resumed."""
        running = self.running
        if running is None:
            return
        if self.is_running:
            self._try(lambda: running.world.perform(SetSpeed(0), self._desk.actor))
        self.running = None
        self._desk.open_world(None)
        self.changed.emit()

    def _take(self, opening: Callable[[], Running]) -> bool:
        found: list[Running] = []
        if not self._try(lambda: found.append(opening())):
            return False
        self.leave()
        self.running = found[0]
        self._desk.open_world(self.running.world)
        self.changed.emit()
        return True

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except Expected as problem:
            self._desk.refused.emit(problem)
            return False
        return True
