# SPDX-License-Identifier: MIT
"""How a run ends in the window: asked before it is finished, looked back on, asked before it is handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.kernel.errors import Expected
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.shell.attempt_desk import AttemptDesk
from crmtrainer.ui.shell.folders import tell_file
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.sections import Section

if TYPE_CHECKING:
    from crmtrainer.ui.scenarios.debrief_page import DebriefPage


class Ending(QObject):
    """The last steps of an attempt. Each that cannot be taken back is asked about once."""

    try_again = Signal(str, object)
    """The scenario's key and the `Mode` of the attempt that is looked back on."""
    handed_in = Signal()
    deeds_changed = Signal()
    """Something else may be done in the debrief in sight."""

    def __init__(self, window: MainWindow, desk: Desk, attempt: AttemptDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._desk, self._attempt = window, desk, attempt
        self._debrief: DebriefPage | None = None

    def ask_to_finish(self) -> None:
        """Say what would be left open, before the run is ended."""
        from crmtrainer.scenarios.open_ends import open_ends
        from crmtrainer.ui.scenarios.finish_page import FinishPage

        row = self._attempt.row
        if row is None or not self._attempt.is_running or isinstance(self._window.body.page(), FinishPage):
            return
        page = FinishPage(row.title, Mode(row.mode), self._desk.ask(open_ends), self._desk.now())
        page.left_alone.connect(self._window.close_page)
        page.confirmed.connect(self.finish)
        self._window.open_page(page)

    def finish(self) -> None:
        """End the run and open its debrief."""
        with self._busy(self.tr("Ending the run and putting its debrief together")):
            if self._attempt.finish():
                self._lay_debrief()

    def open_debrief(self, row: AttemptRow) -> None:
        """Open the debrief of an earlier attempt."""
        with self._busy(self.tr("Putting the debrief together")):
            if self._is_open(row):
                self._lay_debrief()

    def show_debrief(self) -> None:
        """Lay the debrief of the open attempt over the scenarios, where it belongs."""
        if self._attempt.row is not None:
            with self._busy(self.tr("Putting the debrief together")):
                self._lay_debrief()

    def debrief_in_sight(self) -> DebriefPage | None:
        """The debrief, while nothing lies over it."""
        return self._debrief if self._debrief is not None and self._window.body.page() is self._debrief else None

    def reflect(self) -> None:
        """Go to where a reflection is written, laying the debrief in sight first."""
        if self.debrief_in_sight() is None:
            self.show_debrief()
        if (page := self.debrief_in_sight()) is not None:
            page.reflect()

    def ask_to_hand_in(self, row: AttemptRow) -> None:
        """Say what is missing, before a finished attempt is handed in: that cannot be taken back."""
        from crmtrainer.scenarios.queries import debrief
        from crmtrainer.ui.scenarios.hand_in_page import HandInPage

        if isinstance(self._window.body.page(), HandInPage):
            return
        with self._busy(self.tr("Looking at what would be handed in")):
            if not self._is_open(row):
                return
            try:
                found = self._desk.ask(debrief)
            except Expected as problem:
                self._desk.refused.emit(problem)
                return
            has_draft = self._desk.drafts.at("reflection/run") is not None
            page = HandInPage(row, found, has_draft=has_draft)
            page.left_alone.connect(self._window.close_page)
            page.reflect.connect(self._reflect)
            page.confirmed.connect(self._hand_in)
            self._window.open_page(page)

    # Its own affairs

    def _is_open(self, row: AttemptRow) -> bool:
        """Whether this attempt is open, now or already."""
        return self._attempt.is_open(row) or self._attempt.resume(row)

    def _lay_debrief(self) -> None:
        from crmtrainer.ui.scenarios.debrief_page import DebriefPage

        row = self._attempt.row
        if row is None:
            return
        self._window.show_section(Section.SCENARIOS)
        page = DebriefPage(self._desk, row)
        page.try_again.connect(self.try_again)
        page.branch_requested.connect(partial(self._attempt.branch, row))
        page.hand_in_requested.connect(partial(self.ask_to_hand_in, row))
        page.told.connect(lambda words: self._window.toast(words))
        page.deeds_changed.connect(self.deeds_changed)
        self._debrief = page
        self._window.open_page(page)

    def _reflect(self) -> None:
        """From the question before handing in, which is closed."""
        self._window.close_page()
        self.reflect()

    def _hand_in(self) -> None:
        self._window.close_page()
        file = self._attempt.hand_in()
        if file is not None:
            tell_file(self._window, self.tr("Handed in: %1, in the folder “%2”"), file)
            self.handed_in.emit()

    @contextmanager
    def _busy(self, words: str) -> Iterator[None]:
        """Say what is being done while the window cannot answer."""
        bar = Banner(words, icon="timer-sand")
        self._window.add_bar(bar)
        self._window.announce(words)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        _paint(self._window)
        try:
            yield
        finally:
            QGuiApplication.restoreOverrideCursor()
            self._window.drop_bar(bar)


def _paint(window: MainWindow) -> None:
    """Bring what was just put into the window before somebody's eyes, without letting anything else happen."""
    parts: tuple[Callable[[], object], ...] = (window.body.repaint, window.status.repaint)
    layout = window.body.layout()
    if layout is not None:
        layout.activate()
    for repaint in parts:
        repaint()
