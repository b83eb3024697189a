# SPDX-License-Identifier: MIT
"""Notices windows that nobody meant to open: a part shown before it has its place flashes up as one."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QWidget
from typing_extensions import override

_MEANT = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.Dialog})


class StrayWindows(QObject):
    """An event filter for the application. `seen` says what flashed up."""

    seen = Signal(str)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and _is_stray(watched):
            name = watched.accessibleName() or type(watched).__name__
            self.seen.emit(f"a part without its place flashed up as a window: {name}")
        return False


def _is_stray(widget: QWidget) -> bool:
    return widget.isWindow() and not isinstance(widget, QMainWindow) and widget.windowType() not in _MEANT
