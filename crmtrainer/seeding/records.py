# SPDX-License-Identifier: MIT
"""The rows of a customer's record: who they are, how to reach them, where they live, who belongs together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crmtrainer.customers.models import Address, Customer, Household, NameKey
from crmtrainer.customers.rules import CustomerKind, ref_of
from crmtrainer.interactions.rules import Channel
from crmtrainer.seeding.chunks import Draws, Flags, Ints, Texts, cumulated, texts
from crmtrainer.seeding.lives import Lives, stage_values
from crmtrainer.seeding.people import YEAR, People, Role
from crmtrainer.seeding.pools import IMPOSSIBLE_UNITS, folded, keys_of, places
from crmtrainer.seeding.profile import AS_USUAL, Profile
from crmtrainer.seeding.rows import Batch, table_of, where
from crmtrainer.seeding.sectors import sector_named

_DAY = 86_400_000_000

OF_THE_DEAD = "Has died: letters to the executor only"
"""What stands where a need stands, on the record of somebody who died."""
_WHY_OF_THE_DEAD = "A third party told us; certificate seen. No calls, no offers."
_PREFERRED = texts(["", Channel.EMAIL.value, Channel.PHONE.value, Channel.TEXT.value, Channel.LETTER.value])
_PREFERRED_WEIGHTS = cumulated((38, 30, 18, 11, 3))


@dataclass(frozen=True, slots=True)
class Wishes:
    """Per customer: the access need and the reason behind it, or nothing, and how they like to be reached."""

    need: Texts
    why: Texts
    preferred: Texts
    support: Ints
    """The position among the sector’s needs, or -1: there is none, or it is how money or an estate is dealt with."""

    @property
    def supported(self) -> Flags:
        """Whose need is one of support."""
        return np.asarray(self.support >= 0)


def draw_wishes(profile: Profile, people: People, lives: Lives, owing: Flags) -> Wishes:
    """Who needs what, the old more often than the young, and who prefers which channel.

    `owing`: who pays what they owe in parts. Of somebody who died the need is how their estate wants to be reached.
    """
    draws, rows, sector = Draws(profile.seed, "need"), people.number, sector_named(profile.sector)
    elderly = people.age_days > 70 * YEAR
    odds = np.where(elderly, sector.balance.support_of_the_old, sector.balance.support) * profile.needs // AS_USUAL
    in_need = draws.chance("need", rows, odds) & ~people.is_firm & ~lives.died
    which = draws.below("which", rows, len(sector.support))
    need = np.where(in_need, texts([each.need for each in sector.support])[which], "")
    why = np.where(in_need, texts([each.because for each in sector.support])[which], "")
    channel = texts([each.channel.value for each in sector.support])[which]
    any_way = _PREFERRED[draws.weighted("channel", rows, _PREFERRED_WEIGHTS)]
    preferred = np.where(in_need, channel, any_way)
    in_parts = owing & ~in_need & ~lives.died & ~people.is_firm
    need, why = np.where(in_parts, sector.arrears.need, need), np.where(in_parts, sector.arrears.because, why)
    need, why = np.where(lives.died, OF_THE_DEAD, need), np.where(lives.died, _WHY_OF_THE_DEAD, why)
    return Wishes(need, why, np.where(lives.died, Channel.LETTER.value, preferred), np.where(in_need, which, -1))


def customers(profile: Profile, people: People, lives: Lives, wishes: Wishes, household_of: Ints) -> Batch:
    """The customers themselves. `household_of` holds a household's id, or 0."""
    rows, firm, today = people.number, people.is_firm, profile.until // _DAY
    given, family = people.given.tolist(), people.family.tolist()
    town = places().towns[people.town].tolist()
    return Batch(
        table_of(Customer),
        people.count,
        {
            "id": rows + 1,
            "ref": [ref_of(number) for number in range(int(rows[0]) + 1, int(rows[-1]) + 2)],
            "kind": np.where(firm, CustomerKind.ORGANISATION.value, CustomerKind.PERSON.value),
            "title": people.title,
            "given": given,
            "family": family,
            "family_folded": [folded(name) for name in family],
            "given_folded": [folded(name) for name in given],
            "town": town,
            "town_folded": [folded(name) for name in town],
            "born": where(~firm, _dates(today - people.age_days)),
            "since": _dates(lives.since_day),
            "stage": stage_values(lives),
            "household_id": where(household_of > 0, household_of),
            "need": wishes.need,
            "need_detail": wishes.why,
            "preferred_channel": wishes.preferred,
        },
    )


