# SPDX-License-Identifier: MIT
"""P6 and P6c: working time of 100,000 open tickets at once, and of one ticket whatever its age.

The rival is `businesstimedelta` where it is installed, else stepping through the minutes. It is far too slow for
all tickets, so it does one in five thousand, and its ratio is counted for all of them.
"""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime, timedelta
from datetime import time as wall_time
from statistics import median
from zoneinfo import ZoneInfo

import numpy as np

from crmtrainer.kernel.moments import to_micros
from crmtrainer.service_levels.bulk import due_many, elapsed_many
from crmtrainer.service_levels.calendars import calendar_of
from crmtrainer.service_levels.working_time import Table
from tests.benchmarks.measure import Comparison, Doing, spell, take_turns, tell

TICKETS, SAMPLE, REPEATS, ROUNDS = 100_000, 20, 2_000, 15
NOW = datetime(2026, 6, 19, 13, 37, tzinfo=UTC)
TARGET = 5 * 8 * 3_600_000_000
MILLISECONDS = 5


def stepping(anchors: list[datetime]) -> Doing:
    """Minute by minute on the London wall, Monday to Friday, nine to five."""
    london = ZoneInfo("Europe/London")

    def run() -> None:
        for anchor in anchors:
            at, worked = anchor, 0
            while at < NOW:
                local = at.astimezone(london)
                worked += local.weekday() < 5 and 9 <= local.hour < 17
                at += timedelta(minutes=1)

    return run


def rival(anchors: list[datetime]) -> tuple[str, Doing]:
    """The library everybody finds first, or the naive loop where it is missing."""
    try:
        import businesstimedelta
        import pytz
    except ImportError:
        return "minute stepping", stepping(anchors)
    london = pytz.timezone("Europe/London")
    rule = businesstimedelta.WorkDayRule(
        start_time=wall_time(9), end_time=wall_time(17), working_days=[0, 1, 2, 3, 4], tz=london
    )
    rules = businesstimedelta.Rules([rule])

    def run() -> None:
        for anchor in anchors:
            rules.difference(anchor.astimezone(london), NOW.astimezone(london))

    return "businesstimedelta", run


def scaled(result: Comparison, times: float) -> Comparison:
    """The same with the other way's work done so many times over."""
    return Comparison(result.title, result.ours, [seconds * times for seconds in result.other])


def main() -> None:
    table = Table(
        calendar_of(
            zone="Europe/London",
            hours={day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
            region="GB-ENG",
        )
    )
    chance = random.Random(6)
    anchors = [NOW - timedelta(seconds=chance.randrange(1, 200 * 86_400)) for _ in range(TICKETS)]
    began = np.array([to_micros(anchor) for anchor in anchors], np.int64)
    # One ticket in ten waited for its customer for a day.
    which = np.arange(0, TICKETS, 10)
    pauses = (which, began[which] + 3_600_000_000, began[which] + 90_000_000_000)
    targets = np.full(TICKETS, TARGET, np.int64)
    young, old, now = to_micros(NOW - timedelta(days=2)), to_micros(NOW - timedelta(days=200)), to_micros(NOW)

    def recompute() -> None:
        elapsed_many(table, began, NOW, pauses)

    def due_times() -> None:
        due_many(table, began, targets)

    def one_ticket(anchor: int) -> Doing:
        return lambda: [table.counted(anchor, now) for _ in range(REPEATS)]

    due_times()
    recompute()
    name, slow = rival(anchors[:SAMPLE])
    against = scaled(take_turns(f"P6  {TICKETS:,} tickets against {name}", recompute, slow, 5), TICKETS / SAMPLE)
    tell(against, against.times_faster, "≥", 5_000, met=median(against.times_faster) >= 5_000)
    both = take_turns("P6  in itself", recompute, due_times, ROUNDS)
    took = median(both.ours)
    verdict = "met" if took * 1_000 <= MILLISECONDS else "NOT MET"
    sys.stdout.write(
        f"P6  recompute of all: {spell(took)} (goal ≤ {MILLISECONDS} ms, {verdict})\n"
        f"    due times of all {spell(median(both.other))}, {ROUNDS} rounds\n"
    )
    flat = take_turns("P6c one ticket, 200 days old against 2", one_ticket(old), one_ticket(young), 5)
    tell(flat, flat.times_as_long, "≤", 1.3, met=median(flat.times_as_long) <= 1.3)
    sys.stdout.write(f"    each {spell(median(flat.ours) / REPEATS)} and {spell(median(flat.other) / REPEATS)}\n")


if __name__ == "__main__":
    main()
