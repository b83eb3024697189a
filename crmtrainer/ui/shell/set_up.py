# SPDX-License-Identifier: MIT
"""The pages under "Set up", which are there for trainers only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from crmtrainer.kernel.commands import Role
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.sections import Section
from crmtrainer.ui.tasks import Tasks

if TYPE_CHECKING:
    from crmtrainer.ui.seeding.page import SeedingPage


class SetUp(QObject):
    """Brings the pages when a trainer sits down, and takes them from the navigation when somebody else does."""

    open_wanted = Signal(object)
    """A `Sandbox` that somebody wants to practise in."""

    def __init__(self, window: MainWindow, desk: Desk, tasks: Tasks) -> None:
        super().__init__(window)
        self._window, self._desk, self._tasks = window, desk, tasks
        self.seeding: SeedingPage | None = None

    def follow(self) -> None:
        """Bring the navigation in line with whoever is at the desk."""
        trains = self._desk.actor.role is Role.TRAINER
        if trains and self.seeding is None:
            from crmtrainer.ui.seeding.page import SeedingPage

            self.seeding = SeedingPage(self._desk, tasks=self._tasks)
            self.seeding.told.connect(lambda words: self._window.toast(words))
            self.seeding.announce.connect(self._window.announce)
            self.seeding.open_wanted.connect(self.open_wanted)
            self._window.add_section(Section.SEEDING, self.seeding)
        if self.seeding is not None:
            self._window.body.navigation.offer(Section.SEEDING, offered=trains)

    def stop(self) -> None:
        """The window closes: what is under way is given up."""
        if self.seeding is not None:
            self.seeding.stop()
