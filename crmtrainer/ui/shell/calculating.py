# SPDX-License-Identifier: MIT
"""Opens the due-date calculator over whatever is in sight, with what stood in it when it was last closed."""

from __future__ import annotations

from PySide6.QtCore import QObject

from crmtrainer.ui.desk import Desk
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.tasks import Tasks


class Calculating(QObject):
    """One calculator at a time. Its entries are remembered until the window closes."""

    def __init__(self, window: MainWindow, desk: Desk, tasks: Tasks) -> None:
        super().__init__(window)
        self._window, self._desk, self._tasks = window, desk, tasks
        self._texts: dict[str, str] = {}

    def open(self, question: str = "") -> None:
        """Show it, with the `question` in JSON that is brought along.

        Before anybody has said who they are, nothing happens.
        """
        from crmtrainer.ui.calculator.page import CalculatorPage

        body = self._window.body
        if body.is_gated() or isinstance(body.page(), CalculatorPage):
            return
        page = CalculatorPage(self._desk, tasks=self._tasks, texts=self._texts)
        page.back.clicked.connect(self._window.close_page)
        page.told.connect(lambda words: self._window.toast(words))
        page.announce.connect(self._window.announce)
        page.closing.connect(self._keep)
        self._window.open_page(page)
        if question:
            page.take_in(question)

    def _keep(self, texts: dict[str, str]) -> None:
        self._texts = texts
