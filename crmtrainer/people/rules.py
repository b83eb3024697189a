# SPDX-License-Identifier: MIT
"""Names of people, and the time clocks give them; roles themselves are `kernel.commands.Role`."""

from __future__ import annotations

from crmtrainer.kernel.errors import Refused

UNTIMED, AS_SET, LEAST_STRETCHED, MOST_STRETCHED = 0, 100, 125, 1000
"""In percent of what a standard says: never due; as it says; the least and the most that an adjustment makes of it."""


TIMING = "timing:"
"""Before the pseudonym of a learner whose clocks give another share of each limit, as the centre keeps it."""


def check_stretch(percent: int) -> None:
    """Raises `Refused` for what is no adjustment of timing: less than a quarter more helps nobody."""
    if percent not in (UNTIMED, AS_SET) and not LEAST_STRETCHED <= percent <= MOST_STRETCHED:
        raise Refused("timing.out_of_range", percent=percent)


def check_name(name: str) -> str:
    """The name, trimmed. Raises `Refused` when it is empty or longer than 80 characters."""
    trimmed = " ".join(name.split())
    if not trimmed:
        raise Refused("person.no_name")
    if len(trimmed) > 80:
        raise Refused("person.name_too_long", limit=80)
    return trimmed
