# SPDX-License-Identifier: MIT
"""Tells screen readers what arrived: politely, collected, and at most once in five seconds."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

SECONDS_BETWEEN = 5
SAID_WHOLE = 3


class Announcer(QTimer):
    """One per window. `said` keeps the last announcement, for F8 and for tests."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[str] = []
        self.said: list[str] = []
        self.setSingleShot(True)
        self.setInterval(1000 * SECONDS_BETWEEN)
        self.timeout.connect(self._speak)

    def announce(self, text: str) -> None:
        """Say this now, or with what else gathers until the five seconds are over."""
        if text and text not in self._waiting:
            self._waiting.append(text)
        if not self.isActive():
            self._speak()

    def _speak(self) -> None:
        if not self._waiting:
            return
        whole, more = self._waiting[:SAID_WHOLE], len(self._waiting) - SAID_WHOLE
        if more > 0:
            whole.append(self.tr("and %n more", "", more))
        self._waiting.clear()
        words = ". ".join(part.rstrip(".") for part in whole)
        self.said.append(words)
        del self.said[:-20]
        event = QAccessibleAnnouncementEvent(self._window, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)
        self.start()
