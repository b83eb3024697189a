# SPDX-License-Identifier: MIT
"""What a kind of organisation sells, as tables to pick from by the position of a product."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from crmtrainer.seeding.chunks import Bits, Flags, Ints, Texts, cumulated, texts
from crmtrainer.seeding.sectors import sector_named


@dataclass(frozen=True, slots=True)
class Wares:
    """Products by column, in the order of their ids. `single`: nobody takes two, and nothing comes with it."""

    thresholds: Bits
    price: Ints
    lead: Ints
    single: Flags
    range: Ints
    short: Texts

    @property
    def count(self) -> int:
        return len(self.price)

    @property
    def widest_step(self) -> int:
        """The largest stride by which two further lines of an order never come back to the same product."""
        return max(1, min(9, (self.count - 1) // 2))


@cache
def wares(sector: str) -> Wares:
    """The products of this kind of organisation."""
    found = sector_named(sector)
    goods = found.products
    return Wares(
        cumulated([each.weight for each in goods]),
        np.array([each.price for each in goods], dtype=np.int64),
        np.array([each.lead for each in goods], dtype=np.int64),
        np.array([each.single for each in goods]),
        np.array([found.ranges.index(each.range) for each in goods], dtype=np.int64),
        texts([each.short for each in goods]),
    )
