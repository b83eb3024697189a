# SPDX-License-Identifier: MIT
"""Working time of one calendar: cumulative open time at window edges, then a search. Knows no rules and no metrics.

Elapsed is f(b) − f(a) and a due time is f⁻¹(f(a) + target), where f is the open time since the table began.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Protocol

from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.service_levels.calendars import FIRST_YEAR, LAST_YEAR, Calendar
from crmtrainer.service_levels.spans import Span, clipped, merged, span_of, without
from crmtrainer.service_levels.zones import SECOND, edge, local_date, midnight

Pauses = Sequence[tuple[datetime, datetime]]

_LOW = to_micros(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC))
_HIGH = to_micros(datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC))
_YEARS_BEFORE, _YEARS_AFTER = 1, 2
_MARGIN = timedelta(days=3)  # a window may begin two days before the UTC year in which it matters


@lru_cache(maxsize=64)
def table_for(calendar: Calendar) -> Table:
    """The one table of a calendar version, kept for as long as it is in use."""
    return Table(calendar)


def open_spans(calendar: Calendar, first: date, last: date) -> list[Span]:
    """The opening times of the windows that begin on `first` to `last`, as instants, less closed days."""
    zone, dated = calendar.tz, dict(calendar.dated)
    opened: list[Span] = []
    closed: list[Span] = []
    day = first
    while day <= last:
        if calendar.is_closed_on(day):
            closed.append((midnight(day, zone), midnight(day + timedelta(days=1), zone)))
        else:
            for window in dated.get(day, calendar.weekly[day.weekday()]):
                # So that no worked minute is lost, also where 24:00 comes twice.
                first_pass = edge(day, window.start, zone, last_pass=False)
                opened.append((first_pass, edge(day, window.end, zone, last_pass=True)))
        day += timedelta(days=1)
    return without(merged(opened), merged(closed))


class Line(Protocol):
    """A way of counting time: a calendar's working time, or every hour there is."""

    def counted(self, start: int, end: int) -> int:
        """Counted microseconds in [start, end)."""

    def reach(self, start: int, amount: int) -> int:
        """The first instant at which `amount` (above zero) is counted since `start`."""

    def next_counted(self, at: int) -> int:
        """`at` when it counts, else the first instant after it that does."""

    def counted_spans(self, start: int, end: int) -> list[Span]:
        """The counted stretches within [start, end)."""


class EveryHour:
    """The line of elapsed time: nights, weekends and clock changes included."""

    def counted(self, start: int, end: int) -> int:
        return end - start

    def reach(self, start: int, amount: int) -> int:
        if start + amount >= _HIGH:
            raise Refused("clock.beyond_horizon", year=LAST_YEAR)
        return start + amount

    def next_counted(self, at: int) -> int:
        return at

    def counted_spans(self, start: int, end: int) -> list[Span]:
        return [(start, end)] if start < end else []


EVERY_HOUR = EveryHour()


@dataclass(frozen=True, slots=True)
class Edges:
    """A built stretch of a table: spans in order with the open time up to the end of each."""

    starts: list[int]
    ends: list[int]
    totals: list[int]
    low: int
    high: int

    def before(self, at: int) -> int:
        """f(at): open microseconds from the beginning of the stretch."""
        i = bisect_right(self.starts, at) - 1
        if i < 0:
            return 0
        end = self.ends[i]
        return self.totals[i] if at >= end else self.totals[i] - end + at

    def reached(self, total: int) -> int | None:
        """f⁻¹(total): the first instant with that much open time before it."""
        i = bisect_left(self.totals, total)
        if i == len(self.totals):
            return None
        return self.ends[i] - self.totals[i] + total


