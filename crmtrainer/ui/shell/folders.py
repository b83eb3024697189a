# SPDX-License-Identifier: MIT
"""Tells of a file that was written: its name, its folder, and a button that shows it there."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.outside import show_outside
from crmtrainer.ui.shell.main_window import MainWindow


def tell_file(window: MainWindow, words: str, file: Path) -> None:
    """`words` has a place for the file's name (%1) and one for its folder's (%2)."""
    told = filled(words, file.name, file.parent.name)
    window.toast(told, action_text=_tr("Show in folder"), action=partial(show_folder, window, file.parent))


def show_folder(window: MainWindow, folder: Path) -> None:
    """Open a folder or a file as the desktop does; where it cannot, say where it is."""
    if words := show_outside(folder):
        window.toast(words, good=False, icon="folder-outline")


def _tr(words: str) -> str:
    return QCoreApplication.translate("Folders", words)
