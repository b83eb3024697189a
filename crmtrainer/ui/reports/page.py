# SPDX-License-Identifier: MIT
"""The section Reports: the desk at a glance. Asked anew when it is entered, on F5, and after acts; never on the way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from crmtrainer.figures.over_time import attainment, contacts, flow, handoffs, quality
from crmtrainer.figures.queries import open_tickets, running
from crmtrainer.figures.rules import Window
from crmtrainer.kernel.errors import Expected, StoreUnavailable
from crmtrainer.ui import theme
from crmtrainer.ui.dates import when
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.empty_state import EmptyState
from crmtrainer.ui.kit.page import NO_EDGE, Page, PageHeader, Surface
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.kit.text import is_restyling
from crmtrainer.ui.paper import Printable
from crmtrainer.ui.reports.csv_text import as_csv
from crmtrainer.ui.reports.panel_card import BarCard, LineCard, card_for
from crmtrainer.ui.reports.panels import Figures, Panel, panels
from crmtrainer.ui.reports.paper import reports_to_print
from crmtrainer.ui.tasks import Errand, InlineTasks, Tasks

BESIDE_FROM, CHOICES_BESIDE_FROM = 720, 620
"""Widths from which two panels stand beside one another, and the choices beside the page's name."""
AFTER_ACTS_MS = 300

Choose = Callable[[QWidget], Path | None]
"""Asks where to save; None when the person changed their mind."""


def figures(desk: Desk, window: Window) -> Figures:
    """Every answer that the panels need."""
    return Figures(
        window,
        desk.ask(open_tickets),
        desk.ask(running),
        desk.ask(flow, window=window),
        desk.ask(attainment, window=window),
        desk.ask(handoffs, window=window),
        desk.ask(contacts, window=window),
        desk.ask(quality, window=window),
    )


def ask_where(parent: QWidget) -> Path | None:
    """Ask the person in front of the window."""
    name, _ = QFileDialog.getSaveFileName(parent, parent.tr("Save the figures"), "reports.csv", "CSV (*.csv)")
    return Path(name) if name else None


