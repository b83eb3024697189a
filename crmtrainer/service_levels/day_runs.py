# SPDX-License-Identifier: MIT
"""Days of an explanation in rows: runs of ordinary days that counted from opening to closing stand together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from crmtrainer.service_levels.explain import ExplainedDay, FoldedDays, StretchKind

FOLD_ABOVE = 14
"""So many days are listed one by one; of more, runs are folded."""
_WHOLE_DAY = 86_400
_WEEKS = 3
"""How often a weekday must come for its own hours to be told from hours of one day."""

Hours = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DayRun:
    """One day, or several one after the other that were the same to the clock, closed ones of the week among them.

    One without days stands for those that are `folded`, whatever each was.
    """

    days: tuple[ExplainedDay, ...]
    folded: FoldedDays | None = None

    @property
    def first(self) -> date:
        return self.days[0].day if self.folded is None else self.folded.first

    @property
    def last(self) -> date:
        return self.days[-1].day if self.folded is None else self.folded.last

    @property
    def counting(self) -> tuple[ExplainedDay, ...]:
        """The days of it that were something to the clock."""
        return tuple(day for day in self.days if day.stretches)

    def seconds(self, kind: StretchKind) -> int:
        """How many seconds of its days were of that kind."""
        if self.folded is not None:
            return self.folded.in_seconds[kind]
        return sum(day.seconds(kind) for day in self.days)


def runs_of(
    days: Sequence[ExplainedDay], zone: ZoneInfo, due: datetime | None = None, folded: Sequence[FoldedDays] = ()
) -> tuple[DayRun, ...]:
    """All the days in their order. Holidays, closures, days with hours of their own, with a pause or counted in part
    stand by themselves, and so does the day on which it is due, and every day where there are few.
    """
    found: list[DayRun] = []
    begin = 0
    for fold in folded:
        end = next(place for place, day in enumerate(days) if day.day > fold.last)
        found += [*_runs(days[begin:end], zone, due), DayRun((), fold)]
        begin = end
    return (*found, *_runs(days[begin:], zone, due))


def _runs(days: Sequence[ExplainedDay], zone: ZoneInfo, due: datetime | None) -> tuple[DayRun, ...]:
    if len(days) <= FOLD_ABOVE:
        return tuple(DayRun((day,)) for day in days)
    usual = _usual(days, zone)
    due_on = None if due is None else due.astimezone(zone).date()
    whole = [None if day.day == due_on else _whole_kind(day, usual, zone) for day in days]
    found: list[DayRun] = []
    place = 0
    while place < len(days):
        end = _end_of_run(days, whole, place)
        found.append(DayRun(tuple(days[place : end + 1])))
        place = end + 1
    return tuple(found)


def _end_of_run(days: Sequence[ExplainedDay], whole: Sequence[StretchKind | None], begin: int) -> int:
    first = days[begin]
    end = last = begin
    if _is_idle(first):
        while end + 1 < len(days) and _is_idle(days[end + 1]):
            end += 1
        return end
    if whole[begin] is None:
        return begin
    for place in range(begin + 1, len(days)):
        day = days[place]
        if _is_idle(day):
            continue
        if whole[place] is not whole[begin] or not _follows(days[last], day):
            break
        end = last = place
    return end


def _follows(before: ExplainedDay, day: ExplainedDay) -> bool:
    if before.number is None or day.number is None:
        return before.number is day.number
    return day.number == before.number + 1


def _is_idle(day: ExplainedDay) -> bool:
    """A closed day of the week, on which nothing was."""
    return not day.stretches and not day.open and day.shut_by is None


def _whole_kind(day: ExplainedDay, usual: dict[int, Hours], zone: ZoneInfo) -> StretchKind | None:
    """What the whole of an ordinary day was to the clock; None where it was several things, or no ordinary day."""
    kinds = {stretch.kind for stretch in day.stretches}
    if len(kinds) != 1 or day.shut_by is not None or StretchKind.PAUSED in kinds:
        return None
    (kind,) = kinds
    seconds = day.seconds(kind)
    if seconds == _WHOLE_DAY:
        return kind
    opened = sum(round((end - start).total_seconds()) for start, end in day.open)
    return kind if seconds == opened and _hours(day, zone) == usual[day.day.weekday()] else None


def _usual(days: Sequence[ExplainedDay], zone: ZoneInfo) -> dict[int, Hours]:
    """The hours of each day of the week: those it has most often, or where it comes seldom those of most days."""
    each = [(day.day.weekday(), _hours(day, zone)) for day in days if day.open]
    of_most = Counter(hours for _, hours in each).most_common(1)
    fallback: Hours = of_most[0][0] if of_most else ()
    usual = {}
    for weekday in range(7):
        counted = Counter(hours for on, hours in each if on == weekday).most_common(1)
        usual[weekday] = counted[0][0] if counted and counted[0][1] >= _WEEKS else fallback
    return usual


def _hours(day: ExplainedDay, zone: ZoneInfo) -> Hours:
    return tuple((_wall(start, zone), _wall(end, zone)) for start, end in day.open)


def _wall(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%H:%M:%S")
