# SPDX-License-Identifier: MIT
"""Who the customers are: families, firms with their employees, look-alikes and records made twice, each with a home.

Draws people by number, in groups; what they bought and said is the business of `lives` and the histories.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from crmtrainer.seeding.chunks import GROUP, Draws, Flags, Ints, Texts, cumulated, texts
from crmtrainer.seeding.names import LOOKALIKES, WOMENS_FAMILIES
from crmtrainer.seeding.pools import firms, names, places
from crmtrainer.seeding.profile import Ages, Profile

BLOCK = 8
YEAR = 365
GROWN_UP = 18 * 366
"""Days after birth from which anybody can be a customer."""
_YOUNGEST = GROWN_UP + 220
_APART = 1 << 40
"""Row numbers from here on belong to groups of look-alikes, clear of any customer's own."""


class Role(IntEnum):
    """What somebody is to the others in the same block of eight."""

    SINGLE = 0
    HEAD = 1
    PARTNER = 2
    CHILD = 3
    FIRM = 4
    EMPLOYEE = 5
    TWICE = 6
    CARER = 7


_LETTERS = {
    "S": Role.SINGLE,
    "H": Role.HEAD,
    "P": Role.PARTNER,
    "C": Role.CHILD,
    "O": Role.FIRM,
    "E": Role.EMPLOYEE,
    "D": Role.TWICE,
    "A": Role.CARER,
}
_PATTERNS: tuple[tuple[str, int], ...] = (
    ("SHPSSSS", 10),
    ("HPHPSSS", 9),
    ("HPCSSHP", 8),
    ("SSSSHPS", 9),
    ("OEESHPS", 7),
    ("SDSHPSS", 6),
    ("SSHPHPC", 8),
    ("SHPCCSS", 6),
    ("OESSSHP", 7),
    ("HPSDSSS", 5),
    ("SASHPSS", 5),
    ("SSSSSSS", 6),
    ("HPHPCHP", 6),
)
"""Who stands in the first seven places of a block: P and C live with the last H, E works for the last O,
D is the record before made twice, A acts for the record before. The eighth place is single, or a look-alike."""

_WITH_HOUSEHOLD = (Role.HEAD, Role.PARTNER, Role.CHILD)
_TITLES = texts(["Mrs", "Ms", "Miss", "Dr", "Mx", "Mr", "Dr", "Rev", "Mx"])
_WOMEN_TITLES, _MEN_TITLES = cumulated((450, 350, 165, 30, 5)), cumulated((955, 30, 10, 5))


def _tables() -> tuple[Ints, Ints, Flags, Flags]:
    """For each pattern and place: the role, the place it leans on, whether it has children, whether it is cared for."""
    roles = np.zeros((len(_PATTERNS), BLOCK), dtype=np.int64)
    anchors = np.tile(np.arange(BLOCK), (len(_PATTERNS), 1))
    parents, elders = np.zeros_like(roles, dtype=np.bool_), np.zeros_like(roles, dtype=np.bool_)
    for row, (pattern, _) in enumerate(_PATTERNS):
        for place, letter in enumerate(pattern):
            roles[row, place] = _LETTERS[letter]
            if letter in "PC":
                anchors[row, place] = pattern.rindex("H", 0, place)
            elif letter == "E":
                anchors[row, place] = pattern.rindex("O", 0, place)
            elif letter in "DA":
                anchors[row, place] = place - 1
            if letter == "C":
                parents[row, anchors[row, place]] = True
            if letter == "A":
                elders[row, place - 1] = True
    return roles, anchors, parents, elders


_ROLES, _ANCHORS, _PARENTS, _ELDERS = _tables()
_PATTERN_WEIGHTS = cumulated([weight for _, weight in _PATTERNS])


@dataclass(frozen=True, slots=True)
class People:
    """The customers with these numbers (from 0), by column. `anchor` is the position here of whom they lean on."""

    number: Ints
    role: Ints
    anchor: Ints
    woman: Flags
    given: Texts
    family: Texts
    title: Texts
    age_days: Ints
    town: Ints
    home: Ints

    @property
    def count(self) -> int:
        return len(self.number)

    @property
    def is_firm(self) -> Flags:
        return np.asarray(self.role == Role.FIRM)

    @property
    def in_household(self) -> Flags:
        return np.isin(self.role, _WITH_HOUSEHOLD)


