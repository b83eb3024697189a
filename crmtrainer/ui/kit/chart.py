# SPDX-License-Identifier: MIT
"""A chart with its numbers always beside it. pyqtgraph is imported when the first chart is shown."""

from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.ui import fonts, theme
from crmtrainer.ui.fonts import Type
from crmtrainer.ui.kit.page import Card
from crmtrainer.ui.kit.text import is_restyling, visible
from crmtrainer.ui.kit.windowed_table import Cell, Column, TableView, WindowedTable
from crmtrainer.ui.theme import Tone


class Kind(Enum):
    """How a series is drawn; lines differ in dashes and marks as well as colour."""

    LINES = "lines"
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers; None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A moment marked with a dashed upright and a word, at a place along the labels."""

    place: float
    words: str
    tone: Tone = Tone.BAD


_INKS = ("accent", "colleague", "ok", "warn", "bad")
_SYMBOLS = ("o", "s", "t", "d", "x")
_DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)


class Chart(Card):
    """The card: heading, plot, table. `show_data` may be called before or after it is first shown."""

    def __init__(self, heading: str, aside: str = "", parent: QWidget | None = None) -> None:
        super().__init__(heading, aside=aside, parent=parent)
        self._heading = heading
        self._kind = Kind.LINES
        self._labels: tuple[str, ...] = ()
        self._series: tuple[Series, ...] = ()
        self._marks: tuple[Marked, ...] = ()
        self._limits: tuple[float, float] | None = None
        self._plot: Any = None
        self._holder = QWidget()
        self._holder.setMinimumHeight(theme.px(110))
        self._holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        QVBoxLayout(self._holder).setContentsMargins(0, 0, 0, 0)
        self._table_place = QVBoxLayout()
        self.table: TableView | None = None
        self.body.addWidget(self._holder, 1)
        self.body.addLayout(self._table_place)

    def show_data(
        self,
        labels: tuple[str, ...],
        series: tuple[Series, ...],
        *,
        kind: Kind = Kind.LINES,
        marks: tuple[Marked, ...] = (),
        unit: str = "",
        limits: tuple[float, float] | None = None,
    ) -> None:
        """Show the series over the labels, as a picture and as a table with the labels as columns.

        `limits` are the least and the most that a number can be, where the scale has ends.
        """
        self._kind, self._labels, self._series, self._marks = kind, labels, series, marks
        self._limits = limits
        self._show_table(unit)
        if self._plot is not None:
            self._draw()

    def set_marks(self, marks: tuple[Marked, ...]) -> None:
        """Mark other moments; numbers and table stay as they are."""
        if marks != self._marks:
            self._marks = marks
            if self._plot is not None:
                self._draw()

    def _show_table(self, unit: str) -> None:
        if self.table is not None:
            self._table_place.removeWidget(self.table)
            self.table.deleteLater()
        columns = [Column(unit, lambda one: Cell(one.name, strong=True), 130)]
        for place, label in enumerate(self._labels):
            columns.append(Column(visible(label), partial(self._cell, place), 84, right=True))
        model = WindowedTable(columns)
        model.set_rows(self._series)
        self.table = TableView(self._heading, model, row_height=26)
        rows = min(len(self._series), 6)
        self.table.setFixedHeight(theme.px(34 + 26 * rows) + 14)
        self._table_place.addWidget(self.table)

    def _cell(self, place: int, one: Series) -> str:
        return self._number(one.values[place])

    def _number(self, value: float | None) -> str:
        if value is None:
            return "–"
        locale = self.locale()
        return locale.toString(int(value)) if value == int(value) else locale.toString(value, "f", 1)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._plot is None:
            self._make_plot()
            self._draw()

    def _make_plot(self) -> None:
        import pyqtgraph

        pyqtgraph.setConfigOptions(antialias=True)
        plot = pyqtgraph.PlotWidget()
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        self._plot = plot
        layout = self._holder.layout()
        if layout is not None:
            layout.addWidget(plot)

    def _draw(self) -> None:
        import pyqtgraph

        tokens = theme.tokens()
        plot = self._plot
        plot.clear()
        plot.setBackground(tokens.surface)
        item = plot.getPlotItem()
        item.showGrid(x=False, y=True, alpha=0.25)
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setPen(pyqtgraph.mkPen(tokens.divider))
            axis.setTextPen(pyqtgraph.mkPen(tokens.muted))
            axis.setTickFont(fonts.font(Type.CAPTION))
        every = max(1, len(self._labels) // 8)
        item.getAxis("bottom").setTicks([[(n, t) for n, t in enumerate(self._labels) if n % every == 0]])
        item.setXRange(-0.6, len(self._labels) - 0.4, padding=0)
        if self._limits is not None:
            least, most = self._limits
            item.setYRange(least, most, padding=0.08)
            marks = [least + (most - least) * quarter / 4 for quarter in range(5)]
            item.getAxis("left").setTicks([[(mark, self._number(mark)) for mark in marks]])
        for number, one in enumerate(self._series):
            self._draw_series(number, one)
        for mark in self._marks:
            ink = tokens.tone(mark.tone)[0]
            line = pyqtgraph.InfiniteLine(
                mark.place,
                pen=pyqtgraph.mkPen(ink, style=Qt.PenStyle.DashLine),
                label=mark.words,
                labelOpts={"color": ink, "position": 0.1},
            )
            plot.addItem(line)

    def _draw_series(self, number: int, one: Series) -> None:
        import pyqtgraph

        tokens = theme.tokens()
        ink = getattr(tokens, _INKS[number % len(_INKS)])
        points = [(n, v) for n, v in enumerate(one.values) if v is not None]
        if self._kind is Kind.BARS:
            share = 0.7 / max(1, len(self._series))
            places = [n - 0.35 + share * (number + 0.5) for n, _ in points]
            bars = pyqtgraph.BarGraphItem(
                x=places, height=[v for _, v in points], width=share, brush=QColor(ink), pen=QColor(ink)
            )
            self._plot.addItem(bars)
            return
        self._plot.plot(
            [n for n, _ in points],
            [v for _, v in points],
            pen=pyqtgraph.mkPen(ink, width=2, style=_DASHES[number % len(_DASHES)]),
            symbol=_SYMBOLS[number % len(_SYMBOLS)],
            symbolSize=theme.px(8),
            symbolBrush=QColor(ink if number % 2 == 0 else tokens.surface),
            symbolPen=pyqtgraph.mkPen(ink, width=2),
        )

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event) and self._plot is not None:
            self._draw()