class Table:
    """The cumulative open time of one calendar version, built over some years and widened on demand.

    A stretch is replaced whole when it grows, so threads may read while another widens it.
    """

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._edges = Edges([], [], [], 0, 0)

    def elapsed(self, start: datetime, end: datetime, pauses: Pauses = ()) -> int:
        """Working seconds between two instants less the pauses, rounded down. Raises `Refused` (end first, naive)."""
        return elapsed(self, *span_of(start, end), [span_of(a, b) for a, b in pauses]) // SECOND

    def due(self, anchor: datetime, target_seconds: int, pauses: Pauses = ()) -> datetime:
        """The instant at which the working time since `anchor` reaches the target.

        A target used up exactly at closing is due at closing; a target of zero is due at the anchor or at the
        next opening. Raises `Refused` when it is never reached before the end of the last year.
        """
        if target_seconds < 0:
            raise Refused("clock.negative_target", seconds=target_seconds)
        spans = merged(span_of(a, b) for a, b in pauses)
        return from_micros(due(self, to_micros(anchor), target_seconds * SECOND, spans))

    def is_open(self, at: datetime) -> bool:
        """Whether work is done at that instant."""
        moment = to_micros(at)
        return bool(self.counted_spans(moment, moment + 1))

    def next_open(self, at: datetime) -> datetime:
        """`at` when open, else the next opening. Raises `Refused` when there is none."""
        return from_micros(self.next_counted(to_micros(at)))

    def open_between(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """The opening times within [start, end), clipped to it."""
        return [(from_micros(a), from_micros(b)) for a, b in self.counted_spans(*span_of(start, end))]

    def counted(self, start: int, end: int) -> int:
        edges = self.edges(start, end)
        return edges.before(end) - edges.before(start)

    def reach(self, start: int, amount: int) -> int:
        edges = self.edges(start, start)
        while True:
            found = edges.reached(edges.before(start) + amount)
            if found is not None and found <= edges.high:
                return found
            self._check_reachable(start, amount, edges)
            edges = self.edges(start, min(_HIGH, edges.high + (edges.high - edges.low)))

    def next_counted(self, at: int) -> int:
        return self.reach(at, 1) - 1

    def counted_spans(self, start: int, end: int) -> list[Span]:
        edges = self.edges(start, end)
        first = max(bisect_right(edges.starts, start) - 1, 0)
        last = bisect_left(edges.starts, end)
        return clipped(zip(edges.starts[first:last], edges.ends[first:last], strict=True), start, end)

    def edges(self, start: int, end: int) -> Edges:
        """The built stretch, widened if need be to hold both instants. Raises `Refused` beyond the horizon."""
        edges = self._edges
        if edges.low <= start and end <= edges.high and edges.high:
            return edges
        if start < _LOW:
            raise Refused("clock.before_horizon", year=FIRST_YEAR)
        if end > _HIGH:
            raise Refused("clock.beyond_horizon", year=LAST_YEAR)
        edges = self._edges = _built(self.calendar, *self._years(start, end))
        return edges

    def _years(self, start: int, end: int) -> tuple[int, int]:
        first = from_micros(start).year - _YEARS_BEFORE
        last = from_micros(end).year + _YEARS_AFTER
        if self._edges.ends:
            first = min(first, from_micros(self._edges.low).year)
            last = max(last, from_micros(self._edges.high).year - 1)
        return max(first, FIRST_YEAR), min(last, LAST_YEAR)

    def _check_reachable(self, start: int, amount: int, edges: Edges) -> None:
        """Raises `Refused` once no later year can bring the amount."""
        if not self.calendar.may_open:
            raise Refused("calendar.never_opens")
        if not any(self.calendar.weekly) and edges.high >= _HIGH and edges.ends:
            last = local_date(edges.ends[-1] - 1, self.calendar.tz)
            raise Refused("calendar.never_opens_again", last=last.isoformat())
        if edges.high >= _HIGH or amount > _HIGH - start:
            raise Refused("clock.beyond_horizon", year=LAST_YEAR)


def elapsed(line: Line, start: int, end: int, pauses: Sequence[Span] = ()) -> int:
    """Counted microseconds in [start, end) less the pauses, which may overlap."""
    paused = clipped(merged(pauses), start, end)
    return line.counted(start, end) - sum(line.counted(a, b) for a, b in paused)


def due(line: Line, anchor: int, target: int, pauses: Sequence[Span] = ()) -> int:
    """The instant at which the counted time since `anchor`, less the pauses, reaches `target` microseconds.

    `pauses` are in order and free of overlaps (`spans.merged`).
    """
    at, left = anchor, target
    for start, end in pauses:
        if end <= at:
            continue
        if left == 0:
            at = line.next_counted(at)
            if at < start:
                return at
        elif start > at:
            counted = line.counted(at, start)
            if left <= counted:
                return line.reach(at, left)
            left -= counted
        at = max(at, end)
    return line.reach(at, left) if left else line.next_counted(at)


def _built(calendar: Calendar, first_year: int, last_year: int) -> Edges:
    low, high = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    spans = open_spans(calendar, low.date() - _MARGIN, high.date() + _MARGIN)
    totals: list[int] = []
    total = 0
    for start, end in spans:
        total += end - start
        totals.append(total)
    return Edges([a for a, _ in spans], [b for _, b in spans], totals, to_micros(low), to_micros(high))
