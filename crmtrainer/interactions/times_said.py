# SPDX-License-Identifier: MIT
"""Days and times of day as people write and say them in English, found in running words. Pure and deliberately simple.

Times of the clock need something that says they are one (by four, 4.30, 4pm): "6-hole" and "four legs" are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from crmtrainer.kernel.folding import fold
from crmtrainer.kernel.spoken_dates import MONTHS

_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = r"(?:\d{1,2}|" + "|".join(_HOURS) + r")"
_HOUR = _NUMBER + r"(?!\w)"
_NOT_THINGS = (
    r"(?!\s*-?\s*(?:hole|leg|screw|plate|people|person|minute|min\b|mins\b|hour|hr|day|week|month|working|of\b|bolt|box"
    r"|time|piece|table|shel|item|order|photo|%|/))"
)
_HALF = r"(?:half past|quarter past|quarter to|half) "
_LEAD = r"(?:by|at|before|between|around|about|after|from|till|until)"
_CLOCK = re.compile(
    rf"(?P<lead>\b{_LEAD} (?:around |about )?)?(?:(?P<part>\b{_HALF})(?P<phour>{_HOUR})"
    r"|(?<![\w£.:])(?P<hour24>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?![\d.])"
    rf"|(?<![\w.:-])(?P<hour>{_NUMBER}))"
    rf"(?:\s?(?P<half>am|pm|a\.m|p\.m|oclock)\b)?{_NOT_THINGS}(?!\w)"
)
_RANGE = re.compile(
    rf"(?:\bbetween |\bfrom )?(?<!\w)({_HOUR}) ?(?:and|till|until|to|-|–) ?({_HOUR})\s?(am|pm)?{_NOT_THINGS}"
)
_IS_RANGE = re.compile(r"^(?:between|from) | (?:till|until) ")
_NAMED = re.compile(r"\b(noon|midday|midnight)\b")
_SPAN = re.compile(rf"\b(?:in|within) (?:the next )?(an?|{_HOUR}) ?-?(minute|hour)s?\b")
_TOMORROW = re.compile(r"\btomorrow(?:s)?\b")
_WEEKDAY = re.compile(
    r"\b(?:(mon)(?:days?)?|(tue)(?:s|sdays?)?|(wed)(?:s|nesdays?)?|(thu)(?:r|rs|rsdays?)?|(fri)(?:days?)?"
    r"|(sat)urdays?|(sun)days?)\b"
)
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS)
_DATE = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})"
    r"|(\d{1,2})/(\d{2})(?:/\d{2,4})?)\b"
)
_TODAY = re.compile(
    r"\b(?:today|tonight|this (?:morning|afternoon|evening)|(?:end of the|close of) (?:day|business))\b"
)
_PART_ENDS = (("morning", time(12)), ("afternoon", time(17)), ("evening", time(20)), ("tonight", time(20)))
_DAY_ENDS = time(18)
_FIRST_HOUR = 7
"""Hours said without am or pm lie between seven in the morning and half past six in the evening."""

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


def sentences(words: str) -> tuple[str, ...]:
    """The sentences, as they stand. 4.30 is in one piece."""
    return tuple(piece for piece in _SENTENCE.split(words) if piece.strip())


def says_when(words: str) -> bool:
    """Whether the words name a day that is not today, or a time of the clock."""
    said = fold(words)
    return bool(_day_named(said) or _NAMED.search(said) or _SPAN.search(said) or any(_clocks(said)))


def times_in(words: str, now: datetime) -> tuple[datetime, ...]:
    """The instants that the words name, `now` being the local time at which they are said.

    A day without a time means the end of that day, or of the part of it that is named; a range means its end.
    """
    said = fold(words)
    spans = tuple(now + span for span in _spans(said))
    day = _day(said, now.date())
    clocks = tuple(_instant(clock, day, now) for clock in _clocks(said))
    if clocks or spans:
        return spans + clocks
    if day is None and _TODAY.search(said) is None:
        return ()
    ends = next((end for part, end in _PART_ENDS if part in said), _DAY_ENDS)
    return (datetime.combine(day or now.date(), ends, now.tzinfo),)


def _day_named(said: str) -> bool:
    return any(pattern.search(said) for pattern in (_TOMORROW, _WEEKDAY, _DATE))


def _day(said: str, today: date) -> date | None:
    """The first day that is named other than today."""
    if _TOMORROW.search(said):
        return today + timedelta(days=1)
    weekday = _WEEKDAY.search(said)
    if weekday is not None:
        wanted = next(number for number in range(7) if weekday[number + 1])
        return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
    found = _DATE.search(said)
    if found is None:
        return None
    number = int(found[1] or found[3])
    month = int(found[4]) if found[4] else next(n for n, name in enumerate(MONTHS, 1) if name.startswith(found[2]))
    for year in (today.year, today.year + 1):
        try:
            day = date(year, month, number)
        except ValueError:
            return None
        if day >= today:
            return day
    return None


def _clocks(said: str) -> Iterator[_Clock]:
    """Times of the clock, in no particular order."""
    for found in _NAMED.finditer(said):
        yield _Clock(0 if found[1] == "midnight" else 12, 0, True)
    taken: list[tuple[int, int]] = []
    for found in _RANGE.finditer(said):
        if found[3] or _IS_RANGE.search(found[0]):
            taken.append(found.span())
            yield _at(_number(found[2]), 0, found[3] or "")
    for found in _CLOCK.finditer(said):
        if any(start < found.end() and found.start() < end for start, end in taken):
            continue
        clock = _clock(found)
        if clock is not None:
            yield clock


def _clock(found: re.Match[str]) -> _Clock | None:
    half = (found["half"] or "").replace(".", "")
    led = bool(found["lead"] or half)
    if found["part"]:
        part = found["part"].strip()
        hour = _number(found["phour"])
        if part == "half" and not led:
            return None
        if part == "quarter to":
            return _at(hour - 1 or 12, 45, half)
        return _at(hour, 15 if part == "quarter past" else 30, half)
    if found["hour24"]:
        sure = found["hour24"].startswith("0") or int(found["hour24"]) > 12
        return _at(int(found["hour24"]), int(found["minute"]), half, sure=sure)
    if not led or (found["hour"] == "one" and not half):
        return None
    hour = _number(found["hour"])
    return None if hour > 23 else _at(hour, 0, half, sure=hour > 12)


def _at(hour: int, minute: int, half: str, *, sure: bool = False) -> _Clock:
    if half == "pm":
        return _Clock(hour % 12 + 12 if hour <= 12 else hour, minute, True)
    if half == "am":
        return _Clock(0 if hour == 12 else hour, minute, True)
    return _Clock(hour, minute, sure)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _HOURS.index(word) + 1


def _spans(said: str) -> Iterator[timedelta]:
    for found in _SPAN.finditer(said):
        count = 1 if found[1] in ("a", "an") else _number(found[1])
        yield timedelta(**{f"{found[2]}s": count})


def _instant(clock: _Clock, day: date | None, now: datetime) -> datetime:
    """The instant of a time of the clock: on the day named, else the next that lies ahead."""
    hour = clock.hour if clock.is_sure or not 0 < clock.hour < _FIRST_HOUR else clock.hour + 12
    said = datetime.combine(day or now.date(), time(hour, clock.minute), now.tzinfo)
    if day is not None or said > now:
        return said
    return said + (timedelta(hours=12) if not clock.is_sure and hour < 12 else timedelta(days=1))


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time of day as it was said. Unless `is_sure`, it may be of either half of the day."""

    hour: int
    minute: int
    is_sure: bool
