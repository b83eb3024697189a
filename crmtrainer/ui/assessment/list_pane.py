# SPDX-License-Identifier: MIT
"""The attempts: those handed in, oldest first, with what there is to do; and those still to come."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.journal.report import Report
from crmtrainer.ui import theme
from crmtrainer.ui.assessment.labels import is_marked, mode_name, state_mark
from crmtrainer.ui.dates import when
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.page import Surface
from crmtrainer.ui.kit.rows import Heading, Mark, Row, RowsModel
from crmtrainer.ui.kit.rows_view import RowsView
from crmtrainer.ui.kit.text import caption, section
from crmtrainer.ui.theme import Tone


class AttemptList(Surface):
    """The list. `chosen` tells the attempt that is now current, and again when somebody opens or clicks it."""

    chosen = Signal(object)
    receive_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges=Qt.Edge.RightEdge, parent=parent)
        self.setAccessibleName(self.tr("Attempts"))
        self._attempts: tuple[AttemptRow, ...] = ()
        self._criteria: Mapping[str, int] = {}
        self.count = caption()
        self.list = RowsView(self.tr("Attempts"))
        self.model = RowsModel(self.list)
        self.list.setModel(self.model)
        self.list.current_changed.connect(self.chosen)
        # The current one may have been let go since, when another person sat down or its file could not be read.
        self.list.opened.connect(self.chosen)
        self.list.clicked.connect(lambda _index: self.chosen.emit(self.list.current_id()))
        self.receive = Button(self.tr("Receive a file…"), "tray-arrow-down", small=True)
        self.receive.clicked.connect(self.receive_pressed)
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        margin = theme.px(12)
        head.setContentsMargins(margin, theme.px(12), margin, theme.px(8))
        head.setSpacing(theme.px(8))
        head.addWidget(section(self.tr("Review")))
        head.addWidget(self.count, 1, Qt.AlignmentFlag.AlignBottom)
        foot = QHBoxLayout()
        foot.setContentsMargins(margin, theme.px(8), margin, theme.px(8))
        foot.addWidget(self.receive)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def set_attempts(
        self, attempts: tuple[AttemptRow, ...], reports: Mapping[int, Report], criteria: Mapping[str, int]
    ) -> None:
        """Show the attempts with what verification found so far. The current one stays current.

        `criteria` tells how many there are to be decided, by scenario.
        """
        current = self.list.current_id()
        self._attempts, self._criteria = attempts, criteria
        handed_in = [row for row in attempts if row.state is AttemptState.HANDED_IN]
        others = [row for row in attempts if row.state is not AttemptState.HANDED_IN]
        rows: list[Row | Heading] = []
        if handed_in:
            rows.append(Heading(self.tr("Handed in, oldest first")))
            rows += [self._row(row, reports.get(row.id)) for row in handed_in]
        if others:
            rows.append(Heading(self.tr("Not handed in yet")))
            rows += [self._row(row, None) for row in others]
        self.model.set_rows(tuple(rows))
        self.count.setText(self.tr("%n to mark", "", sum(self._is_to_mark(row) for row in handed_in)))
        place = self.model.place_of(current)
        if place >= 0 and self.list.current_id() != current:
            self.list.go_to(place)

    def choose(self, attempt_id: int) -> None:
        """Make an attempt current, and tell it also where it is that already."""
        was_chosen = self.list.chosen_id() == attempt_id
        self.list.go_to(self.model.place_of(attempt_id))
        if was_chosen:
            self.chosen.emit(attempt_id)

    def first_to_mark(self) -> int | None:
        """The oldest attempt that is not wholly marked yet, else the first handed in."""
        handed_in = [row for row in self._attempts if row.state is AttemptState.HANDED_IN]
        found = next((row for row in handed_in if self._is_to_mark(row)), handed_in[0] if handed_in else None)
        return None if found is None else found.id

    def row(self, attempt_id: int) -> AttemptRow | None:
        """An attempt of the list."""
        return next((row for row in self._attempts if row.id == attempt_id), None)

    def _is_to_mark(self, row: AttemptRow) -> bool:
        return not is_marked(row, self._criteria.get(row.scenario, 0))

    def _row(self, row: AttemptRow, report: Report | None) -> Row:
        mark = state_mark(row, report, self._criteria.get(row.scenario, 0))
        title = self.tr("%1: %2").replace("%1", row.learner_name, 1).replace("%2", row.title, 1)
        number = self.tr("Attempt %1").replace("%1", str(row.number))
        handed_in = self.tr("handed in %1").replace("%1", when(row.handed_in_at)) if row.handed_in_at else ""
        received = self.tr("received %1").replace("%1", when(row.received_at)) if row.received_at else ""
        parts = (title, number, mode_name(row.mode), handed_in, received, mark.words)
        spoken = ", ".join(part for part in parts if part)
        quiet = row.state is not AttemptState.HANDED_IN
        came = row.handed_in_at or row.received_at or row.started_at
        return Row(
            id=row.id,
            title=row.learner_name,
            detail=row.title,
            facts=(Mark(number, "history"), Mark(when(came), "calendar-clock-outline")),
            icon="account-clock-outline" if quiet else "account-outline",
            icon_tone=Tone.NEUTRAL,
            mark=mark,
            spoken=spoken,
        )
