# SPDX-License-Identifier: MIT
"""What the clocks of a ticket have counted so far: an act that gives them other targets and hours leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from crmtrainer.kernel.ids import TicketId
from crmtrainer.kernel.moments import to_micros
from crmtrainer.service_levels.models import ServiceClock
from crmtrainer.service_levels.rules import OF_A_SUBJECT, EventKind, Metric
from crmtrainer.service_levels.spans import merged
from crmtrainer.service_levels.story import events_of, read_clock, table_of
from crmtrainer.service_levels.turns import waiting_since
from crmtrainer.service_levels.working_time import elapsed
from crmtrainer.store.unit_of_work import reading
from tests.casework.a_desk import Desk


@contextmanager
def what_ran_stays(desk: Desk, ticket: TicketId) -> Iterator[None]:
    """Whatever target and hours a clock gets here, what it has counted it keeps."""
    before = _ran(desk, ticket)
    yield
    after = _ran(desk, ticket)
    assert all(after[ident] == ran for ident, ran in before.items() if ident in after)


@contextmanager
def only_acknowledged(desk: Desk, ticket: TicketId) -> Iterator[None]:
    """Nothing that runs on the ticket is met here but its acknowledgement, and the customer waits on since then."""
    before, *_ = _waits(desk, ticket)
    yield
    after, is_acknowledged, runs_on = _waits(desk, ticket)
    assert after == before
    assert not (is_acknowledged and runs_on)


def _waits(desk: Desk, ticket: TicketId) -> tuple[object, bool, bool]:
    """What waits but for an acknowledgement, whether that was given last of all, and whether one still waits."""
    with reading(desk.world.world.app.database) as session:
        events = events_of(session, f"ticket:{ticket}")
        mine = select(ServiceClock).where(ServiceClock.ticket_id == ticket, ServiceClock.open)
        running = [(one.metric, one.subject, one.anchor_at, one.due_at) for one in session.scalars(mine)]
    others = {one for one in running if one[0] is not Metric.ACKNOWLEDGEMENT}
    return (
        (waiting_since(events), others),
        events[-1].kind is EventKind.ACKNOWLEDGED,
        len(others) < len(running),
    )


def _ran(desk: Desk, ticket: TicketId) -> dict[int, int]:
    """The microseconds that count so far of the clocks that run on a ticket by its standards."""
    now = desk.world.clock.now()
    found = {}
    with reading(desk.world.world.app.database) as session:
        mine = ServiceClock.ticket_id == ticket, ServiceClock.open, ServiceClock.metric.not_in(OF_A_SUBJECT)
        for clock in session.scalars(select(ServiceClock).where(*mine)).all():
            read = read_clock(clock, events_of(session, clock.story), table_of(session, clock.calendar_id), now)
            if read is not None:
                stops = merged((to_micros(pause.start), to_micros(pause.end or now)) for pause in read.pauses)
                found[clock.id] = elapsed(read.line, to_micros(read.anchor), to_micros(now), stops)
    return found
