# SPDX-License-Identifier: MIT
"""Money owed and how it is followed up: reminders, payment, an arrangement that is kept or broken, advice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crmtrainer.customers.rules import Stage
from crmtrainer.interactions.rules import ContactOutcome
from crmtrainer.seeding.cases import MARGIN, staff_of
from crmtrainer.seeding.chunks import Draws, Flags, Ints, Texts, cumulated, texts
from crmtrainer.seeding.daytime import DAY, HOUR, desk_of
from crmtrainer.seeding.lives import Lives, is_stage
from crmtrainer.seeding.people import People
from crmtrainer.seeding.profile import AS_USUAL, Profile
from crmtrainer.seeding.sectors import sector_named
from crmtrainer.seeding.timeline import CALL, IN, LETTER, MESSAGE, OUT, PHONE, Contacts, items, joined

_FIRST, _SECOND, _PAID, _AGREED, _KEPT, _BROKEN, _REFERRED = range(7)
_COURSES = (
    ((_FIRST, 0), (_PAID, 6)),
    ((_FIRST, 0), (_SECOND, 14), (_PAID, 21)),
    ((_FIRST, 0), (_SECOND, 14), (_AGREED, 19), (_KEPT, 190)),
    ((_FIRST, 0), (_SECOND, 14), (_AGREED, 19), (_BROKEN, 80)),
    ((_FIRST, 0), (_REFERRED, 5)),
)
"""What happens, each some days after the first reminder."""
_WEIGHTS = cumulated((42, 20, 20, 8, 10))
_LONGEST = max(len(course) for course in _COURSES)
_BY_LETTER = (_FIRST, _SECOND, _BROKEN)
_ENDED = (_PAID, _KEPT, _BROKEN, _REFERRED)
_SETTLED_IN = 60
"""Days after joining before anything can be owed."""


@dataclass(frozen=True, slots=True)
class Debts:
    """Who has owed money, and the items of their timelines. `in_parts`: an arrangement runs on the as-of day."""

    owes: Flags
    in_parts: Flags
    told: Contacts


def draw_arrears(profile: Profile, people: People, lives: Lives) -> Debts:
    """Who fell behind, and what came of it as far as it has happened."""
    draws, rows, sector = Draws(profile.seed, "arrears"), people.number, sector_named(profile.sector)
    since = np.maximum(lives.since_day + _SETTLED_IN, lives.early[0])
    share = sector.balance.arrears * profile.arrears // AS_USUAL
    owes = draws.chance("owes", rows, share) & (since < lives.last_day) & ~is_stage(lives, Stage.PROSPECT)
    who = np.flatnonzero(owes)
    course = draws.weighted("course", rows[who], _WEIGHTS)
    begins = draws.between("day", rows[who], since[who], lives.last_day[who])
    low, high = sector.arrears.pounds
    pence = draws.between("amount", rows[who], low * 100, high * 100).tolist()
    amounts = texts([f"£{each // 100:,}.{each % 100:02d}" for each in pence])

    end = np.minimum((lives.last_day[who] + 1) * DAY, profile.until - MARGIN)
    templates = _templates(profile)
    staff = staff_of(profile)[draws.below("staff", rows[who], len(sector.colleagues))]
    reached = np.full(len(who), _FIRST, dtype=np.int64)
    parts: list[Contacts] = []
    for place in range(_LONGEST):
        for number, steps in enumerate(_COURSES):
            if place >= len(steps):
                continue
            step, days = steps[place]
            at = desk_of(profile).when_open((begins + days) * DAY + 9 * HOUR + (rows[who] % 7) * HOUR)
            there = np.flatnonzero((course == number) & (at < end))
            reached[there] = step
            parts.append(
                _items(
                    sector.arrears.reason,
                    step,
                    who[there],
                    at[there],
                    _put(templates[step], amounts[there]),
                    staff[there],
                )
            )
    in_parts = np.zeros(people.count, dtype=np.bool_)
    in_parts[who] = reached == _AGREED
    return Debts(owes, in_parts, joined(parts))


def _items(reason: str, step: int, who: Ints, at: Ints, words: Texts, staff: Texts) -> Contacts:
    by_letter = step in _BY_LETTER
    return items(
        who,
        at,
        words,
        kind=MESSAGE if by_letter else CALL,
        channel=LETTER if by_letter else PHONE,
        direction=OUT if by_letter else IN,
        author=staff,
        reason=reason,
        outcome=ContactOutcome.RESOLVED if step in _ENDED else ContactOutcome.FOLLOW_UP,
    )


def _templates(profile: Profile) -> tuple[str, ...]:
    told = sector_named(profile.sector).arrears
    return told.first, told.second, told.paid, told.agreed, told.kept, told.broken, told.referred


def _put(template: str, amounts: Texts) -> Texts:
    return texts([template.replace("{amount}", str(amount)) for amount in amounts.tolist()])
