# SPDX-License-Identifier: MIT
"""What a step of a ticket came of: of another act, such as work that begins with a logged contact, or a new class."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crmtrainer.journal.entry import Entry, Result, entry_from
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.moments import to_micros
from crmtrainer.tickets.commands import CorrectFirstContact, Reclassify

_OWN = "ticket."
"""Acts on the ticket itself: a move that one of these made is what somebody meant to do."""


_CLASS = ("type", "category", "severity")


@dataclass(frozen=True, slots=True)
class ClassChange:
    """What a ticket was taken for, and what it is: by type, category or severity."""

    trait: str
    was: str
    now: str


def moved_by(entry: Entry) -> dict[int, str]:
    """The steps that an act made tickets take by itself: the new status by the number of the step."""
    return {} if entry.was_refused or entry.verb.startswith(_OWN) else _steps_of(entry)


def _steps_of(entry: Entry) -> dict[int, str]:
    """The steps that an act entered: the new status by the number of the step."""
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
    found: dict[int, str] = {}
    for act in _acts_at(session, moments):
        found.update(dict.fromkeys(moved_by(act), act.verb))
    return found


def reclassified(session: Session, moments: Iterable[datetime]) -> dict[int, tuple[ClassChange, ...]]:
    """What changed with each step that was taken when a ticket was reclassified at these moments of practice time."""
    found: dict[int, tuple[ClassChange, ...]] = {}
    for act in _acts_at(session, moments):
        if act.verb == Reclassify.verb:
            found.update(dict.fromkeys(_steps_of(act), _changes(act)))
    return found


def contact_corrected(session: Session, moments: Iterable[datetime]) -> set[int]:
    """The steps that were taken when a ticket's first contact was corrected at these moments of practice time."""
    acts = (act for act in _acts_at(session, moments) if act.verb == CorrectFirstContact.verb)
    return {step for act in acts for step in _steps_of(act)}


def _changes(act: Entry) -> tuple[ClassChange, ...]:
    told = ((trait, str(act.facts.get(f"was_{trait}", "")), str(act.facts.get(trait, ""))) for trait in _CLASS)
    return tuple(ClassChange(trait, was, now) for trait, was, now in told if was != now)


def _acts_at(session: Session, moments: Iterable[datetime]) -> Iterator[Entry]:
    """The acts that were done at these moments of practice time."""
    wanted = sorted({to_micros(moment) for moment in moments})
    if not wanted:
        return
    entry = WORLD.entry.c
    numbers = range(1, (session.scalar(select(func.max(entry.seq))) or 0) + 1)

    def practice(seq: int) -> int:
        return session.scalar(select(entry.practice_at).where(entry.seq == seq)) or 0

    for moment in wanted:
        # Practice time never goes back, and entries are found by their number: so none but these are read.
        first, after = bisect_left(numbers, moment, key=practice), bisect_right(numbers, moment, key=practice)
        bodies = select(entry.body).where(entry.seq > first, entry.seq <= after, entry.outcome == Result.DONE.value)
        yield from map(entry_from, session.scalars(bodies) if after > first else ())
