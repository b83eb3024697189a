# SPDX-License-Identifier: MIT
"""Answers the dialog that asks for a folder, while it holds up everything else."""

import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

PATIENCE = 20.0
LOOK_EVERY_MS = 50
SURE_AFTER = 6
"""Looks in a row at which the dialog means the folder: it reads the disk meanwhile, and changes its mind."""


class FolderAnswer:
    """Enters the folder and presses Enter once the dialog has understood; gives up after a while."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ends = time.monotonic() + PATIENCE
        self._understood = 0
        self.given = False
        self._timer = QTimer()
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """The dialog is gone."""
        self._timer.stop()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        line = dialog.findChild(QLineEdit) if isinstance(dialog, QFileDialog) else None
        if not isinstance(dialog, QFileDialog) or line is None:
            return
        if time.monotonic() > self._ends:
            dialog.reject()
        elif not self._is_understood(dialog, line):
            self._understood = 0
            line.selectAll()
            _enter_at_once(line, str(self._folder))
        elif self._understood < SURE_AFTER:
            self._understood += 1
        else:
            self.given = True
            QTest.keyClick(line, Qt.Key.Key_Return)

    def _is_understood(self, dialog: QFileDialog, line: QLineEdit) -> bool:
        meant = [Path(name) for name in dialog.selectedFiles()]
        return Path(line.text()) == self._folder and meant == [self._folder]


def _enter_at_once(line: QLineEdit, words: str) -> None:
    """Enter words as an input method does; typed letter by letter, the dialog chooses folders on the way."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(line, event)
