# SPDX-License-Identifier: MIT
"""What can be started: the packs are read beside the window, and the scenarios shown with this person's attempts."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from crmtrainer.assessment.queries import my_attempts
from crmtrainer.house.catalogue import ScenarioCard, cards
from crmtrainer.house.known_cards import keep_cards, known_cards
from crmtrainer.kernel.errors import Expected
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.scenarios.page import ScenariosPage
from crmtrainer.ui.tasks import Tasks

READS_AFTER_MS = 300
"""With scenarios in the list already, the packs are read once the window had the time to be painted."""


class Offer(QObject):
    """Keeps the page of scenarios true.

    Reading packs takes most of a second the first time; what was listed last, of the same packs, stands there
    meanwhile.
    """

    def __init__(self, page: ScenariosPage, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page, self._desk, self._tasks = page, desk, tasks
        self._cards: tuple[ScenarioCard, ...] | None = None
        self._waits = self._stopped = False

    def refresh(self) -> None:
        """Show attempts anew at once, and packs once they are read again."""
        if self._cards is None and (known := known_cards(self._desk.house.home)) is not None:
            self._show(known)
            self._waits = True
            # From the first turn of the event loop on: to put the window together may have taken longer than that.
            QTimer.singleShot(0, self, lambda: QTimer.singleShot(READS_AFTER_MS, self, self._read_packs))
        elif self._cards is not None:
            self._show(self._cards)
        if not self._waits:
            self._read_packs()

    def stop(self) -> None:
        """The window closes: nothing more is read."""
        self._stopped = True

    def _read_packs(self) -> None:
        self._waits = False
        if self._stopped:
            return
        self._tasks.run(partial(cards, self._desk.house.home), self._read, self._cannot_read)

    def _read(self, found: tuple[ScenarioCard, ...]) -> None:
        if found != self._cards:
            self._show(found)
        keep_cards(self._desk.house.home, found)

    def _show(self, found: tuple[ScenarioCard, ...]) -> None:
        self._cards = found
        self._page.set_content(found, self._desk.ask(my_attempts))

    def _cannot_read(self, problem: Exception) -> None:
        if not isinstance(problem, Expected):
            raise problem
        self._desk.refused.emit(problem)
