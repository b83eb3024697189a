# SPDX-License-Identifier: MIT
"""P6c and P6: what a clock costs as its span grows from a day to five years, and a queue from 1,000 to 100,000 tickets.

Minute stepping and `businesstimedelta` answer the same questions in the same run, and must give the same answer; for
limits in working days, stepping day by day does.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_time
from functools import partial
from statistics import median
from time import process_time
from typing import TypeAlias
from zoneinfo import ZoneInfo

import businesstimedelta
import numpy as np
import pytz

from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.service_levels.bulk import elapsed_many, reached_many
from crmtrainer.service_levels.calendar_units import due_date
from crmtrainer.service_levels.calendars import calendar_of
from crmtrainer.service_levels.rules import ClockRule, Metric, Unit
from crmtrainer.service_levels.working_time import Table
from tests.benchmarks.measure import spell, take_turns
from tests.service_levels.day_stepper import step_due_date

NOW = datetime(2026, 6, 19, 13, 37, tzinfo=UTC)
SPANS = {"a day": 1, "a month": 30, "half a year": 182, "a year": 365, "five years": 1_826}
WORKING_DAYS = {"a day": 1, "a month": 21, "half a year": 127, "a year": 253, "five years": 1_265}
SIZES = (1_000, 10_000, 100_000)
REPEATS, ROUNDS = 2_000, 5
LONDON = "Europe/London"
WEEK = ("mon", "tue", "wed", "thu", "fri")
DAY = 86_400_000_000
MINUTE = 60_000_000
SAMPLE = 20
Asked: TypeAlias = list[tuple[datetime, list[tuple[datetime, ...]]]]
TARGET = 5 * 8 * 3_600_000_000


def stepping(start: datetime, end: datetime = NOW) -> int:
    """Seconds, minute by minute on the London wall, Monday to Friday, nine to five."""
    zone, at, minutes = ZoneInfo(LONDON), start, 0
    while at < end:
        local = at.astimezone(zone)
        minutes += local.weekday() < 5 and 9 <= local.hour < 17
        at += timedelta(minutes=1)
    return minutes * 60


def by_library(start: datetime, end: datetime = NOW) -> int:
    """Seconds, by the library everybody finds first."""
    zone = pytz.timezone(LONDON)
    day = businesstimedelta.WorkDayRule(wall_time(9), wall_time(17), [0, 1, 2, 3, 4], tz=zone)
    found = businesstimedelta.Rules([day]).difference(start.astimezone(zone), end.astimezone(zone))
    return int(found.hours * 3600 + found.seconds)


def spans(table: Table) -> None:
    """One clock, younger and older: ours is looked up, the others walk."""
    first = 0.0
    for words, days in SPANS.items():
        start = NOW - timedelta(days=days)
        since, until = to_micros(start), to_micros(NOW)

        ours = partial(many_times, table, since, until)
        answers = {table.elapsed(start, NOW), stepping(start), by_library(start)}
        took = [take_turns("", ours, partial(other, start), 3) for other in (stepping, by_library)]
        each = median(seconds for result in took for seconds in result.ours) / REPEATS
        first = first or each
        walked, library = (median(result.other) for result in took)
        same = "all three agree" if len(answers) == 1 else f"THEY DIFFER: {sorted(answers)}"
        sys.stdout.write(
            f"P6c a clock of {words}: {spell(each)}, ×{each / first:.2f} of a day's (goal ≤ ×1.3);"
            f" minute stepping {spell(walked)}, ×{walked / each:,.0f};"
            f" businesstimedelta {spell(library)}, ×{library / each:,.0f}; {same}\n"
        )


def many_times(table: Table, since: int, until: int) -> None:
    """One look-up is too short to be timed alone."""
    for _ in range(REPEATS):
        table.counted(since, until)


def working_days() -> None:
    """One limit in working days, shorter and longer, with the holidays of England; in turn and by processor time."""
    calendar = calendar_of(zone=LONDON, hours={day: [["09:00", "17:00"]] for day in WEEK}, region="GB-ENG")
    began = date(2026, 6, 19)
    rules = {
        words: ClockRule(id="limit", metric=Metric.STATUTORY, unit=Unit.BUSINESS_DAYS, length=days)
        for words, days in WORKING_DAYS.items()
    }
    same = {
        words: due_date(rule, began, calendar) == step_due_date(rule, began, calendar, [])
        for words, rule in rules.items()
    }
    ours: dict[str, list[float]] = {words: [] for words in rules}
    stepped: dict[str, list[float]] = {words: [] for words in rules}
    for _ in range(3 * ROUNDS):
        for words, rule in rules.items():
            since = process_time()
            for _ in range(REPEATS):
                due_date(rule, began, calendar)
            ours[words].append((process_time() - since) / REPEATS)
            since = process_time()
            step_due_date(rule, began, calendar, [])
            stepped[words].append(process_time() - since)
    first = median(next(iter(ours.values())))
    for words in rules:
        each, slow = median(ours[words]), median(stepped[words])
        sys.stdout.write(
            f"P6c a limit in working days over {words}: {spell(each)}, ×{each / first:.2f} of a day's (goal ≤ ×1.3);"
            f" day stepping {spell(slow)}, ×{slow / each:,.0f}; {'both agree' if same[words] else 'THEY DIFFER'}\n"
        )


def queues(table: Table) -> None:
    """Every open ticket anew, one in five with pauses: worked so far, and when each is due.

    The others do the first few of them, whose answers are compared, and their time is counted for all.
    """
    chance = random.Random(6)
    before = 0.0
    for count in SIZES:
        # To the minute, for those that step by it.
        ages = [chance.randrange(1440, 200 * 1440) * MINUTE for _ in range(count)]
        began = np.array([to_micros(NOW) - age for age in ages], np.int64)
        which = np.arange(0, count, 5)
        since = began[which] + 3_600_000_000
        pauses = (which, since, since + DAY // 2)
        stops = np.repeat(began[:, None, None], 2, axis=2)
        stops[which, 0, 0], stops[which, 0, 1] = pauses[1], pauses[2]
        targets = np.full(count, TARGET, np.int64)

        worked = partial(elapsed_many, table, began, NOW, pauses)
        due = partial(reached_many, table, began, targets, stops)
        worked()
        both = take_turns("", worked, due, ROUNDS)
        mine, theirs = median(both.ours), median(both.other)
        grown = f", ×{mine / before:.1f} of a tenth as many" if before else ""
        before = mine
        sys.stdout.write(
            f"P6  {count:,} open tickets with pauses: worked {spell(mine)} ({spell(mine / count)} each{grown}),"
            f" due {spell(theirs)} ({spell(theirs / count)} each)\n"
        )
        asked = [
            (from_micros(int(began[place])), [tuple(map(from_micros, map(int, stop))) for stop in stops[place]])
            for place in range(SAMPLE)
        ]
        answers = [int(each) // 1_000_000 for each in worked()[:SAMPLE]]
        for name, other in (("minute stepping", stepping), ("businesstimedelta", by_library)):
            same = "all agree" if walked(other, asked) == answers else "THEY DIFFER"
            slow = median(take_turns("", worked, partial(walked, other, asked), 3).other) * count / SAMPLE
            sys.stdout.write(f"    {name} {spell(slow)} by {SAMPLE} of them, ×{slow / mine:,.0f}; {same}\n")


def walked(other: Callable[[datetime, datetime], int], asked: Asked) -> list[int]:
    """What a way that takes one ticket at a time finds of these: worked from its start to now, less its pauses."""
    return [other(start, NOW) - sum(other(a, b) for a, b in stops if a < b) for start, stops in asked]


def main() -> None:
    table = Table(calendar_of(zone=LONDON, hours={day: [["09:00", "17:00"]] for day in WEEK}, region=None))
    spans(table)
    working_days()
    queues(table)


if __name__ == "__main__":
    main()
