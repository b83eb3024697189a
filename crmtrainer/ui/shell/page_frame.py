# SPDX-License-Identifier: MIT
"""Holds a page so that it scrolls, rather than force the window wider, when text is very large."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea
from typing_extensions import override

from crmtrainer.ui.kit.page import Page


class PageFrame(QScrollArea):
    """Gives the page all the room there is, and more when it cannot do with less.

    Qt's own resizable mode would insist on the preferred height of everything that wraps.
    """

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        page.installEventFilter(self)

    def _fit(self) -> None:
        page = self.widget()
        if page is None:
            return
        room = self.maximumViewportSize()
        least = page.minimumSizeHint()
        width = max(room.width(), least.width())
        layout = page.layout()
        height = least.height()
        if layout is not None and layout.hasHeightForWidth():
            height = layout.minimumHeightForWidth(width)
        bar = self.verticalScrollBar().sizeHint()
        if height > room.height():
            width = max(room.width() - bar.width(), least.width())
        if width > room.width():
            room = QSize(room.width(), room.height() - self.horizontalScrollBar().sizeHint().height())
        page.resize(width, max(room.height(), height))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)
