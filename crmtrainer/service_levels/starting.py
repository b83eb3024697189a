# SPDX-License-Identifier: MIT
"""What becomes of a ticket's clocks when its first contact turns out to have been at another time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from crmtrainer.service_levels.courses import STARTED_BY
from crmtrainer.service_levels.keeping import clocks_in, enter, refresh
from crmtrainer.service_levels.rules import MERGED, ClockEvent, EventKind, Metric
from crmtrainer.service_levels.story import events_of
from crmtrainer.store.unit_of_work import UnitOfWork

_FROM_FIRST_CONTACT = tuple(metric for metric, kind in STARTED_BY.items() if kind is EventKind.OPENED)
_SAID = frozenset({EventKind.VISIBLE_REPLY, EventKind.ACKNOWLEDGED, EventKind.CUSTOMER_MESSAGE})


def count_from(work: UnitOfWork, ticket_id: int, at: datetime) -> tuple[Metric, ...]:
    """Count from `at` what counts from a ticket's first contact; gives the metrics of the clocks that this moved.

    When they were due until now stays in the journal, among what the act changed.

    A start of its own stays: of a duplicate that was taken up again, and of a first sign for which a merged ticket's
    customer has waited longer.
    """
    story = f"ticket:{ticket_id}"
    events = events_of(work.session, story)
    anchors = {clock.id: clock.anchor_at for clock in clocks_in(work.session, story)}
    was = first_contact(events)
    enter(work, story, EventKind.OPENED, at=at)
    for metric in _FROM_FIRST_CONTACT:
        own = _own_start(events, metric)
        if own is not None and (was is None or own >= was or own < at):
            enter(work, story, EventKind.OPENED, metric=metric, at=own)
    work.session.flush()
    refresh(work, story)
    clocks = clocks_in(work.session, story)
    return tuple(clock.metric for clock in clocks if anchors.get(clock.id, clock.anchor_at) != clock.anchor_at)


def first_contact(events: Iterable[ClockEvent]) -> datetime | None:
    """When a ticket's first contact was, as it was told last."""
    return next((e.at for e in reversed(list(events)) if e.kind is EventKind.OPENED and e.metric is None), None)


def first_word(work: UnitOfWork, ticket_id: int) -> datetime | None:
    """When anything was first said on a ticket after its first contact, by either side; not on one merged into it."""
    events = events_of(work.session, f"ticket:{ticket_id}")
    return min((event.at for event in events if event.kind in _SAID and event.reason != MERGED), default=None)


def _own_start(events: Iterable[ClockEvent], metric: Metric) -> datetime | None:
    """Where the start that counts of this metric is not the ticket's."""
    starts = [event for event in events if event.kind is EventKind.OPENED and event.metric in (None, metric)]
    return starts[-1].at if starts and starts[-1].metric is metric else None