class ReportsPage(Page):
    """The page. Panels are made with the first answer, and then only filled."""

    show_scenarios = Signal()
    written = Signal(str, object)
    """A file was written: words with places for its name and its folder, and the file."""
    OF_A_WORLD = True

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, *, tasks: Tasks | None = None, choose: Choose = ask_where
    ) -> None:
        super().__init__("", "", parent)
        self.title_text = self.tr("Reports")
        self.help_text = self.tr(
            "The desk at a glance, everybody’s work together. The upper panels show what is open now, the lower ones "
            "what happened in the days you choose. Each says by which formula, of how many and since when, and has its "
            "numbers as a table. {F5} asks again."
        )
        self.setAccessibleName(self.title_text)
        self._desk = desk
        self._tasks: Tasks = tasks or InlineTasks()
        self._choose = choose
        self._errand: Errand | None = None
        self._shown: tuple[Panel, ...] = ()
        self.cards: list[BarCard | LineCard] = []
        self._columns = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AFTER_ACTS_MS)
        self._build()
        self._later.timeout.connect(self.refresh)
        self._desk.changed.connect(self._hear)
        self._desk.world_changed.connect(self._forget)

    def _build(self) -> None:
        self.window_choice = Segmented(
            self.tr("How far back"),
            (
                Segment(Window.WEEK, self.tr("7 days")),
                Segment(Window.MONTH, self.tr("28 days")),
                Segment(Window.QUARTER, self.tr("13 weeks")),
                Segment(Window.ALL, self.tr("All")),
            ),
            small=True,
        )
        self.window_choice.set_value(Window.MONTH)
        self.window_choice.chosen.connect(lambda _window: self.refresh())
        self.save = Button(self.tr("Save as CSV…"), "tray-arrow-down", small=True)
        self.save.clicked.connect(self.save_csv)
        self.header = PageHeader(self.title_text, " ")
        self._choices = QWidget()
        choices = QHBoxLayout(self._choices)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.addWidget(self.window_choice)
        choices.addStretch(1)
        choices.addWidget(self.save)
        self.header.add(self._choices)
        self._below = Surface("surface", edges=Qt.Edge.BottomEdge)
        self._strip = QHBoxLayout(self._below)
        self._below.hide()
        self.no_world = EmptyState(
            "chart-box-outline",
            self.tr("No figures here yet"),
            self.tr("Figures belong to a practice world: open one, or choose a scenario and begin."),
            button=self.tr("Choose a scenario"),
            button_icon="play-circle-outline",
        )
        self.no_world.acted.connect(self.show_scenarios)
        self._held = Surface("window", edges=NO_EDGE)
        self._grid = QGridLayout(self._held)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._held)
        self.area.setAccessibleName(self.tr("The panels"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._below)
        column.addWidget(self.area, 1)
        column.addWidget(self.no_world, 1)
        self._restyle()
        self._forget()

    # What the shell calls

    @override
    def entered(self) -> None:
        self.refresh()

    @override
    def first_focus(self) -> QWidget | None:
        if not self._desk.has_world:
            return None
        return next((each for each in self.window_choice.findChildren(QAbstractButton) if each.isChecked()), None)

    @override
    def panes(self) -> list[QWidget]:
        return [self._choices, self.area] if self._desk.has_world else [self.no_world]

    @override
    def reason_against_print(self) -> str:
        return "" if self._desk.has_world else self.tr("There are no figures: open a practice world first.")

    @override
    def to_print(self) -> Printable:
        return reports_to_print(figures(self._desk, self._window()))

    # Asking and showing

    def _window(self) -> Window:
        return Window(str(self.window_choice.value()))

    def refresh(self) -> None:
        """Ask for all figures, off the window's thread, and show them when they come."""
        self._later.stop()
        if self._errand is not None:
            self._errand.cancel()
        if not self._desk.has_world:
            self._forget()
            return
        self._errand = self._tasks.run(partial(figures, self._desk, self._window()), self._show, self._failed)

    def _show(self, found: Figures) -> None:
        self._shown = panels(found)
        if self.cards:
            for card, panel in zip(self.cards, self._shown, strict=True):
                card.show_panel(panel)
        else:
            self.cards = [card_for(panel) for panel in self._shown]
            self._columns = 0
            self._lay()
        self.header.beside.setText(filled(self.tr("Everybody’s work, as of %1"), when(found.tickets.at)))
        self._have(world=True)

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, Expected):
            raise problem
        self._desk.refused.emit(problem)

    def _hear(self, _changes: object) -> None:
        if self.isVisible():
            self._later.start()

    def _forget(self) -> None:
        """Another world, or none: nothing of the one before is shown."""
        if self._errand is not None:
            self._errand.cancel()
        self._later.stop()
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards, self._shown = [], ()
        self._have(world=self._desk.has_world)
        if self._desk.has_world and self.isVisible():
            self.refresh()

    def _have(self, *, world: bool) -> None:
        self.area.setVisible(world)
        self.no_world.setVisible(not world)
        self._choices.setVisible(world)
        if not world:
            self.header.beside.setText("")

    def save_csv(self) -> None:
        """Write what is shown into a file of the person's choice."""
        file = self._choose(self)
        if file is None:
            return
        try:
            file.write_text(as_csv(self._shown), encoding="utf-8-sig", newline="")
        except OSError as problem:
            self._desk.refused.emit(StoreUnavailable("store.not_written", problem=problem.strerror or str(problem)))
            return
        self.written.emit(self.tr("The figures are in %1, in the folder %2."), file)

    # Laying out

    def _place_choices(self) -> None:
        """Beside the name, or where there is no room for both, below it."""
        below = self.width() < theme.px(CHOICES_BESIDE_FROM)
        if below is self._below.isHidden():
            focus = QApplication.focusWidget()
            (self._strip if below else self.header.row).addWidget(self._choices)
            self._below.setVisible(below)
            if focus is not None and self._choices.isAncestorOf(focus):
                focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay(self) -> None:
        """Two columns where there is room; what is drawn over time goes across both."""
        columns = 2 if self.width() >= theme.px(BESIDE_FROM) else 1
        if columns == self._columns or not self.cards:
            return
        self._columns = columns
        row = column = 0
        for card in self.cards:
            across = columns if isinstance(card, LineCard) else 1
            if column + across > columns:
                row, column = row + 1, 0
            self._grid.addWidget(card, row, column, 1, across)
            column += across
        for place in range(2):
            self._grid.setColumnStretch(place, int(place < columns))
        for before, after in pairwise(self.cards):
            QWidget.setTabOrder(before.fold.button, after.fold.button)

    def _restyle(self) -> None:
        edge = theme.px(12)
        self._grid.setContentsMargins(edge, edge, edge, edge)
        self._grid.setSpacing(edge)
        self._strip.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_choices()
        self._lay()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()
            self._place_choices()
            self._lay()
