# SPDX-License-Identifier: MIT
"""How large the window opens: as large as it was drawn for, and never larger than the screen has room for."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

OPENS_AT = QSize(1180, 720)
TITLE_BAR = 36
"""What the system puts above a window, about; it says how high that is only once the window is shown."""


def opening_size() -> QSize:
    """The size of a window that has never been sized, with its title bar in sight."""
    return OPENS_AT.boundedTo(QGuiApplication.primaryScreen().availableSize() - QSize(0, TITLE_BAR))
