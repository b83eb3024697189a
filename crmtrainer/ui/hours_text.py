# SPDX-License-Identifier: MIT
"""Opening hours as people type them: "9-12, 13:00 to 17:30", "24 hours"; empty is closed. And as they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from crmtrainer.service_levels.definitions import Windows

_TIME: Final = r"(\d{1,2})(?:[:.](\d{2}))?(?:[:.](\d{2}))?"
_WINDOW: Final = re.compile(rf"{_TIME}(?:\s*[-‐‑–—]\s*|\s+to\s+){_TIME}", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[,;]|\band\b", re.IGNORECASE)
_WHOLE_DAY: Final = ("24 hours", "24 h", "24h", "all day", "always")
_CLOSED: Final = ("", "closed", "-", "–")


def read_hours(text: str) -> Windows | None:
    """The windows in what was typed; None where it is no hours. What is no time of day is left to the core."""
    written = text.strip().casefold()
    if written in _CLOSED:
        return ()
    if written in _WHOLE_DAY:
        return (("00:00", "24:00"),)
    found = []
    for part in _BETWEEN.split(text):
        window = _WINDOW.fullmatch(part.strip())
        if window is None:
            return None
        found.append((_time(*window.group(1, 2, 3)), _time(*window.group(4, 5, 6))))
    return tuple(found)


def write_hours(hours: Iterable[Sequence[str]]) -> str:
    """Windows as they are typed and shown."""
    return ", ".join(f"{start}–{end}" for start, end in hours)


def past_midnight(hours: Iterable[Sequence[str]]) -> str:
    """What to say of openings that end on the day after, which may be a slip of the hand; else nothing."""
    late = [end for start, end in hours if end < start]
    return QCoreApplication.translate("Hours", "Until %1 the next day.").replace("%1", late[-1]) if late else ""


def _time(hour: str, minute: str | None, second: str | None) -> str:
    return f"{int(hour):02d}:{minute or '00'}" + (f":{second}" if second and second != "00" else "")
