# SPDX-License-Identifier: MIT
"""How far numbers and times may go in what is asked of us, so that everything reckoned from them can be kept.

What the journal can write reaches one step further: a value beyond the bounds is entered as the bound itself,
which is refused alike when the act is performed again.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crmtrainer.kernel.canonical import LARGEST_INT
from crmtrainer.kernel.errors import Refused

LARGEST_NUMBER = LARGEST_INT - 1
FIRST_YEAR, LAST_YEAR = 1900, 2199
_EARLIEST = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
_AFTER = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
_BEFORE = _EARLIEST - timedelta(microseconds=1)


def is_within(value: int | datetime) -> bool:
    """Whether a number or an aware moment can be reckoned with."""
    if isinstance(value, datetime):
        return _EARLIEST <= value < _AFTER
    return -LARGEST_NUMBER <= value <= LARGEST_NUMBER


def check_number(where: str, number: int, least: int, most: int) -> None:
    """Raises `Refused` for a number outside of what the field `where` may hold."""
    if not least <= number <= most:
        raise Refused("number.out_of_range", where=where, least=least, most=most)


def brought_near(value: int | datetime) -> int | datetime:
    """A value as it can be written down: unchanged when within the bounds, else the first one beyond them."""
    if is_within(value):
        return value
    if isinstance(value, datetime):
        return _AFTER if value >= _AFTER else _BEFORE
    return LARGEST_INT if value > 0 else -LARGEST_INT
