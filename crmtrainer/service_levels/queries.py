# SPDX-License-Identifier: MIT
"""What people see of clocks: readings by ticket, and the worst of each ticket for lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crmtrainer.kernel.commands import HUMANS
from crmtrainer.kernel.errors import NotFound
from crmtrainer.kernel.queries import answers
from crmtrainer.organisation.models import Team
from crmtrainer.people.rules import AS_SET
from crmtrainer.service_levels.explain import ExplainedDay, ExplainedPause, FoldedDays, explain
from crmtrainer.service_levels.models import CalendarVersion, ServiceClock
from crmtrainer.service_levels.rules import DayOne, Unit
from crmtrainer.service_levels.story import events_in, events_of, read_clock, table_of
from crmtrainer.service_levels.timers import ReasonCode, TimerReading, TimerState
from crmtrainer.store.unit_of_work import Reading

_ORDER = (
    TimerState.OVERDUE,
    TimerState.DUE_SOON,
    TimerState.ON_TRACK,
    TimerState.NOT_STARTED,
    TimerState.PAUSED,
    TimerState.MISSED,
    TimerState.MET,
    TimerState.CALLED_OFF,
)


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock as a person sees it. Seconds are working seconds; `real_left` is seconds of real time to due."""

    id: int
    ticket_id: int | None
    metric: str
    subject: str
    state: TimerState
    starts_at: datetime | None
    due: datetime | None
    left_seconds: int
    over_seconds: int
    real_left: int | None
    share: int
    paused_for: str
    satisfied_at: datetime | None
    breached_at: datetime | None
    anchor: datetime
    target_minutes: int
    calendar: str
    source: str
    is_waived: bool = False
    pause_ends: datetime | None = None
    """When the pause that lasts ends by itself, where its standard allows none that is longer."""
    was_cut_short: bool = False
    """Whether a pause lasted longer than its standard allows, so that the rest of it counted."""
    stretch: int = AS_SET
    """In percent of what its standard says: a reasonable adjustment; 0 where it is never due."""
    called_off_at: datetime | None = None
    """Since when no standard fits it any more."""
    hours_of: str = ""
    """The team that keeps the hours it counts by, where just one does."""
    in_working_time: bool = False
    """Whether it counts working time alone, and not every hour or whole days."""


@answers("clocks.of_ticket", roles=HUMANS)
def clocks_of(read: Reading, ticket_id: int) -> tuple[ClockRow, ...]:
    """All clocks of a ticket, its handoffs and its promises, in the order they were started."""
    clocks = read.session.scalars(
        select(ServiceClock).where(ServiceClock.ticket_id == ticket_id).order_by(ServiceClock.id)
    )
    return tuple(_rows(read, clocks))


@answers("clocks.worst", roles=HUMANS)
def worst_clocks(read: Reading, ticket_ids: tuple[int, ...]) -> dict[int, ClockRow]:
    """For each ticket the running clock to look at first; tickets without one are left out."""
    clocks = read.session.scalars(
        select(ServiceClock).where(ServiceClock.open, ServiceClock.ticket_id.in_(ticket_ids)).order_by(ServiceClock.id)
    )
    found: dict[int, ClockRow] = {}
    for row in _rows(read, clocks):
        assert row.ticket_id is not None
        other = found.get(row.ticket_id)
        if other is None or urgency(row) < urgency(other):
            found[row.ticket_id] = row
    return found


@answers("clocks.of_promises", roles=HUMANS)
def clocks_of_promises(read: Reading, promise_ids: tuple[int, ...]) -> dict[int, ClockRow]:
    """The running clock of each of these promises that belong to no ticket."""
    stories = {f"promise:{ident}": ident for ident in promise_ids}
    clocks = select(ServiceClock).where(ServiceClock.story.in_(stories), ServiceClock.open)
    return {stories[f"{row.subject}"]: row for row in _rows(read, read.session.scalars(clocks))}


@answers("clocks.all", roles=HUMANS)
def all_clocks(read: Reading) -> tuple[ClockRow, ...]:
    """Every clock of the world, running or over: for the debrief and for reports."""
    return tuple(_rows(read, read.session.scalars(select(ServiceClock).order_by(ServiceClock.id))))


@dataclass(frozen=True, slots=True)
class WhyRow:
    """Why a clock is due when it is: its rule in numbers, the days from its start, and their totals in seconds.

    `folded` are days between others that are not listed one by one; the totals hold them too. The days are those of
    the calendar's `zone`. `reasons` tell what befell the clock, `waiver` why a breach counts against nobody, and
    `called_off` why no standard fits it any more. `pauses` are those that counted, in the order in which they began.
    """

    clock: ClockRow
    unit: Unit
    length: int
    day_one: DayOne
    zone: str
    days: tuple[ExplainedDay, ...]
    counted_seconds: int
    paused_seconds: int
    left_seconds: int
    over_seconds: int
    reasons: tuple[ReasonCode, ...] = ()
    waiver: str = ""
    called_off: str = ""
    pauses: tuple[ExplainedPause, ...] = ()
    folded: tuple[FoldedDays, ...] = ()
    standard: str = ""
    """The key of the rule in force, as it is set."""
    held: tuple[tuple[datetime, str], ...] = ()
    """The calendars by which it counted before the clock's own, by their keys, each with the moment up to which."""


