# SPDX-License-Identifier: MIT
"""A chart with its numbers below their points, and all of them in a table behind a button.

pyqtgraph is imported when the first chart is shown.
"""

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
from crmtrainer.ui.kit.number_strip import INKS, SYMBOLS, NumberStrip, StripRow
from crmtrainer.ui.kit.page import Card
from crmtrainer.ui.kit.table_fold import TableFold
from crmtrainer.ui.kit.text import is_restyling, visible
from crmtrainer.ui.kit.windowed_table import Cell, Column
from crmtrainer.ui.theme import Tone


class Kind(Enum):
    """How a series is drawn; lines differ in dashes and marks as well as colour."""

    LINES = "lines"
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers; None where there is none. One that is not `drawn` stands in the table alone."""

    name: str
    values: tuple[float | None, ...]
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Marked:
    """A moment marked with a dashed upright and a word, at a place along the labels."""

    place: float
    words: str
    tone: Tone = Tone.BAD


_DASHES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DashDotDotLine,
)


PLOT = 96


class Chart(Card):
    """The card: heading, plot, numbers. `show_data` may be called before or after it is first shown."""

    def __init__(self, heading: str, aside: str = "", parent: QWidget | None = None) -> None:
        super().__init__(heading, aside=aside, parent=parent)
        self._heading = heading
        self._kind = Kind.LINES
        self._labels: tuple[str, ...] = ()
        self._series: tuple[Series, ...] = ()
        self._marks: tuple[Marked, ...] = ()
        self._limits: tuple[float, float] | None = None
        self._unit = ""
        self._plot: Any = None
        self.body.setSpacing(theme.px(4))
        self._holder = QWidget()
        self._holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        QVBoxLayout(self._holder).setContentsMargins(0, 0, 0, 0)
        self.numbers = NumberStrip()
        self.fold = TableFold(heading)
        self.as_table = self.fold.button
        self.head.addWidget(self.as_table)
        self.body.addWidget(self._holder, 1)
        self.body.addWidget(self.numbers)
        self.body.addLayout(self.fold)
        self._size()

    def show_data(
        self,
        labels: tuple[str, ...],
        series: tuple[Series, ...],
        *,
        kind: Kind = Kind.LINES,
        marks: tuple[Marked, ...] = (),
        unit: str = "",
        limits: tuple[float, float] | None = None,
        weights: tuple[int, ...] = (),
    ) -> None:
        """Show the series over the labels, as a picture with its numbers below, and as a table.

        `limits` are the least and the most that a number can be, where the scale has ends. Where there is no room for
        every column below the picture, those of more weight are written.
        """
        self._kind, self._labels, self._series, self._marks = kind, labels, series, marks
        self._limits, self._unit = limits, unit
        rows = tuple(
            StripRow(one.name, tuple(self._number(value) for value in one.values)) for one in series if one.drawn
        )
        self.numbers.show_numbers(self._heading, unit, labels, rows, weights)
        self._show_table()
        if self._plot is not None:
            self._draw()

    def set_marks(self, marks: tuple[Marked, ...]) -> None:
        """Mark other moments; numbers and table stay as they are."""
        if marks != self._marks:
            self._marks = marks
            if self._plot is not None:
                self._draw()

    def _show_table(self) -> None:
        """Labels down, series across, those that are not drawn too."""
        columns = [Column(self._unit, lambda place: Cell(visible(self._labels[place]), strong=True), 120)]
        columns += [Column(one.name, partial(self._cell, one), 0, right=True) for one in self._series]
        self.fold.show_rows(columns, range(len(self._labels)))

    def _cell(self, one: Series, place: int) -> str:
        return self._number(one.values[place])

    def _number(self, value: float | None) -> str:
        if value is None:
            return "–"
        locale = self.locale()
        return locale.toString(int(value)) if value == int(value) else locale.toString(value, "f", 1)

    def _size(self) -> None:
        self._holder.setMinimumHeight(theme.px(PLOT))
        self.fold.fit()

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
        item = plot.getPlotItem()
        item.hideAxis("bottom")
        item.layout.setContentsMargins(0, 0, 0, 0)
        item.layout.setSpacing(0)
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
        axis = item.getAxis("left")
        axis.setPen(pyqtgraph.mkPen(tokens.divider))
        axis.setTextPen(pyqtgraph.mkPen(tokens.muted))
        axis.setTickFont(fonts.font(Type.CAPTION))
        axis.setWidth(self.numbers.gutter())
        item.setXRange(-0.5, len(self._labels) - 0.5, padding=0)
        if self._limits is not None:
            least, most = self._limits
            item.setYRange(least, most, padding=0.14)
            marks = [least + (most - least) * quarter / 4 for quarter in range(5)]
            named = [(mark, self._number(mark)) for mark in marks[::2]]
            axis.setTicks([named, [(mark, "") for mark in marks[1::2]]])
        for number, one in enumerate(self._drawn()):
            self._draw_series(number, one)
        for mark in self._marks:
            ink = tokens.tone(mark.tone)[0]
            place = min(mark.place, len(self._labels) - 0.6)
            beyond = place > (len(self._labels) - 1) / 2
            line = pyqtgraph.InfiniteLine(
                place,
                pen=pyqtgraph.mkPen(ink, style=Qt.PenStyle.DashLine),
                label=mark.words,
                labelOpts={"color": ink, "position": 0.12, "anchors": [(1, 0.5)] * 2 if beyond else [(0, 0.5)] * 2},
            )
            line.label.setFont(fonts.font(Type.CAPTION))
            plot.addItem(line)

    def _drawn(self) -> tuple[Series, ...]:
        return tuple(one for one in self._series if one.drawn)

    def _draw_series(self, number: int, one: Series) -> None:
        import pyqtgraph

        tokens = theme.tokens()
        ink = getattr(tokens, INKS[number % len(INKS)])
        points = [(n, v) for n, v in enumerate(one.values) if v is not None]
        if self._kind is Kind.BARS:
            share = 0.7 / max(1, len(self._drawn()))
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
            symbol=SYMBOLS[number % len(SYMBOLS)],
            symbolSize=theme.px(8),
            symbolBrush=QColor(ink if number % 2 == 0 else tokens.surface),
            symbolPen=pyqtgraph.mkPen(ink, width=2),
        )

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._size()
            if self._plot is not None:
                self._draw()
