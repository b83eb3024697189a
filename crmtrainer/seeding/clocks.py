# SPDX-License-Identifier: MIT
"""The clocks of seeded cases and promises, each read from its events as the engine reads them.

Those that have ended, nearly all, are reckoned together; the few that run on the as-of morning one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache

import numpy as np

from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.seeding.case_format import By, Case
from crmtrainer.seeding.cases import Cases
from crmtrainer.seeding.chunks import Flags, Ints, Texts, texts
from crmtrainer.seeding.contacts import Delays
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.promises import Promises
from crmtrainer.seeding.purchases import NEVER
from crmtrainer.seeding.scripts import SIDES, STATUSES
from crmtrainer.seeding.sectors import sector_named
from crmtrainer.seeding.standing_rows import calendar_ids, standards_of, working_hours
from crmtrainer.seeding.stories import KINDS, WAITED_FOR, Told
from crmtrainer.service_levels.bulk import reached_many
from crmtrainer.service_levels.courses import courses
from crmtrainer.service_levels.definitions import DESK, PROMISE_RULE, StandardDefinition, as_data
from crmtrainer.service_levels.rules import ClockEvent, ClockRule, Metric
from crmtrainer.service_levels.timers import TimerReading, read_timer
from crmtrainer.service_levels.traits import Traits
from crmtrainer.tickets.rules import Status

_MINUTE = 60_000_000
_METRICS = (Metric.FIRST_RESPONSE, Metric.RESOLUTION)
_SETTLED = [STATUSES.index(Status.RESOLVED), STATUSES.index(Status.CLOSED)]
BREACH = 100


@dataclass(frozen=True, slots=True)
class Clocks:
    """Clocks by column, as `ServiceClock` holds them. `promise` is a position among the promises, or -1.

    `ended` is when a clock was satisfied, `breached` when it passed; `NEVER` stands for what has not come about.
    """

    case: Ints
    promise: Ints
    standard: Ints
    """A position among the standards, or -1 for a promise."""
    anchor: Ints
    due: Ints
    ended: Ints
    coming: Ints
    noticed: Ints
    breached: Ints

    @property
    def count(self) -> int:
        return len(self.case)

    @property
    def is_open(self) -> Flags:
        return np.asarray(self.ended == NEVER)


def draw_clocks(profile: Profile, cases: Cases, given: Promises, told: Told) -> Clocks:
    """Every clock of these cases and promises, as it stands when the world’s practice time begins."""
    parts = [_of_metric(profile, cases, told, metric) for metric in _METRICS]
    parts.append(_of_promises(profile, given))
    whole = Clocks(*(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Clocks)))
    order = np.lexsort((np.repeat(np.arange(len(parts)), [part.count for part in parts]), whole.case))
    return Clocks(*(getattr(whole, each.name)[order] for each in fields(Clocks)))


def delays_of(profile: Profile, clocks: Clocks) -> Delays:
    """The clocks of tickets that ended late."""
    late = np.flatnonzero((clocks.standard >= 0) & (clocks.breached != NEVER) & (clocks.ended != NEVER))
    metrics = np.array([standard.rule.metric is Metric.FIRST_RESPONSE for standard in standards_of(profile.sector)])
    return Delays(clocks.case[late], clocks.ended[late], metrics[clocks.standard[late]])


def no_delays() -> Delays:
    """Where no clock runs, nothing is late."""
    none = np.zeros(0, dtype=np.int64)
    return Delays(none, none, none.astype(np.bool_))


def rules_of(profile: Profile, clocks: Clocks) -> tuple[Texts, Texts, Ints]:
    """For each clock the rule and the metric, as tables keep them, and the id of its calendar."""
    standards, ids = standards_of(profile.sector), calendar_ids(profile.sector)
    rules = texts([*(as_data(each.rule) for each in standards), as_data(PROMISE_RULE)])
    metrics = texts([*(each.rule.metric.value for each in standards), PROMISE_RULE.metric.value])
    calendars = np.array([*(ids[each.calendar] for each in standards), ids[DESK]], dtype=np.int64)
    return rules[clocks.standard], metrics[clocks.standard], calendars[clocks.standard]


def _of_promises(profile: Profile, given: Promises) -> Clocks:
    now = to_micros(profile.starts_at)
    ended = given.kept_at
    until = np.where(ended == NEVER, now, ended)
    length = given.due - given.made
    noticed, coming = np.zeros(given.count, dtype=np.int64), np.full(given.count, NEVER, dtype=np.int64)
    for percent in sorted(PROMISE_RULE.thresholds, reverse=True):
        holds = given.made - (-length * percent // 100) + (percent == BREACH)
        noticed = np.where((noticed == 0) & (holds <= until), percent, noticed)
        coming = np.where((ended == NEVER) & (holds > now), holds, coming)
    return Clocks(
        given.case,
        np.arange(given.count),
        np.full(given.count, -1),
        given.made,
        given.due,
        ended,
        coming,
        noticed,
        np.where(given.due < until, given.due, NEVER),
    )


def _of_metric(profile: Profile, cases: Cases, told: Told, metric: Metric) -> Clocks:
    standard = _standard_of(profile.sector, metric)[cases.kind]
    ended = _answered(cases) if metric is Metric.FIRST_RESPONSE else _resolved(cases)
    anchor = cases.at[:, 0]
    due, coming, breached = (np.full(cases.count, NEVER, dtype=np.int64) for _ in range(3))
    noticed = np.zeros(cases.count, dtype=np.int64)
    for number, definition in enumerate(standards_of(profile.sector)):
        over = np.flatnonzero((standard == number) & (ended != NEVER))
        if definition.rule.metric is metric and len(over):
            _reckon(profile, cases, definition, over, ended, (due, noticed, breached))
    events = _Events(told)
    for one in np.flatnonzero((standard >= 0) & (ended == NEVER)).tolist():
        reading = _read(profile, standards_of(profile.sector)[standard[one]], events.of(one))
        if reading is not None:
            due[one] = NEVER if reading.due is None else to_micros(reading.due)
            noticed[one] = max((crossing.percent for crossing in reading.crossed), default=0)
            breached[one] = NEVER if reading.breached_at is None else to_micros(reading.breached_at)
            if reading.next_crossing is not None:
                coming[one] = to_micros(reading.next_crossing.holds_from)
    there = np.flatnonzero(standard >= 0)
    columns = (
        np.arange(cases.count),
        np.full(cases.count, -1),
        standard,
        anchor,
        due,
        ended,
        coming,
        noticed,
        breached,
    )
    return Clocks(*(column[there] for column in columns))


def _reckon(
    profile: Profile,
    cases: Cases,
    definition: StandardDefinition,
    over: Ints,
    ended: Ints,
    into: tuple[Ints, Ints, Ints],
) -> None:
    """Due time, highest threshold and breach of clocks that have ended, put into those columns."""
    due, noticed, breached = into
    table = working_hours(profile.sector, definition.calendar)
    length = definition.rule.length * _MINUTE
    stops = _stops(profile.sector, cases, definition.rule, over)
    anchor, until = cases.at[over, 0], ended[over]
    for percent in sorted(definition.rule.thresholds):
        share = np.full(len(over), -(-length * percent // 100), dtype=np.int64)
        used_up = reached_many(table, anchor, share, stops)
        holds = used_up + (percent == BREACH)
        noticed[over] = np.where(holds <= until, percent, noticed[over])
    due[over] = reached_many(table, anchor, np.full(len(over), length, dtype=np.int64), stops)
    breached[over] = np.where(due[over] < until, due[over], NEVER)


def _stops(sector: str, cases: Cases, rule: ClockRule, over: Ints) -> Ints:
    """The pauses that count for a rule, as `reached_many` takes them."""
    waiting, reopened = _pauses(sector)
    empty = np.full((len(waiting), 0, 2), -1, dtype=np.int64)
    spans = np.concatenate(
        [
            waiting if WAITED_FOR in rule.pauses_in else empty,
            reopened if rule.metric is Metric.RESOLUTION else empty,
        ],
        axis=1,
    )[cases.kind[over]]
    anchor = np.repeat(cases.at[over, :1], spans.shape[1], axis=1)
    places = np.maximum(spans, 0)
    rows = over[:, None]
    there = (spans[:, :, 0] >= 0) & cases.happened[rows, places[:, :, 0]] & cases.happened[rows, places[:, :, 1]]
    begins = np.where(there, cases.at[rows, places[:, :, 0]], anchor)
    ends = np.where(there, cases.at[rows, places[:, :, 1]], anchor)
    order = np.argsort(begins, axis=1, kind="stable")
    return np.stack([np.take_along_axis(begins, order, 1), np.take_along_axis(ends, order, 1)], axis=2)


@cache
def _pauses(sector: str) -> tuple[Ints, Ints]:
    """For each kind of case, between which steps it waits for the customer, and between which it was resolved."""
    told = sector_named(sector).cases
    return _spans([_while(case, Status.WAITING) for case in told]), _spans([_while_settled(case) for case in told])


def _while(case: Case, status: Status) -> list[tuple[int, int]]:
    statuses = [Status.NEW, *(step.status for step in case.steps)]
    found = []
    for place, now in enumerate(statuses):
        if now is status and statuses[place - 1] is not status:
            leaves = next((later for later in range(place, len(statuses)) if statuses[later] is not status), None)
            found += [] if leaves is None else [(place, leaves)]
    return found


def _while_settled(case: Case) -> list[tuple[int, int]]:
    settled = [False, *(step.status in (Status.RESOLVED, Status.CLOSED) for step in case.steps)]
    found, since = [], None
    for place, is_settled in enumerate(settled):
        if is_settled and since is None:
            since = place
        elif not is_settled and since is not None:
            found.append((since, place))
            since = None
    return found


def _spans(told: Sequence[list[tuple[int, int]]]) -> Ints:
    most = max(map(len, told))
    found = np.full((len(told), most, 2), -1, dtype=np.int64)
    for row, spans in enumerate(told):
        if spans:
            found[row, : len(spans)] = spans
    return found


@cache
def _standard_of(sector: str, metric: Metric) -> Ints:
    """For each kind of case, the position of the first standard for this metric that applies to it, or -1."""
    return np.array(
        [
            next(
                (
                    number
                    for number, each in enumerate(standards_of(sector))
                    if each.rule.metric is metric and each.applies_to(_traits_of(case))
                ),
                -1,
            )
            for case in sector_named(sector).cases
        ],
        dtype=np.int64,
    )


def _traits_of(case: Case) -> Traits:
    return Traits(
        type=case.type.value, priority=case.priority.value, severity=case.severity.value, category=case.category
    )


def _answered(cases: Cases) -> Ints:
    """When the customer first heard from us, or `NEVER`."""
    ours = cases.happened & (cases.script.by[cases.kind] == SIDES.index(By.DESK))
    ours[:, 0] = False
    first = ours.argmax(axis=1)
    return np.where(ours.any(axis=1), cases.at[np.arange(cases.count), first], NEVER)


def _resolved(cases: Cases) -> Ints:
    """When a case that is settled was settled, or `NEVER`."""
    settled = np.isin(cases.script.status[cases.kind], _SETTLED) & cases.happened
    number, last = np.arange(cases.count), cases.last
    # Back from the last step for as long as the case was settled.
    unsettled = ~settled & cases.happened
    since = cases.script.most_steps - unsettled[:, ::-1].argmax(axis=1)
    return np.where(settled[number, last], cases.at[number, np.minimum(since, last)], NEVER)


class _Events:
    """The events of one case at a time, as the engine takes them."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._starts = np.searchsorted(told.case, np.arange(int(told.case.max()) + 2 if told.count else 1))

    def of(self, case: int) -> list[ClockEvent]:
        told = self._told
        return [
            ClockEvent(
                kind=KINDS[told.kind[row]],
                at=from_micros(int(told.at[row])),
                entered_at=from_micros(int(told.entered[row])),
                reason=str(told.reason[row]),
                visible_message=bool(told.visible[row]),
                waiting_for=WAITED_FOR if told.waits[row] else None,
            )
            for row in range(int(self._starts[case]), int(self._starts[case + 1]))
        ]


def _read(profile: Profile, definition: StandardDefinition, events: list[ClockEvent]) -> TimerReading | None:
    now, table = profile.starts_at, working_hours(profile.sector, definition.calendar)
    found = courses(events, [definition.rule], now)
    return read_timer(found[0], table, now) if found else None
