# SPDX-License-Identifier: MIT
"""Tells a pane that lies over others of a press elsewhere, as one that nobody asked to stay goes by then."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override


class PressElsewhere(QObject):
    """While `watch` holds, a press outside `pane`, and outside what opened it, calls `told`. The press goes on."""

    def __init__(self, pane: QWidget, told: Callable[[], object]) -> None:
        super().__init__(pane)
        self._pane, self._told = pane, told
        self._opener: QWidget | None = None

    def watch(self, opener: QWidget | None) -> None:
        """Begin: what opened the pane puts it away itself."""
        self._opener = opener
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def rest(self) -> None:
        """Watch no longer."""
        self._opener = None
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def _is_own(self, widget: QWidget) -> bool:
        """Whether it lies in the pane or its opener, also as a menu or a window that one of theirs opened."""
        held: QObject | None = widget
        while held is not None and held is not self._pane and held is not self._opener:
            held = held.parent()
        return held is not None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.MouseButtonPress
        if pressed and isinstance(watched, QWidget) and not self._is_own(watched):
            self._told()
        return False
