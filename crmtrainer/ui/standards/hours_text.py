# SPDX-License-Identifier: MIT
"""Opening hours as people type them: "9-12, 13:00-17:30", with any dash; empty is closed."""

from __future__ import annotations

import re

from crmtrainer.service_levels.definitions import Windows

_WINDOW = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*[-‐‑–—]\s*(\d{1,2})(?:[:.](\d{2}))?")


def read_hours(text: str) -> Windows | None:
    """The windows in what was typed; None where it is no hours. What is no time of day is left to the core."""
    found = []
    for part in (each.strip() for each in text.split(",")):
        if not part and not text.strip():
            return ()
        window = _WINDOW.fullmatch(part)
        if window is None:
            return None
        found.append((_time(window[1], window[2]), _time(window[3], window[4])))
    return tuple(found)


def write_hours(hours: Windows) -> str:
    """Windows as they are typed."""
    return ", ".join(f"{start}-{end}" for start, end in hours)


def _time(hour: str, minute: str | None) -> str:
    return f"{int(hour):02d}:{minute or '00'}"
