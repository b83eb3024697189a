# SPDX-License-Identifier: MIT
"""Turns that lives take, as the timeline tells them: a move, a death told by somebody else, authority, support agreed.

Also the records that may be one person's twice, where a colleague has noticed it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crmtrainer.customers.models import CustomerLink
from crmtrainer.customers.rules import LinkKind, ref_of
from crmtrainer.interactions.rules import ContactOutcome
from crmtrainer.seeding.cases import MARGIN, staff_of
from crmtrainer.seeding.chunks import Draws, Ints, Texts, texts
from crmtrainer.seeding.daytime import DAY, HOUR, MINUTE, desk_of
from crmtrainer.seeding.lives import Lives
from crmtrainer.seeding.people import People, Role
from crmtrainer.seeding.pools import places
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.purchases import NEVER
from crmtrainer.seeding.records import Wishes, has_moved
from crmtrainer.seeding.rows import Batch, table_of
from crmtrainer.seeding.sectors import sector_named
from crmtrainer.seeding.timeline import (
    CALL,
    IN,
    INTERNAL,
    NO_CHANNEL,
    NOTE,
    PHONE,
    Contacts,
    everywhere,
    items,
    only,
    shown_names,
)

_LINKS = {
    Role.PARTNER: LinkKind.HOUSEHOLD,
    Role.CHILD: LinkKind.HOUSEHOLD,
    Role.EMPLOYEE: LinkKind.WORKS_FOR,
    Role.CARER: LinkKind.ACTS_FOR,
}
_STRANGERS = texts(["A daughter", "A son", "A sister", "A nephew", "A solicitor", "A neighbour"])
"""Who tells of a death when nobody who is close is a customer too."""
_NOTICED = 400
"""Of a thousand records made twice: how many somebody has noticed."""


@dataclass(frozen=True, slots=True)
class Mourners:
    """Per customer: the position of who told of their death, or `NEVER`; of a stranger only the words are known."""

    who: Ints
    words: Texts


def draw_mourners(profile: Profile, people: People, lives: Lives) -> Mourners:
    """Who told of each death: the partner, else whoever acts for them, else somebody we do not know."""
    place = np.arange(people.count)
    close = np.full(people.count, NEVER, dtype=np.int64)
    carers = np.flatnonzero(people.role == Role.CARER)
    close[people.anchor[carers]] = carers
    partners = np.flatnonzero(people.role == Role.PARTNER)
    close[people.anchor[partners]] = partners
    close[partners] = people.anchor[partners]
    close = np.where(lives.died & (close != NEVER) & ~lives.died[close], close, NEVER)
    strangers = _STRANGERS[Draws(profile.seed, "mourner").below("who", people.number, len(_STRANGERS))]
    return Mourners(
        close, np.where(close != NEVER, shown_names(people)[np.where(close != NEVER, close, place)], strangers)
    )


def link_rows(people: People, mourners: Mourners, base: int) -> Batch:
    """Who lives with, works for or acts for whom; whoever told of a death acts for the estate."""
    tied = np.flatnonzero(np.isin(people.role, list(_LINKS)))
    kinds = texts([_LINKS.get(Role(role), LinkKind.HOUSEHOLD).value for role in range(len(Role))])
    # Whoever acted for the dead before has that link already.
    dead = np.flatnonzero((mourners.who != NEVER) & (people.role[mourners.who] != Role.CARER))
    one, other = np.concatenate([tied, mourners.who[dead]]), np.concatenate([people.anchor[tied], dead])
    kind = np.concatenate([kinds[people.role[tied]], everywhere(len(dead), LinkKind.ACTS_FOR.value)])
    order = np.lexsort((other, np.repeat([0, 1], [len(tied), len(dead)]), one))
    return Batch(
        table_of(CustomerLink),
        len(order),
        {
            "id": base + 1 + np.arange(len(order)),
            "from_id": people.number[one[order]] + 1,
            "to_id": people.number[other[order]] + 1,
            "kind": kind[order],
        },
    )


def turning_points(
    profile: Profile, people: People, lives: Lives, agreed: Contacts, mourners: Mourners, owing: Contacts
) -> list[Contacts]:
    """What the timelines tell of them, all before the as-of day and, but for a death, before an account was closed.

    `agreed`: what is done differently, as `support_agreed` tells it.
    """
    told = [
        _moved(profile, people, lives),
        _authority(profile, people, lives),
        agreed,
        _duplicates(profile, people, lives),
        owing,
    ]
    died = _died(profile, people, lives, mourners)
    within = [_within(profile, lives, part) for part in told]
    return [*within, only(died, np.asarray(died.at < profile.until - MARGIN))]


def _within(profile: Profile, lives: Lives, part: Contacts) -> Contacts:
    end = np.minimum(profile.until - MARGIN, (lives.last_day[part.owner] + 1) * DAY)
    return only(part, np.asarray(part.at < end))


def _day(draws: Draws, profile: Profile, who: Ints, people: People, lives: Lives, name: str) -> Ints:
    """An instant while the desk is open on a day of somebody's dealings with us."""
    rows = people.number[who]
    day = draws.between(f"{name} day", rows, np.maximum(lives.since_day, lives.early[0])[who], lives.last_day[who])
    return desk_of(profile).when_open(day * DAY + draws.between(f"{name} minute", rows, 8 * 60, 17 * 60) * MINUTE)


