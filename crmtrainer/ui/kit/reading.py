# SPDX-License-Identifier: MIT
"""A short list whose rows open to be read in its place: a file, an order. Escape leads back to the row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.focus_ring import GAP, WIDTH
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.rows import Row, RowsModel
from crmtrainer.ui.kit.rows_view import RowsView
from crmtrainer.ui.kit.scrolling import GrowingArea, Pages
from crmtrainer.ui.kit.text import Label, body, caption, is_restyling, spoken

LEAST_HEIGHT = 110


@dataclass(frozen=True, slots=True)
class Told:
    """What is read of one row: its name, and its facts by what they are called."""

    heading: str
    facts: tuple[tuple[str, str], ...]

    def sentence(self) -> str:
        """All of it, to be heard."""
        return spoken(". ".join((self.heading, *(f"{name}: {words}" for name, words in self.facts))))


class Reader(Surface):
    """One thing in full, in place of the list it stands in. Escape or the button goes back."""

    closed = Signal()

    def __init__(self, back: str, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._told: Told | None = None
        self.back = Button(back, "arrow-left", Variant.QUIET, small=True)
        self.back.clicked.connect(self.closed)
        self.area = GrowingArea()
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(self.tr("In full"))
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(top)
        self._column.addWidget(self.area, 1)
        self._restyle()

    def show_told(self, told: Told) -> None:
        """Show it; what is shown already stays where it was scrolled to."""
        if told == self._told:
            return
        self._told = told
        inside = Surface("surface")
        column = QVBoxLayout(inside)
        margin = theme.px(16)
        column.setContentsMargins(margin, theme.px(4), margin, margin)
        column.setSpacing(theme.px(10))
        column.addWidget(Label(told.heading, size=Type.SECTION, weight=SEMIBOLD, wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnStretch(1, 1)
        for number, (name, words) in enumerate(told.facts):
            grid.addWidget(caption(name), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(body(words), number, 1)
        column.addLayout(grid)
        column.addStretch(1)
        self.area.setWidget(inside)
        self.area.setAccessibleName(spoken(told.heading))
        self.area.setAccessibleDescription(told.sentence())

    def _restyle(self) -> None:
        edge = GAP + WIDTH  # the ring of the part that has the keyboard stays inside
        self._column.setContentsMargins(theme.px(8), theme.px(4), edge, edge)
        self.area.set_least(theme.px(LEAST_HEIGHT))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()


class ReadableRows(QWidget):
    """The list, or the words that say why it is empty. Enter or a click opens a row."""

    def __init__(self, name: str, icon: str, heading: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: Mapping[object, Told] = {}
        self._read: object = None
        self.model = RowsModel(self)
        self.list = RowsView(name)
        self.list.setModel(self.model)
        self.nothing = EmptyState(icon, heading, words)
        back = QCoreApplication.translate("Reader", "Back to: %1").replace("%1", name)
        self.reader = Reader(back)
        self._pages = Pages()
        for page in (self.list, self.nothing, self.reader):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.list.opened.connect(self.open)
        self.list.clicked.connect(lambda _index: self.open(self.list.current_id()))
        self.reader.closed.connect(self.close_reader)

    def show_rows(self, rows: tuple[Row, ...], told: Mapping[object, Told]) -> None:
        """Show these, each with what is read of it; what is being read stays, where it still is one of them."""
        current = self.list.current_id()
        self._told = told
        self.model.set_rows(rows)
        if rows and not self.list.currentIndex().isValid():
            self.list.go_to(max(0, self.model.place_of(current)))
        if self.is_reading() and self._read in told:
            self.reader.show_told(told[self._read])
        else:
            self._pages.setCurrentWidget(self.list if rows else self.nothing)

    def is_reading(self) -> bool:
        """Whether a row is open."""
        return self._pages.currentWidget() is self.reader

    def open(self, row_id: object) -> None:
        """Open a row, and take the keyboard there."""
        told = self._told.get(row_id)
        if told is None:
            return
        self._read = row_id
        self.reader.show_told(told)
        self.reader.area.verticalScrollBar().setValue(0)
        self._pages.setCurrentWidget(self.reader)
        self.reader.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_reader(self) -> None:
        """Back to the list, where the keyboard goes on at the row that was read."""
        if not self.is_reading():
            return
        self._pages.setCurrentWidget(self.list)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def minimumSizeHint(self) -> QSize:
        return self._pages.minimumSizeHint()
