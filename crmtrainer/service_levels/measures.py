# SPDX-License-Identifier: MIT
"""How far a clock has run: by the second along a line of counted time, or by the date. Knows no events and no states.

All instants and amounts are whole microseconds. A pause that still lasts has no end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import to_micros
from crmtrainer.people.rules import AS_SET, UNTIMED
from crmtrainer.service_levels.calendar_units import due_date, due_instant
from crmtrainer.service_levels.calendars import Calendar
from crmtrainer.service_levels.rules import OTHERS_SET, ClockRule, Length, Metric, Unit
from crmtrainer.service_levels.spans import Span, merged
from crmtrainer.service_levels.working_time import EVERY_HOUR, Line, Table, due, elapsed
from crmtrainer.service_levels.zones import local_date

Stops = Sequence[tuple[int, int | None]]
"""Pauses from, to; in order. Only the last can still last."""


def merged_stops(stops: Stops, now: int) -> list[tuple[int, int | None]]:
    """The pauses joined where they overlap or touch; one that still lasts swallows what begins within it."""
    lasting = min((start for start, end in stops if end is None), default=None)
    joined: list[tuple[int, int | None]] = list(merged((a, now if b is None else b) for a, b in stops))
    if lasting is None:
        return joined
    if joined and joined[-1][0] <= lasting <= (joined[-1][1] or now):
        return [*joined[:-1], (joined[-1][0], None)]
    return [*joined, (lasting, None)]


def line_for(unit: Unit, table: Table) -> Line:
    """What counts for a unit of seconds: working time, or every hour."""
    return table if unit is Unit.BUSINESS_MINUTES else EVERY_HOUR


def end_of_length(start: int, length: Length, table: Table) -> int | None:
    """The instant at which a stretch of that length, begun at `start`, is over; None when it never is."""
    rule = ClockRule(id="length", metric=Metric.STATUTORY, unit=length.unit, length=length.amount)
    return measure(rule, table, start, ()).due()


class Measure(Protocol):
    """One way to measure one clock, its pauses known."""

    line: Line

    def due(self) -> int | None:
        """When the target is used up; None while paused short of it, or when it never is."""

    def left(self, at: int) -> int:
        """What is left of the target at an instant; below zero once it has passed."""

    def target(self) -> int:
        """The whole length."""

    def used_up(self, percent: int) -> int | None:
        """When that share of the target is used up; None as for `due`."""

    def starts_at(self) -> int | None:
        """The first instant that counts."""

    def over(self, since: int, at: int) -> int:
        """How long past `since` it is at `at`."""


class BySecond:
    """Counted time since the anchor, pauses taken out."""

    def __init__(self, line: Line, anchor: int, target: int, stops: Stops) -> None:
        self.line = line
        self._anchor, self._target = anchor, target
        self._spans: list[Span] = [(a, b) for a, b in stops if b is not None]
        self._lasting = next((a for a, b in stops if b is None), None)

    def target(self) -> int:
        return self._target

    def due(self) -> int | None:
        return self._reached(self._target)

    def used_up(self, percent: int) -> int | None:
        return self._reached(-(-self._target * percent // 100))

    def starts_at(self) -> int | None:
        return self._reached(0)

    def left(self, at: int) -> int:
        end = at if self._lasting is None else max(self._anchor, min(at, self._lasting))
        return self._target - elapsed(self.line, self._anchor, max(end, self._anchor), self._spans)

    def over(self, since: int, at: int) -> int:
        end = at if self._lasting is None else min(at, self._lasting)
        return elapsed(self.line, since, end, self._spans) if end > since else 0

    def _reached(self, amount: int) -> int | None:
        try:
            found = due(self.line, self._anchor, amount, self._spans)
        except Refused:
            return None  # the calendar does not open often enough before its last year
        if self._lasting is not None and (found > self._lasting or (amount == 0 and found == self._lasting)):
            return None
        return found


class ByDate:
    """Whole days since the anchor. Shares are of the real time from the anchor to the due date without pauses."""

    line: Line = EVERY_HOUR

    def __init__(self, rule: ClockRule, calendar: Calendar, anchor: int, stops: Stops) -> None:
        self._rule, self._calendar, self._anchor = rule, calendar, anchor
        self._stops = stops
        self._lasting = next((a for a, b in stops if b is None), None)

    def target(self) -> int:
        unpaused = self._due_after(0)
        return 0 if unpaused is None else max(0, unpaused - self._anchor)

    def due(self) -> int | None:
        return self.used_up(100)

    def used_up(self, percent: int) -> int | None:
        early = self.target() * (100 - percent) // 100
        for count in range(len(self._stops) + 1):
            found = self._due_after(count)
            if found is None:
                return None
            found -= early
            # What begins at the due time begins in time, a pause as well.
            if count == len(self._stops) or found < self._stops[count][0] + (percent < 100):
                resumed = self._stops[count - 1][1] if count else None
                return max(found, self._anchor if resumed is None else max(self._anchor, resumed))
            if self._stops[count][1] is None:
                return None
        return None

    def starts_at(self) -> int | None:
        return self._anchor

    def left(self, at: int) -> int:
        due_at = self._due_after(len(self._stops), resumed=at)
        return self.target() if due_at is None else due_at - at

    def over(self, since: int, at: int) -> int:
        return max(0, at - since)

    def _due_after(self, count: int, resumed: int | None = None) -> int | None:
        """The due time if only the first pauses had happened, the lasting one ending at `resumed`."""
        days: list[tuple[date, date]] = []
        zone = self._calendar.tz
        for start, end in self._stops[:count]:
            last = resumed if end is None else end
            if last is not None:
                days.append((local_date(start, zone), local_date(max(start, last), zone)))
        try:
            day = due_date(self._rule, local_date(self._anchor, zone), self._calendar, days)
        except Refused:
            return None  # no such business day before the calendar's last year
        return to_micros(due_instant(day, self._rule, self._calendar))


class Untimed:
    """A clock that runs and is never due: somebody has as long as they need."""

    line: Line = EVERY_HOUR

    def __init__(self, anchor: int) -> None:
        self._anchor = anchor

    def due(self) -> int | None:
        return None

    def target(self) -> int:
        return 1

    def left(self, at: int) -> int:
        return 1

    def used_up(self, percent: int) -> int | None:
        return None

    def starts_at(self) -> int | None:
        return self._anchor

    def over(self, since: int, at: int) -> int:
        return max(0, at - since)


def whole_stretched(length: int, stretch: int) -> int:
    """A number of days or months that a stretch in percent makes longer: rounded up to whole ones."""
    return -(-length * stretch // 100)


def measure(rule: ClockRule, table: Table, anchor: int, stops: Stops, line: Line | None = None) -> Measure:
    """The measure that a rule asks for. Its stretch lengthens what is counted by the second, or by whole days.

    `line` is what counts for a rule in seconds where that was not always what the rule counts.
    """
    seconds = rule.seconds
    stretch = AS_SET if rule.metric in OTHERS_SET else rule.stretch
    if stretch == UNTIMED:
        return Untimed(anchor)
    if seconds is None:
        longer = rule if stretch == AS_SET else replace(rule, length=whole_stretched(rule.length, stretch))
        return ByDate(longer, table.calendar, anchor, stops)
    target = seconds * 1_000_000 * stretch // 100
    return BySecond(line or line_for(rule.unit, table), anchor, target, stops)


def measure_until(due_at: int, anchor: int) -> Measure:
    """The measure of a promise: a fixed instant, which nothing moves."""
    return BySecond(EVERY_HOUR, anchor, max(0, due_at - anchor), ())
