# SPDX-License-Identifier: MIT
"""How limits that the law sets begin, stand, are extended, met or dropped: events of the ticket's story, each once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from crmtrainer.kernel.commands import HandlerTable, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import TicketId
from crmtrainer.kernel.moments import to_micros, utc
from crmtrainer.limits.book import StatutoryLimit, limit_on, version_of
from crmtrainer.limits.commands import (
    BeginLimit,
    DropLimit,
    ExtendLimit,
    MeetLimit,
    MoveLimit,
    PauseLimit,
    ResumeLimit,
)
from crmtrainer.limits.moving import LASTED_ON, moved_end
from crmtrainer.limits.working_days import law_calendar
from crmtrainer.service_levels.calendars import Calendar
from crmtrainer.service_levels.definitions import as_data
from crmtrainer.service_levels.keeping import enter, refresh, start_clock
from crmtrainer.service_levels.models import ServiceClock
from crmtrainer.service_levels.public_holidays import NATIONS
from crmtrainer.service_levels.rules import EventKind, Metric, PauseState, limit_in
from crmtrainer.service_levels.story import events_of, read_clock, table_of
from crmtrainer.service_levels.timers import TimerReading, TimerState
from crmtrainer.service_levels.zones import local_date
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.writing import opened_ticket, outcome_of


def begin_limit(cmd: BeginLimit, work: UnitOfWork) -> Outcome:
    ticket = opened_ticket(work, cmd.ticket_id)
    started = utc(cmd.started_at)
    if started > work.now:
        raise Refused("limit.starts_later", limit=cmd.limit)
    calendar_id = law_calendar(work)
    calendar = table_of(work.session, calendar_id).calendar
    clock = _clock(work, ticket, cmd.limit)
    # One that was taken over from another ticket is begun again under its name, and none begins under such a name.
    name = cmd.limit if clock is None else limit_in(cmd.limit)
    limit = _limit_then(name, started, calendar)
    was = None if clock is None else _reading(work, clock)
    if was is not None and not was.is_running:
        raise Refused("limit.over", limit=cmd.limit)
    _enter(work, ticket, cmd.limit, EventKind.STARTED, cmd.reason, at=started)
    if clock is None:
        start_clock(work, _story(ticket), ticket.id, limit.id, limit.rule(), calendar_id, started)
        work.session.flush()
    else:
        clock.rule, clock.anchor_at, clock.calendar_id = as_data(limit.rule()), started, calendar_id
    refresh(work, _story(ticket))
    corrected = None if was is None else was.anchor
    return _told(work, ticket, cmd.limit, {"started_at": started, "corrected": corrected, "source": limit.status.value})


def meet_limit(cmd: MeetLimit, work: UnitOfWork) -> Outcome:
    ticket, reading = _running(work, cmd.ticket_id, cmd.limit)
    if not cmd.how.strip():
        raise Refused("limit.no_words")
    _enter(work, ticket, cmd.limit, EventKind.SATISFIED, cmd.how)
    late = reading.state is TimerState.OVERDUE
    return _told(work, ticket, cmd.limit, {"is_late": late})


def extend_limit(cmd: ExtendLimit, work: UnitOfWork) -> Outcome:
    ticket, reading = _running(work, cmd.ticket_id, cmd.limit)
    if not reading.rule.extension:
        raise Refused("limit.not_extended", limit=cmd.limit)
    if not cmd.reason.strip():
        raise Refused("limit.no_words")
    if reading.due is not None and work.now > reading.due:
        zone = _calendar(work, ticket, cmd.limit).tz
        raise Refused("limit.extended_too_late", due=local_date(to_micros(reading.due), zone).isoformat())
    _enter(work, ticket, cmd.limit, EventKind.EXTENDED, cmd.reason, visible_message=cmd.person_told)
    return _told(work, ticket, cmd.limit, {"in_time": True, "person_told": cmd.person_told})


def move_limit(cmd: MoveLimit, work: UnitOfWork) -> Outcome:
    ticket, reading = _running(work, cmd.ticket_id, cmd.limit)
    happened = work.now if cmd.happened_at is None else utc(cmd.happened_at)
    if happened > work.now:
        raise Refused("limit.starts_later", limit=cmd.limit)
    if not cmd.reason.strip():
        raise Refused("limit.no_words")
    calendar = _calendar(work, ticket, cmd.limit)
    limit = version_of(reading.rule) or _limit_then(limit_in(cmd.limit), reading.anchor, calendar)
    ends = moved_end(limit, cmd.cause, reading.anchor, happened, calendar)
    # A start with an end of its own: a second start corrects the first, and what the first one gave stays on record.
    _enter(work, ticket, cmd.limit, EventKind.STARTED, cmd.reason, at=reading.anchor, due_at=ends)
    if cmd.cause in LASTED_ON:
        # By law it had not ended yet: that it was noted as passed stays on record, and counts against nobody.
        for passed in (breach for breach in reading.standing if breach < ends):
            _enter(work, ticket, cmd.limit, EventKind.WAIVED, cmd.reason, due_at=passed)
    facts: dict[str, object] = {
        "cause": cmd.cause.value,
        "happened_at": happened,
        "was_due": reading.due,
        "was_overdue": bool(reading.standing),
        "stays_missed": any(cmd.cause not in LASTED_ON or breach >= ends for breach in reading.standing),
    }
    return _told(work, ticket, cmd.limit, facts)


def pause_limit(cmd: PauseLimit, work: UnitOfWork) -> Outcome:
    ticket, reading = _running(work, cmd.ticket_id, cmd.limit)
    if cmd.waiting_for not in reading.rule.pauses_in:
        raise Refused("limit.not_paused_by_that", limit=cmd.limit)
    if reading.paused_for is cmd.waiting_for:
        raise Refused("limit.stands_already", limit=cmd.limit)
    _enter(work, ticket, cmd.limit, EventKind.PAUSED, cmd.reason, waiting_for=cmd.waiting_for)
    return _told(work, ticket, cmd.limit, {"had_reason": bool(cmd.reason.strip())})


def resume_limit(cmd: ResumeLimit, work: UnitOfWork) -> Outcome:
    ticket, reading = _running(work, cmd.ticket_id, cmd.limit)
    if reading.paused_for is None:
        raise Refused("limit.does_not_stand", limit=cmd.limit)
    since = reading.paused_since
    _enter(work, ticket, cmd.limit, EventKind.RESUMED, cmd.reason, waiting_for=reading.paused_for)
    return _told(work, ticket, cmd.limit, {"stood_since": since})


def drop_limit(cmd: DropLimit, work: UnitOfWork) -> Outcome:
    ticket, reading = _running(work, cmd.ticket_id, cmd.limit)
    if not cmd.reason.strip():
        raise Refused("limit.no_words")
    _enter(work, ticket, cmd.limit, EventKind.SATISFIED if reading.is_breached else EventKind.CANCELLED, cmd.reason)
    facts: dict[str, object] = {
        "was_overdue": reading.state is TimerState.OVERDUE,
        "stays_missed": bool(reading.standing),
    }
    return _told(work, ticket, cmd.limit, facts)


HANDLERS: HandlerTable = {
    BeginLimit: begin_limit,
    MeetLimit: meet_limit,
    ExtendLimit: extend_limit,
    MoveLimit: move_limit,
    PauseLimit: pause_limit,
    ResumeLimit: resume_limit,
    DropLimit: drop_limit,
}


def _story(ticket: Ticket) -> str:
    return f"ticket:{ticket.id}"


def _clock(work: UnitOfWork, ticket: Ticket, limit: str) -> ServiceClock | None:
    wanted = (
        ServiceClock.ticket_id == ticket.id,
        ServiceClock.subject == limit,
        ServiceClock.metric == Metric.STATUTORY,
    )
    return work.session.scalars(select(ServiceClock).where(*wanted)).first()


def _calendar(work: UnitOfWork, ticket: Ticket, limit: str) -> Calendar:
    """The calendar by which a limit of the ticket runs."""
    clock = _clock(work, ticket, limit)
    return table_of(work.session, law_calendar(work) if clock is None else clock.calendar_id).calendar


def _limit_then(ident: str, began: datetime, calendar: Calendar) -> StatutoryLimit:
    """The version of a limit that governs what began then. Raises `NotFound` or `Refused`."""
    return limit_on(ident, local_date(to_micros(began), calendar.tz), calendar.region or NATIONS[0])


def _reading(work: UnitOfWork, clock: ServiceClock) -> TimerReading | None:
    return read_clock(clock, events_of(work.session, clock.story), table_of(work.session, clock.calendar_id), work.now)


def _running(work: UnitOfWork, ticket_id: TicketId, limit: str) -> tuple[Ticket, TimerReading]:
    """The ticket and its running limit. Raises `NotFound` or `Refused`."""
    ticket = opened_ticket(work, ticket_id)
    clock = _clock(work, ticket, limit)
    reading = None if clock is None else _reading(work, clock)
    if reading is None:
        raise Refused("limit.not_begun", limit=limit[:40])
    if not reading.is_running:
        raise Refused("limit.over", limit=limit)
    return ticket, reading


def _enter(
    work: UnitOfWork,
    ticket: Ticket,
    limit: str,
    kind: EventKind,
    words: str,
    *,
    at: datetime | None = None,
    waiting_for: PauseState | None = None,
    visible_message: bool = False,
    due_at: datetime | None = None,
) -> None:
    enter(
        work,
        _story(ticket),
        kind,
        subject=limit,
        metric=Metric.STATUTORY,
        at=at,
        reason=words.strip(),
        waiting_for=waiting_for,
        visible_message=visible_message,
        due_at=due_at,
    )
    work.session.flush()


def _told(work: UnitOfWork, ticket: Ticket, limit: str, facts: dict[str, object]) -> Outcome:
    refresh(work, _story(ticket))
    clock = _clock(work, ticket, limit)
    due = None if clock is None else clock.due_at
    return outcome_of(ticket, {"limit": limit, "due": due, **facts})
