# SPDX-License-Identifier: MIT
"""The section Reports, for everybody; its page is made when somebody first goes there, for it needs a world's rooms."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from crmtrainer.ui.shell.folders import tell_file
from crmtrainer.ui.shell.sections import Section

if TYPE_CHECKING:
    from crmtrainer.ui.desk import Desk
    from crmtrainer.ui.shell.main_window import MainWindow
    from crmtrainer.ui.tasks import Tasks


class Reporting(QObject):
    """Names the section, and connects its page when there is one."""

    def __init__(self, window: MainWindow, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._desk, self._tasks = window, desk, tasks
        window.promise_section(Section.REPORTS, self._add)

    def _add(self) -> None:
        from crmtrainer.ui.reports.page import ReportsPage

        page = ReportsPage(self._desk, tasks=self._tasks)
        page.show_scenarios.connect(partial(self._window.show_section, Section.SCENARIOS))
        page.written.connect(partial(tell_file, self._window))
        self._window.add_section(Section.REPORTS, page)
