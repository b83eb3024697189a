# SPDX-License-Identifier: MIT
"""Why a due time is what it is: the sentence, the picture of the days or their table, and the totals."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from crmtrainer.service_levels.explain import ExplainedDay, StretchKind
from crmtrainer.ui import theme
from crmtrainer.ui.dates import BRITISH, clock_time, local
from crmtrainer.ui.fonts import SEMIBOLD, Type
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.days import Day, DaysPicture, Notch, Piece, Stretch, paint_stretch
from crmtrainer.ui.kit.text import Label, body, caption, plain_tip
from crmtrainer.ui.why_pauses import PausesLines, PausesTable, pauses_in
from crmtrainer.ui.why_table import MOST_ROWS, DaysLines, DaysTable, days_in
from crmtrainer.ui.why_told import MOST_IN_A_YEAR, Counting, Told, days_with_time

MOST_DAYS = 6
MANY_ROWS = 14
WIDE = 10_000
_KINDS = {
    StretchKind.COUNTED: Stretch.COUNTED,
    StretchKind.PAUSED: Stretch.PAUSED,
    StretchKind.LEFT: Stretch.LEFT,
    StretchKind.OVER: Stretch.OVER,
}
_DAY = 24 * 60
MOST_IN_A_MONTH = 27
GAP = Day("…", ())
"""Stands where days are left out."""


def days_to_draw(told: Told, most: int = MOST_DAYS) -> tuple[Day, ...]:
    """The days with their pieces, marked where now and the due time are.

    Of many days those around now, or the first ones, and the last ones, with a gap between them.
    """
    chosen = _chosen(told, most)
    drawn: list[Day] = []
    for before, day in zip((None, *chosen), chosen, strict=False):
        if day is None or (before is not None and _is_folded(before, day, told)):
            drawn.append(GAP)
        if day is not None:
            drawn.append(_day(day, told))
    return tuple(drawn)


def _is_folded(before: ExplainedDay, day: ExplainedDay, told: Told) -> bool:
    """Whether days that are not listed lie between two that are drawn side by side."""
    return any(before.day < fold.first < day.day for fold in told.folded)


def _chosen(told: Told, most: int) -> list[ExplainedDay | None]:
    timed = _with_time(told)
    today = None if told.now is None else local(told.now, told.zone).date()
    here = next((place for place, day in enumerate(timed) if day.day == today), 0)
    if len(timed) <= most or here >= len(timed) - most:
        return [*timed[-most:]]
    first = max(0, here - 1)
    return [*timed[first : first + most // 2], None, *timed[most // 2 - most :]]


def _with_time(told: Told) -> list[ExplainedDay]:
    return [day for day in told.days if day.stretches or (day.open and told.counting is Counting.WORKING)]


def _minute(moment: datetime, day: ExplainedDay, told: Told) -> int:
    here = local(moment, told.zone)
    return _DAY if here.date() > day.day else here.hour * 60 + here.minute


def _day(day: ExplainedDay, told: Told) -> Day:
    pieces = tuple(Piece(_KINDS[s.kind], _minute(s.start, day, told), _minute(s.end, day, told)) for s in day.stretches)
    if told.counting is Counting.WORKING:
        opens = tuple((_minute(a, day, told), _minute(b, day, told)) for a, b in day.open)
    else:
        opens = ((pieces[0].start, pieces[-1].end),)
    return Day(BRITISH.toString(_date(day), _named_by(told)), opens, pieces, tuple(_notches(day, opens, told)))


def _named_by(told: Told) -> str:
    """How the days are called: with their month, or their year, where they are no neighbours else."""
    apart = (told.days[-1].day - told.days[0].day).days
    return "d MMM yyyy" if apart > MOST_IN_A_YEAR else "ddd d MMM" if apart > MOST_IN_A_MONTH else "ddd d"


def _notches(day: ExplainedDay, opens: tuple[tuple[int, int], ...], told: Told) -> list[Notch]:
    notches = []
    low, high = (opens[0][0], opens[-1][1]) if opens else (0, _DAY)
    if told.now is not None and local(told.now, told.zone).date() == day.day:
        minute = _minute(told.now, day, told)
        if low <= minute <= high:
            notches.append(Notch(minute, f"{_tr('Now')} {clock_time(told.now, told.zone)}"))
    if told.due is not None and local(told.due, told.zone).date() == day.day:
        minute = _minute(told.due, day, told)
        notches.append(Notch(minute, f"{_tr('Due')} {clock_time(told.due, told.zone)}", strong=True))
    return notches


class Swatch(QWidget):
    """A small sample of a piece, beside the words of the legend."""

    def __init__(self, kind: Stretch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setFixedSize(theme.px(24), theme.px(12))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_stretch(painter, self._kind, self.rect().toRectF())
        painter.end()


class WhyView(QWidget):
    """Shows a `Told`. `as_table`, placed by whoever holds the view, turns the picture into its table.

    With `both` there is room for the two of them, and for more rows at once.
    """

    turned = Signal()
    """Picture and table have changed places, so that another height is wanted."""

    def __init__(self, *, both: bool = False, most_days: int = MOST_DAYS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._both, self._most = both, most_days
        self._told: Told | None = None
        self._built: list[QWidget] = []
        self.sentence = body()
        self.besides = body()
        self.owed = body()
        self.origin = caption(wrap=True)
        self.picture = DaysPicture()
        self.table: DaysTable | DaysLines | None = None
        self.pauses: PausesTable | PausesLines | None = None
        self._room = WIDE
        self.not_shown = caption(wrap=True)
        self.as_table = Button(icon="table", variant=Variant.QUIET, small=True)
        self.as_table.setCheckable(True)
        self.as_table.toggled.connect(self._turn)
        self._totals = QGridLayout()
        self._table_place = QVBoxLayout()
        self._table_place.setSpacing(theme.px(10))
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(theme.px(6))
        for part in (self.sentence, self.besides, self.owed, self.origin, self.picture):
            self.lines.addWidget(part)
        self.lines.addLayout(self._table_place)
        self.lines.addWidget(self.not_shown)
        self.lines.addLayout(self._totals)
        self._name_turn()

    def is_table(self) -> bool:
        """Whether the table is in sight."""
        return self._both or self.as_table.isChecked()

    def wanted(self) -> int:
        """The width in which no table is cut; none where the picture is shown."""
        return max((table.wanted() for table in (self.table, self.pauses) if table is not None), default=0)

    def set_room(self, width: int) -> None:
        """How wide it may become: a table that would be cut too much gives way to lines."""
        if width != self._room:
            self._room = width
            if self._told is not None and self.is_table():
                self._show_days(self._told)

    def show_told(self, told: Told) -> None:
        """Show other words and days."""
        self._told = told
        self.sentence.setText(told.sentence)
        for line, words in ((self.besides, told.besides), (self.owed, told.owed), (self.origin, told.origin)):
            line.setText(words)
            line.setVisible(bool(words))
        self.picture.show_days(days_to_draw(told, self._most), told.spoken())
        self._show_totals(told)
        self._show_days(told)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._both:
            self.set_room(event.size().width())

    def _turn(self) -> None:
        self._name_turn()
        if self._told is not None:
            self._show_days(self._told)
            self.turned.emit()

    def _name_turn(self) -> None:
        shown = self.as_table.isChecked()
        words = self.tr("Show the days as a picture") if shown else self.tr("Show the days as a table")
        self.as_table.set_icon("chart-timeline" if shown else "table")
        self.as_table.setAccessibleName(words)
        self.as_table.setToolTip(plain_tip(words))

    def _show_days(self, told: Told) -> None:
        drawn, timed = days_to_draw(told, self._most), _with_time(told)
        tables = (self.table, self.pauses)
        had_keyboard = [table is not None and table.hasFocus() for table in tables]
        for gone in tables:
            if gone is not None:
                self._table_place.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
        self.table = self.pauses = None
        if self.is_table():
            self.table = days_in(told, self._room, MANY_ROWS if self._both else MOST_ROWS)
            self.pauses = pauses_in(told.pauses, self._room) if told.pauses else None
            for table, had_it in zip((self.table, self.pauses), had_keyboard, strict=True):
                if table is not None:
                    self._table_place.addWidget(table)
                    table.show()  # at once: whoever holds the view asks how high it is
                    if had_it:
                        table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.picture.setVisible((self._both or not self.is_table()) and bool(drawn))
        further = len(timed) - sum(day is not GAP for day in drawn) + sum(days_with_time(told)) if drawn else 0
        words = "" if self.is_table() or not further else self.tr("%n further days are in the totals.", "", further)
        self.not_shown.setText(words)
        self.not_shown.setVisible(bool(words))

    def _show_totals(self, told: Told) -> None:
        for widget in self._built:
            self._totals.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._built = []
        for row, total in enumerate(told.totals):
            amount = Label(total.amount, size=Type.CAPTION, weight=SEMIBOLD)
            words = caption(total.words, token="text", wrap=True)
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, widget in enumerate((Swatch(total.kind), words, amount)):
                self._totals.addWidget(widget, row, column)
                self._built.append(widget)
        self._totals.setColumnStretch(1, 1)
        self._totals.setHorizontalSpacing(theme.px(8))


def _tr(words: str) -> str:
    return QCoreApplication.translate("WhyView", words)


def _date(day: ExplainedDay) -> QDate:
    return QDate(day.day.year, day.day.month, day.day.day)
