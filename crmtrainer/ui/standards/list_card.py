# SPDX-License-Identifier: MIT
"""The list of what clocks count by, with the chosen line in full below it, and how many clocks run by older hours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.service_levels.moving import OlderClocksRow
from crmtrainer.ui import theme
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.flow import Flow
from crmtrainer.ui.kit.icon_label import IconLabel
from crmtrainer.ui.kit.page import Card
from crmtrainer.ui.kit.text import caption, is_restyling
from crmtrainer.ui.kit.windowed_table import TableView, WindowedTable
from crmtrainer.ui.standards.lines import Line, columns

LEAST_ROWS, MOST_ROWS, MOST_LINES = 3, 5, 2


class ListCard(QWidget):
    """The list. `opened` with the line on Enter or a double click; `chosen` when another is the current one."""

    opened = Signal(object)
    chosen = Signal(object)
    move_wanted = Signal()
    order_wanted = Signal(int)
    """The order should be changed, and the current line be moved by so many places to begin with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self.model = WindowedTable(columns())
        self.table = TableView(self.tr("Standards, in the order in which they are tried"), self.model, lines=MOST_LINES)
        self.detail = caption(wrap=True, token="text")
        self.keeps = caption(wrap=True)
        self.order = Button(self.tr("Change the order…"), "swap-vertical", small=True)
        self.move_them = Button(self.tr("Move them…"), "clock-fast", small=True)
        card = Card()
        card.body.setContentsMargins(1, 1, 1, theme.px(8))
        card.body.addWidget(self.table)
        below = QHBoxLayout()
        below.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        below.addWidget(self.detail)
        card.body.addLayout(below)
        note = QHBoxLayout()
        note.setContentsMargins(theme.px(4), 0, 0, 0)
        note.setSpacing(theme.px(6))
        note.addWidget(IconLabel("information-outline", 16), 0, Qt.AlignmentFlag.AlignVCenter)
        note.addWidget(self.keeps, 1)
        acts = Flow()
        acts.add(self.order)
        acts.add(self.move_them)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.setSpacing(theme.px(6))
        self._foot.addLayout(note, 1)
        self._foot.addWidget(acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(card)
        column.addLayout(self._foot)
        self.table.opened.connect(self.opened)
        self.table.row_changed.connect(self._tell)
        self.table.rows_fitted.connect(self._fit)
        self.move_them.clicked.connect(self.move_wanted)
        self.order.clicked.connect(lambda: self.order_wanted.emit(0))
        self.table.installEventFilter(self)
        self.show_older((), {})

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the line that was the current one stays so where it is still there."""
        before = self.current()
        self.lines = tuple(lines)
        self.model.set_rows(self.lines)
        place = next((n for n, line in enumerate(self.lines) if before and line.ident == before.ident), 0)
        if self.lines:
            self.table.selectRow(place)
        self._fit()

    def current(self) -> Line | None:
        """The line that is the current one."""
        place = self.table.currentIndex().row()
        return self.lines[place] if 0 <= place < len(self.lines) else None

    def choose(self, ident: str) -> None:
        """Make this line the current one."""
        place = next((n for n, line in enumerate(self.lines) if line.ident == ident), None)
        if place is not None:
            self.table.selectRow(place)

    def show_older(self, older: Sequence[OlderClocksRow], calendars: dict[str, str]) -> None:
        """Say how many clocks run by older hours, and offer to move them."""
        told = [self.tr("Running clocks keep their version until you move them, with a reason.")]
        for row in older:
            words = self.tr("By an older version of %1: %2.").replace("%1", calendars.get(row.calendar, row.calendar))
            told.append(words.replace("%2", f"{row.clocks:,}"))
        self.keeps.setText(" ".join(told))
        self.move_them.setVisible(bool(older))

    def _tell(self, line: Line) -> None:
        self.detail.setText(line.sentence())
        self.chosen.emit(line)

    def _fit(self) -> None:
        head = self.table.horizontalHeader().sizeHint().height()
        row = self.table.verticalHeader().defaultSectionSize()
        # As many whole rows as leave the year below in sight: names of limits by law take two lines.
        heights = (self.table.rows_height(rows) for rows in range(MOST_ROWS, 0, -1))
        rows = next((high for high in heights if high <= MOST_ROWS * row), 0)
        self.table.setFixedHeight(head + max(rows, LEAST_ROWS * row) + 2)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if by is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.order_wanted.emit(by)
                return True
        return super().eventFilter(watched, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._fit()
