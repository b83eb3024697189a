# SPDX-License-Identifier: MIT
"""New weekly hours, zone or holidays of a calendar; or, under another short name, a further calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from crmtrainer.kernel.errors import Expected
from crmtrainer.service_levels.calendars import DAYS
from crmtrainer.service_levels.commands import ChangeCalendar
from crmtrainer.service_levels.definitions import CalendarDefinition
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.hours_text import past_midnight, read_hours, write_hours
from crmtrainer.ui.kit.form import FormRow
from crmtrainer.ui.kit.search_combo import SearchCombo
from crmtrainer.ui.regions import also_found_by, region_choices
from crmtrainer.ui.standards.labels import weekday_words
from crmtrainer.ui.standards.setting_form import SettingForm

LONGEST_KEY = 40


def calendar_ident(key: str) -> str:
    """What the page is told of a calendar that was set, beside the ids of its lines."""
    return f"calendar:{key}"


class HoursForm(SettingForm):
    """The form, filled with the calendar as it is."""

    FIELDS: Mapping[str, str] = {
        "calendar.no_key": "key",
        "calendar.unknown_zone": "zone",
        "calendar.unknown_zone.near": "zone",
        "calendar.unknown_region": "region",
        "calendar.never_opens": DAYS[0],
        "calendar.always_shut": DAYS[0],
    }

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "", "clock-edit-outline", parent)
        self._key = self._name = ""
        self._of = CalendarDefinition()
        self._known: frozenset[str] = frozenset()
        self.days = {day: QLineEdit() for day in DAYS}
        self.region: SearchCombo[str] = SearchCombo(also=also_found_by)
        self.zone = QLineEdit()
        self.key = QLineEdit()
        self.key.setMaxLength(LONGEST_KEY)
        self._add_rows()
        self.end_with_reason("calendar-hours")

    def _add_rows(self) -> None:
        form = self.form
        rows = [form.make(day, weekday_words(day), field) for day, field in self.days.items()]
        hints = {rows[0]: self.tr("Like 09:00-12:00, 13:00-17:30"), rows[1]: self.tr("Empty: closed")}
        for row, field in zip(rows, self.days.values(), strict=True):
            row.set_hint(hints.get(row, ""))
            field.textChanged.connect(partial(_tell_late, row, hints.get(row, "")))
        for first, second in zip(rows[:6:2], rows[1:6:2], strict=True):
            form.add_pair(first, second)
        form.add_pair(rows[6], form.make("region", self.tr("Public holidays of"), self.region))
        words = self.tr("Of a place, like Europe/London: it knows when the clocks change.")
        form.add("zone", self.tr("Time zone"), self.zone, words)
        words = self.tr("Another name makes a further calendar with these hours, and leaves this one as it is.")
        form.add("key", self.tr("Short name"), self.key, words)

    def show_calendar(self, key: str, name: str, definition: CalendarDefinition, known: Iterable[str]) -> None:
        """Offer the hours of a calendar to be changed; `known` are the short names taken."""
        self._key, self._name, self._of, self._known = key, name, definition, frozenset(known)

        def make_ready() -> None:
            for day, field in self.days.items():
                field.setText(write_hours(definition.hours.get(day, ())))
            self.region.set_pairs(region_choices(definition.region))
            self.region.set_value(definition.region or "")
            self.zone.setText(definition.zone)
            self.key.setText(key)

        self.save_button.setText(self.tr("Change the calendar"))
        self.set_remark(
            self.tr("It is a new version of the calendar. Running clocks keep the version they began with.")
        )
        self.turn_to(key, self.tr("New hours"), name, make_ready)

    def show_new(self, like: CalendarDefinition, known: Iterable[str]) -> None:
        """Offer a further calendar, with these hours to begin with; `known` are the short names taken."""
        self.show_calendar("", "", like, known)
        self.header.name.setText(self.tr("New calendar"))
        self.setAccessibleName(self.tr("New calendar"))
        self.save_button.setText(self.tr("Make the calendar"))
        self.set_remark(self.tr("Standards and teams can count by it once it is there."))

    @override
    def first_field(self) -> QWidget:
        """The short name of a new one; of another, its hours."""
        return super().first_field() if self._key else self.key

    def _changed(self) -> CalendarDefinition:
        hours = {day: windows for day, field in self.days.items() if (windows := read_hours(field.text()))}
        return replace(self._of, zone=self.zone.text().strip(), hours=hours, region=self.region.value() or None)

    @override
    def check(self) -> dict[str, str]:
        wrong = super().check()
        for day, field in self.days.items():
            if read_hours(field.text()) is None:
                wrong[day] = self.tr("Enter hours like 09:00-12:00, 13:00-17:30, or nothing where it is closed.")
        key = self.key.text().strip()
        if key != self._key and key in self._known:
            wrong["key"] = self.tr("There is a calendar of that name: choose it first to change it.")
        return wrong

    @override
    def command(self) -> ChangeCalendar:
        return ChangeCalendar(self.key.text().strip(), self._changed(), self.reason.text().strip())

    @override
    def told(self) -> str:
        if self.key.text().strip() != self._key:
            return self.tr("There is a further calendar: %1.").replace("%1", self.key.text().strip())
        return self.tr("%1 has a new version. Running clocks keep theirs.").replace("%1", self._name)

    @override
    def line(self) -> str:
        return calendar_ident(self.key.text().strip())

    @override
    def field_of(self, problem: Expected) -> str:
        day = str(problem.facts.get("day", ""))
        return day if day in self.days else super().field_of(problem)


def _tell_late(row: FormRow, usual: str, text: str) -> None:
    """Say below a day where what is typed ends on the next: 17:00-09:00 may be meant, or a slip of the hand."""
    row.set_hint(past_midnight(read_hours(text) or ()) or usual)