def _staff(draws: Draws, profile: Profile, rows: Ints) -> Texts:
    names = staff_of(profile)
    return names[draws.below("staff", rows, len(names))]


def _moved(profile: Profile, people: People, lives: Lives) -> Contacts:
    """One of each home that has moved told us so."""
    draws = Draws(profile.seed, "moved")
    who = np.flatnonzero(has_moved(profile, people) & (people.home == people.number))
    template = sector_named(profile.sector).turns.moved
    pool = texts([template.replace("{town}", town) for town in places().towns.tolist()])
    return items(
        who,
        _day(draws, profile, who, people, lives, "told"),
        pool[people.town[who]],
        kind=CALL,
        channel=PHONE,
        direction=IN,
        author=_staff(draws, profile, people.number[who]),
        reason="Change of address",
        outcome=ContactOutcome.RESOLVED,
    )


def _died(profile: Profile, people: People, lives: Lives, mourners: Mourners) -> Contacts:
    draws, who = Draws(profile.seed, "died"), np.flatnonzero(lives.died)
    template, names = sector_named(profile.sector).turns.died, shown_names(people)
    words = texts([_told_of_death(template, mourners.words[one], names[one]) for one in who.tolist()])
    return items(
        who,
        lives.closes_at[who],
        words,
        kind=CALL,
        channel=PHONE,
        direction=IN,
        author=_staff(draws, profile, people.number[who]),
        reason="Bereavement",
        outcome=ContactOutcome.RESOLVED,
    )


def _authority(profile: Profile, people: People, lives: Lives) -> Contacts:
    """On the record of who is acted for, once both are customers."""
    draws, carers = Draws(profile.seed, "authority"), np.flatnonzero(people.role == Role.CARER)
    whom, rows, names = people.anchor[carers], people.number[carers], shown_names(people)
    templates = sector_named(profile.sector).turns.authority
    which = draws.below("which", rows, len(templates)).tolist()
    both = np.maximum(np.maximum(lives.since_day[carers], lives.since_day[whom]), lives.early[0][whom])
    day = draws.between("day", rows, both, np.maximum(lives.last_day[whom], both))
    words = [
        _named(templates[each], names[carer], names[one])
        for each, carer, one in zip(which, carers.tolist(), whom.tolist(), strict=True)
    ]
    return items(
        whom,
        desk_of(profile).when_open(day * DAY + 11 * HOUR),
        texts(words),
        kind=NOTE,
        channel=NO_CHANNEL,
        direction=INTERNAL,
        author=_staff(draws, profile, rows),
        reason="Authority",
    )


def support_agreed(profile: Profile, people: People, lives: Lives, wishes: Wishes) -> Contacts:
    """What is done differently was agreed with the customer, at most once with each, and says nothing of why."""
    draws, who = Draws(profile.seed, "support"), np.flatnonzero(wishes.supported)
    template = sector_named(profile.sector).turns.adjustment
    told = items(
        who,
        _day(draws, profile, who, people, lives, "agreed"),
        texts([template.replace("{need}", str(need)) for need in wishes.need[who].tolist()]),
        kind=CALL,
        channel=PHONE,
        direction=IN,
        author=_staff(draws, profile, people.number[who]),
        reason="Support",
        outcome=ContactOutcome.RESOLVED,
    )
    return _within(profile, lives, told)


def _duplicates(profile: Profile, people: People, lives: Lives) -> Contacts:
    draws, twice = Draws(profile.seed, "duplicate"), np.flatnonzero(people.role == Role.TWICE)
    who = twice[draws.chance("noticed", people.number[twice], _NOTICED)]
    template = sector_named(profile.sector).turns.duplicate
    others = people.number[people.anchor[who]].tolist()
    return items(
        who,
        _day(draws, profile, who, people, lives, "noticed"),
        texts([template.replace("{ref}", ref_of(number + 1)) for number in others]),
        kind=NOTE,
        channel=NO_CHANNEL,
        direction=INTERNAL,
        author=_staff(draws, profile, people.number[who]),
        reason="Duplicate",
    )


def _told_of_death(template: str, who: str, whom: object) -> str:
    """Whom we know by no name stands with a small letter within a sentence."""
    if who not in _STRANGERS:
        return _named(template, who, whom)
    return _named(template.replace("{who}", who, 1), who[0].lower() + who[1:], whom)


def _named(template: str, who: object, whom: object) -> str:
    return template.replace("{whom}", str(whom)).replace("{who}", str(who))
