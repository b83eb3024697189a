# SPDX-License-Identifier: MIT
"""Clocks and the events they are computed from as rows, with what was noticed of those that passed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crmtrainer.seeding.cases import Cases
from crmtrainer.seeding.chunks import Ints, Texts, texts
from crmtrainer.seeding.clocks import BREACH, Clocks, rules_of
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.promises import Promises
from crmtrainer.seeding.purchases import NEVER
from crmtrainer.seeding.rows import Batch, table_of, where
from crmtrainer.seeding.stories import KINDS, WAITED_FOR, Told
from crmtrainer.seeding.timeline import everywhere
from crmtrainer.service_levels.models import ServiceClock, StoryEvent, ThresholdNotice
from crmtrainer.service_levels.rules import EventKind

_KIND_TEXTS = texts([kind.value for kind in KINDS])
_PROMISED, _KEPT, _BREACHED = (
    KINDS.index(kind) for kind in (EventKind.PROMISED, EventKind.PROMISE_KEPT, EventKind.BREACHED)
)


@dataclass(frozen=True, slots=True)
class Ids:
    """The last ids given out before these rows."""

    clock: int
    event: int
    notice: int
    ticket: int
    promise: int


def clock_rows(profile: Profile, cases: Cases, given: Promises, told: Told, clocks: Clocks, last: Ids) -> list[Batch]:
    """The clocks, their stories, and the breaches that were noticed."""
    stories = texts([f"ticket:{last.ticket + 1 + case}" for case in range(cases.count)])
    subjects = texts([*(f"promise:{last.promise + 1 + number}" for number in range(given.count)), ""])
    rules, metrics, calendars = rules_of(profile, clocks)
    passed = np.flatnonzero(clocks.breached != NEVER)
    return [
        Batch(
            table_of(ServiceClock),
            clocks.count,
            {
                "id": last.clock + 1 + np.arange(clocks.count),
                "story": stories[clocks.case],
                "ticket_id": last.ticket + 1 + clocks.case,
                "subject": subjects[clocks.promise],
                "metric": metrics,
                "calendar_id": calendars,
                "rule": rules,
                "anchor_at": clocks.anchor,
                "open": clocks.is_open.astype(np.int64),
                "due_at": where(clocks.due != NEVER, clocks.due),
                "next_at": where(clocks.coming != NEVER, clocks.coming),
                "noticed": clocks.noticed,
            },
        ),
        _event_rows(given, told, clocks, stories, subjects, metrics, last.event),
        Batch(
            table_of(ThresholdNotice),
            len(passed),
            {
                "id": last.notice + 1 + np.arange(len(passed)),
                "clock_id": last.clock + 1 + passed,
                "percent": BREACH,
                "due_at": clocks.breached[passed],
                "noticed_at": clocks.breached[passed],
            },
        ),
    ]


def _event_rows(
    given: Promises, told: Told, clocks: Clocks, stories: Texts, subjects: Texts, metrics: Texts, base: int
) -> Batch:
    kept, passed = np.flatnonzero(given.kept_at != NEVER), np.flatnonzero(clocks.breached != NEVER)
    counts = [told.count, given.count, len(kept), len(passed)]
    source = np.repeat(np.arange(4), counts)
    case = np.concatenate([told.case, given.case, given.case[kept], clocks.case[passed]])
    at = np.concatenate([told.at, given.made, given.kept_at[kept], clocks.breached[passed]])
    entered = np.concatenate([told.entered, at[told.count :]])
    kind = np.concatenate(
        [told.kind, *(_all(count, one) for count, one in zip(counts[1:], (_PROMISED, _KEPT, _BREACHED), strict=True))]
    )
    none = _all(told.count, -1)
    promise = np.concatenate([none, np.arange(given.count), kept, clocks.promise[passed]])
    total = len(case)
    blank = everywhere(total, "")
    reason, visible, waits, metric = blank.copy(), np.zeros(total, np.int64), np.zeros(total, np.bool_), blank.copy()
    reason[: told.count], visible[: told.count], waits[: told.count] = told.reason, told.visible, told.waits
    metric[total - len(passed) :] = metrics[passed]
    due = np.full(total, NEVER, dtype=np.int64)
    due[told.count : told.count + given.count] = given.due
    order = np.lexsort((source, at, case))
    return Batch(
        table_of(StoryEvent),
        total,
        {
            "id": base + 1 + np.arange(total),
            "story": stories[case[order]],
            "kind": _KIND_TEXTS[kind[order]],
            "at": at[order],
            "entered_at": entered[order],
            "metric": where((source == 3)[order], metric[order]),
            "subject": subjects[promise[order]],
            "reason": reason[order],
            "visible_message": visible[order],
            "waiting_for": where(waits[order], everywhere(total, WAITED_FOR.value)),
            "rule": "",
            "due_at": where((due != NEVER)[order], due[order]),
            "held_id": None,
        },
    )


def _all(count: int, value: int) -> Ints:
    return np.full(count, value, dtype=np.int64)
