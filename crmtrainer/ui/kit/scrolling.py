# SPDX-License-Identifier: MIT
"""A column that scrolls when it must, and pages that ask only for the room of the one in sight."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget
from typing_extensions import override


class ColumnScroll(QScrollArea):
    """Gives the column all the room there is, and scrolls only below its least height.

    Qt's own resizable mode would insist on the preferred height of everything that wraps.
    """

    def __init__(self, column: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(column)
        column.installEventFilter(self)

    def _fit(self) -> None:
        column = self.widget()
        layout = column.layout() if column is not None else None
        if column is None or layout is None:
            return
        room = self.maximumViewportSize()
        width = room.width()
        height = self._least(width)
        if height > room.height():
            width -= self.verticalScrollBar().sizeHint().width()
            height = self._least(width)
        column.resize(width, max(room.height(), height))

    def _least(self, width: int) -> int:
        column = self.widget()
        layout = column.layout() if column is not None else None
        if column is None or layout is None:
            return 0
        if layout.hasHeightForWidth():
            return layout.totalMinimumHeightForWidth(width)
        return layout.totalMinimumSize().height()

    @override
    def minimumSizeHint(self) -> QSize:
        column = self.widget()
        least = column.minimumSizeHint().width() if column is not None else 0
        return QSize(least, self.minimumHeight())

    @override
    def sizeHint(self) -> QSize:
        column = self.widget()
        return column.sizeHint() if column is not None else super().sizeHint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)


class Pages(QStackedWidget):
    """A stack that needs no more room than the page in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(lambda _number: self.updateGeometry())

    @override
    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return (
            shown.minimumSizeHint().expandedTo(shown.minimumSize()) if shown is not None else super().minimumSizeHint()
        )

    @override
    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else super().sizeHint()
