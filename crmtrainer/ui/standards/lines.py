# SPDX-License-Identifier: MIT
"""The lines of the list: standards in the order in which they are tried, then what teams and the law set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from PySide6.QtCore import QCoreApplication, QDate

from crmtrainer.limits.queries import LimitRow
from crmtrainer.organisation.queries import TeamRow
from crmtrainer.service_levels.definitions import HANDOFF_PAUSES
from crmtrainer.service_levels.rules import Metric, PauseState, Unit
from crmtrainer.service_levels.standards import StandardRow
from crmtrainer.ui.clocks import metric_name
from crmtrainer.ui.dates import BRITISH, span
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.windowed_table import Cell, Column
from crmtrainer.ui.standard_names import name_of
from crmtrainer.ui.standards.labels import (
    counted_words,
    length_words,
    pause_words,
    place_words,
    short_pause_words,
    whose_words,
)
from crmtrainer.ui.theme import Tone

_REPLIES = (Metric.ACKNOWLEDGEMENT, Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.PROGRESS_UPDATE)


class Setter(Enum):
    """Who sets what a line says."""

    STANDARD = "standard"
    TEAM = "team"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class Line:
    """One line in words; `source` is the row that it was made of, and `ident` stays while its words change."""

    setter: Setter
    ident: str
    icon: str
    name: str
    whose: str
    limit: str
    hours: str
    short_hours: str
    force: str
    is_in_force: bool
    source: StandardRow | TeamRow | LimitRow
    never: str = ""
    """Why no ticket can get it, where one before it takes them all."""

    def sentence(self) -> str:
        """The whole line, for where the list has to cut it."""
        words = _tr("%1. For: %2. %3. %4. %5.")
        told = filled(words, self.name, self.whose, self.limit, self.hours, self.force)
        return f"{told} {self.never}".strip()


def line_of_standard(
    row: StandardRow, calendars: dict[str, str], today: date, set_on: date | None, never: str = ""
) -> Line:
    """A standard as it counts today; `set_on` is when that version was set, where somebody has set it."""
    rule, definition = row.definition.rule, row.definition
    force = _force(_tr("v%1").replace("%1", str(row.version)), rule.valid_from or set_on, rule.valid_to, today)
    if row.coming is not None and row.coming.definition.rule.valid_from is not None:
        then = _day_words(row.coming.definition.rule.valid_from, today)
        force = filled(_tr("%1; v%2 from %3"), force, str(row.coming.version), then)
    hours = counted_words(rule.unit, calendars.get(definition.calendar, definition.calendar))
    return Line(
        Setter.STANDARD,
        rule.id,
        "message-reply-text-outline" if rule.metric in _REPLIES else "check-circle-outline",
        name_of(rule.id),
        whose_words(definition),
        filled(_tr("%1, %2"), metric_name(rule.metric), length_words(rule.unit, rule.length)),
        filled(_tr("%1; %2"), hours, pause_words(rule.pauses_in)),
        _short(hours, rule.pauses_in),
        force,
        row.is_in_force,
        row,
        never,
    )


def line_of_team(row: TeamRow, calendars: dict[str, str]) -> Line:
    """What a team that takes work on has set itself."""
    limits = _tr("Accept %1, finish %2")
    hours = counted_words(Unit.BUSINESS_MINUTES, calendars.get(row.calendar, row.calendar))
    return Line(
        Setter.TEAM,
        row.key,
        "package-variant",
        _tr("Handoff, %1").replace("%1", row.name),
        _tr("Work passed on"),
        filled(limits, span(row.accept_minutes * 60), span(row.complete_minutes * 60)),
        filled(_tr("%1; %2"), hours, _tr("finishing pauses while we owe an answer or wait for the customer")),
        _short(hours, HANDOFF_PAUSES),
        _tr("By team"),
        True,
        row,
    )


def line_of_limit(row: LimitRow, today: date) -> Line:
    """What the law sets."""
    where = ", ".join(place_words(region) for region in row.regions)
    hours = counted_words(row.unit, _tr("Working days by law"))
    from_then = row.valid_from is None or row.valid_from <= today
    return Line(
        Setter.LAW,
        f"{row.id} {row.valid_from} {where}",
        "scale-balance",
        row.title,
        where or _tr("Everywhere"),
        length_words(row.unit, row.length),
        filled(_tr("%1; %2"), hours, pause_words(row.pauses_in)),
        _short(hours, row.pauses_in),
        _force(_tr("By law"), row.valid_from, row.valid_to, today),
        from_then and (row.valid_to is None or today <= row.valid_to),
        row,
    )


def _short(hours: str, states: Iterable[PauseState]) -> str:
    words = short_pause_words(states)
    return filled(_tr("%1; %2"), hours, words) if words else hours


def _force(what: str, since: date | None, until: date | None, today: date) -> str:
    if until is not None:
        words = _tr("%1, until %2") if today <= until else _tr("%1, ended %2")
        return filled(words, what, _day_words(until, today))
    if since is not None:
        words = _tr("%1 from %2") if since <= today else _tr("%1, not before %2")
        return filled(words, what, _day_words(since, today))
    return what


def _day_words(day: date, today: date) -> str:
    """A day as a narrow column takes it: of this year without its year."""
    return BRITISH.toString(QDate(day.year, day.month, day.day), "d MMM" if day.year == today.year else "d MMM yyyy")


def columns() -> tuple[Column, ...]:
    """The columns of the list; what is spared or cut where it is narrow is in the row's tooltip, and below all."""

    def name(line: Line) -> Cell:
        law, team = line.setter is Setter.LAW, line.setter is Setter.TEAM
        if line.never:
            return Cell(line.name, "alert-outline", Tone.WARN)
        return Cell(line.name, line.icon, Tone.COLLEAGUE if team else Tone.NEUTRAL, quiet=law or not line.is_in_force)

    listed = (
        Column(_tr("Standard"), name),
        Column(_tr("For"), lambda line: Cell(line.whose, quiet=True), 120, from_width=740),
        Column(_tr("Limit"), lambda line: line.limit, 160),
        Column(
            _tr("Hours, pauses"),
            lambda line: Cell(line.short_hours, quiet=True),
            spoken=lambda line: line.hours,
            from_width=520,
        ),
        Column(
            _tr("In force"),
            lambda line: Cell(_tr("Never reached"), tone=Tone.WARN) if line.never else Cell(line.force, quiet=True),
            92,
            spoken=lambda line: f"{line.force}. {line.never}" if line.never else line.force,
            from_width=640,
        ),
    )
    return tuple(replace(column, tip=Line.sentence) for column in listed)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Standards", words)
