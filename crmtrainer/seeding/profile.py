# SPDX-License-Identifier: MIT
"""What a filled world is made from: how many people, which seed, up to which day. Equal profiles give equal rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from crmtrainer.kernel.errors import BadInput
from crmtrainer.kernel.moments import to_micros
from crmtrainer.seeding.sectors import DEFAULT_SECTOR, sector_keys

GENERATION = 7
"""Goes up whenever the same profile would give other rows: template worlds of an older generation are left aside."""
FIRST_WITH_ORGANISATION = 2
"""Filled worlds of an earlier generation have no organisation in them."""
MOST_CUSTOMERS = 5_000_000
LARGEST_SEED = 2**53 - 1
DEFAULT_AS_OF = date(2026, 3, 3)
"""A fixed day and not today: the same arguments give the same rows tomorrow too."""
DEFAULT_NAME = "Larkfield Home & Connect"
HISTORY_DAYS = 730
"""How far back histories reach. Customers may be older than their history."""
AS_USUAL = 100
FEWEST_CASES, MOST_CASES, MOST_NEEDS, MOST_ARREARS = 25, 300, 400, 400
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 1, 1)
_LONDON = ZoneInfo("Europe/London")


class Ages(StrEnum):
    """How old the customers are: of all ages, or every second one young, or old.

    Of all ages, one person in ten is under 35 and six are 50 or over: older than grown-up people of the country are.
    """

    MIXED = "mixed"
    YOUNGER = "younger"
    OLDER = "older"


def faults_in(customers: int, seed: int, as_of: date, name: str) -> Iterator[BadInput]:
    """Everything that is wrong with these, for a form that tells all of it at once."""
    if not 0 <= customers <= MOST_CUSTOMERS:
        yield BadInput("seed.customers_out_of_range", most=MOST_CUSTOMERS)
    if not 0 <= seed <= LARGEST_SEED:
        yield BadInput("seed.seed_out_of_range", largest=LARGEST_SEED)
    if not _EARLIEST <= as_of <= _LATEST:
        yield BadInput("seed.day_out_of_range", earliest=_EARLIEST.isoformat(), latest=_LATEST.isoformat())
    if not name.strip() or len(name) > 80:
        yield BadInput("seed.bad_name", limit=80)


@dataclass(frozen=True, slots=True)
class Profile:
    """How many customers, from which seed, with histories up to (not including) which day, under which name.

    `sector` is the kind of organisation. `cases`, `needs` and `arrears` say how often something goes wrong, how many
    need something done differently and how many owe money, in percent of what is usual there. `is_bare`: people and
    their past alone, without organisation and clocks, for a scenario that brings its own.
    Raises `BadInput` for numbers or days out of range, and for a kind of organisation that there is not.
    """

    customers: int
    seed: int
    as_of: date = DEFAULT_AS_OF
    name: str = DEFAULT_NAME
    ages: Ages = Ages.MIXED
    cases: int = AS_USUAL
    needs: int = AS_USUAL
    arrears: int = AS_USUAL
    sector: str = DEFAULT_SECTOR
    is_bare: bool = False

    def __post_init__(self) -> None:
        for fault in faults_in(self.customers, self.seed, self.as_of, self.name):
            raise fault
        if not FEWEST_CASES <= self.cases <= MOST_CASES:
            raise BadInput("seed.cases_out_of_range", least=FEWEST_CASES, most=MOST_CASES)
        if not 0 <= self.needs <= MOST_NEEDS:
            raise BadInput("seed.needs_out_of_range", most=MOST_NEEDS)
        if not 0 <= self.arrears <= MOST_ARREARS:
            raise BadInput("seed.arrears_out_of_range", most=MOST_ARREARS)
        if self.sector not in sector_keys():
            raise BadInput("seed.unknown_sector", sector=self.sector[:40], known=", ".join(sector_keys()))

    @property
    def until(self) -> int:
        """The first instant that no history reaches: midnight UTC of the as-of day, in microseconds."""
        return to_micros(datetime.combine(self.as_of, time(), UTC))

    @property
    def starts_at(self) -> datetime:
        """Where the practice clock stands in a new world: nine in the morning of the as-of day, in London."""
        return datetime.combine(self.as_of, time(9), _LONDON).astimezone(UTC)

    @property
    def choices(self) -> dict[str, str]:
        """What was chosen otherwise than usual."""
        found = {"ages": self.ages.value} if self.ages is not Ages.MIXED else {}
        shares = {"cases": self.cases, "needs": self.needs, "arrears": self.arrears}
        found |= {name: str(share) for name, share in shares.items() if share != AS_USUAL}
        if self.sector != DEFAULT_SECTOR:
            found["sector"] = self.sector
        return found | ({"bare": "yes"} if self.is_bare else {})

    def about(self) -> dict[str, str]:
        """What a world's first journal entry tells of how it was filled."""
        return {
            "made": "seeded",
            "name": self.name,
            "customers": str(self.customers),
            "seed": str(self.seed),
            "as_of": self.as_of.isoformat(),
            "generation": str(GENERATION),
            **self.choices,
        }
