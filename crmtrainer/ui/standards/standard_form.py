# SPDX-License-Identifier: MIT
"""A new standard, or a new version of one: what it measures, how long, by which hours, for which tickets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from crmtrainer.kernel.errors import Expected, Refused
from crmtrainer.service_levels.calendars import FIRST_YEAR, LAST_YEAR
from crmtrainer.service_levels.commands import ChangeStandard
from crmtrainer.service_levels.definitions import DESK, StandardDefinition
from crmtrainer.service_levels.rules import (
    SECONDS_IN,
    ClockRule,
    DayEnd,
    Length,
    Metric,
    PauseState,
    Roll,
    Unit,
)
from crmtrainer.service_levels.standards import StandardRow
from crmtrainer.tickets.rules import Priority, Severity, TicketType
from crmtrainer.ui.channels import CHANNELS
from crmtrainer.ui.clocks import metric_name
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.number_field import NumberField
from crmtrainer.ui.kit.ticked import DayField
from crmtrainer.ui.standard_names import name_of
from crmtrainer.ui.standards.fields import TickList
from crmtrainer.ui.standards.labels import (
    PAUSES,
    UNITS,
    channel_words,
    length_words,
    met_by,
    metric_choices,
    pause_state_words,
    unit_words,
)
from crmtrainer.ui.standards.reach import hides, told_of
from crmtrainer.ui.standards.setting_form import SettingForm
from crmtrainer.ui.tickets.labels import PRIORITIES, SEVERITIES, TYPES, said

LONGEST_NAME = 60
MINUTES_AN_HOUR = 60
_HOUSE = ClockRule(id="", metric=Metric.FIRST_RESPONSE, unit=Unit.BUSINESS_MINUTES, length=60)
_PERCENT = re.compile(r"\d{1,3}")


class StandardForm(SettingForm):
    """The form. `show_new` and `show_version` say for what."""

    FIELDS: Mapping[str, str] = {
        "standard.no_name": "name",
        "standard.never_pauses": "longest",
        "standard.no_longest_pause": "longest",
        "standard.not_by_standard": "metric",
        "standard.no_length": "length",
        "standard.too_long": "length",
        "standard.no_calendar": "calendar",
        "clock_rule.negative_length": "length",
        "clock_rule.responses_never_pause": "pauses",
        "clock_rule.threshold_out_of_range": "thresholds",
        "clock_rule.valid_to_before_from": "until",
    }

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "", "content-save-outline", parent)
        self._of: StandardDefinition | None = None
        self._version = 0
        self._known: frozenset[str] = frozenset()
        self._rows: tuple[StandardRow, ...] = ()
        self._today = date.min
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.measures = Combo([(each, metric_name(each.value)) for each in metric_choices()])
        self.length = NumberField()
        self.unit = Combo([(each, unit_words(each)) for each in UNITS])
        self.calendar: Combo[str] = Combo()
        self.types = TickList([(str(each), said(TYPES[each])) for each in TicketType])
        self.categories = QLineEdit()
        self.severities = TickList([(str(each), said(SEVERITIES[each])) for each in Severity])
        self.priorities = TickList([(str(each), said(PRIORITIES[each])) for each in Priority])
        self.channels = TickList([(str(each), channel_words(each)) for each in CHANNELS])
        self.pauses = TickList()
        self.longest = NumberField()
        self.longest_unit = Combo([(each, unit_words(each)) for each in UNITS])
        self.thresholds = QLineEdit()
        self.since = DayField(self.tr("From a day on"))
        self.until = DayField(self.tr("Up to a day"))
        self.place: Combo[int] = Combo()
        self._add_rows()
        self.end_with_reason("standard")
        self.length.valueChanged.connect(self._tell_length)
        self.unit.currentIndexChanged.connect(self._tell_length)
        self.measures.currentIndexChanged.connect(self._tell_metric)
        self.entries.changed.connect(self._warn)
        self._tell_metric()

    def _add_rows(self) -> None:
        form, all_of = self.form, self.tr("None ticked: all.")
        form.add("name", self.tr("Name"), self.name)
        form.add("metric", self.tr("Measures"), self.measures)
        form.add_pair(
            form.make("length", self.tr("Length"), self.length), form.make("unit", self.tr("Counted in"), self.unit)
        )
        form.add("calendar", self.tr("Calendar"), self.calendar, self.tr("Its hours and holidays count."))
        form.add("types", self.tr("For types"), self.types, all_of)
        form.add("priorities", self.tr("For priorities"), self.priorities, all_of)
        form.add("severities", self.tr("For severities"), self.severities, all_of)
        form.add("channels", self.tr("For channels"), self.channels, all_of)
        words = self.tr("The house’s own words with commas between them, like Delivery, Billing; empty: all.")
        form.add("categories", self.tr("For categories"), self.categories, words)
        form.add("pauses", self.tr("Pauses while"), self.pauses, self.tr("Replies to the customer never pause."))
        form.add_pair(
            form.make("longest", self.tr("Longest pause"), self.longest, self.tr("0: no limit.")),
            form.make("longest_unit", self.tr("Pause counted in"), self.longest_unit),
        )
        told = self.tr("Like 50, 75, 90, 100. With 75 it is announced that it is due soon.")
        form.add("thresholds", self.tr("Notices at, in %"), self.thresholds, told)
        form.add_pair(
            form.make("since", self.tr("In force from"), self.since),
            form.make("until", self.tr("In force until"), self.until),
        )
        words = self.tr("Of the standards for one measure, the first that fits a ticket counts.")
        form.add("place", self.tr("Order"), self.place, words)

    def _tell_metric(self) -> None:
        self.form.rows["metric"].set_hint(met_by(self.measures.value()))

    # For what

    def show_new(self, calendars: Sequence[tuple[str, str]], today: date, rows: Sequence[StandardRow]) -> None:
        """Offer an empty form for a standard that there is not yet, beside those that there are."""
        self._of, self._version, self._rows, self._today = None, 0, tuple(rows), today
        self._known = frozenset(name_of(row.definition.rule.id).casefold() for row in rows)
        self.save_button.setText(self.tr("Set the standard"))
        blank = StandardDefinition(_HOUSE, DESK)
        self.name.setReadOnly(False)
        self.turn_to("new", self.tr("New standard"), "", lambda: self._fill(blank, calendars, today))

    def show_version(
        self,
        definition: StandardDefinition,
        version: int,
        calendars: Sequence[tuple[str, str]],
        today: date,
        rows: Sequence[StandardRow],
    ) -> None:
        """Offer the standard as it is, to be changed into its next version."""
        self._of, self._version, self._known = definition, version, frozenset()
        self._rows, self._today = tuple(rows), today
        self.save_button.setText(self.tr("Set version %1").replace("%1", str(version + 1)))
        title = self.tr("New version of %1").replace("%1", name_of(definition.rule.id))
        beside = self.tr("Now version %1").replace("%1", str(version))
        self.name.setReadOnly(True)
        self.turn_to(definition.rule.id, title, beside, lambda: self._fill(definition, calendars, today))

    @override
    def first_field(self) -> QWidget:
        """The name of a new standard; of another version, which keeps its name, what it is mostly made for."""
        return self.length if self._version else self.name

    def _fill(self, of: StandardDefinition, calendars: Sequence[tuple[str, str]], today: date) -> None:
        rule = of.rule
        self.name.setText(rule.id)
        self.measures.set_value(rule.metric)
        self.length.setValue(rule.length)
        self.unit.set_value(rule.unit)
        self.calendar.set_pairs(calendars)
        self.calendar.set_value(of.calendar)
        self.types.set_values(of.types)
        self.priorities.set_values(of.priorities)
        self.severities.set_values(of.severities)
        self.channels.set_values(of.channels)
        self.categories.setText(", ".join(of.categories))
        # A ticket waits for its customer; other waits are those of handoffs and of the law.
        offered = [each for each in PAUSES if each is PauseState.WAITING_CUSTOMER or each in rule.pauses_in]
        self.pauses.offer([(str(each), pause_state_words(each)) for each in offered])
        self.pauses.set_values(str(each) for each in rule.pauses_in)
        self.longest.setValue(rule.longest_pause.amount if rule.longest_pause else 0)
        self.longest_unit.set_value(rule.longest_pause.unit if rule.longest_pause else Unit.BUSINESS_DAYS)
        self.thresholds.setText(", ".join(str(percent) for percent in rule.thresholds))
        for field in (self.since, self.until):
            field.edit.set_today(today)
            field.edit.set_range(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
        self.since.set_day(rule.valid_from, today)
        self.until.set_day(rule.valid_to, today)
        self._offer_places(rule.id)
        self._warn()

    def _offer_places(self, ident: str) -> None:
        """Where it can stand in the order: by the one after which it is tried; 0 leaves it there, or puts it last."""
        idents = [row.definition.rule.id for row in self._rows]
        others = [each for each in idents if each != ident]
        now = idents.index(ident) + 1 if ident in idents else 0
        stays = filled(self.tr("Where it is: number %1 of %2"), str(now), str(len(idents))) if now else self.tr("Last")
        pairs = [(0, stays), (1, self.tr("First"))]
        pairs += [(n, self.tr("After %1").replace("%1", name_of(each))) for n, each in enumerate(others, start=2)]
        last = 0 if now else len(others) + 1
        self.place.set_pairs([pair for pair in pairs if not pair[0] or pair[0] not in (now, last)])

    def _warn(self) -> None:
        """Say before it is set what would never come to its turn."""
        usual = self.tr("It counts for what begins from now on. Running clocks keep the version they began with.")
        if (
            not self.name.text().strip()
            or not self.place.has_values()
            or self._percents() is None
            or not self.length.value()
        ):
            self.warn("", usual)
            return
        try:
            new = self.command()
        except Refused:
            return  # it is said when it is to be set
        hidden = hides(self._rows, new.definition, new.place, self._today)
        self.warn(told_of(hidden, new.definition.rule.id), usual)

    def _tell_length(self) -> None:
        """Minutes as hours, where there are many."""
        unit, length = self.unit.value(), self.length.value()
        in_minutes = unit in (Unit.BUSINESS_MINUTES, Unit.ELAPSED_MINUTES) and length >= MINUTES_AN_HOUR
        words = self.tr("That is %1.").replace("%1", length_words(unit, length)) if in_minutes else ""
        self.form.rows["length"].set_hint(words)

    # What is asked for

    @override
    def check(self) -> dict[str, str]:
        wrong = super().check()
        if not self.name.text().strip():
            wrong["name"] = self.tr("Give the standard a name, like Complaint, first reply.")
        elif name_of(self.name.text().strip()).casefold() in self._known:
            wrong["name"] = self.tr("There is a standard of that name: open it in the list to set its next version.")
        if not self.length.value():
            wrong["length"] = self.tr("Enter how long it allows: at least 1.")
        if self._percents() is None:
            wrong["thresholds"] = self.tr("Enter whole numbers from 1 to 100 with commas, like 50, 75, 90, 100.")
        return wrong

    def _percents(self) -> tuple[int, ...] | None:
        parts = [part.strip().removesuffix("%").strip() for part in self.thresholds.text().split(",")]
        if not all(_PERCENT.fullmatch(part) and 1 <= int(part) <= 100 for part in parts):
            return None
        return tuple(sorted({int(part) for part in parts}))

    @override
    def command(self) -> ChangeStandard:
        of = self._of or StandardDefinition(_HOUSE, DESK)
        name, longest = self.name.text().strip(), self.longest.value()
        rule = replace(
            of.rule,
            id=name,
            # What is told beside a due time; a pack may have words of its own for it.
            source=of.rule.source or name_of(name),
            metric=self.measures.value(),
            unit=self.unit.value(),
            # What is counted in minutes or hours has no last day that could roll, or end when business closes.
            roll=Roll.NONE if self.unit.value() in SECONDS_IN else of.rule.roll,
            day_end=DayEnd.END_OF_DAY if self.unit.value() in SECONDS_IN else of.rule.day_end,
            length=self.length.value(),
            pauses_in=frozenset(PauseState(value) for value in self.pauses.values()),
            longest_pause=Length(longest, self.longest_unit.value()) if longest else None,
            thresholds=self._percents() or (),
            valid_from=self.since.day(),
            valid_to=self.until.day(),
        )
        definition = replace(
            of,
            rule=rule,
            calendar=self.calendar.value(),
            types=self.types.values(),
            priorities=self.priorities.values(),
            severities=self.severities.values(),
            channels=self.channels.values(),
            categories=tuple(each.strip() for each in self.categories.text().split(",") if each.strip()),
        )
        return ChangeStandard(definition, self.reason.text().strip(), place=self.place.value())

    @override
    def told(self) -> str:
        named = name_of(self.name.text().strip())
        if not self._version:
            return self.tr("%1 is set, and counts for what begins from now on.").replace("%1", named)
        words = self.tr("%1 has a new version, which counts for what begins from now on.")
        return words.replace("%1", named)

    @override
    def line(self) -> str:
        return self.name.text().strip()

    @override
    def field_of(self, problem: Expected) -> str:
        if problem.code in ("standard.no_such_trait", "standard.empty_trait"):
            fields = {"type": "types", "category": "categories", "severity": "severities", "priority": "priorities"}
            return fields.get(str(problem.facts.get("trait")), "channels")
        return super().field_of(problem)
