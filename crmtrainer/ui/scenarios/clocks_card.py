# SPDX-License-Identifier: MIT
"""The card of a debrief that tells which limits were met, and by how much."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.scenarios.debrief_rows import Debrief, DebriefClock
from crmtrainer.ui import theme
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.line_rows import LINE_ROW, LineDelegate
from crmtrainer.ui.kit.rows import Mark, Row, RowsModel
from crmtrainer.ui.kit.rows_view import RowsView
from crmtrainer.ui.kit.text import body, is_restyling
from crmtrainer.ui.scenarios.debrief_labels import clock_name, clock_outcome, short_when
from crmtrainer.ui.scenarios.snug_card import SnugCard


class ClocksCard(SnugCard):
    """One line a clock; where there are several handoffs, each line names its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("ClocksCard", "Clocks"), parent=parent)
        self._model = RowsModel(self)
        self.list = RowsView(self.tr("Clocks and how they ended"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(LineDelegate(self.list))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = body(self.tr("No clock was started: no ticket was opened in this run."), token="muted")
        self.body.addWidget(self.list)
        self.body.addWidget(self.nothing)
        self.body.addStretch(1)

    def show_run(self, found: Debrief) -> None:
        many = len({clock.ref for clock in found.clocks if clock.metric.startswith("handoff")}) > 1
        self._model.set_rows(
            tuple(self._row(number, clock, with_ref=many) for number, clock in enumerate(found.clocks))
        )
        self.list.setVisible(bool(found.clocks))
        self.nothing.setVisible(not found.clocks)
        self._fit()
        met = sum(clock.state == "met" for clock in found.clocks)
        missed = sum(clock.state == "missed" for clock in found.clocks)
        words = filled(self.tr("%1 met, %2 missed"), str(met), str(missed))
        self.aside.setText(words if found.clocks else "")

    def _row(self, number: int, clock: DebriefClock, *, with_ref: bool) -> Row:
        outcome = clock_outcome(clock)
        due = "" if clock.due is None else self.tr("due %1").replace("%1", short_when(clock.due))
        whole = clock_name(clock)
        return Row(
            id=number,
            title=whole if with_ref else whole.removesuffix(f" {clock.ref}"),
            mark=Mark(outcome.words, outcome.icon, outcome.tone),
            spoken=", ".join(part for part in (whole, clock.team, outcome.words, due) if part),
        )

    def _fit(self) -> None:
        self.list.setFixedHeight(theme.px(LINE_ROW) * self._model.rowCount() + 4)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._fit()
