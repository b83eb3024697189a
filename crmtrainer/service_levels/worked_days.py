# SPDX-License-Identifier: MIT
"""Days as lines of counted days: every day, or those on which a calendar has work. To count far costs a look-up.

A day stands for the span from its number (`date.toordinal`) to the next, so `working_time.due` finds a day as it finds
an instant.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.calendars import LAST_YEAR, Calendar
from crmtrainer.service_levels.spans import Span, clipped, merged
from crmtrainer.service_levels.working_time import Edges, Line, due

DaySpans = list[Span]
"""Days from the first number up to and without the second, in order and free of overlaps."""

_END = date(LAST_YEAR + 1, 1, 1).toordinal()
_YEARS_AFTER = 1
_FAR = 20 * 366
"""So many days between what is known and what is asked are not looked at: a mistyped year would take a second."""


def day_spans(days: Iterable[tuple[date, date]]) -> DaySpans:
    """Pairs of first and last day, both included, as spans; a pair whose last comes first is none."""
    return merged((first.toordinal(), last.toordinal() + 1) for first, last in days)


def nth_day(line: Line, first: date, count: int, left_out: DaySpans) -> date:
    """The day by which `count` (above zero) days have counted from `first` on. Raises `Refused` past the last year."""
    return date.fromordinal(due(line, first.toordinal(), count, left_out) - 1)


class EveryDay:
    """Calendar days."""

    def counted(self, start: int, end: int) -> int:
        return end - start

    def reach(self, start: int, amount: int) -> int:
        return _within(start + amount)

    def next_counted(self, at: int) -> int:
        return at

    def counted_spans(self, start: int, end: int) -> list[Span]:
        return [(start, end)] if start < end else []


EVERY_DAY = EveryDay()


@lru_cache(maxsize=64)
def worked_days(calendar: Calendar) -> WorkedDays:
    """The one line of the business days of a calendar version, kept for as long as it is in use."""
    return WorkedDays(calendar)


class WorkedDays:
    """The business days of one calendar version, looked at over some years and further on demand.

    What was looked at is replaced whole when it grows, so threads may read while another widens it.
    """

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._edges = Edges([], [], [], 0, 0)

    def counted(self, start: int, end: int) -> int:
        edges = self._over(start, end)
        return edges.before(end) - edges.before(start)

    def reach(self, start: int, amount: int) -> int:
        edges = self._over(start, start)
        while (found := edges.reached(edges.before(start) + amount)) is None:
            if edges.high >= _END:
                raise Refused("clock.beyond_horizon", year=LAST_YEAR)
            # Twice as far each time: what is years away is found in hardly more looks than what is near.
            edges = self._over(start, edges.high + (edges.high - edges.low))
        return _within(found)

    def next_counted(self, at: int) -> int:
        return self.reach(at, 1) - 1

    def counted_spans(self, start: int, end: int) -> list[Span]:
        edges = self._over(start, end)
        return clipped(zip(edges.starts, edges.ends, strict=True), start, end)

    def _over(self, start: int, end: int) -> Edges:
        edges = self._edges
        if edges.high and edges.low <= start and end <= edges.high:
            return edges
        first = date.fromordinal(start).year
        last = max(first, min(date.fromordinal(min(end, _END)).year + _YEARS_AFTER, LAST_YEAR))
        low, high = date(first, 1, 1).toordinal(), date(last + 1, 1, 1).toordinal()
        if edges.high and low - edges.high < _FAR and edges.low - high < _FAR:
            low, high = min(low, edges.low), max(high, edges.high)
        edges = self._edges = self._built(low, high)
        return edges

    def _built(self, low: int, high: int) -> Edges:
        worked = (day for day in range(low, high) if self._calendar.is_business_day(date.fromordinal(day)))
        spans = merged((day, day + 1) for day in worked)
        totals: list[int] = []
        total = 0
        for start, end in spans:
            total += end - start
            totals.append(total)
        return Edges([a for a, _ in spans], [b for _, b in spans], totals, low, high)


def _within(end: int) -> int:
    if end > _END:
        raise Refused("clock.beyond_horizon", year=LAST_YEAR)
    return end
