# SPDX-License-Identifier: MIT
"""Asking for a file or a folder. Pages are handed one of these, so that tests answer without a dialog."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from crmtrainer.ui.kit.questions import ask_for_line


class Choosing(Protocol):
    """Who is asked; None when the person changed their mind."""

    def handed_in_file(self, parent: QWidget) -> Path | None:
        """A world file that was handed in elsewhere."""
        ...

    def learner_name(self, parent: QWidget, ref: str) -> str:
        """Who the learner of a received attempt is; empty when that is to be said later."""
        ...

    def folder(self, parent: QWidget) -> Path | None:
        """Where documents go."""
        ...


class Dialogs:
    """Asks the person in front of the window."""

    def handed_in_file(self, parent: QWidget) -> Path | None:
        """A world file that was handed in elsewhere."""
        title = QCoreApplication.translate("Review", "Receive a handed-in attempt")
        kinds = QCoreApplication.translate("Review", "Handed-in attempts (*.sqlite3)")
        name, _ = QFileDialog.getOpenFileName(parent, title, _documents(), kinds)
        return Path(name) if name else None

    def learner_name(self, parent: QWidget, ref: str) -> str:
        """Who the learner of a received attempt is; empty when that is to be said later."""
        title = QCoreApplication.translate("Review", "Who is the learner?")
        words = QCoreApplication.translate("Review", "The file of %1 knows its learner by a pseudonym only. Name:")
        return ask_for_line(parent, title, words.replace("%1", ref)).strip()

    def folder(self, parent: QWidget) -> Path | None:
        """Where documents go."""
        title = QCoreApplication.translate("Review", "Folder for the evidence")
        name = QFileDialog.getExistingDirectory(parent, title, _documents())
        return Path(name) if name else None


def _documents() -> str:
    """Where a person keeps documents, or their home when there is no such folder."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return folder if folder and QDir(folder).exists() else QDir.homePath()