def draw_people(profile: Profile, start: int, stop: int) -> People:
    """The customers from number `start`, which begins a group, up to but not including `stop`."""
    if start % GROUP:
        raise ValueError(f"a chunk begins with a group of {GROUP}, not at {start}")
    draws = Draws(profile.seed, "customer")
    number = np.arange(start, stop, dtype=np.int64)
    block, place = number // BLOCK, number % BLOCK
    pattern = draws.weighted("pattern", block, _PATTERN_WEIGHTS)
    role, leans_on = _ROLES[pattern, place], number - place + _ANCHORS[pattern, place]
    group = number // GROUP
    alike = (place == BLOCK - 1) & ((group == 0) | draws.chance("look-alike", group, 300))

    woman = _women(draws, number, role, leans_on)
    family, given = _names(draws, number, role, leans_on, woman)
    trio = np.where(group == 0, 0, draws.below("trio", group, len(LOOKALIKES)))[alike]
    third = (block % 3)[alike]
    pool = names()
    family[alike], given[alike] = pool.look_alike_family[trio], pool.look_alike_given[trio, third]
    woman[alike] = pool.look_alike_woman[trio, third] == 1

    titles = np.where(
        woman, draws.weighted("title", number, _WOMEN_TITLES), 5 + draws.weighted("title", number, _MEN_TITLES)
    )
    title = _TITLES[titles]
    firm = role == Role.FIRM
    title[firm] = ""
    lives_with = np.isin(role, (Role.PARTNER, Role.CHILD, Role.TWICE))
    near = np.where(lives_with | (role == Role.EMPLOYEE), leans_on, number)
    town = draws.weighted("town", np.where(alike, _APART + group, near), places().thresholds)
    age = _ages(draws, profile.ages, number, role, leans_on, _PARENTS[pattern, place], _ELDERS[pattern, place])
    home = np.where(lives_with, leans_on, number)
    return People(number, role, leans_on - start, woman, given, family, title, age, town, home)


def _women(draws: Draws, number: Ints, role: Ints, leans_on: Ints) -> Flags:
    def plain(rows: Ints) -> Flags:
        return draws.chance("woman", rows, 510)

    other = plain(leans_on)
    partner = np.where(draws.chance("same sex", number, 50), other, ~other)
    woman = np.where(role == Role.PARTNER, partner, plain(number))
    return np.asarray(np.where(role == Role.TWICE, other, woman))


def _names(draws: Draws, number: Ints, role: Ints, leans_on: Ints, woman: Flags) -> tuple[Texts, Texts]:
    pool = names()
    twice = role == Role.TWICE
    shares = (
        ((role == Role.PARTNER) & draws.chance("takes the name", number, 750))
        | ((role == Role.CHILD) & draws.chance("has the name", number, 880))
        | (twice & ~woman)
    )
    family_row = np.where(shares, leans_on, number)
    index = draws.weighted("family", family_row, pool.thresholds)
    family = pool.families[index]
    for hers, his in WOMENS_FAMILIES.items():
        family[(family == hers) & ~woman] = his
    for at in np.flatnonzero(draws.chance("double", family_row, 22)):
        second = pool.families[draws.weighted("second", family_row[at : at + 1], pool.thresholds)][0]
        if second != family[at] and "-" not in second + family[at]:
            family[at] = f"{family[at]}-{second}"

    tradition = pool.tradition[np.where(twice, draws.weighted("family", leans_on, pool.thresholds), index)]
    sex = np.where(woman, 0, 1)
    given_row = np.where(twice, leans_on, number)
    given = pool.given[pool.first[tradition, sex] + draws.front("given", given_row, pool.count[tradition, sex])]
    for at in np.flatnonzero(twice & ~woman):
        given[at] = given[at][0]

    firm = np.flatnonzero(role == Role.FIRM)
    family[firm] = firms()[draws.below("firm", number[firm], len(firms()))]
    for at in firm[draws.chance("limited", number[firm], 350)]:
        family[at] = f"{family[at]} Ltd"
    given[firm] = ""
    return family, given


def _ages(draws: Draws, ages: Ages, number: Ints, role: Ints, leans_on: Ints, parent: Flags, elder: Flags) -> Ints:
    """Ages in days. Children are grown up, and so much younger than the head that they can be theirs."""
    any_age = _YOUNGEST + draws.below("age", number, 37 * YEAR) + draws.below("age more", number, 37 * YEAR)
    if ages is not Ages.MIXED:
        years, span = (18, 16) if ages is Ages.YOUNGER else (67, 25)
        leaning = years * YEAR + draws.below("age leaning", number, span * YEAR)
        any_age = np.where(draws.chance("leans", number, 500), np.maximum(leaning, _YOUNGEST), any_age)
    settled = 45 * YEAR + draws.below("age", number, 21 * YEAR)
    age = np.where(parent, settled, any_age)
    age = np.where(elder, 76 * YEAR + draws.below("age", number, 18 * YEAR), age)
    age = np.where(role == Role.CARER, 40 * YEAR + draws.below("age", number, 20 * YEAR), age)
    other = age[leans_on - number[0]] if len(number) else age
    partner = np.maximum(other - 6 * YEAR + draws.below("age apart", number, 12 * YEAR), _YOUNGEST)
    child = np.maximum(other - 22 * YEAR - draws.below("age apart", number, 12 * YEAR), _YOUNGEST)
    age = np.where(role == Role.PARTNER, partner, age)
    age = np.where(role == Role.CHILD, child, age)
    return np.where(role == Role.TWICE, other, age)
