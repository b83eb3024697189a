# SPDX-License-Identifier: MIT
"""A record's story, newest first: who, what, when, three lines of body, chips, and Show more on Enter."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QWidget
from typing_extensions import override

from crmtrainer.ui.kit.rows import ROW_ROLE, Index
from crmtrainer.ui.kit.scrolling import GrowingList
from crmtrainer.ui.kit.text import is_restyling
from crmtrainer.ui.kit.timeline_delegate import TimelineDelegate
from crmtrainer.ui.kit.timeline_items import Party, TimelineItem, TimelineModel

__all__ = ["Party", "TimelineItem", "TimelineModel", "TimelineView"]


class TimelineView(GrowingList):
    """The list of items. `opened` on a double click or Ctrl+Enter; Enter or Space shows a long body whole."""

    opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.story = TimelineModel(self)
        self.setModel(self.story)
        self.setItemDelegate(TimelineDelegate(self))
        self.setAccessibleName(name)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.story.dataChanged.connect(self.scheduleDelayedItemsLayout)
        self.doubleClicked.connect(self._open)

    def set_items(self, items: tuple[TimelineItem, ...]) -> None:
        self.story.set_items(items)

    def _open(self, index: Index) -> None:
        item = index.data(ROW_ROLE)
        if isinstance(item, TimelineItem):
            self.opened.emit(item.id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._open(self.currentIndex())
            else:
                self.story.toggle(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        # Lines at the foot are painted only whole: what is scrolled up may lack some.
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.scheduleDelayedItemsLayout()
