# SPDX-License-Identifier: MIT
"""A list and, beside it, what is chosen in it: two parts that share the width, with a line between to move."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.page import Surface

LIST_WIDTH, COMPACT_LIST_WIDTH = 280, 248
NARROW, NARROW_SHARE = 720, 0.36


class ListBeside(QSplitter):
    """The two parts. Its name is the one under which a width that somebody chose is remembered."""

    def __init__(self, name: str, of: QWidget, chosen: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._compact = self._narrow = False
        self.setObjectName(name)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        right = Surface("surface")
        inside = QVBoxLayout(right)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(chosen)
        self.addWidget(of)
        self.addWidget(right)
        self.setStretchFactor(1, 1)
        self._share()

    def set_compact(self, compact: bool) -> None:
        """Whether the window is a small one, where the list takes less."""
        self._compact = compact
        self._share()

    def _share(self) -> None:
        """The list takes its usual width, and less where the letters are large for the window."""
        width = theme.px(COMPACT_LIST_WIDTH if self._compact else LIST_WIDTH)
        if self._narrow:
            width = min(width, round(self.width() * NARROW_SHARE))
        self.setSizes([width, max(width, self.width() - width)])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        if narrow != self._narrow or (narrow and event.size().width() != event.oldSize().width()):
            self._narrow = narrow
            self._share()
