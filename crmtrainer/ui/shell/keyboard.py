# SPDX-License-Identifier: MIT
"""Keeps the keyboard somewhere that can be seen: it is never nowhere, and what has it is scrolled into sight."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from crmtrainer.ui.kit.scrolling import bring_into_view


class Keyboard(QObject):
    """Watches one window. `place` says where the keyboard goes when what had it was hidden, disabled or deleted."""

    settled = Signal()
    """Something else in the window has the keyboard."""

    def __init__(self, window: QMainWindow, place: Callable[[], QWidget | None]) -> None:
        super().__init__(window)
        self._window, self._place = window, place
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._settle)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None:
            # What is being done may still give it to somebody.
            self._soon.start(0)
        elif new.window() is self._window and QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            bring_into_view(new)
            self.settled.emit()

    def _settle(self) -> None:
        if QApplication.focusWidget() is not None or not self._window.isActiveWindow():
            return
        if QApplication.activePopupWidget() is not None or QApplication.activeModalWidget() is not None:
            return
        target = self._place()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
