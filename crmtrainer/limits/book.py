# SPDX-License-Identifier: MIT
"""Statutory limits: versioned data with its sources, from `resources/limits/statutory.json`, as rules of the clocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise

from crmtrainer import paths
from crmtrainer.kernel.canonical import parse
from crmtrainer.kernel.codec import from_plain
from crmtrainer.kernel.errors import BadInput, NotFound, Refused
from crmtrainer.service_levels.public_holidays import NATIONS
from crmtrainer.service_levels.rule_check import LONGEST_DAYS, is_too_long
from crmtrainer.service_levels.rules import (
    FROM,
    ClockRule,
    DayEnd,
    DayOne,
    Length,
    Metric,
    PauseState,
    Roll,
    Unit,
    limit_in,
)


class Checked(StrEnum):
    """How a limit's source was read."""

    PRIMARY = "C"
    SECONDARY = "C2"
    UNCONFIRMED = "U"


class Cause(StrEnum):
    """What moves the end of a limit besides an extension, where the law has it so."""

    NOT_TOLD = "not_told"
    """The consumer was not told of the right: it lasts longer."""
    TOLD_LATE = "told_late"
    """The consumer was told of it late: the limit runs from then."""
    DEADLOCK = "deadlock"
    """We wrote that we have no more to offer: what was to be written by the end is to be written now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherReading:
    """Another way in which the same words are counted, by somebody whose view has weight."""

    name: str
    day_one: DayOne = DayOne.DAY_AFTER
    roll: Roll = Roll.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryLimit:
    """One version of one limit. `regions` empty: all nations. The words are for people; the rest makes the rule."""

    id: str
    title: str
    starts: str
    source: str
    status: Checked
    unit: Unit
    length: int
    pauses: str = ""
    extends: str = ""
    convention: str = ""
    extension: int = 0
    moved_by: tuple[Cause, ...] = ()
    untold_months: int = 0
    day_one: DayOne = DayOne.DAY_AFTER
    roll: Roll = Roll.NONE
    day_end: DayEnd = DayEnd.END_OF_DAY
    pauses_in: tuple[PauseState, ...] = ()
    least_days_after_pause: int = 0
    valid_from: date | None = None
    valid_to: date | None = None
    regions: tuple[str, ...] = ()
    readings: tuple[OtherReading, ...] = ()

    @property
    def may_fail_somebody(self) -> bool:
        """Whether a check may count this limit against a learner: not while its source is unconfirmed."""
        return self.status is not Checked.UNCONFIRMED

    def rule(self, reading: OtherReading | None = None) -> ClockRule:
        """The rule that counts it, as it stands or by another reading."""
        return ClockRule(
            id=self.id,
            metric=Metric.STATUTORY,
            unit=self.unit,
            length=self.length,
            pauses_in=frozenset(self.pauses_in),
            extension=self.extension,
            day_one=self.day_one if reading is None else reading.day_one,
            roll=self.roll if reading is None else reading.roll,
            day_end=self.day_end,
            least_days_after_pause=self.least_days_after_pause,
            source=self.source,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )

    def governs(self, day: date, region: str) -> bool:
        """Whether this version counts what starts on that day in that nation."""
        return self.rule().is_valid_on(day) and (not self.regions or region in self.regions)


@dataclass(frozen=True, slots=True)
class _Book:
    about: str
    read_on: date
    limits: tuple[StatutoryLimit, ...]


def read_on() -> date:
    """The day up to which the sources were read."""
    return _book().read_on


def statutory_limits() -> tuple[StatutoryLimit, ...]:
    """Every version of every limit, in the order of the book."""
    return _book().limits


def limit_on(ident: str, day: date, region: str = "GB-ENG") -> StatutoryLimit:
    """The version that governs what starts on that day. Raises `NotFound` or, for another day, `Refused`."""
    versions = [limit for limit in statutory_limits() if limit.id == ident]
    if not versions:
        raise NotFound("limit", ident, (limit.id for limit in statutory_limits()))
    found = next((limit for limit in versions if limit.governs(day, region)), None)
    if found is None:
        to_come = [limit.valid_from for limit in versions if limit.valid_from is not None and limit.valid_from > day]
        if to_come:
            raise Refused("limit.not_yet_law", limit=ident, since=min(to_come).isoformat())
        raise Refused("limit.not_law", limit=ident, day=day.isoformat())
    return found


def version_of(rule: ClockRule) -> StatutoryLimit | None:
    """The version that a clock with this rule began by, wherever it has moved since; None in a book of another year."""
    return next((limit for limit in statutory_limits() if limit.rule() == rule), None)


def title_of(ident: str) -> str:
    """What people call a limit, and which ticket it was taken over from; what they gave, where the book knows none."""
    limit, _, ticket = ident.partition(FROM)
    title = next((each.title for each in statutory_limits() if each.id == limit), None)
    if title is None:
        return ident
    return f"{title} (from {ticket})" if ticket else title


def informs_only(ident: str, source: str) -> bool:
    """Whether the version of a limit that stands in this source is unconfirmed, so that it can fail nobody."""
    return any(
        limit.id == limit_in(ident) and limit.source == source and not limit.may_fail_somebody
        for limit in _book().limits
    )


def limits_from(text: bytes) -> tuple[date, tuple[StatutoryLimit, ...]]:
    """What a book of limits holds, and when its sources were read.

    Raises `BadInput` or `Refused` for one that is not spelt so, and `BadInput` where two versions govern one day, or
    where a limit has no name, nothing that starts it, no source, no length, or one that nobody can mean.
    """
    book = from_plain(_Book, parse(text), "limits")
    for limit in book.limits:
        limit.rule()
        _check_said(limit)
        _check_lengths(limit)
        if (Cause.NOT_TOLD in limit.moved_by) != (limit.untold_months > 0):
            raise BadInput("limits.untold_months", where=limit.id)
        if unknown := [region for region in limit.regions if region not in NATIONS]:
            raise BadInput("limits.unknown_region", where=limit.id, region=unknown[0])
    for region in NATIONS:
        for ident in dict.fromkeys(limit.id for limit in book.limits):
            _check_versions(ident, (v for v in book.limits if v.id == ident and (not v.regions or region in v.regions)))
    return book.read_on, book.limits


def _check_said(limit: StatutoryLimit) -> None:
    """A limit is told by these, and nobody could begin one that nothing starts."""
    for field, words in (("id", limit.id), ("title", limit.title), ("starts", limit.starts), ("source", limit.source)):
        if not words.strip():
            raise BadInput("limits.not_said", where=limit.id.strip() or limit.title, field=field)


def _check_lengths(limit: StatutoryLimit) -> None:
    if limit.length == 0:
        raise BadInput("limits.no_length", where=limit.id)
    amounts = (
        (limit.length + limit.extension, limit.unit),
        (limit.untold_months, Unit.CALENDAR_MONTHS),
        (limit.least_days_after_pause, Unit.CALENDAR_DAYS),
    )
    if any(is_too_long(Length(amount, unit)) for amount, unit in amounts):
        raise BadInput("limits.too_long", where=limit.id, years=LONGEST_DAYS // 365)


def _check_versions(ident: str, versions: Iterable[StatutoryLimit]) -> None:
    ordered = sorted(versions, key=lambda limit: limit.valid_from or date.min)
    for earlier, later in pairwise(ordered):
        if earlier.valid_to is None or later.valid_from is None or later.valid_from <= earlier.valid_to:
            raise BadInput("limits.two_versions", where=ident)


@cache
def _book() -> _Book:
    found = (paths.resources() / "limits" / "statutory.json").read_bytes()
    when, limits = limits_from(found)
    return _Book("", when, limits)
