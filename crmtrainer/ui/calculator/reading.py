# SPDX-License-Identifier: MIT
"""What people type for hours, days, moments and amounts, read as plain data of a question; and written as they type it.

Every reader raises `Unread` with what to write instead. Nothing is guessed: a moment has its year and its time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import from_micros
from crmtrainer.service_levels.calculator import MOST_SECONDS
from crmtrainer.service_levels.calendars import FIRST_YEAR, LAST_YEAR, windows_of
from crmtrainer.service_levels.zones import edge
from crmtrainer.ui.filling import filled
from crmtrainer.ui.hours_text import read_hours, write_hours
from crmtrainer.wording import sentence_for

Windows = list[list[str]]

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FAR_DASH: Final = re.compile(r"\s*[–—]\s*|\s+-\s+|\s+to\s+")
_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.](\d\d)(?:[:.](\d\d))?)?")
_ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_WORDED: Final = re.compile(r"(?:[a-z]{3,9},?\s+)?(\d{1,2})\s+([a-z]{3,9})\.?\s+(\d{4})", re.IGNORECASE)
_OFFSET: Final = re.compile(r"\s*(Z|[+-]\d\d:\d\d)$", re.IGNORECASE)
_TIME_LAST: Final = re.compile(r"(?:^|[\s,T]|\bat\b)\s*(\d{1,2}[:.]\d\d(?:[:.]\d\d)?)$", re.IGNORECASE)
_PART: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]*)", re.IGNORECASE)
_SECONDS: Final = {"h": 3600, "hr": 3600, "hour": 3600, "m": 60, "min": 60, "minute": 60, "s": 1, "sec": 1, "second": 1}
_LONGEST_AMOUNT: Final = 60
_MIDNIGHT: Final = "24:00"


class Unread(ValueError):
    """What was typed cannot be read; the words say what to write."""


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


def past_midnight(windows: Windows) -> str:
    """What to say of openings that end on the day after; else nothing."""
    late = [end for start, end in windows if end < start]
    return _tr("Until %1 on the day after.").replace("%1", late[-1]) if late else ""


def dates_in(text: str) -> list[str]:
    """Days, with commas or line by line."""
    return [_day(part).isoformat() for part in re.split(r"[,;\n]", text) if part.strip()]


def dates_written(days: Iterable[str]) -> str:
    """Days as they are typed."""
    return ", ".join(_day_written(date.fromisoformat(day)) for day in days)


def dated_hours_in(text: str) -> dict[str, Windows]:
    """A day and its hours on each line: "24 Dec 2026: 09:00–12:00"."""
    found: dict[str, Windows] = {}
    for line in _lines(text):
        day = next((match for kind in (_ISO, _SLASHED, _WORDED) if (match := kind.match(line))), None)
        if day is None:
            raise Unread(_tr("Begin each line with its day, like 24 Dec 2026: 09:00–12:00."))
        name = _day(day[0]).isoformat()
        if name in found:
            raise Unread(_tr("%1 stands there twice. Write its hours on one line.").replace("%1", day[0]))
        found[name] = windows_in(line[day.end() :].strip(" :,="))
    return found


def dated_hours_written(hours: Mapping[str, Iterable[Sequence[str]]]) -> str:
    """Days with their hours as they are typed."""
    lines = ((_day_written(date.fromisoformat(day)), write_hours(windows)) for day, windows in hours.items())
    return "\n".join(f"{day}: {windows or _tr('closed')}" for day, windows in lines)


def moment_in(text: str, zone: ZoneInfo) -> datetime:
    """A moment on the wall of that zone: "24 Dec 2026 11:30", or with an offset of its own."""
    return _moment(text, zone, None)


def pauses_in(text: str, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """From and to on each line: "24 Dec 2026 14:00 – 28 Dec 2026 09:30"; on the same day the time is enough."""
    found = []
    for line in _lines(text):
        ends = _FAR_DASH.split(line)
        if len(ends) != 2:
            raise Unread(_tr("Write each pause on a line, like 24 Dec 2026 14:00 – 28 Dec 2026 09:30."))
        start = _moment(ends[0], zone, None)
        end = _moment(ends[1], zone, start.astimezone(zone).date())
        if end < start:
            raise Unread(_tr("The pause “%1” ends before it begins.").replace("%1", line))
        found.append((start, end))
    return found


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
        raise Unread(_tr("That is more than clocks count. Write less."))
    return int(total)


def amount_written(seconds: int) -> str:
    """An amount as it is typed, to the second."""
    hours, rest = divmod(seconds, 3600)
    parts = [(hours, _tr("%1 h")), (rest // 60, _tr("%1 min")), (rest % 60, _tr("%1 s"))]
    return " ".join(words.replace("%1", str(count)) for count, words in parts if count) or _tr("0 min")


def _moment(text: str, zone: ZoneInfo, same_day: date | None) -> datetime:
    written = text.strip()
    offset = _OFFSET.search(written)
    rest = written[: offset.start()] if offset else written
    clock = _TIME_LAST.search(rest)
    wall = _wall_time(clock[1]) if clock else None
    named = rest[: clock.start()].strip(" ,") if clock else ""
    if clock is None or wall is None or wall == _MIDNIGHT or not (named or same_day):
        raise Unread(_tr("Write day and time, like 24 Dec 2026 11:30."))
    day = same_day if not named and same_day else _day(named)
    naive = datetime.combine(day, time.fromisoformat(wall))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        words = _tr("Clocks are worked out for the years %1 to %2.")
        raise Unread(filled(words, str(FIRST_YEAR), str(LAST_YEAR)))
    if offset:
        return datetime.fromisoformat(naive.isoformat() + offset[1].upper()).astimezone(UTC)
    seconds = naive.hour * 3600 + naive.minute * 60 + naive.second
    here = from_micros(edge(day, seconds, zone, last_pass=False)).astimezone(zone)
    if here.replace(tzinfo=None) != naive:
        words = _tr("There is no %1 on %2: the clocks go forward. Write %3 or later.")
        raise Unread(filled(words, f"{naive:%H:%M}", _day_written(day), f"{here:%H:%M}"))
    return here.astimezone(UTC)


def _wall_time(text: str) -> str | None:
    """ "09:00" from "9", "9.00" or "09:00"; None for what is no time of day."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if minute > 59 or second > 59 or hour * 3600 + minute * 60 + second > 24 * 3600:
        return None
    return f"{hour:02d}:{minute:02d}:{second:02d}" if second else f"{hour:02d}:{minute:02d}"


def _day(text: str) -> date:
    written = text.strip()
    try:
        if found := _ISO.fullmatch(written):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _SLASHED.fullmatch(written):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _WORDED.fullmatch(written):
            return date(int(found[3]), _MONTHS.index(found[2][:3].casefold()) + 1, int(found[1]))
    except ValueError:
        pass  # the 31st of February, or a month of no calendar: said below, like anything else that is no day
    raise Unread(_tr("“%1” is no day. Write it like 24 Dec 2026.").replace("%1", written[:40]))


def _day_written(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1].title()} {day.year}"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _tr(words: str) -> str:
    return QCoreApplication.translate("CalculatorReading", words)
