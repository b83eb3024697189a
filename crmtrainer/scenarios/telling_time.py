# SPDX-License-Identifier: MIT
"""A time as people say it in a line of a scenario: half past four, six o'clock, 16:50."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

_HOURS = ["twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]


def spoken_time(moment: datetime, zone: str) -> str:
    """The local time in words where words are natural, otherwise in figures."""
    local = moment.astimezone(ZoneInfo(zone))
    hour = _HOURS[local.hour % 12]
    match local.minute:
        case 0:
            return f"{hour} o’clock"
        case 15:
            return f"quarter past {hour}"
        case 30:
            return f"half past {hour}"
        case 45:
            return f"quarter to {_HOURS[(local.hour + 1) % 12]}"
        case _:
            return f"{local:%H:%M}"
