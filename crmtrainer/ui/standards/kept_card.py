# SPDX-License-Identifier: MIT
"""How standards were kept: each by its own name, of those that fell due in a window; asked for when it is unfolded."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.figures.by_standard import KeptByStandard, StandardKept
from crmtrainer.figures.rules import SMALLEST_BASE, Window
from crmtrainer.ui import theme
from crmtrainer.ui.clocks import metric_name
from crmtrainer.ui.dates import BRITISH, local, long_day
from crmtrainer.ui.filling import filled
from crmtrainer.ui.formulas import cited
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.flow import Flow
from crmtrainer.ui.kit.page import Card
from crmtrainer.ui.kit.segmented import Segment, Segmented
from crmtrainer.ui.kit.text import body, caption, is_restyling
from crmtrainer.ui.kit.windowed_table import Cell, Column, TableView, WindowedTable
from crmtrainer.ui.standard_names import name_of

MOST_ROWS = 8


class KeptCard(Card):
    """`asked` carries the window whose figures are wanted; `show_kept` shows them."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        name = QCoreApplication.translate("KeptCard", "How standards were kept")
        super().__init__(name, aside=" ", parent=parent)
        self.setAccessibleName(name)
        self.unfold = Button(self.tr("Show"), "chevron-down", Variant.QUIET, small=True, name=name)
        self.unfold.setCheckable(True)
        self.head.addWidget(self.unfold)
        self.window_choice = Segmented(
            self.tr("Due within"),
            [
                Segment(Window.WEEK, self.tr("7 days")),
                Segment(Window.MONTH, self.tr("28 days")),
                Segment(Window.QUARTER, self.tr("13 weeks")),
                Segment(Window.ALL, self.tr("All")),
            ],
        )
        self.window_choice.set_value(Window.MONTH)
        self.table = TableView(name, WindowedTable(self._columns()), lines=3)
        self.nothing = body(self.tr("Nothing that a standard sets fell due in this time, or runs."), token="muted")
        self.caption = caption(wrap=True)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        choices = Flow()
        choices.add(self.window_choice)
        for widget in (choices, self.table, self.nothing, self.caption):
            column.addWidget(widget)
        self.body.addWidget(self._inside)
        self._inside.hide()
        self.table.rows_fitted.connect(self._fit)
        self.unfold.toggled.connect(self._fold)
        self.window_choice.chosen.connect(lambda _window: self.ask())

    def _columns(self) -> list[Column]:
        numbers = (
            (self.tr("Met"), "met", 60, 0),
            (self.tr("Missed"), "missed", 76, 0),
            (self.tr("Waived"), "waived", 76, 500),
            (self.tr("Running"), "running", 80, 440),
        )
        return [
            Column(self.tr("Standard"), lambda row: Cell(name_of(row.standard), strong=True)),
            Column(self.tr("Limit"), lambda row: metric_name(row.metric.value), 112, from_width=560),
            *(
                Column(title, partial(_number, field), width, right=True, from_width=spared)
                for title, field, width, spared in numbers
            ),
            Column(self.tr("Share met"), self._share, 96, right=True),
        ]

    def _share(self, row: StandardKept) -> str:
        if row.tenths is None:
            return self.tr("too few")
        return f"{BRITISH.toString(row.tenths / 10, 'f', 1)} %"

    def ask(self) -> None:
        """Ask for the figures where they are in sight: others are not worth the time."""
        if self.unfold.isChecked():
            self.asked.emit(self.window_choice.value())

    def show_kept(self, found: KeptByStandard) -> None:
        """Show these figures, and what they rest on."""
        model = self.table.model()
        assert isinstance(model, WindowedTable)
        model.set_rows(found.rows)
        self.table.setVisible(bool(found.rows))
        self.nothing.setVisible(not found.rows)
        words = self.tr(
            "Met, of met and missed, of what fell due from %1 up to now. What was waived is left out; running ones "
            "are counted whenever they are due. No share of fewer than %2. %3"
        )
        since = long_day(local(found.since).date())
        self.caption.setText(filled(words, since, str(SMALLEST_BASE), cited(found.formula)))
        self._fit()

    def _fold(self, shown: bool) -> None:
        self.unfold.setText(self.tr("Hide") if shown else self.tr("Show"))
        self._inside.setVisible(shown)
        self.ask()

    def _fit(self) -> None:
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + self.table.rows_height(MOST_ROWS) + 2)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._fit()


def _number(field: str, row: StandardKept) -> str:
    return f"{getattr(row, field):,}"
