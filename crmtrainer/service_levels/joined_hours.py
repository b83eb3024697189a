# SPDX-License-Identifier: MIT
"""Hours that followed one another on one clock: what ran by a calendar stays counted by it, the rest runs by the next.

Seconds are counted along joined lines, days by a calendar that asks for each day the one that held on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from typing_extensions import override

from crmtrainer.kernel.moments import to_micros
from crmtrainer.service_levels.calendars import Calendar, Held, HeldHours, Window
from crmtrainer.service_levels.measures import line_for
from crmtrainer.service_levels.reigns import Rules
from crmtrainer.service_levels.rules import SECONDS_IN, ClockRule
from crmtrainer.service_levels.spans import Span, merged
from crmtrainer.service_levels.working_time import Line, Table, table_for
from crmtrainer.service_levels.zones import local_date


class JoinedLine:
    """Lines one after the other, each up to its instant; the last counts from there on."""

    def __init__(self, parts: Sequence[tuple[int, Line]], last: Line) -> None:
        self._parts, self._last = parts, last

    def counted(self, start: int, end: int) -> int:
        return sum(line.counted(a, b) for a, b, line in self._within(start, end))

    def reach(self, start: int, amount: int) -> int:
        at, left = start, amount
        for until, line in self._parts:
            if until > at:
                counted = line.counted(at, until)
                if left <= counted:
                    return line.reach(at, left)
                at, left = until, left - counted
        return self._last.reach(at, left)

    def next_counted(self, at: int) -> int:
        return self.reach(at, 1) - 1

    def counted_spans(self, start: int, end: int) -> list[Span]:
        return merged(span for a, b, line in self._within(start, end) for span in line.counted_spans(a, b))

    def _within(self, start: int, end: int) -> list[tuple[int, int, Line]]:
        found, at = [], start
        for until, line in (*self._parts, (end, self._last)):
            if at < min(until, end):
                found.append((at, min(until, end), line))
            at = max(at, until)
        return found


class JoinedTable(Table):
    """The working time of calendars that followed one another, told as the table of the last."""

    def __init__(self, parts: Sequence[tuple[int, Table]], last: Table) -> None:
        days = [(local_date(until, last.calendar.tz), table.calendar) for until, table in parts]
        super().__init__(_in_turn(last.calendar, tuple(days)))
        self._line = JoinedLine(parts, last)

    @override
    def counted(self, start: int, end: int) -> int:
        return self._line.counted(start, end)

    @override
    def reach(self, start: int, amount: int) -> int:
        return self._line.reach(start, amount)

    @override
    def counted_spans(self, start: int, end: int) -> list[Span]:
        return self._line.counted_spans(start, end)


@dataclass(frozen=True, slots=True)
class CalendarsInTurn(Calendar):
    """Asks for each day the calendar that held on it; the day of a change is the new one's, for it was not over yet."""

    earlier: tuple[tuple[date, Calendar], ...] = ()

    def _on(self, day: date) -> Calendar | None:
        return next((calendar for until, calendar in self.earlier if day < until), None)

    @override
    def is_closure(self, day: date) -> bool:
        held = self._on(day)
        return day in self.closures if held is None else held.is_closure(day)

    @override
    def holiday_on(self, day: date) -> str | None:
        held = self._on(day)
        return Calendar.holiday_on(self, day) if held is None else held.holiday_on(day)

    @override
    def windows_on(self, day: date) -> tuple[Window, ...]:
        held = self._on(day)
        return Calendar.windows_on(self, day) if held is None else held.windows_on(day)


def joined(held: HeldHours, judged_by: Held | None, table: Table) -> Table:
    """The table of a clock that counted by these calendars before its last: `judged_by`, else that of `table`."""
    last = table if judged_by is None else table_for(judged_by.calendar)
    if all(each.calendar == last.calendar for each in held):
        return last
    return JoinedTable([(to_micros(each.until), table_for(each.calendar)) for each in held], last)


def line_of(rules: Rules, rule: ClockRule, table: Table) -> Line:
    """What counts towards a rule in seconds: what went by under an earlier one, as that one counted it.

    Days of a limit by the date are no seconds: where one was in force earlier, that time counts as the rule counts.
    """
    own = line_for(rule.unit, table)
    units = [given.unit if given is not None and given.unit in SECONDS_IN else None for _, given in rules]
    ends = [to_micros(since) for since, _ in rules[1:]]
    parts = [(until, own if unit is None else line_for(unit, table)) for until, unit in zip(ends, units, strict=False)]
    if rule.unit not in SECONDS_IN or all(line is own for _, line in parts):
        return own
    return JoinedLine(parts, own)


def _in_turn(last: Calendar, days: tuple[tuple[date, Calendar], ...]) -> CalendarsInTurn:
    own = {field.name: getattr(last, field.name) for field in fields(Calendar)}
    return CalendarsInTurn(**own, earlier=days)
