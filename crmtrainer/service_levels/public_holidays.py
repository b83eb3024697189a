# SPDX-License-Identifier: MIT
"""Public holidays by region ("GB-ENG", "FR"), from the `holidays` library, which is imported only when asked."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from crmtrainer.kernel.errors import Refused

if TYPE_CHECKING:
    from holidays import HolidayBase

_REGION = re.compile(r"([A-Z]{2})(?:-([A-Za-z0-9][A-Za-z0-9 .'-]{0,30}))?")

NATIONS = ("GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR")
"""The regions of the United Kingdom, whose public holidays differ."""
_UNITED = "GB"


@cache
def check_region(region: str) -> None:
    """Raises `Refused` when no public holidays are known for `region`."""
    _country(region)


@cache
def countries() -> tuple[str, ...]:
    """The codes of the countries whose public holidays are known, but for the one that `NATIONS` stand for."""
    import holidays

    known = holidays.list_supported_countries(include_aliases=False)
    return tuple(code for code in known if code != _UNITED)


@cache
def public_holidays(region: str, year: int) -> dict[date, str]:
    """The public holidays of one year with their names, substitute days included."""
    return dict(sorted(_country(region, year).items()))


def _country(region: str, *years: int) -> HolidayBase:
    import holidays

    found = _REGION.fullmatch(region)
    if found is None:
        raise Refused("calendar.unknown_region", region=region[:80])
    country, part = found[1], found[2]
    try:
        return holidays.country_holidays(country, subdiv=part, years=years or None, expand=False)
    except NotImplementedError as problem:
        raise Refused("calendar.unknown_region", region=region[:80]) from problem
