# SPDX-License-Identifier: MIT
"""An attempt at the desk: started, resumed, finished and handed in; or a practice world, opened and closed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.kernel.errors import Expected
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.tasks import Errand, Tasks

if TYPE_CHECKING:
    from crmtrainer.agenda.world import World
    from crmtrainer.house.running import Running
    from crmtrainer.house.sandboxes import Sandbox
    from crmtrainer.house.slips import Leave
    from crmtrainer.scenarios.loader import Pack


class AttemptDesk(QObject):
    """Which attempt or practice world is open.

    Everything that can fail tells `desk.refused` and leaves things as they were.
    """

    changed = Signal()
    """Another attempt is open, or its state is another."""
    started = Signal()
    """A new attempt is open and waits to be begun."""
    branched = Signal()
    """A practice branch is open, led up to where it is to go another way."""
    preparing = Signal(bool)
    """A world is being made, which takes some seconds the first time; false when that is over."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self.running: Running | None = None
        self.sandbox: Sandbox | None = None
        """The open practice world; never beside an attempt."""
        self._making: Errand | None = None

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
        """Whether practice time can pass: a practice world is open, or an attempt that is not finished."""
        if self.sandbox is not None:
            return True
        return self.running is not None and self.running.row.state is AttemptState.RUNNING

    def is_open(self, row: AttemptRow) -> bool:
        """Whether this attempt is the open one."""
        return self.running is not None and self.running.row.id == row.id

    def start(self, scenario: str, mode: Mode) -> None:
        """Make a world for a new attempt, off the window's thread, and open it; `started` tells when it is open.

        While one is being made, another start is not taken.
        """
        from crmtrainer.house.catalogue import pack_of
        from crmtrainer.house.running import next_number, prepare

        if self._making is not None:
            return
        house, actor = self._desk.house, self._desk.actor
        found: list[tuple[Pack, int]] = []
        if not self._try(lambda: found.append((pack_of(house.home, scenario), next_number(house, scenario, actor)))):
            return
        pack, number = found[0]
        # Before the work begins: work in line may be over when `run` comes back.
        self._making = Errand()
        self.preparing.emit(True)
        errand = self._tasks.run(
            lambda: prepare(house.home, pack, scenario, mode, actor, number), self._prepared, self._failed, alone=True
        )
        if self._making is not None:
            self._making = errand

    def start_with(self, line: str) -> Expected | None:
        """Begin the assessed attempt that a slip allows, as `start` does. Gives what is wrong with the slip."""
        from crmtrainer.house.running import next_number, pack_for, prepare
        from crmtrainer.house.slips import take_in

        if self._making is not None:
            return None
        house, actor = self._desk.house, self._desk.actor
        try:
            leave = take_in(house.home, line, actor)
            pack, scenario = pack_for(house.home, leave), leave.slip.scenario
            number = next_number(house, scenario, actor)
        except Expected as problem:
            return problem
        self._making = Errand()
        self.preparing.emit(True)
        errand = self._tasks.run(
            lambda: prepare(house.home, pack, scenario, Mode.ASSESSED, actor, number, leave),
            lambda path: self._prepared(path, leave),
            self._failed,
            alone=True,
        )
        if self._making is not None:
            self._making = errand
        return None

    def branch(self, row: AttemptRow, from_act: int) -> None:
        """Try again from an act of a finished attempt, in a new one; `branched` tells when it is open."""
        from crmtrainer.house.branching import check_branch, prepare_branch
        from crmtrainer.house.running import next_number

        if self._making is not None:
            return
        house, actor = self._desk.house, self._desk.actor
        found: list[int] = []

        def begin() -> None:
            check_branch(row, actor)
            found.append(next_number(house, row.scenario, actor))

        if not self._try(begin):
            return
        self._making = Errand()
        self.preparing.emit(True)
        errand = self._tasks.run(
            lambda: prepare_branch(house.home, row, from_act, found[0]), self._branched, self._failed, alone=True
        )
        if self._making is not None:
            self._making = errand

    def _branched(self, path: Path) -> None:
        from crmtrainer.house.running import enter

        self._made()
        if self._take(lambda: enter(self._desk.house, path, self._desk.actor)):
            self.branched.emit()

    def _made(self) -> None:
        self._making = None
        self.preparing.emit(False)

    def _prepared(self, path: Path, leave: Leave | None = None) -> None:
        from crmtrainer.house.running import enter, forget_asked

        self._made()
        if leave is not None:
            forget_asked(leave)
        if self._take(lambda: enter(self._desk.house, path, self._desk.actor)):
            self.started.emit()

    def _failed(self, error: Exception) -> None:
        self._made()
        if not isinstance(error, Expected):
            raise error
        self._desk.refused.emit(error)

    def resume(self, row: AttemptRow) -> bool:
        """Open an attempt again. Says whether that was done."""
        from crmtrainer.house.running import resume

        if self.running is not None and self.running.row.id == row.id:
            self.leave()  # a file is open once, also within one program
        return self._take(lambda: resume(self._desk.house, row, self._desk.actor))

    def open_sandbox(self, found: Sandbox) -> bool:
        """Open a practice world, its clock standing. Says whether that was done; what was open before is left."""
        from crmtrainer.house.sandboxes import open_sandbox

        if self.sandbox is not None and self.sandbox.path == found.path:
            return True
        opened: list[World] = []
        if not self._try(lambda: opened.append(open_sandbox(self._desk.house, found.path, self._desk.actor))):
            return False
        self.leave()
        self.sandbox = found
        self._desk.open_world(opened[0], shared=True)
        self.changed.emit()
        return True

    def finish(self) -> bool:
        """End the run. Says whether that was done."""
        from crmtrainer.house.running import finish

        running = self.running
        if running is None:
            return False
        done = self._try(lambda: finish(self._desk.house, running, self._desk.actor))
        if done:
            self.changed.emit()
        return done

    def hand_in(self) -> Path | None:
        """Hand the finished attempt in. Gives the file."""
        from crmtrainer.house.running import hand_in

        running = self.running
        if running is None:
            return None
        found: list[Path] = []
        if self._try(lambda: found.append(hand_in(self._desk.house, running, self._desk.actor))):
            self._desk.drafts.forget_all()
            self.changed.emit()
        return found[0] if found else None

    def leave(self) -> None:
        """Let practice time stand and close the world; the attempt can be resumed.

        A world that is still being made is not opened: its attempt waits in the list when the program starts again.
        """
        if self._making is not None:
            self._making.cancel()
            self._made()
        if self.running is None and self.sandbox is None:
            return
        world = self._desk.world
        if self.is_running and world.barred is None:
            self._try(lambda: world.perform(SetSpeed(0), self._desk.actor))
        self.running = self.sandbox = None
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
