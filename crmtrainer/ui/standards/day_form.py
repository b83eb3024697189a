# SPDX-License-Identifier: MIT
"""Making a day, or some days on end, of a calendar closed, giving them hours of their own, or making them usual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from crmtrainer.service_levels.calendars import FIRST_YEAR, LAST_YEAR
from crmtrainer.service_levels.commands import ChangeCalendar
from crmtrainer.service_levels.definitions import CalendarDefinition
from crmtrainer.service_levels.year import CalendarDay, DayKind
from crmtrainer.ui.dates import long_day
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.hours_text import past_midnight, read_hours, write_hours
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.moment_edit import DayEdit
from crmtrainer.ui.kit.ticked import DayField
from crmtrainer.ui.standards.setting_form import SettingForm

MOST_DAYS = 366
FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
_FIRST_GUESS = (("10:00", "16:00"),)


class DayForm(SettingForm):
    """The form. It writes a new version of the calendar in which only those days are others."""

    FIELDS: Mapping[str, str] = {
        "calendar.windows_overlap": "hours",
        "calendar.overlaps_next_day": "hours",
        "calendar.window_is_empty": "hours",
        "calendar.not_a_time": "hours",
        "calendar.never_opens": "what",
        "calendar.always_shut": "what",
    }

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "", "calendar-plus-outline", parent)
        self._key = ""
        self._day = FIRST_DAY
        self._of = CalendarDefinition()
        self._name = ""
        self.save_button.setText(self.tr("Change the calendar"))
        self.day = DayEdit()
        self.last = DayField(self.tr("Up to a later day"))
        for edit in (self.day, self.last.edit):
            edit.set_range(FIRST_DAY, LAST_DAY)
        self.what = Combo(
            (
                (DayKind.CLOSURE, self.tr("Closed all day")),
                (DayKind.SPECIAL, self.tr("Special hours")),
                (DayKind.OPEN, self.tr("As usual again")),
            )
        )
        self.hours = QLineEdit()
        self.form.add("day", self.tr("Day"), self.day)
        self.form.add("last", self.tr("Several days"), self.last, self.tr("Left as it is: that one day."))
        self.form.add("what", self.tr("What it is"), self.what)
        words = self.tr("Like 09:00-12:00, 13:00-17:00. An end that is not later lies in the next day.")
        self.form.add("hours", self.tr("Hours"), self.hours, words)
        self.hours.textChanged.connect(
            lambda text: self.form.rows["hours"].set_hint(past_midnight(read_hours(text) or ()) or words)
        )
        self.end_with_reason("calendar-day")
        self.what.currentIndexChanged.connect(self._fit)
        self.set_remark(
            self.tr("It is a new version of the calendar. Running clocks keep the version they began with.")
        )

    def show_day(self, key: str, name: str, definition: CalendarDefinition, day: CalendarDay) -> None:
        """Offer the form for a day of a calendar."""
        self._key, self._name, self._of, self._day = key, name, definition, day.day

        def make_ready() -> None:
            self.day.set_day(day.day)
            self.last.set_day(None, day.day + timedelta(days=1))
            usual = day.kind in (DayKind.SPECIAL, DayKind.CLOSURE)
            self.what.set_value(DayKind.OPEN if usual else DayKind.CLOSURE)
            self.hours.setText(write_hours(day.hours or _FIRST_GUESS))

        self.turn_to(f"{key}:{day.day.isoformat()}", self.tr("Change a day"), name, make_ready)
        self._fit()

    def _fit(self) -> None:
        self.form.rows["hours"].setVisible(self.what.value() is DayKind.SPECIAL)

    def _days(self) -> list[date]:
        first = self.day.day() or self._day
        last = self.last.day() or first
        return [first + timedelta(days=n) for n in range(min((last - first).days, MOST_DAYS) + 1)]

    def _changed(self) -> CalendarDefinition:
        """The calendar with the days as they are asked for."""
        days = {day.isoformat() for day in self._days()}
        closures = {text for text in self._of.closures if text not in days}
        dated = {text: hours for text, hours in self._of.date_hours.items() if text not in days}
        if self.what.value() is DayKind.CLOSURE:
            closures |= days
        elif self.what.value() is DayKind.SPECIAL:
            dated.update(dict.fromkeys(days, read_hours(self.hours.text()) or ()))
        return replace(self._of, closures=tuple(sorted(closures)), date_hours=dict(sorted(dated.items())))

    @override
    def check(self) -> dict[str, str]:
        wrong = super().check()
        first, last = self.day.day() or self._day, self.last.day()
        if last is not None and not first < last <= first + timedelta(days=MOST_DAYS):
            wrong["last"] = self.tr("Choose a day after the first, at most a year later.")
        what = self.what.value()
        if what is DayKind.SPECIAL and not read_hours(self.hours.text()):
            wrong["hours"] = self.tr("Enter hours like 09:00-12:00, 13:00-17:00.")
        elif what is not DayKind.OPEN and (holiday := self._holiday()):
            wrong["day"] = holiday
        elif "last" not in wrong and self._changed() == self._of:
            wrong["what"] = self.tr("The calendar says that already.")
        return wrong

    def _holiday(self) -> str:
        """Why a change would come to nothing: public holidays win over what is set for a date."""
        calendar = self._of.calendar()
        named = [(day, name) for day in self._days() if (name := calendar.holiday_on(day))]
        if len(named) < len(self._days()):
            return ""
        words = self.tr(
            "%1 is a public holiday, %2, which wins over what is set for a date. New hours can drop holidays."
        )
        return filled(words, long_day(named[0][0]), named[0][1])

    @override
    def command(self) -> ChangeCalendar:
        return ChangeCalendar(self._key, self._changed(), self.reason.text().strip())

    @override
    def told(self) -> str:
        return self.tr("%1 has a new version. Running clocks keep theirs.").replace("%1", self._name)
