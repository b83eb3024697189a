# SPDX-License-Identifier: MIT
"""What people see of standards and calendars: all of them, and which a given ticket would get, tried in order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from crmtrainer.journal.entry import Result, entry_from
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.commands import HUMANS
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.kernel.queries import answers
from crmtrainer.service_levels.commands import ChangeStandard
from crmtrainer.service_levels.definitions import (
    CalendarDefinition,
    StandardDefinition,
    calendar_from,
)
from crmtrainer.service_levels.measures import measure
from crmtrainer.service_levels.models import CalendarVersion
from crmtrainer.service_levels.rules import Metric
from crmtrainer.service_levels.setting import Kept, governs, kept_standards, newest_calendar
from crmtrainer.service_levels.traits import Trait, Traits
from crmtrainer.service_levels.working_time import table_for
from crmtrainer.store.unit_of_work import Reading


class Fit(StrEnum):
    """What a standard is to a ticket."""

    YES = "yes"
    OTHER_TYPE = "other_type"
    OTHER_CATEGORY = "other_category"
    OTHER_SEVERITY = "other_severity"
    OTHER_PRIORITY = "other_priority"
    OTHER_CHANNEL = "other_channel"
    NOT_IN_FORCE = "not_in_force"
    NOT_TRIED = "not_tried"
    """An earlier one had fitted already."""


_OTHER = {
    Trait.TYPE: Fit.OTHER_TYPE,
    Trait.CATEGORY: Fit.OTHER_CATEGORY,
    Trait.SEVERITY: Fit.OTHER_SEVERITY,
    Trait.PRIORITY: Fit.OTHER_PRIORITY,
    Trait.CHANNEL: Fit.OTHER_CHANNEL,
}


@dataclass(frozen=True, slots=True)
class StandardRow:
    """One standard as it counts at a moment; `coming` is a newer version that is set and begins later."""

    version: int
    definition: StandardDefinition
    is_in_force: bool
    coming: Kept | None = None

    @property
    def newest(self) -> Kept:
        """The newest version, whether it has begun or not: the next one follows it."""
        return self.coming or Kept(self.version, self.definition)


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One calendar in its newest version."""

    key: str
    version: int
    definition: CalendarDefinition


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One standard as it was tried for a ticket; `due` where it fits, None there too when it never would be."""

    standard: str
    version: int
    metric: Metric
    fit: Fit
    due: datetime | None


@answers("standards.all", roles=HUMANS)
def standards(read: Reading, at: datetime | None = None) -> tuple[StandardRow, ...]:
    """Every standard in the order in which they are tried, as it counts for what begins then (left out: now)."""
    then = read.now if at is None else at
    return tuple(
        StandardRow(
            kept.version,
            kept.definition,
            governs(read.session, kept.definition, then),
            kept.coming,
        )
        for kept in kept_standards(read.session, then)
    )


@dataclass(frozen=True, slots=True)
class SetRow:
    """When a version of a standard was set, in practice time."""

    standard: str
    version: int
    at: datetime


@answers("standards.set", roles=HUMANS)
def set_at(read: Reading) -> tuple[SetRow, ...]:
    """The versions that somebody set, in that order; those that the world began with are left out.

    It reads through the whole journal, so it is no question for every moment.
    """
    entry = WORLD.entry.c
    bodies = select(entry.body).where(entry.verb == ChangeStandard.verb, entry.outcome == Result.DONE.value)
    acts = map(entry_from, read.session.scalars(bodies.order_by(entry.seq)))
    return tuple(
        SetRow(str(act.facts["standard"]), int(str(act.facts["version"])), from_micros(act.practice)) for act in acts
    )


@answers("calendars.all", roles=HUMANS)
def calendars(read: Reading) -> tuple[CalendarRow, ...]:
    """Every calendar, by its key."""
    rows = read.session.scalars(select(CalendarVersion).order_by(CalendarVersion.key, CalendarVersion.version)).all()
    newest = {row.key: row for row in rows}
    return tuple(CalendarRow(row.key, row.version, calendar_from(row.definition)) for row in newest.values())


def matched(read: Reading, traits: Traits, at: datetime, stretch: int) -> tuple[MatchRow, ...]:
    """Which standards a ticket with these traits would get that arrives then, and why; due by adjusted timing."""
    taken: set[Metric] = set()
    found = []
    for kept in kept_standards(read.session, at):
        rule = kept.definition.rule
        fit = _fit(read, kept.definition, traits, at, taken)
        if fit is Fit.YES:
            taken.add(rule.metric)
        due_at = _due(read, kept.definition, at, stretch) if fit is Fit.YES else None
        found.append(MatchRow(rule.id, kept.version, rule.metric, fit, due_at))
    return tuple(found)


def _fit(read: Reading, standard: StandardDefinition, traits: Traits, at: datetime, taken: set[Metric]) -> Fit:
    if standard.rule.metric in taken:
        return Fit.NOT_TRIED
    if not governs(read.session, standard, at):
        return Fit.NOT_IN_FORCE
    misfit = traits.misfit(standard.wanted)
    return Fit.YES if misfit is None else _OTHER[misfit]


def _due(read: Reading, standard: StandardDefinition, at: datetime, stretch: int) -> datetime | None:
    """None when its calendar does not open often enough, or timing sets no limit.

    Raises `Refused` for an arrival beyond the years that the calendar knows, and for timing that nobody can be given.
    """
    table = table_for(newest_calendar(read.session, standard.calendar).calendar())
    arrival, rule = to_micros(at), replace(standard.rule, stretch=stretch)
    table.edges(arrival, arrival)
    try:
        due = measure(rule, table, arrival, ()).due()
    except Refused:
        return None
    return None if due is None else from_micros(due)
