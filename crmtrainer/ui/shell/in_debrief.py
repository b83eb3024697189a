# SPDX-License-Identifier: MIT
"""The window's commands on the debrief in sight: the same as its buttons, in the menu and the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from crmtrainer.assessment.rules import AttemptState
from crmtrainer.ui.scenarios.labels import DebriefDeed, reason_against_reflecting
from crmtrainer.ui.shell.action_table import Act

if TYPE_CHECKING:
    from crmtrainer.ui.shell.switchboard import Switchboard

DEEDS: Final = {
    Act.OPEN_ACT: DebriefDeed.OPEN,
    Act.CITE_ACT: DebriefDeed.CITE,
    Act.TRY_FROM_HERE: DebriefDeed.GO_BACK,
    Act.TRY_AGAIN: DebriefDeed.TRY_AGAIN,
}
"""What needs the debrief in sight; a reflection can be begun from anywhere once there is one."""


class InDebrief(QObject):
    """`follow` says what can be done now. `explain` enables a command, or disables it with the reason."""

    def __init__(self, board: Switchboard, explain: Callable[[Act, str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._board, self._explain = board, explain
        for act, deed in DEEDS.items():
            board.window.actions_.on(act, partial(self._do, deed))
        board.window.actions_.on(Act.WRITE_REFLECTION, board.ending.reflect)
        board.ending.deeds_changed.connect(self.follow)

    def follow(self) -> None:
        """Bring the commands in line with the debrief in sight and the act that is chosen there."""
        page = self._board.ending.debrief_in_sight()
        none = self.tr("Open a debrief first.")
        for act, deed in DEEDS.items():
            self._explain(act, none if page is None else page.reason_against(deed))
        self._explain(Act.WRITE_REFLECTION, self._reason_against_reflecting())

    def _do(self, deed: DebriefDeed) -> None:
        page = self._board.ending.debrief_in_sight()
        if page is not None:
            page.do(deed)

    def _reason_against_reflecting(self) -> str:
        row = self._board.attempt.row
        if row is None or row.state is AttemptState.RUNNING:
            return self.tr("A reflection is written in the debrief: finish the scenario first.")
        return reason_against_reflecting(row, self._board.desk.actor.role)
