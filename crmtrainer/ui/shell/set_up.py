# SPDX-License-Identifier: MIT
"""The pages under "Set up", which are there for trainers only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from crmtrainer.kernel.commands import Role
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.sections import SET_UP, Section
from crmtrainer.ui.tasks import Tasks

if TYPE_CHECKING:
    from crmtrainer.ui.seeding.page import SeedingPage
    from crmtrainer.ui.standards.page import StandardsPage


class SetUp(QObject):
    """Brings the pages when a trainer sits down, and takes them from the navigation when somebody else does."""

    open_wanted = Signal(object)
    """A `Sandbox` that somebody wants to practise in."""
    calculator_wanted = Signal(str)
    """The calculator, with the question in JSON that it begins with; empty for none."""
    world_wanted = Signal()
    """Somebody wants to choose a practice world, to set its standards."""

    def __init__(self, window: MainWindow, desk: Desk, tasks: Tasks, tell: Callable[[str], object]) -> None:
        """`tell` says that something was set, and may offer to take it back."""
        super().__init__(window)
        self._window, self._desk, self._tasks, self._tell = window, desk, tasks, tell
        self.seeding: SeedingPage | None = None
        self.standards: StandardsPage | None = None

    def follow(self) -> None:
        """Bring the navigation in line with whoever is at the desk."""
        trains = self._desk.actor.role is Role.TRAINER
        if trains and self.seeding is None:
            self._window.promise_section(Section.STANDARDS, self._add_standards)
            from crmtrainer.ui.seeding.page import SeedingPage

            self.seeding = SeedingPage(self._desk, tasks=self._tasks)
            self.seeding.told.connect(lambda words: self._window.toast(words))
            self.seeding.announce.connect(self._window.announce)
            self.seeding.open_wanted.connect(self.open_wanted)
            self._window.add_section(Section.SEEDING, self.seeding)
        if self.seeding is not None:
            for section in SET_UP:
                self._window.body.navigation.offer(section, offered=trains)

    def _add_standards(self) -> None:
        """The page is made when somebody first goes there: it needs the rooms of a world."""
        from crmtrainer.ui.standards.page import StandardsPage

        self.standards = StandardsPage(self._desk)
        self.standards.told.connect(self._tell)
        self.standards.announce.connect(self._window.announce)
        self.standards.calculator_wanted.connect(self.calculator_wanted)
        self.standards.world_wanted.connect(self.world_wanted)
        self._window.add_section(Section.STANDARDS, self.standards)

    def stop(self) -> None:
        """The window closes: what is under way is given up."""
        if self.seeding is not None:
            self.seeding.stop()
