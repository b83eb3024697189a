# SPDX-License-Identifier: MIT
"""What a standard would do with a ticket that arrives at some moment: the days that it counts, for a picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from crmtrainer.kernel.commands import HUMANS
from crmtrainer.kernel.errors import NotFound
from crmtrainer.kernel.moments import to_micros
from crmtrainer.kernel.queries import answers
from crmtrainer.people.rules import AS_SET
from crmtrainer.service_levels.explain import ExplainedDay, FoldedDays, explain
from crmtrainer.service_levels.rules import OTHERS_SET, ClockEvent, EventKind, Metric, Unit
from crmtrainer.service_levels.setting import kept_standards, newest_calendar, stretch_now
from crmtrainer.service_levels.timers import TimerReading, ticket_timers
from crmtrainer.service_levels.working_time import table_for
from crmtrainer.store.unit_of_work import Reading


@dataclass(frozen=True, slots=True)
class TriedRow:
    """The days from the arrival to the due time, with what counted of each; `folded` are days between others.

    `due` is None, and there are no days, for a standard that is never due: its calendar does not open often enough, or
    adjusted timing sets no limit.
    """

    standard: str
    metric: Metric
    calendar: str
    zone: str
    unit: Unit
    due: datetime | None
    days: tuple[ExplainedDay, ...]
    folded: tuple[FoldedDays, ...]
    counted_seconds: int


@answers("standards.try", roles=HUMANS)
def try_standard(
    read: Reading, standard: str, arrives_at: datetime | None = None, stretch: int | None = None
) -> TriedRow:
    """How a standard, as it stands at a moment (left out: now), counts from then without any pause.

    `stretch` is adjusted timing in percent; left out, that of whoever works here. Raises `NotFound` for a standard that
    is not there, and `Refused` for an arrival beyond the calendars' years or timing that nobody can be given.
    """
    at = read.now if arrives_at is None else arrives_at
    kept = {each.definition.rule.id: each.definition for each in kept_standards(read.session, at)}
    definition = kept.get(standard)
    if definition is None:
        raise NotFound("standard", standard, kept)
    table = table_for(newest_calendar(read.session, definition.calendar).calendar())
    table.edges(to_micros(at), to_micros(at))
    # As a resolution: that counts from the arrival, whatever else begins the clocks of the metric.
    metric, given = definition.rule.metric, stretch_now(read.session) if stretch is None else stretch
    if metric in OTHERS_SET:
        given = AS_SET
    rule = replace(definition.rule, metric=Metric.RESOLUTION, pauses_in=frozenset(), stretch=given)
    arrived = [ClockEvent(kind=EventKind.OPENED, at=at)]

    def seen_at(moment: datetime) -> TimerReading:
        return ticket_timers(arrived, [rule], table, moment)[0]

    due = seen_at(at).due
    if due is None:
        return TriedRow(standard, metric, definition.calendar, table.calendar.zone, rule.unit, None, (), (), 0)
    told = explain(seen_at(due), table)
    return TriedRow(
        standard,
        metric,
        definition.calendar,
        told.zone,
        rule.unit,
        due,
        told.days,
        told.folded,
        told.counted_seconds,
    )
