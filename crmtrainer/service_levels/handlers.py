# SPDX-License-Identifier: MIT
"""How a threshold is entered: once, with the time it was due and the time it was noticed."""

from __future__ import annotations

from crmtrainer.kernel.commands import Change, HandlerTable, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.commands import ReachThreshold
from crmtrainer.service_levels.keeping import enter_breach, refresh
from crmtrainer.service_levels.models import ServiceClock, ThresholdNotice
from crmtrainer.service_levels.story import events_of, read_clock, table_of
from crmtrainer.store.unit_of_work import UnitOfWork

BREACH = 100


def reach_threshold(cmd: ReachThreshold, work: UnitOfWork) -> Outcome:
    clock = work.get(ServiceClock, cmd.clock_id)
    events = events_of(work.session, clock.story)
    reading = read_clock(clock, events, table_of(work.session, clock.calendar_id), work.now)
    crossing = next((c for c in reading.crossed if c.percent == cmd.percent), None) if reading else None
    if crossing is None or cmd.percent <= clock.noticed:
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
    clock.noticed = cmd.percent
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


HANDLERS: HandlerTable = {ReachThreshold: reach_threshold}
