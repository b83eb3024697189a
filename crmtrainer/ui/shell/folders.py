# SPDX-License-Identifier: MIT
"""Tells of a file that was written: its name, its folder, and a button that shows it there."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from crmtrainer.ui.shell.main_window import MainWindow


def tell_file(window: MainWindow, words: str, file: Path) -> None:
    """`words` has a place for the file's name (%1) and one for its folder's (%2)."""
    told = words.replace("%1", file.name).replace("%2", file.parent.name)
    window.toast(told, action_text=_tr("Show in folder"), action=partial(show_folder, window, file.parent))


def show_folder(window: MainWindow, folder: Path) -> None:
    """Open a folder as the desktop does; where it cannot, say where it is."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        words = _tr("This desktop opens no folder from here. It is %1").replace("%1", str(folder))
        window.toast(words, good=False, icon="folder-outline")


def _tr(words: str) -> str:
    return QCoreApplication.translate("Folders", words)
