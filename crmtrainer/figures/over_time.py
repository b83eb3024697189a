# SPDX-License-Identifier: MIT
"""What happened at the desk over a stretch of time, from the hourly counts: as cheap in a world of any size.

Rates say by which formula, of how many and since when.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Connection, and_, bindparam, func, literal_column, select

from crmtrainer.customers.models import Customer
from crmtrainer.figures.hours import HOUR
from crmtrainer.figures.models import DESK_HOUR
from crmtrainer.figures.queries import IS_RUNNING
from crmtrainer.figures.rules import Formula, Stretch, Window, hour_after, per, stretches
from crmtrainer.interactions.rules import Channel, Direction
from crmtrainer.kernel.commands import HUMANS
from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.kernel.queries import answers
from crmtrainer.organisation.models import Team
from crmtrainer.service_levels.models import ServiceClock, StoryEvent
from crmtrainer.service_levels.rules import BREACH, Metric
from crmtrainer.service_levels.waived import IS_WAIVED
from crmtrainer.store.prepared import Prepared
from crmtrainer.store.unit_of_work import Reading
from crmtrainer.tickets.rules import TicketType

Counts: TypeAlias = dict[tuple[str, str], int]
"""By kind and state."""


@dataclass(frozen=True, slots=True)
class FlowRow:
    """Tickets opened, closed and reopened in one stretch of time."""

    since: datetime
    until: datetime
    opened: int
    closed: int
    reopened: int


@dataclass(frozen=True, slots=True)
class AttainmentRow:
    """The limits of one metric that fell due: of `base` of them, `tenths` of a percent were met.

    `waived` count against nobody and are left out of the base; `running` are under way and not missed, whenever due.
    """

    metric: Metric
    met: int
    missed: int
    waived: int
    running: int
    base: int
    tenths: int | None


@dataclass(frozen=True, slots=True)
class Attainment:
    """How standards, promises and handoffs were kept that fell due within a stretch."""

    since: datetime
    until: datetime
    rows: tuple[AttainmentRow, ...]
    formula: Formula = Formula.ATTAINMENT


@dataclass(frozen=True, slots=True)
class TeamRow:
    """What was passed to one team. `base` were finished, `tenths` of a percent of those by the time agreed."""

    team: str
    sent: int
    waiting: int
    accepted: int
    bounced: int
    withdrawn: int
    in_time: int
    base: int
    tenths: int | None


@dataclass(frozen=True, slots=True)
class Handoffs:
    """Work that was sent to teams within a stretch, as it stands now."""

    since: datetime
    until: datetime
    rows: tuple[TeamRow, ...]
    formula: Formula = Formula.ATTAINMENT


@dataclass(frozen=True, slots=True)
class ChannelCount:
    """Contacts that came in by one channel."""

    channel: Channel
    count: int


@dataclass(frozen=True, slots=True)
class ContactsRow:
    """Logged contacts in one stretch of time: those that came in, by channel, and how many went out."""

    since: datetime
    until: datetime
    came_in: tuple[ChannelCount, ...]
    went_out: int


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` cases out of `base`, as tenths per hundred, or per thousand for complaints."""

    formula: Formula
    count: int
    base: int
    tenths: int | None


@dataclass(frozen=True, slots=True)
class Quality:
    """Promises kept of those that fell due, tickets reopened of those closed, complaints against customers."""

    since: datetime
    until: datetime
    promises: Rate
    reopened: Rate
    complaints: Rate


@answers("figures.flow", roles=HUMANS)
def flow(read: Reading, *, window: Window = Window.MONTH) -> tuple[FlowRow, ...]:
    """Tickets opened, closed and reopened, by the day, by the week over 91 days, by the month over all."""
    connection = read.session.connection()
    return tuple(
        FlowRow(
            each.since,
            each.until,
            _total(_counts(connection, "opened", each)),
            _total(_counts(connection, "closed", each)),
            _total(_counts(connection, "reopened", each)),
        )
        for each in _stretches(read, window)
    )


@answers("figures.attainment", roles=HUMANS)
def attainment(read: Reading, *, window: Window = Window.MONTH) -> Attainment:
    """Of each kind of limit that fell due in the window, how many were met and missed so far."""
    connection, whole = read.session.connection(), span_of(read, window)
    counted = _counts(connection, "limit", whole)
    under_way = _by_metric(_UNDER_WAY.run(connection))
    waived = _by_metric(_WAIVED.run(connection, since=to_micros(whole.since), until=to_micros(whole.until)))
    rows = []
    for metric in Metric:
        met = counted.get((metric, "met"), 0)
        missed = counted.get((metric, "missed"), 0) - waived[metric]
        if met or missed or waived[metric] or under_way[metric]:
            base = met + missed
            share = per(base, met)
            rows.append(AttainmentRow(metric, met, missed, waived[metric], under_way[metric], base, share))
    return Attainment(whole.since, whole.until, tuple(rows))


def _by_metric(rows: Iterable[Any]) -> Counter[str]:
    return Counter({row[0]: row[1] for row in rows})


