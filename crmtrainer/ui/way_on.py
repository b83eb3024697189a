# SPDX-License-Identifier: MIT
"""What a person is told whose data folder does not open, before there is a window: why, and the way to a backup."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton

from crmtrainer.house.folder import begin_anew
from crmtrainer.house.restoring import restore
from crmtrainer.house.whose import newest_of_its_own
from crmtrainer.journal.backups import Backup
from crmtrainer.kernel.errors import Expected
from crmtrainer.store.problems import UNSOUND
from crmtrainer.ui.dates import when
from crmtrainer.wording import sentence_for

_UNSEEN = ("offscreen", "minimal")
"""Platforms on which nobody would see a question, and it would wait for ever."""
_HELPED = UNSOUND | {"home.centre_gone", "store.unfinished"}
"""What a backup helps against."""


class WayOn(QMessageBox):
    """Says in one sentence why a data folder does not open, and offers its newest sound backup where that helps."""

    def __init__(self, home: Path, problem: Expected) -> None:
        super().__init__(QMessageBox.Icon.Critical, self.tr("crmtrainer cannot open"), "")
        self._home = home
        self._centre = home / "centre.sqlite3"
        self.setTextFormat(Qt.TextFormat.PlainText)
        words = sentence_for(problem)
        self.restoring: QPushButton | None = None
        backup = self._backup_against(problem)
        if backup is not None:
            self.restoring = self.addButton(self.tr("Restore the backup"), QMessageBox.ButtonRole.AcceptRole)
            offer = self.tr("There is a sound backup of %1. What it replaces is kept beside the backups.")
            words += "\n\n" + offer.replace("%1", when(backup.at))
            if backup.is_ahead(datetime.now(UTC)):
                words += " " + self.tr("Its date is wrong: this computer’s clock was ahead when it was made.")
        self.beginning: QPushButton | None = None
        if problem.code == "home.centre_lost":
            self.beginning = self.addButton(self.tr("Make a new one"), QMessageBox.ButtonRole.AcceptRole)
            words += "\n\n" + self.tr("A new one knows the attempts found here, and not their learners’ names.")
        self.setText(words)
        self.closing = self.addButton(self.tr("Close"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self.closing)

    def _backup_against(self, problem: Expected) -> Backup | None:
        is_about_centre = problem.facts.get("path") == str(self._centre)
        return newest_of_its_own(self._centre) if problem.code in _HELPED and is_about_centre else None

    def restore(self) -> None:
        """Put the backup back. Raises `StoreUnavailable`."""
        restore(self._centre, self._home, datetime.now(UTC))

    def begin_anew(self) -> None:
        """Make a new centre in the place of the lost one. Raises `StoreUnavailable`."""
        begin_anew(self._home)


def find_way_on(home: Path, problem: Expected) -> bool:
    """Tell somebody who sits there why it does not open. True when it may be tried again.

    Raises `StoreUnavailable` when what they chose could not be done.
    """
    if QGuiApplication.platformName() in _UNSEEN:
        return False
    told = WayOn(home, problem)
    told.exec()
    clicked = told.clickedButton()
    if told.restoring is not None and clicked is told.restoring:
        told.restore()
    elif told.beginning is not None and clicked is told.beginning:
        told.begin_anew()
    else:
        return False
    return True
