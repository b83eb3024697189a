# SPDX-License-Identifier: MIT
"""Which moves of a ticket came of another act by themselves, such as work that begins with a logged contact."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crmtrainer.journal.entry import Entry, Result, entry_from
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.moments import to_micros

_OWN = "ticket."
"""Acts on the ticket itself: a move that one of these made is what somebody meant to do."""


def moved_by(entry: Entry) -> dict[int, str]:
    """The steps that an act made tickets take by itself: the new status by the number of the step."""
    if entry.was_refused or entry.verb.startswith(_OWN):
        return {}
    found: dict[int, str] = {}
    for effect in entry.effects:
        if not isinstance(effect, dict) or effect.get("t") != "ticket_step" or effect.get("b") is not None:
            continue
        key, after = effect.get("k"), effect.get("a")
        if isinstance(key, list) and isinstance(after, dict):
            found[int(str(key[0]))] = str(after["now"])
    return found


def causes(session: Session, moments: Iterable[datetime]) -> dict[int, str]:
    """The verb of the act that each step came of, for steps taken by themselves at these moments of practice time."""
    wanted = {to_micros(moment) for moment in moments}
    if not wanted:
        return {}
    entry = WORLD.entry.c
    numbers = range(1, (session.scalar(select(func.max(entry.seq))) or 0) + 1)

    def practice(seq: int) -> int:
        return session.scalar(select(entry.practice_at).where(entry.seq == seq)) or 0

    found: dict[int, str] = {}
    for moment in wanted:
        # Practice time never goes back, and entries are found by their number: so none but these are read.
        first, after = bisect_left(numbers, moment, key=practice), bisect_right(numbers, moment, key=practice)
        bodies = select(entry.body).where(entry.seq > first, entry.seq <= after, entry.outcome == Result.DONE.value)
        for act in map(entry_from, session.scalars(bodies) if after > first else ()):
            found.update(dict.fromkeys(moved_by(act), act.verb))
    return found
