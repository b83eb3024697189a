# SPDX-License-Identifier: MIT
"""Days and times as people in the UK type them into a field: day before month or ISO, with or without year or time.

Read from "14/12/2026 15:30", "14 Dec 3pm", "2026-12-14T15:30Z", "tomorrow 9.30", "18:00". What is left out stays open
for whoever asked, but for the year: a day without one is the next such, or where people look back the last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from crmtrainer.kernel.bounds import FIRST_YEAR, LAST_YEAR
from crmtrainer.kernel.folding import fold
from crmtrainer.kernel.spoken_dates import SpokenDate, spoken_date

LONGEST, A_MONTH = 60, 31
CENTURY = 2000
"""Of a year of two digits: nobody types a day of another century into a diary."""


class Why(StrEnum):
    """Why something that was typed is no day or moment."""

    EMPTY = "empty"
    UNCLEAR = "unclear"
    NO_SUCH_DAY = "no_such_day"
    MONTH_FIRST = "month_first"
    NO_SUCH_TIME = "no_such_time"
    TOO_FAR = "too_far"


class NotRead(ValueError):
    """It cannot be read; `part` is what of it, or for a month that came first, the day as it should be."""

    def __init__(self, why: Why, part: str = "") -> None:
        super().__init__(why.value)
        self.why, self.part = why, part


@dataclass(frozen=True, slots=True)
class TypedMoment:
    """What was typed: a day, a time of day, how far that is from UTC; None for what was left out."""

    day: date | None
    at: time | None
    offset: timedelta | None = None


_OFFSET = re.compile(r"(.*\d[:.]\d\d(?:[.,]\d+)?)\s*(z|[+-][01]\d:?[0-5]\d)")
_HALF = r"(a\.?m\b|p\.?m\b)"
_ALONE = r"(?<![\d/.:-])"
_OF_TWELVE = re.compile(rf"{_ALONE}(\d{{1,2}})(?:[:.](\d\d))?(?::(\d\d))?\s*{_HALF}\.?")
_OF_THE_CLOCK = re.compile(rf"{_ALONE}(\d{{1,2}})[:.h](\d\d)(?::(\d\d)(?:[.,]\d+)?)?(?![\d/]|[.:-]\d)")
_WHOLE_HOUR = re.compile(rf"{_ALONE}(\d{{1,2}})\s*(?:h|oclock)\b")
_FOUR_DIGITS = re.compile(r"(?:^|(.*)\s)([0-2]\d)([0-5]\d)h?")
_HOUR_AFTER_A_YEAR = re.compile(r"(.*\d{4}(?:-\d\d-\d\d)?)\s+(\d{1,2})")
_NAMED = re.compile(r"\b(noon|midday|midnight)\b")
_BEFORE_A_TIME = re.compile(r"(?<=\d)t$")
_BETWEEN = re.compile(r"\b(?:at|by|on)\b|[,;@]")
_DAY_NAMED = re.compile(r"today|tomorrow|yesterday")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(r"(?:next |this )?(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|r|rs|ur)?(?:day)?")
_COMPACT = re.compile(r"((?:19|20|21)\d\d)(0[1-9]|1[0-2])([0-3]\d)")
_IN_MONTH = re.compile(r"(\d{1,2})(st|nd|rd|th)?")
_SWAPPED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})((?:\2\d{2,4})?)")


def typed_moment(text: str, near: datetime, today: date | None = None, *, ahead: bool = True) -> TypedMoment:
    """What was typed of a day and a time, both on the wall. Raises `NotRead` where neither, or no such, is there.

    `near` is the moment that stood there; without `today` nothing is "tomorrow". A day without its year lies ahead of
    today, or behind it.
    """
    said, offset = _without_offset(_tidy(text))
    rest, at = _without_time(said)
    if not rest and at is None:
        raise NotRead(Why.EMPTY)
    day = _day(rest, near.date(), today, whole=False, ahead=ahead) if rest else None
    return TypedMoment(day, at, offset)


def typed_day(text: str, near: date, today: date | None = None, *, ahead: bool = True) -> date:
    """The day that was typed; a time beside it is passed over. Raises `NotRead`."""
    said, _ = _without_offset(_tidy(text))
    if not said:
        raise NotRead(Why.EMPTY)
    if _is_number(said):
        return _day(said, near, today, whole=True, ahead=ahead)
    rest, _ = _without_time(said) if ":" in said else (said, None)
    if not rest:
        raise NotRead(Why.UNCLEAR, said)
    return _day(rest, near, today, whole=True, ahead=ahead)


def _tidy(text: str) -> str:
    if len(text) > LONGEST:
        raise NotRead(Why.UNCLEAR, text[:LONGEST].strip())
    return " ".join(_BETWEEN.sub(" ", fold(text)).split()).rstrip(".")


def _is_number(said: str) -> bool:
    return said.isascii() and said.isdecimal() and len(said) <= 2


def _without_offset(said: str) -> tuple[str, timedelta | None]:
    found = _OFFSET.fullmatch(said)
    if found is None:
        return said, None
    if found[2] == "z":
        return found[1], timedelta()
    digits = found[2].replace(":", "")
    away = timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5]))
    return found[1], -away if digits[0] == "-" else away


def _without_time(said: str) -> tuple[str, time | None]:
    """What is left once the time of day was taken out. Raises `NotRead` for one that is none, like 25:00."""
    for pattern in (_OF_TWELVE, _NAMED, _OF_THE_CLOCK, _WHOLE_HOUR):
        if (found := pattern.search(said)) is not None:
            rest = f"{said[: found.start()]} {said[found.end() :]}"
            return _BEFORE_A_TIME.sub("", " ".join(rest.split())), _time(found)
    if _is_number(said):
        return "", _clock(int(said), 0, 0, said)
    if (found := _FOUR_DIGITS.fullmatch(said)) is not None and _is_time(found[1] or "", found[2] + found[3]):
        return found[1] or "", _clock(int(found[2]), int(found[3]), 0, found[2] + found[3])
    if (found := _HOUR_AFTER_A_YEAR.fullmatch(said)) is not None:
        return found[1], _clock(int(found[2]), 0, 0, found[2])
    return said, None


def _is_time(before: str, digits: str) -> bool:
    """Whether four digits are a time of day and no year: where a year stands before them, or they can be none."""
    return not before or not FIRST_YEAR <= int(digits) <= LAST_YEAR or re.search(r"\d{4}", before) is not None


def _time(found: re.Match[str]) -> time:
    if found.re is _NAMED:
        return time(0 if found[1] == "midnight" else 12)
    if found.re is _WHOLE_HOUR:
        return _clock(int(found[1]), 0, 0, found[0])
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if found.re is _OF_TWELVE and hour <= 12:
        hour = hour % 12 + (12 if found[4].startswith("p") else 0)
    return _clock(hour, minute, second, found[0])


def _clock(hour: int, minute: int, second: int, written: str) -> time:
    try:
        return time(hour, minute, second)
    except ValueError as problem:
        raise NotRead(Why.NO_SUCH_TIME, written.strip()) from problem


def _day(said: str, near: date, today: date | None, *, whole: bool, ahead: bool) -> date:
    """A day; with `whole` a number alone is one of the month at hand."""
    if today is not None and (found := _from_today(said, today)) is not None:
        return found
    if (compact := _COMPACT.fullmatch(said)) is not None:
        spoken: SpokenDate | None = SpokenDate(int(compact[3]), int(compact[2]), int(compact[1]), True)
    elif (number := _IN_MONTH.fullmatch(said)) is not None and (whole or number[2]):
        spoken = SpokenDate(int(number[1]), near.month, near.year, True)
    else:
        spoken = spoken_date(said)
    if spoken is None:
        swapped = _SWAPPED.fullmatch(said)
        if swapped is not None and int(swapped[1]) <= 12 < int(swapped[3]) <= 31:
            raise NotRead(Why.MONTH_FIRST, f"{swapped[3]}{swapped[2]}{swapped[1]}{swapped[4]}")
        raise NotRead(Why.UNCLEAR, said)
    if spoken.year is None:
        return _without_year(spoken, today or near, said, ahead=ahead)
    return _in_year(spoken, said)


def _from_today(said: str, today: date) -> date | None:
    if _DAY_NAMED.fullmatch(said):
        return today + timedelta(days={"today": 0, "tomorrow": 1, "yesterday": -1}[said])
    if (found := _WEEKDAY.fullmatch(said)) is not None:
        return today + timedelta(days=(_WEEKDAYS.index(found[1]) - today.weekday() - 1) % 7 + 1)
    return None


def _in_year(spoken: SpokenDate, said: str) -> date:
    assert spoken.year is not None
    year = spoken.year if spoken.century_said else CENTURY + spoken.year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotRead(Why.TOO_FAR, said)
    try:
        return date(year, spoken.month, spoken.day)
    except ValueError as problem:
        raise NotRead(Why.NO_SUCH_DAY, said) from problem


def _without_year(spoken: SpokenDate, about: date, said: str, *, ahead: bool) -> date:
    """The next such day, or the last one; up to a month the other way too, for somebody who is late or early."""
    found = []
    for year in range(max(FIRST_YEAR, about.year - 9), min(LAST_YEAR, about.year + 9) + 1):
        try:
            found.append(date(year, spoken.month, spoken.day))
        except ValueError:
            continue
    if not found:
        raise NotRead(Why.NO_SUCH_DAY, said)
    if ahead:
        return next((day for day in found if (day - about).days >= -A_MONTH), found[-1])
    return next((day for day in reversed(found) if (day - about).days <= A_MONTH), found[0])