def households(people: People, base: int) -> tuple[Batch, Ints]:
    """The households that begin in this chunk, and for each customer the id of theirs, or 0."""
    heads = people.role == Role.HEAD
    of_head = np.where(heads, base + np.cumsum(heads), 0)
    mine = np.where(people.in_household, of_head[people.anchor], 0)
    names = [f"{family} household" for family in people.family[heads].tolist()]
    return Batch(table_of(Household), len(names), {"id": of_head[heads], "name": names}), mine


def has_moved(profile: Profile, people: People) -> Flags:
    """Whose home was elsewhere before."""
    share = sector_named(profile.sector).balance.moved
    return Draws(profile.seed, "address").chance("moved", people.home, share)


def addresses(profile: Profile, people: People, base: int) -> Batch:
    """Where each customer lives, and for some where they lived before."""
    draws, count = Draws(profile.seed, "address"), people.count
    moved = has_moved(profile, people)
    there = np.stack([moved, np.ones(count, dtype=np.bool_)], axis=1)
    who, current = np.nonzero(there)
    row = people.home[who] * 2 + current
    town = np.where(current == 1, people.town[who], draws.weighted("town", row, places().thresholds))

    firm = people.is_firm[who].tolist()
    street = places().streets[draws.below("street", row, len(places().streets))].tolist()
    number = (1 + draws.front("number", row, 140)).tolist()
    flat = np.where(draws.chance("flat", row, 170), 1 + draws.below("which flat", row, 24), 0).tolist()
    lines = [f"{number} {street}" for number, street in zip(number, street, strict=True)]
    first = [
        (f"Unit {flat}" if firm else f"Flat {flat}") if flat else line
        for flat, firm, line in zip(flat, firm, lines, strict=True)
    ]
    area = places().postcode_areas[town].tolist()
    district = (1 + draws.below("district", row, 29)).tolist()
    sector = draws.below("sector", row, 10).tolist()
    unit = IMPOSSIBLE_UNITS[draws.below("unit", row, len(IMPOSSIBLE_UNITS))].tolist()
    codes = [
        f"{area}{district} {sector}{unit}"
        for area, district, sector, unit in zip(area, district, sector, unit, strict=True)
    ]
    return Batch(
        table_of(Address),
        len(who),
        {
            "id": base + 1 + np.arange(len(who)),
            "customer_id": people.number[who] + 1,
            "line1": first,
            "line2": [line if flat else "" for flat, line in zip(flat, lines, strict=True)],
            "town": places().towns[town],
            "postcode": codes,
            "postcode_folded": [code.replace(" ", "") for code in codes],
            "current": current,
        },
    )


def search_keys(people: People, base: int) -> Batch:
    """The folded words that each customer is found by."""
    who: list[int] = []
    words: list[str] = []
    for ident, given, family in zip((people.number + 1).tolist(), people.given, people.family, strict=True):
        keys = sorted(keys_of(given) | keys_of(family))
        words += keys
        who += [ident] * len(keys)
    return Batch(
        table_of(NameKey), len(who), {"id": range(base + 1, base + 1 + len(who)), "customer_id": who, "word": words}
    )


def _dates(days: Ints) -> Texts:
    return np.asarray(days.astype("datetime64[D]").astype(str).astype(np.object_))
