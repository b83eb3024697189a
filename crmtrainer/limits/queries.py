# SPDX-License-Identifier: MIT
"""What people see of limits that the law sets: the book of them, and those that run on a ticket, other readings too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from crmtrainer.kernel.commands import HUMANS
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import to_micros
from crmtrainer.kernel.queries import answers
from crmtrainer.limits.book import Cause, StatutoryLimit, limit_on, read_on, statutory_limits, version_of
from crmtrainer.service_levels.definitions import DESK, rule_from
from crmtrainer.service_levels.models import ServiceClock
from crmtrainer.service_levels.public_holidays import NATIONS
from crmtrainer.service_levels.rules import ClockEvent, EventKind, Metric, PauseState, Unit, limit_in
from crmtrainer.service_levels.setting import newest_calendar
from crmtrainer.service_levels.story import events_of, read_clock, table_of
from crmtrainer.service_levels.timers import TimerState, ticket_timers
from crmtrainer.service_levels.zones import local_date
from crmtrainer.store.unit_of_work import Reading


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One version of one limit as it stands in the book. `status`: C, C2 or U, where U informs and fails nobody."""

    id: str
    title: str
    starts: str
    unit: Unit
    length: int
    extension: int
    pauses: str
    pauses_in: tuple[PauseState, ...]
    extends: str
    convention: str
    source: str
    status: str
    valid_from: date | None
    valid_to: date | None
    regions: tuple[str, ...]
    read_on: date
    moved_by: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """When a limit is due as somebody else counts it."""

    name: str
    due: datetime | None


@dataclass(frozen=True, slots=True)
class TicketLimitRow:
    """A limit on a ticket: its clock, its words, and when it is due by other readings.

    `name` is what acts call it here: as in the book, or with the ticket that it was taken over from.
    """

    clock_id: int
    name: str
    limit: LimitRow
    state: TimerState
    started_at: datetime
    due: datetime | None
    paused_for: str
    is_extended: bool
    """Or its end was moved by what happened, as `LimitRow.moved_by` has it."""
    readings: tuple[ReadingRow, ...]


@answers("limits.book", roles=HUMANS)
def book(read: Reading) -> tuple[LimitRow, ...]:
    """Every version of every limit, in the order of the book."""
    return tuple(_row(limit) for limit in statutory_limits())


@answers("limits.in_force", roles=HUMANS)
def limits_in_force(read: Reading) -> tuple[LimitRow, ...]:
    """The versions that govern what starts today where the desk is, in the order of the book."""
    calendar = newest_calendar(read.session, DESK).calendar()
    today, region = local_date(to_micros(read.now), calendar.tz), calendar.region or NATIONS[0]
    return tuple(_row(limit) for limit in statutory_limits() if limit.governs(today, region))


@answers("limits.of_ticket", roles=HUMANS)
def limits_of(read: Reading, ticket_id: int) -> tuple[TicketLimitRow, ...]:
    """The limits that run or ran on a ticket, in the order they were begun; those that were dropped are left out."""
    wanted = (ServiceClock.ticket_id == ticket_id, ServiceClock.metric == Metric.STATUTORY)
    clocks = read.session.scalars(select(ServiceClock).where(*wanted).order_by(ServiceClock.id))
    return tuple(row for clock in clocks if (row := _of_ticket(read, clock)) is not None)


def _of_ticket(read: Reading, clock: ServiceClock) -> TicketLimitRow | None:
    events, table = events_of(read.session, clock.story), table_of(read.session, clock.calendar_id)
    reading = read_clock(clock, events, table, read.now)
    if reading is None:
        return None
    began = rule_from(clock.rule)
    calendar = table.calendar
    try:
        limit = version_of(began) or limit_on(
            limit_in(clock.subject), local_date(to_micros(reading.anchor), calendar.tz), calendar.region or NATIONS[0]
        )
    except Refused:
        return None  # a book of another year: the clock runs on as it began, and has no words here
    # Moving to another calendar enters the clock’s own rule anew, which would take the place of the other reading’s.
    unmoved = [event for event in events if event.kind is not EventKind.RULE_SWAPPED]
    others = tuple(
        ReadingRow(other.name, counted.due)
        for other in limit.readings
        for counted in ticket_timers(unmoved, [limit.rule(other)], table, read.now)
        if counted.subject == clock.subject
    )
    return TicketLimitRow(
        clock.id,
        clock.subject,
        _row(limit),
        reading.state,
        reading.anchor,
        reading.due,
        "" if reading.paused_for is None else reading.paused_for.value,
        reading.rule.length != began.length or _is_moved(events, clock.subject),
        others,
    )


def _is_moved(events: list[ClockEvent], limit: str) -> bool:
    """Whether the start that was recorded last has an end of its own."""
    starts = [event for event in events if event.kind is EventKind.STARTED and event.subject == limit]
    return bool(starts) and starts[-1].due_at is not None


def _row(limit: StatutoryLimit) -> LimitRow:
    return LimitRow(
        limit.id,
        limit.title,
        limit.starts,
        limit.unit,
        limit.length,
        limit.extension,
        limit.pauses,
        limit.pauses_in,
        limit.extends,
        limit.convention,
        limit.source,
        limit.status.value,
        limit.valid_from,
        limit.valid_to,
        limit.regions,
        read_on(),
        limit.moved_by,
    )
