# SPDX-License-Identifier: MIT
"""From the texts of the fields to a question as `crmtrainer clock` takes it, and back; with words for each fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, Qt

from crmtrainer.kernel.errors import Expected, Refused
from crmtrainer.service_levels.calculator import Op, Question, question_in
from crmtrainer.service_levels.calendars import DAYS, Window
from crmtrainer.service_levels.zones import DAY_SECONDS, zone_named
from crmtrainer.ui.calculator.reading import (
    Windows,
    amount_in,
    amount_written,
    comes_twice,
    dated_hours_in,
    dated_hours_written,
    dates_in,
    dates_written,
    moment_in,
    moment_written,
    pauses_in,
    pauses_written,
    windows_in,
)
from crmtrainer.ui.dates import BRITISH, when_in_full
from crmtrainer.ui.filling import filled
from crmtrainer.ui.hours_text import past_midnight, write_hours
from crmtrainer.ui.kit.typed_words import Unread
from crmtrainer.wording import sentence_for

T = TypeVar("T")

FIELD_OF: Final = {
    "calendar.never_opens": "hours",
    "calendar.unknown_region": "region",
    "clock.before_horizon": "start",
}
"""Where a refusal belongs that only the whole question brings about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that the fields ask, as JSON and as it was understood; or `faults` by field. `hints` by field."""

    line: dict[str, object]
    question: Question | None
    faults: dict[str, str]
    hints: dict[str, str]


class _Reading:
    """Reads field by field and keeps what is wrong with each."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.faults: dict[str, str] = {}
        self.hints: dict[str, str] = {}

    def read(self, key: str, reader: Callable[[str], T]) -> T | None:
        """What stands in a field; None, and a fault, for what cannot be read."""
        try:
            return reader(self.texts[key])
        except Unread as problem:
            self.faults[key] = str(problem)
        except Expected as problem:
            self.faults[key] = sentence_for(problem)
        return None

    def hours(self, day: str) -> Windows:
        found = self.read(day, windows_in) or []
        if told := past_midnight(found):
            self.hints[day] = told
        return found

    def moment(self, key: str, zone: ZoneInfo, near: datetime) -> datetime | None:
        found = self.read(key, lambda text: moment_in(text, zone, near))
        if found is not None:
            named = when_in_full(found, zone)
            self.hints[key] = comes_twice(self.texts[key], found, zone) or f"{named}."
        return found

    def days(self, near: datetime) -> list[str]:
        found = self.read("closures", lambda text: dates_in(text, near.date())) or []
        if dates_written(found) != self.texts["closures"].strip():
            self.hints["closures"] = "; ".join(map(_long_day, found))
        return found

    def dated_hours(self, near: datetime) -> dict[str, Windows]:
        found = self.read("date_hours", lambda text: dated_hours_in(text, near.date())) or {}
        if dated_hours_written(found) != self.texts["date_hours"].strip():
            hours = ((_long_day(day), write_hours(windows) or _tr("closed")) for day, windows in found.items())
            self.hints["date_hours"] = "; ".join(f"{day}: {opens}" for day, opens in hours)
        return found

    def pauses(self, zone: ZoneInfo, near: datetime) -> list[tuple[datetime, datetime]]:
        found = self.read("pauses", lambda text: pauses_in(text, zone, near)) or []
        if pauses_written(found, zone) != self.texts["pauses"].strip():
            words = _tr("%1 to %2")
            told = (filled(words, when_in_full(a, zone), when_in_full(b, zone)) for a, b in found)
            self.hints["pauses"] = "; ".join(told)
        return found


def asked(texts: Mapping[str, str], near: datetime, ident: object = None) -> Asked:
    """What the fields ask. `ident` is the id that a question brought along which was pasted.

    A year that is left out of the start brings that close to the instant `near`, and all else close to the start.
    """
    reading = _Reading(texts)
    # What is typed beside a zone that is none is still read, and its faults are told.
    zone = reading.read("zone", lambda text: zone_named(text.strip())) or ZoneInfo("UTC")
    op = Op(texts["op"])
    around = near.astimezone(zone).replace(tzinfo=None)
    start = reading.moment("start", zone, around)
    if start is not None:
        around = start.astimezone(zone).replace(tzinfo=None)
    line: dict[str, object] = {} if ident is None else {"id": ident}
    line["tz"] = texts["zone"].strip()
    line["hours"] = {day: windows for day in DAYS if (windows := reading.hours(day))}
    if date_hours := reading.dated_hours(around):
        line["date_hours"] = date_hours
    if closures := reading.days(around):
        line["holidays"] = closures
    if texts["region"]:
        line["region"] = texts["region"]
    line["start"] = _iso(start, zone)
    line["pauses"] = [[_iso(a, zone), _iso(b, zone)] for a, b in reading.pauses(zone, around)]
    line["op"] = op.value
    if op is Op.ADD:
        seconds = reading.read("amount", amount_in) or 0
        line["seconds" if seconds % 60 else "minutes"] = seconds if seconds % 60 else seconds // 60
    else:
        end = reading.moment("end", zone, around)
        line["end"] = _iso(end, zone)
        if start is not None and end is not None and end < start:
            reading.faults["end"] = _tr("The end comes before the start. Write a later one.")
    return Asked(line, _understood(line, reading.faults), reading.faults, reading.hints)


def _understood(line: Mapping[str, object], faults: dict[str, str]) -> Question | None:
    if faults:
        return None
    try:
        return question_in(line)
    except Refused as problem:
        faults[field_of(problem, Op(str(line["op"])))] = sentence_for(problem)
        return None


def field_of(problem: Expected, op: Op) -> str:
    """The field that a refusal of the whole question belongs to; hours where it is of no other."""
    if problem.code == "clock.beyond_horizon":
        return "amount" if op is Op.ADD else "end"
    day = str(problem.facts.get("day", ""))
    return day if day in DAYS else FIELD_OF.get(problem.code, "hours")


def texts_of(question: Question) -> dict[str, str]:
    """A question as texts for the fields, to the second."""
    calendar = question.calendar
    zone = calendar.tz
    weekly = {day: write_hours(_windows(of)) for day, of in zip(DAYS, calendar.weekly, strict=True)}
    return {
        **weekly,
        "zone": calendar.zone,
        "region": calendar.region or "",
        "closures": dates_written(sorted(day.isoformat() for day in calendar.closures)),
        "date_hours": dated_hours_written({day.isoformat(): _windows(of) for day, of in calendar.dated}),
        "start": moment_written(question.start, zone),
        "pauses": pauses_written(question.pauses, zone),
        "op": question.op.value,
        **({"end": moment_written(question.end, zone)} if question.end else {}),
        **({"amount": amount_written(question.seconds)} if question.op is Op.ADD else {}),
    }


def _windows(windows: tuple[Window, ...]) -> Windows:
    return [[_clock(window.start), _clock(window.end)] for window in windows]


def _clock(seconds: int) -> str:
    """ "09:00", "24:00", or past that the time of the day after."""
    within = seconds if seconds <= DAY_SECONDS else seconds - DAY_SECONDS
    hours, rest = divmod(within, 3600)
    return f"{hours:02d}:{rest // 60:02d}" + (f":{rest % 60:02d}" if rest % 60 else "")


def _long_day(day: str) -> str:
    return BRITISH.toString(QDate.fromString(day, Qt.DateFormat.ISODate), "dddd d MMMM yyyy")


def _iso(moment: datetime | None, zone: ZoneInfo) -> str | None:
    return None if moment is None else moment.astimezone(zone).isoformat()


def _tr(words: str) -> str:
    return QCoreApplication.translate("Calculator", words)
