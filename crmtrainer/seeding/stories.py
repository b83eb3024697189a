# SPDX-License-Identifier: MIT
"""The events that clocks are computed from, as the desk's own acts would have entered them for each case.

`tickets.writing` says which acts enter which events; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from crmtrainer.seeding.case_format import By, Case
from crmtrainer.seeding.cases import Cases
from crmtrainer.seeding.chunks import Flags, Ints, Texts, texts
from crmtrainer.seeding.sectors import sector_named
from crmtrainer.service_levels.rules import EventKind, PauseState
from crmtrainer.tickets.rules import Status

KINDS = tuple(EventKind)
_SETTLED = frozenset({Status.RESOLVED, Status.CLOSED})


@dataclass(frozen=True, slots=True)
class Told:
    """Events by column, each case's in the order they were entered."""

    case: Ints
    place: Ints
    kind: Ints
    at: Ints
    entered: Ints
    reason: Texts
    visible: Flags
    waits: Flags

    @property
    def count(self) -> int:
        return len(self.case)


@dataclass(frozen=True, slots=True)
class _Plot:
    """For each kind of case, where its events begin in the columns, how many there are, and what they are."""

    first: Ints
    count: Ints
    place: Ints
    kind: Ints
    reason: Texts
    visible: Flags
    waits: Flags


def told_events(sector: str, cases: Cases) -> Told:
    """What has happened in these cases, as far as a clock cares."""
    plot = _plot(sector)
    counts = plot.count[cases.kind]
    case = np.repeat(np.arange(cases.count), counts)
    within = np.arange(len(case)) - np.repeat(np.cumsum(counts) - counts, counts)
    which = plot.first[cases.kind[case]] + within
    happened = cases.happened[case, plot.place[which]]
    case, which = case[happened], which[happened]
    at = cases.at[case, plot.place[which]]
    entered = np.where(plot.place[which] == 0, cases.opened[case], at)
    return Told(
        case,
        plot.place[which],
        plot.kind[which],
        at,
        entered,
        plot.reason[which],
        plot.visible[which],
        plot.waits[which],
    )


@cache
def _plot(sector: str) -> _Plot:
    told = [list(_events(case)) for case in sector_named(sector).cases]
    flat = [event for events in told for event in events]
    counts = np.array([len(events) for events in told], dtype=np.int64)
    return _Plot(
        np.cumsum(counts) - counts,
        counts,
        np.array([place for place, *_ in flat], dtype=np.int64),
        np.array([KINDS.index(kind) for _, kind, *_ in flat], dtype=np.int64),
        texts([reason for _, _, reason, _ in flat]),
        np.array([visible for *_, visible in flat]),
        np.array([kind in (EventKind.PAUSED, EventKind.RESUMED) for _, kind, *_ in flat]),
    )


def _events(case: Case) -> Iterator[tuple[int, EventKind, str, bool]]:
    """Place of the step, kind, reason, and whether it carries a message that the customer can see."""
    yield 0, EventKind.OPENED, "", False
    was = Status.NEW
    for place, step in enumerate(case.steps, start=1):
        if step.by is By.DESK:
            yield place, EventKind.VISIBLE_REPLY, "", True
        elif step.by is By.CUSTOMER:
            yield place, EventKind.CUSTOMER_MESSAGE, "", False
        now = step.status
        if now is not was:
            if was is Status.WAITING:
                yield place, EventKind.RESUMED, step.why, False
            if now is Status.WAITING:
                yield place, EventKind.PAUSED, step.why, True
            if now in _SETTLED and was not in _SETTLED:
                yield place, EventKind.RESOLVED, step.why, False
            if was in _SETTLED and now not in _SETTLED:
                yield place, EventKind.REOPENED, step.why, False
        was = now


WAITED_FOR = PauseState.WAITING_CUSTOMER
"""What a ticket that is paused waits for."""