@answers("figures.handoffs", roles=HUMANS)
def handoffs(read: Reading, *, window: Window = Window.MONTH) -> Handoffs:
    """What was passed to each team in the window, and what became of it. Teams that got nothing are left out."""
    connection, whole = read.session.connection(), span_of(read, window)
    teams: dict[str, Counter[str]] = {}
    for (team, state), amount in _counts(connection, "handoff", whole).items():
        teams.setdefault(team, Counter())[state] += amount
    known: Iterable[Any] = _TEAMS.run(connection)
    names = {str(row[0]): row[1] for row in known}
    rows = (_team(name, teams[ident]) for ident, name in names.items() if ident in teams)
    return Handoffs(whole.since, whole.until, tuple(rows))


def _team(name: str, states: Counter[str]) -> TeamRow:
    finished = states["in_time"] + states["late"]
    return TeamRow(
        name,
        sent=sum(states.values()),
        waiting=states["sent"],
        accepted=states["accepted"] + states["asked"] + finished,
        bounced=states["bounced"],
        withdrawn=states["withdrawn"],
        in_time=states["in_time"],
        base=finished,
        tenths=per(finished, states["in_time"]),
    )


@answers("figures.contacts", roles=HUMANS)
def contacts(read: Reading, *, window: Window = Window.MONTH) -> tuple[ContactsRow, ...]:
    """Contacts that were logged or sent, by channel, by the day, week or month. Corrections count once."""
    connection, rows = read.session.connection(), []
    for each in _stretches(read, window):
        found = _counts(connection, "contact", each)
        came_in = tuple(ChannelCount(channel, found.get((channel, Direction.IN), 0)) for channel in Channel)
        went_out = sum(amount for (_, direction), amount in found.items() if direction == Direction.OUT)
        rows.append(ContactsRow(each.since, each.until, came_in, went_out))
    return tuple(rows)


@answers("figures.quality", roles=HUMANS)
def quality(read: Reading, *, window: Window = Window.MONTH) -> Quality:
    """Promises kept, tickets reopened, complaints for every thousand customers."""
    connection, whole = read.session.connection(), span_of(read, window)
    promised = _counts(connection, "promise", whole)
    kept, broken = promised.get(("", "kept"), 0), promised.get(("", "broken"), 0)
    closed, reopened = (_total(_counts(connection, measure, whole)) for measure in ("closed", "reopened"))
    opened = _counts(connection, "opened", whole)
    complaints = sum(opened.get((type_, ""), 0) for type_ in (TicketType.COMPLAINT, TicketType.DATA_COMPLAINT))
    customers = _CUSTOMERS.run(connection).scalar_one()
    return Quality(
        whole.since,
        whole.until,
        Rate(Formula.ATTAINMENT, kept, kept + broken, per(kept + broken, kept)),
        Rate(Formula.REOPENED, reopened, closed, per(closed, reopened)),
        Rate(Formula.COMPLAINTS, complaints, customers, per(customers, complaints, of=1000)),
    )


def _stretches(read: Reading, window: Window) -> tuple[Stretch, ...]:
    return stretches(window, read.now, _beginning(read) if window is Window.ALL else read.now)


def _beginning(read: Reading) -> datetime:
    """When the desk's first ticket or contact was, or now."""
    connection = read.session.connection()
    hours = [_FIRST.run(connection, measure=measure).scalar() for measure in ("opened", "contact")]
    return min((from_micros(hour * HOUR) for hour in hours if hour is not None), default=read.now)


def span_of(read: Reading, window: Window) -> Stretch:
    """A window in one piece."""
    found = _stretches(read, window)
    return Stretch(found[0].since, hour_after(read.now))


def _counts(connection: Connection, measure: str, during: Stretch) -> Counts:
    since, until = to_micros(during.since) // HOUR, to_micros(during.until) // HOUR
    found: Iterable[Any] = _SUMS.run(connection, measure=measure, since=since, until=until)
    return {(row[0], row[1]): row[2] for row in found}


def _total(counts: Counts) -> int:
    return sum(counts.values())


_C, _E, _H = ServiceClock.__table__.c, StoryEvent.__table__.c, DESK_HOUR.c
_UNDER_WAY = Prepared(select(_C.metric, func.count()).where(IS_RUNNING, _C.noticed < BREACH).group_by(_C.metric))
_WAIVED = Prepared(
    select(_C.metric, func.count(_C.id.distinct()))
    .select_from(StoryEvent.__table__)
    .join(
        ServiceClock.__table__,
        and_(_C.story == _E.story, _C.metric == _E.metric, _C.subject == _E.subject),
    )
    .where(
        literal_column("story_event.kind = 'waived'"),
        _C.noticed >= BREACH,
        IS_WAIVED,
        _C.due_at >= bindparam("since"),
        _C.due_at < bindparam("until"),
    )
    .group_by(_C.metric)
)
_SUMS = Prepared(
    select(_H.kind, _H.state, func.sum(_H.amount))
    .where(_H.measure == bindparam("measure"), _H.hour >= bindparam("since"), _H.hour < bindparam("until"))
    .group_by(_H.kind, _H.state)
)
_FIRST = Prepared(select(func.min(_H.hour)).where(_H.measure == bindparam("measure")))
_CUSTOMERS = Prepared(select(func.count()).select_from(Customer.__table__))
_TEAMS = Prepared(select(Team.__table__.c.id, Team.__table__.c.name).order_by(Team.__table__.c.id))
