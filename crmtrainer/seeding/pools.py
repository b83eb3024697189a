# SPDX-License-Identifier: MIT
"""Everything that is picked from, taken once: names with their weights, firms, towns, and what to write for each.

Faker is imported late and asked for its tables, never for one name at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from crmtrainer.kernel.folding import fold, name_keys, words_of
from crmtrainer.kernel.reserved import EXAMPLE_DOMAINS, NEVER_IN_AN_INWARD_CODE, PHONE_BLOCKS
from crmtrainer.seeding.chunks import Bits, Ints, Texts, cumulated, texts
from crmtrainer.seeding.names import (
    DOUBLE_FAMILIES,
    FIRM_STEMS,
    FIRM_TRADES,
    LOOKALIKES,
    ODD_MEN,
    ODD_WOMEN,
    TRADITIONS,
)
from crmtrainer.seeding.places import STREETS, TOWNS

_OWN_WEIGHT = 4
"""Weight of a family name of ours, in hundredths of a percent as Faker's are."""
_REMEMBERED = 50_000
_INWARD_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

DOMAINS: Texts = texts(EXAMPLE_DOMAINS)
IMPOSSIBLE_UNITS: Texts = texts(
    [
        one + two
        for one in _INWARD_LETTERS
        for two in _INWARD_LETTERS
        if one in NEVER_IN_AN_INWARD_CODE or two in NEVER_IN_AN_INWARD_CODE
    ]
)


@dataclass(frozen=True, slots=True)
class Names:
    """Family names with weights; given names of each tradition, women's and men's, as stretches of one list."""

    families: Texts
    thresholds: Bits
    tradition: Ints
    given: Texts
    first: Ints
    count: Ints
    look_alike_family: Texts
    look_alike_given: Texts
    look_alike_woman: Ints


@dataclass(frozen=True, slots=True)
class Places:
    """Towns with weights, and the written beginnings of their landline numbers and postcodes."""

    towns: Texts
    thresholds: Bits
    phone_blocks: Ints
    postcode_areas: Texts
    streets: Texts


@dataclass(frozen=True, slots=True)
class Phones:
    """Every reserved number, by block and last three digits: as people write it, and as searches compare it."""

    written: Texts
    folded: Texts


@cache
def phones() -> Phones:
    """The pools of telephone numbers."""
    return Phones(
        texts([block.number(last) for block in PHONE_BLOCKS for last in range(1000)]).reshape(-1, 1000),
        texts([block.digits(last) for block in PHONE_BLOCKS for last in range(1000)]).reshape(-1, 1000),
    )


@cache
def names() -> Names:
    """The pools of names. The first call imports Faker."""
    # Imported here: nothing but a new world needs it.
    from faker.providers.person.en_GB import Provider

    british = {name: round(weight * 100) for name, weight in Provider.last_names.items()}
    families: list[str] = []
    weights: list[int] = []
    tradition: list[int] = []
    given: list[str] = []
    first: list[list[int]] = []
    count: list[list[int]] = []
    for number, kind in enumerate(TRADITIONS):
        for name in (*kind.shared, *kind.families):
            families.append(name)
            weights.append(british.pop(name, _OWN_WEIGHT))
            tradition.append(number)
        _add_given(given, first, count, kind.women, kind.men)
    for name in DOUBLE_FAMILIES:
        british[name] = _OWN_WEIGHT // 2
    families += british
    weights += british.values()
    tradition += [len(TRADITIONS)] * len(british)
    _add_given(
        given,
        first,
        count,
        (*Provider.first_names_female, *ODD_WOMEN),
        (*Provider.first_names_male, *ODD_MEN),
    )
    trios = [name for _, trio, _ in LOOKALIKES for name in trio]
    women = [letter == "f" for _, _, sexes in LOOKALIKES for letter in sexes]
    return Names(
        texts(families),
        cumulated(weights),
        np.array(tradition, dtype=np.int64),
        texts(given),
        np.array(first, dtype=np.int64),
        np.array(count, dtype=np.int64),
        texts([family for family, _, _ in LOOKALIKES]),
        texts(trios).reshape(-1, 3),
        np.array(women, dtype=np.int64).reshape(-1, 3),
    )


@cache
def places() -> Places:
    """The pools of places."""
    blocks = {block.area: number for number, block in enumerate(PHONE_BLOCKS)}
    return Places(
        texts([town.name for town in TOWNS]),
        cumulated([town.weight for town in TOWNS]),
        np.array([blocks[town.phone_area] for town in TOWNS], dtype=np.int64),
        texts([town.postcode_area for town in TOWNS]),
        texts(STREETS),
    )


@cache
def firms() -> Texts:
    """Names of organisations: a made-up place or thing, and a trade."""
    return texts([f"{stem} {trade}" for stem in FIRM_STEMS for trade in FIRM_TRADES])


@lru_cache(_REMEMBERED)
def folded(name: str) -> str:
    """`kernel.folding.fold`, remembered: few names make many customers."""
    return fold(name)


@lru_cache(_REMEMBERED)
def keys_of(name: str) -> frozenset[str]:
    """The search keys of one name, remembered."""
    return frozenset(name_keys(name))


@lru_cache(_REMEMBERED)
def slug(name: str) -> str:
    """A name as it stands in an e-mail address: folded letters only."""
    return "".join(word for word in words_of(name) if word.isascii())


def _add_given(
    given: list[str], first: list[list[int]], count: list[list[int]], women: tuple[str, ...], men: tuple[str, ...]
) -> None:
    first.append([len(given), len(given) + len(women)])
    count.append([len(women), len(men)])
    given += [*women, *men]
