# SPDX-License-Identifier: MIT
"""How a run begins in the window: what is told while its world is made, its brief, and where a branch goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui.dates import when
from crmtrainer.ui.kit.banner import Banner
from crmtrainer.ui.scenarios.labels import MODES, branch_words
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.ahead import Ahead
from crmtrainer.ui.shell.sections import Section

if TYPE_CHECKING:
    from crmtrainer.ui.shell.switchboard import Switchboard
    from crmtrainer.ui.tasks import Tasks


class RunPages(QObject):
    """Opens them. What a person then wants is done by the switchboard."""

    def __init__(self, board: Switchboard, tasks: Tasks) -> None:
        super().__init__(board)
        self._board = board
        self.ahead = Ahead(board.desk, tasks, self)
        board.window.closing.connect(self.ahead.stop)
        self._preparing: Banner | None = None

    def show_preparing(self, going_on: bool) -> None:
        """Say that a practice world is being made, as long as that goes on."""
        window, scenarios = self._board.window, self._board.scenarios
        if going_on:
            self._preparing = Banner(
                self.tr("Making your practice world"),
                self.tr("Filled with people who do not exist; the first time takes a few seconds."),
                icon="timer-sand",
            )
            window.add_bar(self._preparing)
            # Meanwhile the pages that will show it: made afterwards, they would be waited for as well.
            QTimer.singleShot(0, self._board, self._board.make_floor)
        elif self._preparing is not None:
            window.drop_bar(self._preparing)
            self._preparing = None
        scenarios.setEnabled(not going_on)
        if not going_on and window.body.page() is scenarios:
            scenarios.detail.take_keyboard()

    def show_brief(self, *, again: bool = False) -> None:
        """The brief of the open attempt. `again`: it was left before anything was done in it."""
        from crmtrainer.scenarios.queries import current
        from crmtrainer.ui.scenarios.brief_page import BriefPage

        board = self._board
        staged = board.desk.ask(current)
        if staged is not None:
            page = BriefPage(staged.title, staged.brief, staged.mode, when(board.desk.now()), again=again)
            page.begun.connect(board.begin)
            page.rules_wanted.connect(board.window.actions_[Act.KNOWLEDGE].trigger)
            board.window.open_page(page)

    def show_waiting_time(self) -> None:
        """Say to who explores that practice time waits for them, and how it is let go on."""
        self._board.window.toast(
            self.tr("Practice time waits for you."),
            action_text=self.tr("Next event"),
            action=self._board.practice.next_event,
            icon=MODES[Mode.EXPLORE][2],
        )

    def show_branch(self) -> None:
        """Go to where the branch leaves the attempt it comes from; practice time stands still."""
        row = self._board.attempt.row
        if row is None or row.branch is None:
            return
        self._board.window.show_section(Section.QUEUE)
        words = branch_words(row.branch)
        still = self.tr("%1. Practice time stands still until you let it run.")
        self._board.window.toast(still.replace("%1", words), icon="source-branch")
