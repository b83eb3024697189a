# SPDX-License-Identifier: MIT
"""How a threshold is entered, once, with the times it was due and noticed; what a trainer sets, waives, rebases.

Waiving and rebasing are in the table of `handoffs`, which has more to move with a clock.
"""

from __future__ import annotations

import re

from crmtrainer.kernel.commands import Change, HandlerTable, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels import ordering, timing
from crmtrainer.service_levels.commands import (
    ChangeCalendar,
    ReachThreshold,
    RebaseCalendar,
    RebaseClock,
    RebaseRest,
    WaiveBreach,
)
from crmtrainer.service_levels.keeping import add_calendar, calendar_version, enter, enter_breach, refresh
from crmtrainer.service_levels.models import CalendarVersion, ServiceClock, ThresholdNotice
from crmtrainer.service_levels.moving import move_clocks, reason_of
from crmtrainer.service_levels.rules import BREACH, EventKind
from crmtrainer.service_levels.setting import check_calendar, want_reason
from crmtrainer.service_levels.story import events_of, read_clock, table_of
from crmtrainer.service_levels.timers import TimerReading
from crmtrainer.store.unit_of_work import UnitOfWork

KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def reach_threshold(cmd: ReachThreshold, work: UnitOfWork) -> Outcome:
    clock = work.get(ServiceClock, cmd.clock_id)
    events = events_of(work.session, clock.story)
    reading = read_clock(clock, events, table_of(work.session, clock.calendar_id), work.now)
    crossing = next((c for c in reading.crossed if c.percent == cmd.percent), None) if reading else None
    if reading is None or crossing is None or not reading.is_untold(crossing, clock.noticed):
        raise Refused("clock.threshold_not_reached", clock=cmd.clock_id, percent=cmd.percent)
    work.add(
        ThresholdNotice(
            id=work.new_id("threshold_notice"),
            clock_id=clock.id,
            percent=cmd.percent,
            due_at=crossing.due,
            noticed_at=work.now,
        )
    )
    clock.noticed = max(clock.noticed, cmd.percent)
    if cmd.percent == BREACH:
        enter_breach(work, clock, crossing.due)
    refresh(work, clock.story)
    return Outcome(
        (Change("clock", clock.id), *((Change("ticket", clock.ticket_id),) if clock.ticket_id else ())),
        {
            "metric": clock.metric.value,
            "percent": cmd.percent,
            "due": crossing.due,
            "subject": clock.subject,
            "ticket": clock.ticket_id,
            "breach": cmd.percent == BREACH,
        },
        f"ticket:{clock.ticket_id}" if clock.ticket_id else clock.subject,
    )


def waive_breach(cmd: WaiveBreach, work: UnitOfWork) -> Outcome:
    clock, reading = _read(work, cmd.clock_id, cmd.reason)
    if not reading.is_breached:
        raise Refused("clock.not_breached", clock=clock.id)
    if not reading.standing:
        raise Refused("clock.waived_already", clock=clock.id)
    words, waived = cmd.reason.strip(), EventKind.WAIVED
    for missed in reading.standing:
        enter(work, clock.story, waived, subject=clock.subject, metric=clock.metric, reason=words, due_at=missed)
    return _moved(work, clock, {"breached_at": reading.breached_at})


def rebase_clock(cmd: RebaseClock, work: UnitOfWork) -> Outcome:
    clock, reading = _read(work, cmd.clock_id, cmd.reason)
    if not reading.is_running:
        raise Refused("clock.over", clock=clock.id)
    kept = work.get(CalendarVersion, clock.calendar_id)
    newest = calendar_version(work, kept.key)
    if newest == clock.calendar_id:
        raise Refused("clock.calendar_is_newest", clock=clock.id, calendar=kept.key)
    clock.calendar_id = newest
    swapped = EventKind.RULE_SWAPPED
    enter(work, clock.story, swapped, subject=clock.subject, metric=clock.metric, rule=reading.rule, reason=cmd.reason)
    return _moved(work, clock, {"was_due": reading.due, "calendar": kept.key})


def rebase_calendar(cmd: RebaseCalendar, work: UnitOfWork) -> Outcome:
    want_reason(cmd.reason)
    return _rebased(work, cmd.key, cmd.reason)


def rebase_rest(cmd: RebaseRest, work: UnitOfWork) -> Outcome:
    return _rebased(work, cmd.key, reason_of(work.session, cmd.event_id))


def _rebased(work: UnitOfWork, key: str, reason: str) -> Outcome:
    changed = move_clocks(work, key, reason)
    clocks = sum(1 for change in changed if change.kind == "clock")
    if not clocks:
        raise Refused("calendar.nothing_to_rebase", calendar=key[:40])
    return Outcome(changed, {"key": key, "clocks": clocks}, f"calendar:{key}")


def change_calendar(cmd: ChangeCalendar, work: UnitOfWork) -> Outcome:
    key = cmd.key.strip()
    if not KEY.fullmatch(key):
        raise Refused("calendar.no_key")
    want_reason(cmd.reason)
    check_calendar(cmd.definition.calendar(), work.now)
    made = work.get(CalendarVersion, add_calendar(work, key, cmd.definition))
    return Outcome((Change("calendar", made.id),), {"key": key, "version": made.version}, f"calendar:{key}")


def _read(work: UnitOfWork, clock_id: int, reason: str) -> tuple[ServiceClock, TimerReading]:
    """A clock and how it stands. Raises `NotFound` or `Refused`."""
    want_reason(reason)
    clock = work.get(ServiceClock, clock_id)
    reading = read_clock(
        clock, events_of(work.session, clock.story), table_of(work.session, clock.calendar_id), work.now
    )
    if reading is None:
        raise Refused("clock.over", clock=clock_id)
    return clock, reading


def _moved(work: UnitOfWork, clock: ServiceClock, facts: dict[str, object]) -> Outcome:
    work.session.flush()
    refresh(work, clock.story)
    about = {"clock_id": clock.id, "metric": clock.metric.value, "due": clock.due_at, "ticket": clock.ticket_id}
    changed = (Change("clock", clock.id), *((Change("ticket", clock.ticket_id),) if clock.ticket_id else ()))
    return Outcome(changed, {**about, **facts}, f"ticket:{clock.ticket_id}" if clock.ticket_id else clock.subject)


HANDLERS: HandlerTable = {
    **ordering.HANDLERS,
    **timing.HANDLERS,
    ReachThreshold: reach_threshold,
    ChangeCalendar: change_calendar,
}
