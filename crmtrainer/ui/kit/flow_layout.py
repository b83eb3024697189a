# SPDX-License-Identifier: MIT
"""A layout that sets widgets side by side and goes on below where there is no more room, as words do."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override


class FlowLayout(QLayout):
    """Each widget has its preferred size. `across` and `down` are the spaces between them."""

    def __init__(self, parent: QWidget | None = None, *, across: int = 0, down: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.set_spaces(across, down)
        self.setContentsMargins(0, 0, 0, 0)

    def set_spaces(self, across: int, down: int) -> None:
        """The spaces between widgets of a line, and between lines."""
        self._across, self._down = across, down
        self.invalidate()

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._flow(QRect(0, 0, width, 0), place=False)

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._flow(rect, place=True)

    def _flow(self, area: QRect, *, place: bool) -> int:
        """Go through the widgets line by line; gives the height that they take."""
        room = area.marginsRemoved(self.contentsMargins())
        left, top, high = room.left(), room.top(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if high and left + size.width() > room.left() + room.width():
                left, top, high = room.left(), top + high + self._down, 0
            if place:
                item.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self._across
            high = max(high, size.height())
        return top + high - area.top() + self.contentsMargins().bottom()
