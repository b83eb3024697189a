# SPDX-License-Identifier: MIT
"""What people type for hours, days, moments and amounts, read as plain data of a question; and written as they type it.

Every reader raises `Unread` with what to write instead. A year may be left out, a time is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import from_micros
from crmtrainer.kernel.typed_moments import NotRead, Why, typed_day, typed_moment
from crmtrainer.service_levels.calculator import MOST_SECONDS
from crmtrainer.service_levels.calendars import FIRST_YEAR, LAST_YEAR, windows_of
from crmtrainer.service_levels.zones import edge
from crmtrainer.ui.filling import filled
from crmtrainer.ui.hours_text import read_hours, write_hours
from crmtrainer.ui.kit.typed_words import Unread, words_for, words_for_no_such_hour
from crmtrainer.wording import sentence_for

Windows = list[list[str]]

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FAR_DASH: Final = re.compile(r"\s*[–—]\s*|\s+-\s+|\s+to\s+")
_DAY_FIRST: Final = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}(?:/\d{2,4})?"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\.?(?:\s+\d{4}(?!\d|[:.]\d))?)",
    re.IGNORECASE,
)
_OFFSET: Final = re.compile(r"\s*(Z|[+-]\d\d:\d\d)$", re.IGNORECASE)
_PART: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]*)", re.IGNORECASE)
_SECONDS: Final = {"h": 3600, "hr": 3600, "hour": 3600, "m": 60, "min": 60, "minute": 60, "s": 1, "sec": 1, "second": 1}
_LONGEST_AMOUNT: Final = 60


def windows_in(text: str) -> Windows:
    """The openings of one day: "09:00–12:00, 13:00–17:00", "24 hours", or nothing for a closed day."""
    found = read_hours(text)
    if found is None:
        raise Unread(_tr("Write hours like 09:00–12:00, 13:00–17:30, or nothing for a closed day."))
    try:
        windows_of(found, where=_tr("that day"))
    except Refused as problem:
        raise Unread(sentence_for(problem)) from problem
    return [[start, end] for start, end in found]


def dates_in(text: str, near: date) -> list[str]:
    """Days, with commas or line by line; a year that is left out brings each near to that day."""
    return [_day(part, near).isoformat() for part in re.split(r"[,;\n]", text) if part.strip()]


def dates_written(days: Iterable[str]) -> str:
    """Days as they are typed."""
    return ", ".join(_day_written(date.fromisoformat(day)) for day in days)


def dated_hours_in(text: str, near: date) -> dict[str, Windows]:
    """A day and its hours on each line: "24 Dec 2026: 09:00–12:00"."""
    found: dict[str, Windows] = {}
    for line in _lines(text):
        day = _DAY_FIRST.match(line)
        if day is None:
            raise Unread(_tr("Begin each line with its day, like 24 Dec 2026: 09:00–12:00."))
        name = _day(day[0], near).isoformat()
        if name in found:
            raise Unread(_tr("%1 stands there twice. Write its hours on one line.").replace("%1", day[0]))
        found[name] = windows_in(line[day.end() :].strip(" :,="))
    return found


def dated_hours_written(hours: Mapping[str, Iterable[Sequence[str]]]) -> str:
    """Days with their hours as they are typed."""
    lines = ((_day_written(date.fromisoformat(day)), write_hours(windows)) for day, windows in hours.items())
    return "\n".join(f"{day}: {windows or _tr('closed')}" for day, windows in lines)


def moment_in(text: str, zone: ZoneInfo, near: datetime) -> datetime:
    """A moment on the wall of that zone: "24 Dec 2026 11:30", "24/12 3pm", or with an offset of its own.

    `near` is on that wall: a year that is left out brings the moment close to it. The time is never guessed.
    """
    return _moment(text, zone, near)


def pauses_in(text: str, zone: ZoneInfo, near: datetime) -> list[tuple[datetime, datetime]]:
    """From and to on each line: "24 Dec 2026 14:00 – 28 Dec 2026 09:30"; on the same day the time is enough."""
    found = []
    for line in _lines(text):
        ends = _FAR_DASH.split(line)
        if len(ends) != 2:
            raise Unread(_tr("Write each pause on a line, like 24 Dec 2026 14:00 – 28 Dec 2026 09:30."))
        start = _moment(ends[0], zone, near)
        here = start.astimezone(zone)
        end = _moment(ends[1], zone, here.replace(tzinfo=None), here.date())
        if end < start:
            raise Unread(_tr("The pause “%1” ends before it begins.").replace("%1", line))
        found.append((start, end))
    return found


def pauses_written(pauses: Iterable[tuple[datetime, datetime]], zone: ZoneInfo) -> str:
    """Pauses as they are typed."""
    return "\n".join(f"{moment_written(a, zone)} – {moment_written(b, zone)}" for a, b in pauses)


def moment_written(moment: datetime, zone: ZoneInfo) -> str:
    """A moment as it is typed; with its offset where the wall clock shows that time twice."""
    here = moment.astimezone(zone)
    seconds = ":%S" if here.second else ""
    written = f"{_day_written(here.date())} {here.strftime(f'%H:%M{seconds}')}"
    twice = here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset()
    return f"{written} {here.isoformat()[-6:]}" if twice else written


def comes_twice(text: str, moment: datetime, zone: ZoneInfo) -> str:
    """What to say of a time that the wall clock shows twice, where no offset tells which is meant; else nothing."""
    here = moment.astimezone(zone)
    second = here.replace(fold=1)
    if here.fold or here.utcoffset() == second.utcoffset() or _OFFSET.search(text.strip()):
        return ""
    words = _tr("%1 comes twice that night, and the first is meant. For the second write %2.")
    return filled(words, f"{here:%H:%M}", f"{here:%H:%M} {second.isoformat()[-6:]}")


def amount_in(text: str) -> int:
    """Seconds in "8 h", "1 h 30 min", "90 min", "45 s"; a number alone is minutes."""
    total, place, written = Fraction(0), 0, text.strip()[:_LONGEST_AMOUNT]
    while place < len(written):
        part = _PART.match(written, place)
        unit = "" if part is None else part[2].casefold().removesuffix("s") or part[2].casefold()
        each = 60 if not unit and part is not None and part[0].strip() == written else _SECONDS.get(unit)
        if part is None or each is None:
            raise Unread(_tr("Write working time like 8 h, 1 h 30 min or 90 min. A number alone is minutes."))
        total += Fraction(part[1]) * each
        place = part.end() + len(written[part.end() :]) - len(written[part.end() :].lstrip(" ,"))
    if not written:
        raise Unread(_tr("Write how much working time, like 8 h or 90 min."))
    if total.denominator != 1:
        raise Unread(_tr("Clocks count whole seconds."))
    if total > MOST_SECONDS:
        raise Unread(_tr("Clocks count ten years at most. Write less."))
    return int(total)


def amount_written(seconds: int) -> str:
    """An amount as it is typed, to the second."""
    hours, rest = divmod(seconds, 3600)
    parts = [(hours, _tr("%1 h")), (rest // 60, _tr("%1 min")), (rest % 60, _tr("%1 s"))]
    return " ".join(words.replace("%1", str(count)) for count, words in parts if count) or _tr("0 min")


def _moment(text: str, zone: ZoneInfo, near: datetime, same_day: date | None = None) -> datetime:
    try:
        typed = typed_moment(text, near)
    except NotRead as problem:
        raise Unread(_words_for(problem, with_time=True)) from problem
    day = typed.day or same_day
    if day is None or typed.at is None:
        raise Unread(_tr("Write day and time, like 24 Dec 2026 11:30."))
    naive = datetime.combine(day, typed.at)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unread(_words_for(NotRead(Why.TOO_FAR), with_time=True))
    if typed.offset is not None:
        return (naive - typed.offset).replace(tzinfo=UTC)
    seconds = naive.hour * 3600 + naive.minute * 60 + naive.second
    here = from_micros(edge(day, seconds, zone, last_pass=False)).astimezone(zone)
    if here.replace(tzinfo=None) != naive:
        raise Unread(words_for_no_such_hour(naive, here))
    return here.astimezone(UTC)


def _day(text: str, near: date) -> date:
    try:
        return typed_day(text, near)
    except NotRead as problem:
        raise Unread(_words_for(problem, with_time=False)) from problem


def _words_for(problem: NotRead, *, with_time: bool) -> str:
    if problem.why is Why.TOO_FAR:
        return filled(_tr("Clocks are worked out for the years %1 to %2."), str(FIRST_YEAR), str(LAST_YEAR))
    return words_for(problem, with_time=with_time)


def _day_written(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1].title()} {day.year}"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _tr(words: str) -> str:
    return QCoreApplication.translate("CalculatorReading", words)
