# SPDX-License-Identifier: MIT
"""What the law says of one limit, to be read: nobody here sets it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.limits.queries import LimitRow
from crmtrainer.ui.dates import long_day
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.page import Card, PageHeader, narrow_column
from crmtrainer.ui.kit.scrolling import ColumnScroll
from crmtrainer.ui.kit.text import body, caption, spoken
from crmtrainer.ui.limits.labels import LawCard


class LawPane(QWidget):
    """The pane. Escape or Back is `closed`."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = PageHeader("")
        self.back = Button(self.tr("Back"), "arrow-left")
        self.header.add(self.back)
        self.law = LawCard()
        self.read = caption(wrap=True)
        card = Card()
        card.body.addWidget(self.law)
        inside = QWidget()
        column = QVBoxLayout()
        words = self.tr(
            "The law sets this limit, and nobody here changes it. It runs on a ticket where somebody begins it."
        )
        column.addWidget(body(words))
        column.addWidget(card)
        column.addWidget(self.read)
        column.addStretch(1)
        narrow_column(inside, column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(ColumnScroll(inside), 1)
        self.back.clicked.connect(self.closed)

    def show_limit(self, row: LimitRow) -> None:
        """Say it of this limit."""
        self.setAccessibleName(spoken(row.title))
        self.header.name.setText(row.title)
        self.law.show_limit(row)
        self.read.setText(self.tr("Read in its source on %1.").replace("%1", long_day(row.read_on)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
