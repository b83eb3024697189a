# SPDX-License-Identifier: MIT
"""Makes the pages of a world while nobody asks for anything, so that the first attempt need not wait for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from crmtrainer.kernel.commands import Role
from crmtrainer.ui import appearance
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.loading import all_to_stay
from crmtrainer.ui.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Iterator

P = TypeVar("P", bound=QWidget, covariant=True)

BETWEEN_MS = 250
"""A page takes about a tenth of a second; between two of them the window answers."""


class MakesPage(Protocol[P]):
    """The class of a page of a world."""

    def __call__(self, desk: Desk, *, tasks: Tasks) -> P: ...


class Ahead(QObject):
    """One page after another. Whoever wants one takes it, made already or not."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._made: dict[object, QWidget] = {}
        self._steps: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BETWEEN_MS)
        self._timer.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Begin, for whoever may start an attempt. A second time does nothing."""
        if self._steps is None and self._desk.actor.role is not Role.ASSESSOR:
            self._steps = self._pages()
            self._timer.start()

    def stop(self) -> None:
        """The pages are there, or the window closes: what nobody took is let go."""
        self._timer.stop()
        self._steps = iter(())
        for page in self._made.values():
            page.deleteLater()
        self._made = {}

    def made(self) -> int:
        """How many pages stand ready that nobody has taken."""
        return len(self._made)

    def take(self, kind: MakesPage[P]) -> P:
        """A page of this class that nobody has taken."""
        found = self._made.pop(kind, None)
        return kind(self._desk, tasks=self._tasks) if found is None else found  # type: ignore[return-value]

    def _go_on(self) -> None:
        """The next step, unless something is being read or made: what somebody waits for comes first."""
        if self._steps is None:
            return
        if self._tasks.is_idle():
            with all_to_stay(), appearance.undressed():
                if next(self._steps, self) is self:
                    return
        self._timer.start()

    def _pages(self) -> Iterator[None]:
        from crmtrainer.ui.shell import floor

        yield
        for kind in floor.PAGES:
            self._made[kind] = kind(self._desk, tasks=self._tasks)
            yield
