# SPDX-License-Identifier: MIT
"""The card of a debrief that tells which limits were met, and by how much."""

from collections import Counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.scenarios.debrief_rows import Debrief, DebriefClock
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.line_rows import LineDelegate
from crmtrainer.ui.kit.rows import Mark, Row, RowsModel
from crmtrainer.ui.kit.rows_view import RowsView
from crmtrainer.ui.kit.text import body, is_restyling
from crmtrainer.ui.scenarios.debrief_labels import clock_name, clock_outcome, short_when
from crmtrainer.ui.scenarios.snug_card import SnugCard


class ClocksCard(SnugCard):
    """One line a clock; where there are several handoffs, each line names its own.

    `asked` carries the clock whose due time somebody wants explained, and where its line is in the list.
    """

    asked = Signal(int, QRect)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("ClocksCard", "Clocks"), parent=parent)
        self._model = RowsModel(self)
        self._rows: tuple[Row, ...] = ()
        self.list = RowsView(self.tr("Clocks and how they ended"))
        self.list.setModel(self._model)
        self._delegate = LineDelegate(self.list)
        self.list.setItemDelegate(self._delegate)
        # The list itself hears of a new width before its rows have it.
        self.list.viewport().installEventFilter(self)
        self.list.opened.connect(self._ask)
        self.list.clicked.connect(lambda index: self._ask(self._rows[index.row()].id))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = body(self.tr("No clock was started: no ticket was opened in this run."), token="muted")
        self.body.addWidget(self.list)
        self.body.addWidget(self.nothing)
        self.body.addStretch(1)

    def show_run(self, found: Debrief) -> None:
        many = len({clock.ref for clock in found.clocks if clock.metric.startswith("handoff")}) > 1
        self._rows = tuple(self._row(clock, with_ref=many) for clock in found.clocks)
        self._model.set_rows(self._rows)
        self.list.setVisible(bool(found.clocks))
        self.nothing.setVisible(not found.clocks)
        self._fit()
        self.aside.setText(self._count(found) if found.clocks else "")

    def _count(self, found: Debrief) -> str:
        """How many ended which way; an answer that sent the work back is neither met nor missed."""
        ended = Counter(clock.state for clock in found.clocks)
        met, missed, sent_back = ended["met"], ended["missed"], ended["sent_back"]
        words = filled(self.tr("%1 met, %2 missed"), str(met), str(missed))
        if not sent_back:
            return words
        short = words if missed else self.tr("%1 met").replace("%1", str(met))
        return filled(self.tr("%1, %2 sent back"), short, str(sent_back))

    def _ask(self, ident: object) -> None:
        for place, row in enumerate(self._rows):
            if row.id == ident and isinstance(ident, int):
                self.asked.emit(ident, self.list.visualRect(self._model.index(place, 0)))

    def _row(self, clock: DebriefClock, *, with_ref: bool) -> Row:
        outcome = clock_outcome(clock)
        due = "" if clock.due is None else self.tr("due %1").replace("%1", short_when(clock.due))
        whole = clock_name(clock)
        return Row(
            id=clock.id,
            title=whole if with_ref else whole.removesuffix(f" {clock.ref}"),
            mark=Mark(outcome.words, outcome.icon, outcome.tone),
            spoken=", ".join(
                part for part in (whole, clock.team, outcome.words, due, self.tr("Enter says why")) if part
            ),
        )

    def _fit(self) -> None:
        self.list.setFixedHeight(sum(self._delegate.height_of(row) for row in self._rows) + 4)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list.viewport() and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._fit()
