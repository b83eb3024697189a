# SPDX-License-Identifier: MIT
"""The days of a try: as a picture with every due time marked, or those of the standard that is due last as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.service_levels.trying import TriedRow
from crmtrainer.ui import theme
from crmtrainer.ui.dates import ZONE
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.days import DaysPicture
from crmtrainer.ui.kit.text import caption, plain_tip
from crmtrainer.ui.standard_names import name_of
from crmtrainer.ui.standards.drawn_days import DrawnDays, days_to_draw
from crmtrainer.ui.why_table import DaysLines, DaysTable, days_in
from crmtrainer.ui.why_told import COUNTING, Told

MOST_ROWS = 8


class TriedDays(QWidget):
    """Picture or table, with a button that turns one into the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._longest: TriedRow | None = None
        self._drawn = DrawnDays((), 0, "")
        self.named = caption(wrap=True)
        self.as_table = Button(icon="table", variant=Variant.QUIET, small=True)
        self.as_table.setCheckable(True)
        self.picture = DaysPicture()
        self.table: DaysTable | DaysLines | None = None
        self.note = caption(wrap=True)
        head = QHBoxLayout()
        head.addWidget(self.named, 1)
        head.addWidget(self.as_table, 0, Qt.AlignmentFlag.AlignTop)
        self._place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(self.picture)
        column.addLayout(self._place)
        column.addWidget(self.note)
        self.as_table.toggled.connect(self._turn)
        self._name_turn()

    def show_tried(self, tried: Sequence[TriedRow], arrives: datetime, spoken: str) -> None:
        """Show the days of these; `spoken` says in words what the picture shows."""
        self._longest = max(tried, key=lambda row: row.due or arrives) if tried else None
        drawn = days_to_draw(tried, arrives)
        self.picture.show_days(drawn.days, spoken)
        self._drawn = drawn
        self.setVisible(bool(drawn.days))
        self._show()

    def _turn(self) -> None:
        self._name_turn()
        self._show()

    def _name_turn(self) -> None:
        words = (
            self.tr("Show the days as a picture") if self.as_table.isChecked() else self.tr("Show the days as a table")
        )
        self.as_table.set_icon("chart-timeline" if self.as_table.isChecked() else "table")
        self.as_table.setAccessibleName(words)
        self.as_table.setToolTip(plain_tip(words))

    def _show(self) -> None:
        had_keyboard = self.table is not None and self.table.hasFocus()
        if self.table is not None:
            self._place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        self._note()
        longest = self._longest
        if longest is None:
            return
        self.named.setText(self.tr("The days of %1").replace("%1", name_of(longest.standard)))
        listed = self.as_table.isChecked()
        self.picture.setVisible(not listed)
        if listed:
            self.table = days_in(_told(longest), self.width(), MOST_ROWS)
            self._place.addWidget(self.table)
            self.table.show()
            if had_keyboard:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self) -> None:
        """What the picture leaves out, and whose times these are."""
        listed, drawn = self.as_table.isChecked(), self._drawn
        beyond = 0 if listed else drawn.left_out
        parts = [self.tr("Days that are not drawn: %1.").replace("%1", f"{beyond:,}")] if beyond else []
        if drawn.zone and drawn.zone != ZONE.key:
            parts.append(self.tr("The times here are those of %1.").replace("%1", drawn.zone))
        self.note.setText(" ".join(parts))
        self.note.setVisible(bool(parts))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.as_table.isChecked() and event.size().width() != event.oldSize().width():
            self._show()


def _told(row: TriedRow) -> Told:
    return Told(
        sentence="",
        origin="",
        zone=ZoneInfo(row.zone),
        counting=COUNTING[row.unit],
        days=row.days,
        totals=(),
        due=row.due,
        folded=row.folded,
    )
