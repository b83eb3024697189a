# SPDX-License-Identifier: MIT
"""Shows a folder or a file with the desktop's own programs, or says where it is when the desktop cannot."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices


def show_outside(path: Path) -> str:
    """Open `path` as the desktop does. Gives a sentence to tell when it could not, and nothing when it did."""
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        return ""
    words = QCoreApplication.translate("Outside", "This desktop opens nothing from here. It is %1")
    return words.replace("%1", str(path))
