# SPDX-License-Identifier: MIT
"""The authored cases as tables to pick from: which kinds there are for an order or without one, and their steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

import numpy as np

from crmtrainer.seeding.case_format import Anchor, By, Case
from crmtrainer.seeding.chunks import Draws, Flags, Ints, Texts, texts
from crmtrainer.seeding.format import Sector
from crmtrainer.seeding.sectors import sector_named
from crmtrainer.tickets.rules import Priority, Status

NO_STEP = -1
STATUSES, SIDES = tuple(Status), tuple(By)
ANCHORS = (Anchor.PLACED, Anchor.DELIVERED, Anchor.CANCELLED)
"""What a case about an order can follow."""
_MINUTES = 60


class Matter(IntEnum):
    """What a case without an order may be: anything, a complaint, or what somebody asks who has not bought yet."""

    ANY = 0
    COMPLAINT = 1
    OF_A_PROSPECT = 2


@dataclass(frozen=True, slots=True)
class _Choice:
    """For each kind, a stretch of `flat` to pick from: its cases, repeated by weight."""

    first: Ints
    count: Ints
    flat: Ints

    def pick(self, draws: Draws, row: Ints, kind: Ints) -> Ints:
        found: Ints = self.flat[self.first[kind] + draws.below("case", row, self.count[kind])]
        return found


@dataclass(frozen=True, slots=True)
class Script:
    """The authored cases as tables by case and step, and by case and product. The first contact is step 0."""

    status: Ints
    by: Ints
    after: Ints
    """Minutes since the step before, from and to."""
    promise: Ints
    """Hours within which the words of the step promise something, or 0."""
    words: Texts
    why: Texts
    days: Ints
    subject: Texts
    said: Texts
    returns: Flags
    pressing: Flags
    """Of high or urgent priority: answered sooner."""
    by_anchor: _Choice
    without_order: _Choice

    @property
    def most_steps(self) -> int:
        """Of the longest case, with its first contact."""
        return int(self.status.shape[1])

    def of(self, values: Sequence[str], case: Ints) -> Texts:
        """One authored text for each of these cases."""
        return texts(list(values))[case]


@cache
def script(sector: str) -> Script:
    """The cases of this kind of organisation, ready for picking."""
    found = sector_named(sector)
    cases = found.cases
    count, most = len(cases), 1 + max(len(case.steps) for case in cases)
    status = np.full((count, most), NO_STEP, dtype=np.int64)
    by = np.zeros((count, most), dtype=np.int64)
    after = np.zeros((count, most, 2), dtype=np.int64)
    promise = np.zeros((count, most), dtype=np.int64)
    words, why = (np.full((count, most), "", dtype=np.object_) for _ in range(2))
    for row, case in enumerate(cases):
        status[row, 0] = STATUSES.index(Status.NEW)
        for place, step in enumerate(case.steps, start=1):
            status[row, place], by[row, place] = STATUSES.index(step.status), SIDES.index(step.by)
            after[row, place] = step.after[0] * _MINUTES, step.after[1] * _MINUTES
            promise[row, place] = step.promise
            words[row, place], why[row, place] = step.words, step.why
    subject, said = (
        texts([_of(getattr(case, part), item.short) for case in cases for item in found.products]).reshape(count, -1)
        for part in ("subject", "said")
    )
    return Script(
        status,
        by,
        after,
        promise,
        words,
        why,
        np.array([case.days for case in cases], dtype=np.int64),
        subject,
        said,
        np.array([case.returns for case in cases]),
        np.array([case.priority in (Priority.HIGH, Priority.URGENT) for case in cases]),
        _about_orders(found),
        _without_orders(found),
    )


def _about_orders(found: Sector) -> _Choice:
    """By what an order-case follows (a place in `ANCHORS`) times the range of what was bought."""
    return _choice(
        found,
        [
            [case for case in found.cases if case.follows is anchor and (not case.ranges or each in case.ranges)]
            for anchor in ANCHORS
            for each in found.ranges
        ],
    )


def _without_orders(found: Sector) -> _Choice:
    """By `Matter`."""
    general = [case for case in found.cases if case.follows is Anchor.NOTHING]
    return _choice(found, [general, list(found.grievances), [case for case in general if case.prospects]])


def _choice(found: Sector, kinds: list[list[Case]]) -> _Choice:
    first: list[int] = []
    count: list[int] = []
    flat: list[int] = []
    place = {id(case): number for number, case in enumerate(found.cases)}
    for kind in kinds:
        first.append(len(flat))
        flat.extend(place[id(case)] for case in kind for _ in range(case.weight))
        count.append(len(flat) - first[-1])
    return _Choice(*(np.array(each, dtype=np.int64) for each in (first, count, flat)))


def _of(template: str, product: str) -> str:
    written = template.replace("{product}", product)
    return written[0].upper() + written[1:]
