# SPDX-License-Identifier: MIT
"""Makes the worlds that attempts are copied from before anybody asks for one, quietly and off the window’s thread."""

import logging
import threading

from PySide6.QtCore import QObject

from crmtrainer.kernel.errors import Expected
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.tasks import Tasks

log = logging.getLogger(__name__)


class Templates(QObject):
    """Begun once, after the window has opened. What stands against it is told when an attempt is started."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._stop = threading.Event()

    def begin(self) -> None:
        """Make what is missing; the window and an attempt that is started meanwhile go on."""
        home, stop = self._desk.house.home, self._stop

        def make() -> int:
            from crmtrainer.house.worlds import make_templates  # all that fills a world is loaded off the window too

            return make_templates(home, cancelled=stop.is_set)

        self._tasks.run(make, self._made, self._failed)

    def stop(self) -> None:
        """The window closes: what is half made is given up, and leaves nothing."""
        self._stop.set()

    def _made(self, many: int) -> None:
        if many:
            log.info("%s worlds were made ready for attempts", many)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Expected):
            raise error
        if error.code != "seed.cancelled":
            log.warning("No worlds were made ready for attempts: %s", error)
