# SPDX-License-Identifier: MIT
"""The desk at a glance: what is open and due now, from indexes on that alone. What happened is in `over_time`.

Counts are of everybody's work and name nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, func, literal_column, or_, select

from crmtrainer.figures.hours import HOUR, Place, different
from crmtrainer.figures.rules import AGE_BANDS, SOON, Formula
from crmtrainer.kernel.commands import HUMANS
from crmtrainer.kernel.moments import to_micros
from crmtrainer.kernel.queries import answers
from crmtrainer.service_levels.models import ServiceClock, StoryEvent
from crmtrainer.service_levels.rules import BREACH, Metric
from crmtrainer.service_levels.waived import IS_WAIVED
from crmtrainer.store.prepared import Prepared
from crmtrainer.store.unit_of_work import Reading
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import OPEN, Priority, Status, TicketType

DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class StatusCount:
    """Open tickets in one status."""

    status: Status
    count: int


@dataclass(frozen=True, slots=True)
class PriorityCount:
    """Open tickets of one priority."""

    priority: Priority
    count: int


@dataclass(frozen=True, slots=True)
class TypeCount:
    """Open tickets of one type."""

    type: TicketType
    count: int


@dataclass(frozen=True, slots=True)
class AgeCount:
    """Tickets that have been open for at least so many days and fewer than so many; the oldest band has no end."""

    days: int
    until: int | None
    count: int


@dataclass(frozen=True, slots=True)
class OpenTickets:
    """All open tickets at one instant, sorted in four ways."""

    at: datetime
    total: int
    by_status: tuple[StatusCount, ...]
    by_priority: tuple[PriorityCount, ...]
    by_type: tuple[TypeCount, ...]
    by_age: tuple[AgeCount, ...]
    formula: Formula = Formula.AGEING


@dataclass(frozen=True, slots=True)
class RunningRow:
    """Limits of one metric that run now. `soon`: three quarters used up; `paused`: nothing is due while they wait."""

    metric: Metric
    overdue: int
    soon: int
    in_time: int
    paused: int


@answers("figures.open_tickets", roles=HUMANS)
def open_tickets(read: Reading) -> OpenTickets:
    """Tickets that are open now, by status, priority, type and age."""
    now = to_micros(read.now)
    edges = {f"band_{number}": now - days * DAY for number, days in enumerate(AGE_BANDS)}
    found: Iterable[Any] = _OPEN.run(read.session.connection(), **edges)
    sums: list[Counter[Any]] = [Counter(), Counter(), Counter(), Counter()]
    for row in found:
        for total, value in zip(sums, row[:-1], strict=True):
            total[value] += row[-1]
    status, priority, type_, age = sums
    ends = (*AGE_BANDS, None)
    return OpenTickets(
        read.now,
        sum(status.values()),
        tuple(StatusCount(each, status[each]) for each in Status if each in OPEN),
        tuple(PriorityCount(each, priority[each]) for each in reversed(Priority)),
        tuple(TypeCount(each, type_[each]) for each in TicketType),
        tuple(AgeCount(ends[n - 1] or 0 if n else 0, end, age[n]) for n, end in enumerate(ends)),
    )


@answers("figures.running", roles=HUMANS)
def running(read: Reading) -> tuple[RunningRow, ...]:
    """Limits that run now, by metric: how many are overdue, due soon, in time or paused.

    One whose breach is waived stands as its due time says.
    """
    connection, now = read.session.connection(), to_micros(read.now)
    counted: Iterable[Any] = _RUNNING.run(connection, now=now).all()
    waived: Iterable[Any] = _AHEAD.run(connection, now=now)
    ahead = {row[0]: (int(row[1]), int(row[2])) for row in waived}
    rows = []
    for metric, overdue, soon, in_time, paused in counted:
        due, undue = ahead.get(metric, (0, 0))
        sums = (int(overdue) - due - undue, int(soon), int(in_time) + due, int(paused) + undue)
        rows.append(RunningRow(Metric(metric), *sums))
    return tuple(rows)


@answers("figures.recount", roles=HUMANS)
def recount(read: Reading) -> tuple[Place, ...]:
    """Counts every hour anew and gives where what is kept differs: nowhere, in a file that only this program wrote."""
    return tuple(different(read.session.connection()))


_T, _C, _E = Ticket.__table__.c, ServiceClock.__table__.c, StoryEvent.__table__.c
IS_RUNNING: ColumnElement[bool] = literal_column("service_clock.open = 1")
"""As the index on running limits has it, word for word: a value of its own would not lead there."""
_BAND = case(
    *((_T.opened_at > bindparam(f"band_{number}"), number) for number in range(len(AGE_BANDS))), else_=len(AGE_BANDS)
)
_OPEN = Prepared(
    select(_T.status, _T.priority, _T.type, _BAND.label("band"), func.count())
    .where(_T.closed_at.is_(None), _T.status.in_([literal_column(f"'{status}'") for status in sorted(OPEN)]))
    .group_by(_T.status, _T.priority, _T.type, literal_column("4"))
)
_IS_LATE = or_(_C.due_at < bindparam("now"), _C.noticed >= BREACH)
_RUNNING = Prepared(
    select(
        _C.metric,
        func.coalesce(func.sum(case((_IS_LATE, 1), else_=0)), 0),
        func.sum(case((and_(_C.due_at >= bindparam("now"), _C.noticed >= SOON, _C.noticed < BREACH), 1), else_=0)),
        func.sum(case((and_(_C.due_at >= bindparam("now"), _C.noticed < SOON), 1), else_=0)),
        func.sum(case((and_(_C.due_at.is_(None), _C.noticed < BREACH), 1), else_=0)),
    )
    .where(IS_RUNNING)
    .group_by(_C.metric)
)
_AHEAD = Prepared(
    select(
        _C.metric,
        func.count(case((_C.due_at.is_not(None), _C.id)).distinct()),
        func.count(case((_C.due_at.is_(None), _C.id)).distinct()),
    )
    .select_from(StoryEvent.__table__)
    .join(ServiceClock.__table__, and_(_C.story == _E.story, _C.metric == _E.metric, _C.subject == _E.subject))
    .where(
        literal_column("story_event.kind = 'waived'"),
        IS_RUNNING,
        _C.noticed >= BREACH,
        or_(_C.due_at.is_(None), _C.due_at >= bindparam("now")),
        IS_WAIVED,
    )
    .group_by(_C.metric)
)
"""Limits whose breach is waived and which are due later by now: few, and asked by themselves, so that all the others
are counted from their index alone."""
