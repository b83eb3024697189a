# SPDX-License-Identifier: MIT
"""What of a ticket a service standard can ask for, by which the first that fits is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Trait(StrEnum):
    """One thing by which standards tell tickets apart."""

    TYPE = "type"
    CATEGORY = "category"
    SEVERITY = "severity"
    PRIORITY = "priority"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """The traits of one ticket. `category` is the house's own word for it, capitals and spaces aside; empty: none."""

    type: str
    priority: str = "normal"
    severity: str = "normal"
    category: str = ""
    channel: str = ""

    def misfit(self, wanted: Mapping[Trait, tuple[str, ...]]) -> Trait | None:
        """The first trait of which none of the wanted values is this ticket's; no values wanted: all fit."""
        for trait, values in wanted.items():
            if values and folded(getattr(self, trait.value)) not in map(folded, values):
                return trait
        return None


def folded(value: str) -> str:
    """A trait as it is compared."""
    return " ".join(value.casefold().split())
