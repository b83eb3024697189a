# SPDX-License-Identifier: MIT
"""The authored cases as tables to pick from: which kinds there are for an order or without one, and their steps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from crmtrainer.seeding.catalogue import ITEMS, RANGES
from crmtrainer.seeding.chunks import Draws, Ints, Texts, texts
from crmtrainer.seeding.stories import Anchor, Trouble
from crmtrainer.seeding.troubles import TROUBLES
from crmtrainer.tickets.rules import CloseReason, Status, TicketType

MOST_STEPS = 1 + max(len(trouble.steps) for trouble in TROUBLES)
"""The first contact is step 0."""
NO_STEP = -1
STATUSES = tuple(Status)
ANCHORS = (Anchor.PLACED, Anchor.DELIVERED, Anchor.CANCELLED)
"""What a case about an order can follow."""


@dataclass(frozen=True, slots=True)
class Script:
    """The authored cases as tables by case and step, and by case and product."""

    status: Ints
    after: Ints
    promise: Ints
    days: Ints
    subject: Texts
    said: Texts
    words: Texts
    why: Texts


@dataclass(frozen=True, slots=True)
class _Choice:
    """For each kind, a stretch of `_FLAT` to pick from: its cases, repeated by weight."""

    first: Ints
    count: Ints


@cache
def script() -> Script:
    """The cases of `troubles`, ready for picking."""
    count = len(TROUBLES)
    status = np.full((count, MOST_STEPS), NO_STEP, dtype=np.int64)
    after = np.zeros((count, MOST_STEPS, 2), dtype=np.int64)
    promise = np.zeros((count, MOST_STEPS), dtype=np.int64)
    words, why = (np.full((count, MOST_STEPS), "", dtype=np.object_) for _ in range(2))
    for row, trouble in enumerate(TROUBLES):
        status[row, 0] = STATUSES.index(Status.NEW)
        for place, step in enumerate(trouble.steps, start=1):
            status[row, place] = STATUSES.index(step.status)
            after[row, place] = step.after
            promise[row, place] = step.promise
            words[row, place], why[row, place] = step.words, step.why
    subject, said = (
        texts([_of(getattr(trouble, part), item.short) for trouble in TROUBLES for item in ITEMS]).reshape(count, -1)
        for part in ("subject", "said")
    )
    days = np.array([trouble.days for trouble in TROUBLES], dtype=np.int64)
    return Script(status, after, promise, days, subject, said, words, why)


def about_an_order(draws: Draws, row: Ints, anchor: Ints, item: Ints) -> Ints:
    """A kind of case for each row, by what it follows (a place in `ANCHORS`) and by what was bought."""
    return _pick(draws, row, _BY_ANCHOR, anchor * len(RANGES) + _item_ranges()[item])


def without_an_order(draws: Draws, row: Ints, kind: Ints) -> Ints:
    """A kind of case for each row: 0 any, 1 a complaint, 2 what somebody asks who has not bought yet."""
    return _pick(draws, row, _WITHOUT_ORDER, kind)


def _pick(draws: Draws, row: Ints, choice: _Choice, kind: Ints) -> Ints:
    found: Ints = _FLAT[choice.first[kind] + draws.below("case", row, choice.count[kind])]
    return found


def _of(template: str, product: str) -> str:
    written = template.replace("{product}", product)
    return written[0].upper() + written[1:]


@cache
def _item_ranges() -> Ints:
    return np.array([RANGES.index(item.range) for item in ITEMS], dtype=np.int64)


_flat: list[int] = []


def _choice(kinds: list[list[Trouble]]) -> _Choice:
    first, count = [], []
    for kind in kinds:
        first.append(len(_flat))
        _flat.extend(TROUBLES.index(trouble) for trouble in kind for _ in range(trouble.weight))
        count.append(len(_flat) - first[-1])
    return _Choice(np.array(first, dtype=np.int64), np.array(count, dtype=np.int64))


_BY_ANCHOR = _choice(
    [
        [trouble for trouble in TROUBLES if trouble.anchor is anchor and each in trouble.ranges]
        for anchor in ANCHORS
        for each in RANGES
    ]
)
_GENERAL = [trouble for trouble in TROUBLES if trouble.anchor is Anchor.NONE]
_WITHOUT_ORDER = _choice(
    [
        _GENERAL,
        [t for t in _GENERAL if t.type is TicketType.COMPLAINT and t.close is not CloseReason.DUPLICATE],
        [t for t in _GENERAL if t.category == "sales"],
    ]
)
_FLAT = np.array(_flat, dtype=np.int64)
