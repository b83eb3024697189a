# SPDX-License-Identifier: MIT
"""What every part of a pack is made of: closed, frozen models, and the kinds of value that text may stand for."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints


class Model(BaseModel):
    """A closed, frozen part of a pack: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _names(value: Any) -> Any:
    """One name stands for a list of one."""
    return [value] if isinstance(value, str) else value


_SPAN = re.compile(r"(?:([0-9]{1,4})h)? ?(?:([0-9]{1,5})m)?")


def _minutes(value: Any) -> Any:
    """Whole minutes from "25m", "4h" or "1h 30m"; numbers (already minutes) pass."""
    if isinstance(value, int):
        return value
    found = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or not (found[1] or found[2]):
        raise ValueError("write a length of time like 25m, 4h or 1h 30m")
    return int(found[1] or 0) * 60 + int(found[2] or 0)


def _yes_or_no(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if value in ("true", "yes"):
        return True
    if value in ("false", "no"):
        return False
    raise ValueError("write yes or no")


def _local_time(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return datetime.strptime(value, "%Y-%m-%d %H:%M").isoformat(sep=" ", timespec="minutes")
        except ValueError:
            raise ValueError("write a local date and time like 2026-03-03 12:30") from None
    raise ValueError("write a local date and time like 2026-03-03 12:30")


def _pence(value: Any) -> Any:
    """Whole pence from pounds and pence as written on a price tag: 489.00."""
    if isinstance(value, int):
        return value
    found = re.fullmatch(r"([0-9]{1,7})\.([0-9]{2})", value) if isinstance(value, str) else None
    if found is None:
        raise ValueError("write pounds and pence like 489.00")
    return int(found[1]) * 100 + int(found[2])


Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")]
"""How one part of a pack is called by others: lower case, digits, hyphens."""
Names = Annotated[tuple[Name, ...], BeforeValidator(_names), Field(min_length=1)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_names), Field(min_length=1)]
Verb = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+$")]
Verbs = Annotated[tuple[Verb, ...], BeforeValidator(_names), Field(min_length=1)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""One line on a screen."""
Prose = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Minutes = Annotated[int, BeforeValidator(_minutes), Field(ge=0, le=60 * 24 * 60)]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
LocalTime = Annotated[str, BeforeValidator(_local_time)]
"""A date and time of the practice organisation's own zone, as text: 2026-03-03 12:30."""
Day = date
Pence = Annotated[int, BeforeValidator(_pence), Field(ge=0)]
Trust = Annotated[int, Field(ge=0, le=100)]


def moment_of(local: str) -> datetime:
    """The naive local time that a `LocalTime` says."""
    return datetime.strptime(local, "%Y-%m-%d %H:%M")
