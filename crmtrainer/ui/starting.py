# SPDX-License-Identifier: MIT
"""Runs the program in its window. The frame is painted first; what stands behind it is loaded after that."""

from __future__ import annotations

import gc
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from crmtrainer.kernel.errors import Expected
from crmtrainer.ui import appearance, theme
from crmtrainer.ui.app import make_application, run
from crmtrainer.ui.chosen_look import look_of, read
from crmtrainer.ui.kept_choices import Kept
from crmtrainer.ui.shell.actions import Actions
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.window_layout import WindowLayout
from crmtrainer.ui.theme import Look, Scheme
from crmtrainer.ui.tidying import collecting_here

if TYPE_CHECKING:
    from crmtrainer.house.sandboxes import Sandbox

LONGEST_WAIT_MS = 500
"""A window that is not shown by then (on another desktop, say) is shown when it can be."""


def run_window(home: Path, arguments: Sequence[str] = (), *, world: Sandbox | None = None) -> int:
    """Run the program in its window until it is closed, at first in that practice world. Gives the exit code.

    Raises `StoreUnavailable`.
    """
    app = make_application(arguments, scheme=Scheme.SYSTEM)
    with collecting_here(app):
        return _run(app, home, world)


def _run(app: QApplication, home: Path, world: Sandbox | None) -> int:
    base = theme.active()
    wear_last(home, base)
    frame = MainWindow(Actions())
    layout = WindowLayout(frame, home)
    layout.restore()
    show_now(frame)

    # The data layer and the pages take longer to load than the frame takes to be painted.
    from crmtrainer.house.logs import log_file
    from crmtrainer.ui.opening import open_with_log

    try:
        opened, handler = open_with_log(home, frame, base)
    except Expected:
        frame.hide()
        raise
    layout.adopt()
    opened.board.begin_beside()
    if world is not None:
        opened.board.open_world(world)
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    try:
        return run(app, lambda details: frame.show_fault(details, log_file(home)))
    finally:
        opened.close()
        logging.getLogger().removeHandler(handler)
        handler.close()


def wear_last(home: Path, base: Look) -> None:
    """Put on the look of whoever sat here last, so that the first thing painted is readable to them."""
    kept = Kept(home)
    appearance.dress(look_of(read(kept.of(kept.last())), base))


def show_now(window: MainWindow) -> None:
    """Show a window and wait until it is painted. Nobody's clicks are heard meanwhile."""
    window.show()
    loop, painted = QEventLoop(), _Exposed()
    painted.loop = loop
    handle = window.windowHandle()
    handle.installEventFilter(painted)
    QTimer.singleShot(LONGEST_WAIT_MS, loop, loop.quit)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    handle.removeEventFilter(painted)


class _Exposed(QObject):
    """Ends a loop once a window came into sight: it is painted in answer to that."""

    loop: QEventLoop

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Expose:
            QTimer.singleShot(0, self.loop, self.loop.quit)
        return False
