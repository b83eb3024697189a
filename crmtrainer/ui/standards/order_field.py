# SPDX-License-Identifier: MIT
"""Lines in an order that is changed: by two buttons, or by Ctrl with an arrow in the list."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.flow import Flow
from crmtrainer.ui.kit.saying import announce
from crmtrainer.ui.kit.text import is_restyling
from crmtrainer.ui.kit.windowed_table import Cell, Column, TableView, WindowedTable
from crmtrainer.ui.standards.lines import Line
from crmtrainer.ui.theme import Tone

MOST_ROWS = 9
_ARROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class OrderField(QWidget):
    """The list. `changed` when a line was moved; `hidden` says which of an order never come to their turn, and why."""

    changed = Signal()

    def __init__(self, hidden: Callable[[Sequence[Line]], dict[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hidden_in = hidden
        self._hidden: dict[str, str] = {}
        self.lines: tuple[Line, ...] = ()
        self.model = WindowedTable(
            (
                Column(self.tr("Place"), lambda line: str(self.lines.index(line) + 1), 56, right=True),
                Column(self.tr("Standard"), lambda line: Cell(line.name, line.icon)),
                Column(self.tr("For"), lambda line: Cell(line.whose, quiet=True), from_width=420),
                Column(self.tr("Limit"), lambda line: line.limit, from_width=560),
                Column(self.tr("Reached"), self._reached, 132),
            )
        )
        self.table = TableView(self.tr("The order, the first to be tried first"), self.model, lines=3)
        self.up = Button(self.tr("Move up"), "arrow-up", small=True)
        self.down = Button(self.tr("Move down"), "arrow-down", small=True)
        keys = Flow()
        keys.add(self.up)
        keys.add(self.down)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        column.addWidget(keys)
        self.setFocusProxy(self.table)
        self.table.installEventFilter(self)
        self.table.rows_fitted.connect(self._fit)
        self.table.row_changed.connect(lambda _line: self._follow())
        self.up.clicked.connect(lambda: self.move_by(-1))
        self.down.clicked.connect(lambda: self.move_by(1))

    def show_lines(self, lines: Sequence[Line], current: str) -> None:
        """Show these in this order, with the one of that id as the current one."""
        self.lines = tuple(lines)
        self._show(current)

    def order(self) -> tuple[str, ...]:
        """The ids, the first to be tried first."""
        return tuple(line.ident for line in self.lines)

    def hidden(self) -> dict[str, str]:
        """Those that are never reached in this order, each with the one before it that takes all."""
        return self._hidden

    def current(self) -> Line | None:
        """The line that would be moved."""
        place = self.table.currentIndex().row()
        return self.lines[place] if 0 <= place < len(self.lines) else None

    def move_by(self, by: int) -> None:
        """Move the current line up or down; at the end nothing happens."""
        place = self.table.currentIndex().row()
        to = place + by
        if not 0 <= place < len(self.lines) or not 0 <= to < len(self.lines):
            return
        lines = list(self.lines)
        moved = lines.pop(place)
        lines.insert(to, moved)
        self.lines = tuple(lines)
        self._show(moved.ident)
        announce(self.table, filled(self.tr("%1 is number %2 of %3."), moved.name, str(to + 1), str(len(lines))))
        self.changed.emit()

    def written(self) -> str:
        return json.dumps(self.order(), ensure_ascii=False)

    def put_back(self, written: str) -> None:
        """Put the lines into that order, where they are still the same ones."""
        wanted = json.loads(written)
        known = {line.ident: line for line in self.lines}
        if sorted(wanted) == sorted(known):
            current = self.current()
            self.lines = tuple(known[ident] for ident in wanted)
            self._show("" if current is None else current.ident)

    def _show(self, current: str) -> None:
        self._hidden = self._hidden_in(self.lines)
        self.model.set_rows(self.lines)
        place = next((n for n, line in enumerate(self.lines) if line.ident == current), 0)
        if self.lines:
            self.table.selectRow(place)
        self._fit()
        self._follow()

    def _reached(self, line: Line) -> Cell:
        if line.ident in self._hidden:
            return Cell(self.tr("Never"), "alert-outline", Tone.WARN)
        return Cell(self.tr("Yes"), quiet=True)

    def _follow(self) -> None:
        """A button that would do nothing says so."""
        place, last = self.table.currentIndex().row(), len(self.lines) - 1
        for button, ends, words in (
            (self.up, place <= 0, self.tr("It is tried first already.")),
            (self.down, place >= last, self.tr("It is tried last already.")),
        ):
            had = button.hasFocus()
            button.explain(words if ends else "")
            if had and ends:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + self.table.rows_height(MOST_ROWS) + 2)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            by = _ARROWS.get(Qt.Key(event.key()))
            if by is not None and event.type() == QEvent.Type.KeyPress:
                self.move_by(by)
                return True
        return super().eventFilter(watched, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._fit()
