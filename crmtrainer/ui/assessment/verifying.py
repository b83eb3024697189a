# SPDX-License-Identifier: MIT
"""What the files of handed-in attempts show: each is verified away from the window, and the list says so."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from crmtrainer.assessment.queries import attempts
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.house.running import evidence_file
from crmtrainer.journal.report import Report
from crmtrainer.journal.verify import verify
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.tasks import Tasks


class Verifying(QObject):
    """The reports so far, by attempt. `found` tells that there is another; `failed` is called where one broke off."""

    found = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, failed: Callable[[Exception], None], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._failed = desk, tasks, failed
        self.reports: dict[int, Report] = {}

    def look_at_all_but(self, wanted: int | None) -> None:
        """Verify every handed-in file that was not looked at yet; opening one, `wanted` say, verifies it anew."""
        for row in self._desk.ask(attempts):
            if row.state is AttemptState.HANDED_IN and row.id not in self.reports and row.id != wanted:
                file = evidence_file(self._desk.house, row)
                self._tasks.run(partial(verify, file), partial(self._verified, row.id), self._failed)

    def _verified(self, attempt_id: int, report: Report) -> None:
        self.reports[attempt_id] = report
        self.found.emit()
