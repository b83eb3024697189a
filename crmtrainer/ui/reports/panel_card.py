# SPDX-License-Identifier: MIT
"""The card of one panel: its picture with its numbers, its table behind a button, and below what was counted."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from crmtrainer.ui import theme
from crmtrainer.ui.kit.bars import Bars
from crmtrainer.ui.kit.chart import Chart
from crmtrainer.ui.kit.page import Card
from crmtrainer.ui.kit.table_fold import TableFold
from crmtrainer.ui.kit.text import Label, body, caption, is_restyling
from crmtrainer.ui.kit.windowed_table import Cell, Column
from crmtrainer.ui.reports.panels import Panel, Value, number

FEW, FIRST_COLUMN, OTHER_COLUMN = 3, 96, 84
LINES_HIGH = 150


class PanelCard(Protocol):
    """What the page does with a card."""

    caption: Label
    nothing: Label
    fold: TableFold

    def show_panel(self, panel: Panel) -> None: ...


class BarCard(Card):
    """Bars below one another."""

    def __init__(self, panel: Panel, parent: QWidget | None = None) -> None:
        super().__init__(panel.heading, aside=" ", parent=parent)
        self.bars = Bars()
        self.fold = TableFold(panel.heading)
        self.head.addWidget(self.fold.button)
        self.nothing, self.caption = body(token="muted"), caption(wrap=True)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.bars)
        self.body.addLayout(self.fold)
        self.body.addStretch(1)
        self.body.addWidget(self.caption)
        self.show_panel(panel)

    def show_panel(self, panel: Panel) -> None:
        """Show these figures."""
        self.bars.show_bars(panel.heading, panel.bars)
        self.fold.show_rows(_columns(panel.columns), panel.rows)
        self.bars.setVisible(not panel.nothing)
        _say(self, panel)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self.fold.fit()


class LineCard(Chart):
    """Lines over days, weeks or months."""

    def __init__(self, panel: Panel, parent: QWidget | None = None) -> None:
        super().__init__(panel.heading, " ", parent)
        self.nothing, self.caption = body(token="muted"), caption(wrap=True)
        self.body.insertWidget(1, self.nothing)
        self.body.addWidget(self.caption)
        self.show_panel(panel)

    def show_panel(self, panel: Panel) -> None:
        """Show these figures."""
        self.show_data(panel.labels, panel.series, unit=panel.columns[0])
        self._fit_picture()
        self._holder.setVisible(not panel.nothing)
        self.numbers.setVisible(not panel.nothing)
        _say(self, panel)

    def _fit_picture(self) -> None:
        self._holder.setFixedHeight(theme.px(LINES_HIGH))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._fit_picture()


def card_for(panel: Panel, parent: QWidget | None = None) -> BarCard | LineCard:
    """The card that a panel's picture needs."""
    return LineCard(panel, parent) if panel.labels else BarCard(panel, parent)


def _say(card: PanelCard, panel: Panel) -> None:
    """The words of a card. The heading stays in its place where there is no table to show."""
    policy = card.fold.button.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    card.fold.button.setSizePolicy(policy)
    card.nothing.setText(panel.nothing)
    card.nothing.setVisible(bool(panel.nothing))
    card.caption.setText(panel.caption)
    card.fold.button.setVisible(not panel.nothing)


def _columns(names: tuple[str, ...]) -> list[Column]:
    """A few columns of numbers leave what remains to the words; more of them share what the words leave."""
    first, *others = names
    few = len(others) <= FEW
    return [
        Column(first, lambda row: Cell(number(row[0]), strong=True), 0 if few else FIRST_COLUMN),
        *(
            Column(name, partial(_cell, place), OTHER_COLUMN if few else 0, right=True)
            for place, name in enumerate(others, start=1)
        ),
    ]


def _cell(place: int, row: tuple[Value, ...]) -> str:
    return number(row[place])
