# SPDX-License-Identifier: MIT
"""Remembers where the window stood and how wide its lists were made, in a file of the data folder; not in a world."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings, QTimer
from PySide6.QtWidgets import QSplitter
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kept_choices import ini_at
from crmtrainer.ui.shell.main_window import MainWindow

FILE = "window.ini"
GEOMETRY, LISTS = "window/geometry", "lists"
MOST_SHARE = 0.5
"""A list that was made wide in a large window takes no more than this of a small one."""


class WindowLayout(QObject):
    """Of one window. Splitters are known by their object names; one without a name is not remembered."""

    def __init__(self, window: MainWindow, home: Path) -> None:
        super().__init__(window)
        self._window = window
        self._file = home / FILE
        self._widths: dict[str, int] = {}
        self._known: list[QSplitter] = []
        window.section_changed.connect(lambda _section: self.adopt())
        window.layout_reset.connect(self.forget)
        window.closing.connect(self.save)

    def restore(self) -> None:
        """Put the window where it stood, and no larger than the screen it is on now."""
        kept = ini_at(self._file)
        if kept is not None:
            self._take(kept)
        self.adopt()

    def _take(self, kept: QSettings) -> None:
        geometry = kept.value(GEOMETRY)
        if isinstance(geometry, QByteArray) and self._window.restoreGeometry(geometry):
            room = self._window.screen().availableGeometry()
            self._window.resize(self._window.size().boundedTo(room.size()))
            if not room.intersects(self._window.geometry()):
                self._window.move(room.topLeft())
        kept.beginGroup(LISTS)
        for name in kept.childKeys():
            width = str(kept.value(name))
            if width.isdecimal() and len(width) < 5:
                self._widths[name] = int(width)
        kept.endGroup()

    def adopt(self) -> None:
        """Look after every named splitter that the window has by now."""
        for splitter in self._window.findChildren(QSplitter):
            if splitter.objectName() and all(splitter is not known for known in self._known):
                self._known.append(splitter)
                splitter.splitterMoved.connect(lambda *_moved, one=splitter: self._moved(one))
                splitter.installEventFilter(self)
                self._apply(splitter)

    def save(self) -> None:
        """Keep everything as it is now."""
        kept = ini_at(self._file)
        if kept is None:
            return
        kept.setValue(GEOMETRY, self._window.saveGeometry())
        kept.remove(LISTS)
        for name, width in self._widths.items():
            kept.setValue(f"{LISTS}/{name}", width)
        kept.sync()

    def forget(self) -> None:
        """Let the lists have their usual width again."""
        self._widths.clear()
        kept = ini_at(self._file)
        if kept is not None:
            kept.clear()
        for page in self._window.body.pages():
            page.small(self._window.is_compact())

    def _moved(self, splitter: QSplitter) -> None:
        """Kept in the measures of 100 % text, so that larger letters take the list along."""
        self._widths[splitter.objectName()] = round(splitter.sizes()[0] / theme.active().text_scale)

    def _apply(self, splitter: QSplitter) -> None:
        width = self._widths.get(splitter.objectName())
        total = sum(splitter.sizes())
        if width is not None and total and splitter.count() == 2:
            first = min(theme.px(width), round(total * MOST_SHARE))
            splitter.setSizes([first, total - first])

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and isinstance(watched, QSplitter):
            # After the page has shared the room out as it usually does.
            QTimer.singleShot(0, watched, lambda: self._apply(watched))
        return super().eventFilter(watched, event)
