# SPDX-License-Identifier: MIT
"""A few words as records show them, so that a choice is seen at once."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.ui.kit.text import is_restyling
from crmtrainer.ui.kit.timeline import Party, TimelineItem, TimelineView


class Sample(TimelineView):
    """Two items of a timeline, always whole. The keyboard passes it by: there is nothing to do in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("A sample of how records read"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        customer = TimelineItem(
            "customer",
            Party.CUSTOMER,
            "email-outline",
            self.tr("Siân Okafor"),
            self.tr("wrote by e-mail"),
            "09:35",
            body=self.tr(
                "The kettle came with a cracked lid. I rang on Tuesday, and was told that a new one would be sent on "
                "the same day. It is Friday now, my sister comes tomorrow, and nobody has called me back. Tell me when "
                "it leaves the warehouse, and who will ring me if it does not. I can be reached until six, and after "
                "that by text only. The number that you hold is still the right one."
            ),
        )
        system = TimelineItem("system", Party.SYSTEM, "cog-outline", self.tr("Status set to Waiting"), when="09:41")
        self.set_items((customer, system))
        self.story.dataChanged.connect(lambda *_: self._settle())

    def _settle(self) -> None:
        """As high as what is in it; known once the list was laid out anew."""
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        self.executeDelayedItemsLayout()
        rows = (self.sizeHintForIndex(self.story.index(row, 0)).height() for row in range(self.story.rowCount()))
        high = sum(rows) + 2 * self.frameWidth()
        if high != self.height():
            self.setFixedHeight(high)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._settle()
