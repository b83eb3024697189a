# SPDX-License-Identifier: MIT
"""The one timer: each second the world does what has fallen due, and what is in sight is painted anew."""

from PySide6.QtCore import QObject, QTimer, Signal

from crmtrainer.kernel.errors import Expected
from crmtrainer.ui.desk import Desk

SECOND = 1000


class Heartbeat(QObject):
    """Beats once a second while started. Screens compute from the practice time it carries; nothing is added up."""

    beat = Signal(object)
    """Practice time, a datetime."""
    stumbled = Signal(object)
    """The world could not act (a full disk, say): an `Expected`, told once; each further beat tries again."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stumbling = False
        self._timer = QTimer(self)
        self._timer.setInterval(SECOND)
        self._timer.timeout.connect(self.strike)

    def start(self) -> None:
        """Beat from now on."""
        self._timer.start()

    def stop(self) -> None:
        """Stand still."""
        self._timer.stop()

    def strike(self) -> None:
        """One beat."""
        if not self._desk.has_world:
            return
        try:
            self._desk.world.tick()
        except Expected as problem:
            if not self._stumbling:
                self.stumbled.emit(problem)
            self._stumbling = True
            return
        self._stumbling = False
        self.beat.emit(self._desk.world.clock.now())
