# SPDX-License-Identifier: MIT
"""The clocks of a run that is over, a line each: how each ended, and a way to ask why it was due when it was."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.limits.book import title_of
from crmtrainer.scenarios.debrief_rows import DebriefClock
from crmtrainer.ui.clocks import metric_name, time_told
from crmtrainer.ui.dates import when
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.line_rows import LineDelegate
from crmtrainer.ui.kit.rows import Mark, Row, RowsModel
from crmtrainer.ui.kit.rows_view import RowsView
from crmtrainer.ui.kit.text import is_restyling
from crmtrainer.ui.theme import Tone


class ClockLines(RowsView):
    """As high as its lines; where there are several handoffs, each line names its own.

    `asked` carries the clock whose due time somebody wants explained, and where its line is in the list.
    """

    asked = Signal(int, QRect)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("Clocks and how they ended"))
        self._lines = RowsModel(self)
        self._rows: tuple[Row, ...] = ()
        self.setModel(self._lines)
        self._delegate = LineDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The list itself hears of a new width before its rows have it.
        self.viewport().installEventFilter(self)
        self.opened.connect(self._ask)
        self.clicked.connect(lambda index: self._ask(self._rows[index.row()].id))

    def show_clocks(self, clocks: Iterable[DebriefClock]) -> None:
        """Show the clocks of another run."""
        listed = tuple(clocks)
        many = len({clock.ref for clock in listed if clock.metric.startswith("handoff")}) > 1
        self._rows = tuple(self._row(clock, with_ref=many) for clock in listed)
        self._lines.set_rows(self._rows)
        self._fit()

    def _ask(self, ident: object) -> None:
        for place, row in enumerate(self._rows):
            if row.id == ident and isinstance(ident, int):
                self.asked.emit(ident, self.visualRect(self._lines.index(place, 0)))

    def _row(self, clock: DebriefClock, *, with_ref: bool) -> Row:
        outcome = outcome_of(clock)
        due = "" if clock.due is None else self.tr("due %1").replace("%1", when(clock.due))
        whole = clock_name(clock)
        return Row(
            id=clock.id,
            title=whole if with_ref else whole.removesuffix(f" {clock.ref}"),
            mark=outcome,
            spoken=", ".join(
                part for part in (whole, clock.team, told_whole(clock), due, self.tr("Enter says why")) if part
            ),
        )

    def _fit(self) -> None:
        self.setFixedHeight(sum(self._delegate.height_of(row) for row in self._rows) + 4)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.viewport() and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._fit()


def clock_name(clock: DebriefClock) -> str:
    """ "Handoff H-0002", or which limit of the law; promises and the ticket's own clocks need no reference."""
    name = metric_name(clock.metric)
    if clock.limit:
        return filled(_tr("%1: %2"), name, title_of(clock.limit))
    return f"{name} {clock.ref}" if clock.metric.startswith("handoff") else name


def outcome_of(clock: DebriefClock) -> Mark:
    """How a clock ended, in words and icon."""
    if clock.state == "met" and clock.due is None and not clock.left_seconds:
        return Mark(_tr("Done, no time limit"), "check-circle-outline", Tone.OK)
    if clock.state == "waived":
        return Mark(_tr("Breach waived: counts for nobody"), "shield-check-outline", Tone.PAUSED)
    if clock.state == "informs":
        return Mark(_tr("For information: this law is unconfirmed"), "information-outline", Tone.PAUSED)
    if clock.state == "called_off":
        return Mark(_tr("Called off: no standard fitted any more"), "cancel", Tone.PAUSED)
    if clock.state == "met":
        words = _tr("Kept, %1 left") if clock.metric == "promise" else _tr("Met, %1 left")
        return Mark(words.replace("%1", time_told(clock.metric, clock.left_seconds)), "check-circle-outline", Tone.OK)
    if clock.state == "sent_back":
        return Mark(_tr("Answered: sent back"), "undo-variant", Tone.PAUSED)
    if clock.state == "missed":
        words = _tr("Missed by %1").replace("%1", time_told(clock.metric, clock.over_seconds))
        return Mark(words, "close-circle-outline", Tone.BAD)
    if clock.is_owed:
        return Mark(_tr("Still owed though the ticket was closed"), "alert-outline", Tone.WARN)
    return Mark(_tr("Still open at the end"), "timer-outline", Tone.PAUSED)


def told_whole(clock: DebriefClock) -> str:
    """How a clock ended, saying what its time is counted in: beside other times, two measures would look like one."""
    words = outcome_of(clock).words
    says_time = clock.state == "missed" or (clock.state == "met" and clock.due is not None)
    if not clock.in_working_time or not says_time:
        return words
    return filled(_tr("%1 (working time)"), words)


def counted_note(clocks: Iterable[DebriefClock]) -> str:
    """What the times of these are counted in; nothing where none counts working time."""
    told = tuple(clocks)
    if not any(each.in_working_time for each in told):
        return ""
    if any(each.limit for each in told):
        return _tr("In working time; promises and limits by law day and night.")
    return _tr("In working time; promises day and night.")


def _tr(words: str) -> str:
    return QCoreApplication.translate("Debrief", words)