@answers("clocks.why", roles=HUMANS)
def why(read: Reading, clock_id: int) -> WhyRow:
    """Day by day why one clock is due when it is. Raises `NotFound` for one that was cancelled or never was."""
    clock = read.session.get(ServiceClock, clock_id)
    if clock is None:
        raise NotFound("clock", clock_id)
    table = table_of(read.session, clock.calendar_id)
    reading = read_clock(clock, events_of(read.session, clock.story), table, read.now)
    if reading is None:
        raise NotFound("clock", clock_id)
    told = explain(reading, table)
    return WhyRow(
        next(iter(_rows(read, (clock,)))),
        reading.rule.unit,
        reading.rule.length,
        reading.rule.day_one,
        told.zone,
        told.days,
        told.counted_seconds,
        told.paused_seconds,
        told.left_seconds,
        told.over_seconds,
        reading.reasons,
        reading.waiver or "",
        reading.called_off or "",
        told.pauses,
        told.folded,
        reading.rule.id,
        _held(clock, reading, _keys_of(read.session)),
    )


def _held(clock: ServiceClock, reading: TimerReading, keys: dict[int, str]) -> tuple[tuple[datetime, str], ...]:
    """The calendars that counted for some of its time; of one after the other of the same name, the last."""
    until = reading.satisfied_at or reading.now
    told = [each for each in reading.held if reading.anchor < each.until <= until]
    after = [*(each.key for each in told), _calendar(clock, reading, keys)][1:]
    return tuple((each.until, each.key) for each, then in zip(told, after, strict=True) if each.key != then)


def _calendar(clock: ServiceClock, reading: TimerReading, keys: dict[int, str]) -> str:
    return keys[clock.calendar_id] if reading.judged_by is None else reading.judged_by.key


def _keys_of(session: Session) -> dict[int, str]:
    """What each calendar version is called."""
    return {row.id: row.key for row in session.execute(select(CalendarVersion.id, CalendarVersion.key))}


def urgency(row: ClockRow) -> tuple[int, int]:
    """What to sort by: overdue first, then by real time to due, the paused and the finished last."""
    running = row.state in (TimerState.OVERDUE, TimerState.DUE_SOON, TimerState.ON_TRACK, TimerState.NOT_STARTED)
    if running and row.real_left is not None:
        return (0, row.real_left)
    return (1 + _ORDER.index(row.state), 0)


def _real_left(reading: TimerReading, now: datetime) -> int | None:
    """Seconds of real time to due; below nothing since a breach that stands, whatever the target is now."""
    since = reading.breached_at if reading.state is TimerState.OVERDUE else None
    moment = since if since is not None else reading.due
    return None if moment is None else int((moment - now).total_seconds())


def _rows(read: Reading, clocks: Iterable[ServiceClock]) -> Iterable[ClockRow]:
    keys = _keys_of(read.session)
    teams = _only_teams(read.session)
    listed = list(clocks)
    events = events_in(read.session, {clock.story for clock in listed})
    for clock in listed:
        reading = read_clock(clock, events[clock.story], table_of(read.session, clock.calendar_id), read.now)
        if reading is not None:
            calendar = _calendar(clock, reading, keys)
            yield _row(clock, reading, calendar, teams.get(calendar, ""), read.now)


def _only_teams(session: Session) -> dict[str, str]:
    """The names of teams whose hours no other team keeps, by calendar."""
    names = select(Team.calendar, func.min(Team.name)).group_by(Team.calendar).having(func.count() == 1)
    return {row[0]: row[1] for row in session.execute(names)}


def _row(clock: ServiceClock, reading: TimerReading, calendar: str, team: str, now: datetime) -> ClockRow:
    seconds = reading.rule.seconds
    return ClockRow(
        id=clock.id,
        ticket_id=clock.ticket_id,
        metric=clock.metric.value,
        subject=clock.subject,
        state=reading.state,
        starts_at=reading.starts_at,
        due=reading.due,
        left_seconds=reading.left_seconds,
        over_seconds=reading.over_seconds,
        real_left=_real_left(reading, now),
        share=min(100, int(reading.share_used * 100)),
        paused_for="" if reading.paused_for is None else reading.paused_for.value,
        satisfied_at=reading.satisfied_at,
        breached_at=reading.breached_at,
        anchor=reading.anchor,
        target_minutes=0 if seconds is None else seconds // 60,
        calendar=calendar,
        source=reading.rule.source,
        is_waived=reading.is_waived,
        pause_ends=reading.pause_ends,
        was_cut_short=ReasonCode.PAUSE_CUT_SHORT in reading.reasons,
        stretch=reading.rule.stretch if ReasonCode.ADJUSTED in reading.reasons else AS_SET,
        called_off_at=None if reading.called_off is None else reading.satisfied_at,
        hours_of=team,
        in_working_time=reading.rule.unit is Unit.BUSINESS_MINUTES,
    )
