# SPDX-License-Identifier: MIT
"""One calendar and a year of it: which days differ, by whose holidays, and the ways to change it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from crmtrainer.service_levels.calendars import DAYS, FIRST_YEAR, LAST_YEAR
from crmtrainer.service_levels.year import CalendarDay, DayKind, YearRow
from crmtrainer.ui import theme
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.buttons import Button, Variant
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.flow import Flow
from crmtrainer.ui.kit.page import Card
from crmtrainer.ui.kit.saying import SaidBelow
from crmtrainer.ui.kit.search_combo import SearchCombo
from crmtrainer.ui.kit.text import caption, is_restyling, plain_tip, spoken, strong
from crmtrainer.ui.regions import also_found_by, region_choices, region_words
from crmtrainer.ui.standards.hours_form import calendar_ident
from crmtrainer.ui.standards.labels import (
    day_sentence,
    hours_words,
    is_of_the_law,
    weekday_words,
)
from crmtrainer.ui.standards.other_days import OtherDays
from crmtrainer.ui.standards.year_view import YearView, paint_day

COMBO, REGION = 144, 180
_LEGEND = (DayKind.OPEN, DayKind.OTHER, DayKind.SHUT, DayKind.CLOSURE, DayKind.HOLIDAY, DayKind.SPECIAL)


class _Sample(QWidget):
    """A day as it is drawn in the year, beside the words that say what it is."""

    def __init__(self, kind: DayKind) -> None:
        super().__init__()
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(20), theme.px(18))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_day(painter, self._kind, QRectF(self.rect()))
        painter.end()


class CalendarCard(Card):
    """The card. `asked` when another calendar, region or year should be shown; the page answers with `show_year`."""

    asked = Signal()
    add_wanted = Signal(object)
    """A day of the calendar should be made a closure, given hours of its own, or made usual again."""
    hours_wanted = Signal()
    new_wanted = Signal()
    """A further calendar should be made."""
    told = Signal(str)
    """Why a day cannot be changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.row: YearRow | None = None
        self._on = date(2026, 1, 1)
        self._filling = False
        self.which: Combo[str] = Combo()
        self.which.setAccessibleName(self.tr("Calendar"))
        self.region: SearchCombo[str] = SearchCombo(also=also_found_by)
        self.region.setAccessibleName(self.tr("Public holidays of"))
        self.before = Button("", "chevron-left", Variant.QUIET, small=True, name=self.tr("The year before"))
        self.shown_year = strong()
        self.after = Button("", "chevron-right", Variant.QUIET, small=True, name=self.tr("The year after"))
        self.as_list = Button("", "table", Variant.QUIET, small=True)
        self.as_list.setCheckable(True)
        self.others = OtherDays()
        self.others.hide()
        self.add = Button(self.tr("Add day"), "calendar-plus-outline", small=True)
        self.hours = Button(self.tr("New hours"), small=True)
        self.new = Button(self.tr("New calendar"), small=True)
        self.said = SaidBelow(self.region)
        self.view = YearView()
        self.words = caption(wrap=True, token="text")
        self.trial = caption(wrap=True)
        self.legend = Flow(spacing=12)
        self.about = caption(wrap=True)
        self._build()
        self._connect()
        self._name_turn()

    def _build(self) -> None:
        years = QWidget()
        line = QHBoxLayout(years)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(4))
        for part in (self.before, self.shown_year, self.after):
            line.addWidget(part)
        top = Flow(spacing=6)
        self._years = years
        self._restyle()
        for each in (self.which, self.region, years, self.as_list, self.add):
            top.add(each)
        acts = Flow(spacing=6)
        for each in (self.hours, self.new):
            acts.add(each)
        for below in (top, self.said, self.trial, self.view, self.words, self.legend, self.others, self.about, acts):
            self.body.addWidget(below)

    def _restyle(self) -> None:
        self.which.setMinimumWidth(theme.px(COMBO))
        self.region.setMinimumWidth(theme.px(REGION))
        self._years.setMinimumHeight(theme.px(32))  # as high as the fields, so that all stand on one line

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_restyling(event):
            self._restyle()

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(self._turn_to_calendar)
        self.region.currentIndexChanged.connect(self._ask)
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        self.view.day_changed.connect(self._tell_day)
        self.view.day_opened.connect(self._open_day)
        self.view.year_wanted.connect(self._go_to)
        self.others.day_opened.connect(self._open_day)
        self.as_list.toggled.connect(self._show_as_list)
        self.add.clicked.connect(lambda: self._open_day(self.view.current_day()))
        self.hours.clicked.connect(self.hours_wanted)
        self.new.clicked.connect(self.new_wanted)

    # What is shown

    def offer(self, calendars: Sequence[tuple[str, str]], on: date) -> None:
        """Offer these calendars by key and name; the day shown first is `on`."""
        chosen = self.which.written()
        self._filling = True
        self.which.set_pairs(calendars)
        self.which.put_back(chosen)
        self._filling = False
        if self.row is None:
            self._on = on

    def choose(self, ident: str) -> None:
        """Turn to the calendar that was just set."""
        for key in self.which.values():
            if calendar_ident(key) == ident:
                self.which.set_value(key)

    def key(self) -> str:
        """The calendar that is chosen."""
        return self.which.value()

    def name(self) -> str:
        """What it is called."""
        return self.which.currentText()

    def year(self) -> int:
        """The year that should be shown."""
        return self._on.year

    def region_tried(self) -> str | None:
        """Whose holidays are tried; None for the calendar's own."""
        if not self.region.has_values() or self.row is None or self.row.key != self.key():
            return None
        return self.region.value()

    def show_year(self, row: YearRow, own: str | None) -> None:
        """Show a year of the calendar; `own` is the region that the calendar itself keeps."""
        self.row = row
        self._filling = True
        self.region.set_pairs(region_choices(own))
        self.region.set_value(row.definition.region or "")
        self._filling = False
        tries = (row.definition.region or "") != (own or "")
        words = self.tr("To look at only: the calendar keeps %1. New hours changes that.")
        self.trial.setText(words.replace("%1", region_words(own)))
        self.trial.setVisible(tries)
        self.about.setText(self._about(row))
        self.shown_year.setText(str(row.year))
        self.before.setEnabled(row.year > FIRST_YEAR)
        self.after.setEnabled(row.year < LAST_YEAR)
        self.view.setAccessibleName(spoken(f"{self.name()}, {row.year}"))
        self.view.show_year(row.year, row.days, self._on)
        self.others.show_days(row.days)
        self._show_legend(row)
        law = self.tr("The law counts its working days itself: they follow the customer desk.")
        for button in (self.add, self.hours):
            button.explain(law if is_of_the_law(row.key) else "")

    def _about(self, row: YearRow) -> str:
        zone = row.definition.zone
        if not row.version:
            return self.tr("The house’s own hours: nobody has set others. Times are those of %1.").replace("%1", zone)
        return filled(self.tr("Version %1 of these hours. Times are those of %2."), str(row.version), zone)

    def _show_legend(self, row: YearRow) -> None:
        layout = self.legend.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        counts = Counter(day.kind for day in row.days)
        for kind in _LEGEND:
            if counts[kind]:
                self.legend.add(self._entry(kind, self._legend_words(kind, counts[kind], row)))

    def _entry(self, kind: DayKind, words: str) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(6))
        line.addWidget(_Sample(kind))
        line.addWidget(caption(words, token="text"))
        return made

    def _legend_words(self, kind: DayKind, count: int, row: YearRow) -> str:
        if kind is DayKind.OPEN:
            return hours_words(row.usual)
        if kind is DayKind.OTHER:
            others = [day for day in DAYS if row.definition.hours.get(day) not in (None, (), row.usual)]
            shown = (f"{weekday_words(day)[:3]} {hours_words(row.definition.hours[day])}" for day in others)
            return ", ".join(shown)
        return {
            DayKind.SHUT: self.tr("Closed"),
            DayKind.CLOSURE: self.tr("Closed that day, %1"),
            DayKind.HOLIDAY: self.tr("Public holiday, %1"),
            DayKind.SPECIAL: self.tr("Special hours, %1"),
        }[kind].replace("%1", str(count))

    # What a person does

    def _show_as_list(self, listed: bool) -> None:
        for part in (self.view, self.words, self.legend):
            part.setVisible(not listed)
        self.others.setVisible(listed)
        self._name_turn()

    def _name_turn(self) -> None:
        listed = self.as_list.isChecked()
        words = self.tr("Show the year") if listed else self.tr("List the days that differ")
        self.as_list.set_icon("calendar-month-outline" if listed else "table")
        self.as_list.setAccessibleName(words)
        self.as_list.setToolTip(plain_tip(words))

    def _turn_to_calendar(self) -> None:
        """Another calendar brings its own region."""
        if not self._filling:
            self.row = None
            self.asked.emit()

    def _ask(self) -> None:
        if not self._filling:
            self.asked.emit()

    def _turn(self, by: int) -> None:
        year = self._on.year + by
        last = 28 if (self._on.month, self._on.day) == (2, 29) else self._on.day
        self._go_to(year, self._on.replace(year=year, day=last))

    def _go_to(self, year: int, day: object) -> None:
        if FIRST_YEAR <= year <= LAST_YEAR and isinstance(day, date):
            self._on = day
            self.asked.emit()

    def _tell_day(self, day: object) -> None:
        if isinstance(day, CalendarDay):
            self._on = day.day
            self.words.setText(day_sentence(day))

    def _open_day(self, day: object) -> None:
        if not self.add.isEnabled():
            self.told.emit(self.add.statusTip())
        elif isinstance(day, CalendarDay):
            self.add_wanted.emit(day)
