# SPDX-License-Identifier: MIT
"""The agenda's second source: the next threshold of any running clock, found by one look-up in an index."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import bindparam, func, literal_column, select, tuple_
from sqlalchemy.orm import Session

from crmtrainer.agenda.runner import Upcoming
from crmtrainer.service_levels.commands import ReachThreshold
from crmtrainer.service_levels.models import ServiceClock, ThresholdNotice
from crmtrainer.service_levels.story import events_of, read_clock, table_of
from crmtrainer.store.prepared import Prepared
from crmtrainer.store.unit_of_work import Reading

PAGE = 8
_LISTED = (
    select(ServiceClock)
    .where(ServiceClock.open == bindparam("open", type_=ServiceClock.open.type), ServiceClock.next_at.is_not(None))
    .order_by(ServiceClock.next_at, ServiceClock.id)
    .limit(PAGE)
)
"""Nearly always the first of these is what comes next, and reading no more keeps a tick the same among any number."""
_HERE = tuple_(bindparam("next_at", type_=ServiceClock.next_at.type), bindparam("id"))
_AFTER = _LISTED.where(tuple_(ServiceClock.next_at, ServiceClock.id) > _HERE)
_ANY = {
    running: Prepared(
        select(ServiceClock.id).where(literal_column(f"open = {running:d}"), ServiceClock.next_at.is_not(None)).limit(1)
    )
    for running in (True, False)
}
"""Word for word what the index on these begins with: asked for both at once, the whole table would be read."""


def threshold_source(read: Reading) -> Upcoming | None:
    """The earliest threshold that no entry tells of yet; also of a clock that is over, which an act made late."""
    found = [each for running in _ANY if (each := _first(read, running)) is not None]
    return min(found, key=lambda upcoming: upcoming.due_at, default=None)


def _first(read: Reading, running: bool) -> Upcoming | None:
    if _ANY[running].run(read.session.connection()).first() is None:
        return None
    found = (_threshold_of(read, clock) for clock in _listed(read.session, running))
    return next((upcoming for upcoming in found if upcoming is not None), None)


def _listed(session: Session, running: bool) -> Iterator[ServiceClock]:
    """The clocks with a threshold to come, the next first, page by page."""
    page = session.scalars(_LISTED, {"open": running}).all()
    while page:
        yield from page
        last = page[-1]
        where = {"open": running, "next_at": last.next_at, "id": last.id}
        page = session.scalars(_AFTER, where).all() if len(page) == PAGE else ()


def _threshold_of(read: Reading, clock: ServiceClock) -> Upcoming | None:
    """The threshold for which a clock is listed; None when its listing is stale."""
    if clock.next_at is None:
        return None
    events = events_of(read.session, clock.story)
    reading = read_clock(clock, events, table_of(read.session, clock.calendar_id), clock.next_at)
    if reading is None:
        return None
    percent = min((c.percent for c in reading.crossed if reading.is_untold(c, clock.noticed)), default=None)
    if percent is None:
        return None
    again = _told(read.session, clock.id, percent) if percent <= clock.noticed else 0
    name = f"clock:{clock.id}:{percent}" + (f":{again}" if again else "")
    return Upcoming(clock.next_at, ReachThreshold(clock.id, percent), name)


def _told(session: Session, clock_id: int, percent: int) -> int:
    """How often a share of a clock was entered: once, or of a breach again after each that was waived."""
    mine = ThresholdNotice.clock_id == clock_id, ThresholdNotice.percent == percent
    return session.scalar(select(func.count()).select_from(ThresholdNotice).where(*mine)) or 0
