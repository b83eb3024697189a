# SPDX-License-Identifier: MIT
"""Many clocks at once give the same as one by one."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.service_levels.bulk import due_many, elapsed_many
from crmtrainer.service_levels.calendars import calendar_of
from crmtrainer.service_levels.working_time import table_for
from tests.service_levels.stepper import utc

MINUTE = 60_000_000
START = utc("2026-03-02 00:00")
CALENDAR = calendar_of(
    zone="Europe/London",
    hours={"mon": [["09:00", "12:00"], ["13:00", "17:00"]], "thu": [["20:00", "02:00"]], "sat": [["22:00", "04:00"]]},
    region="GB-SCT",
)
minutes = st.integers(0, 60 * 1440)


@settings(max_examples=50)
@given(st.lists(st.tuples(minutes, minutes, st.integers(0, 600)), max_size=20), minutes)
def test_elapsed_of_many(clocks: list[tuple[int, int, int]], until: int) -> None:
    table = table_for(CALENDAR)
    now = START + timedelta(minutes=until)
    begin = np.array([to_micros(START) + anchor * MINUTE for anchor, _, _ in clocks], np.int64)
    since = np.array([to_micros(START) + max(anchor, at) * MINUTE for anchor, at, _ in clocks], np.int64)
    to = since + np.array([long * MINUTE for _, _, long in clocks], np.int64)
    found = elapsed_many(table, begin, now, (np.arange(len(clocks)), since, to))
    for i in range(len(clocks)):
        anchor = from_micros(int(begin[i]))
        pause = (from_micros(int(since[i])), from_micros(int(to[i])))
        expected = table.elapsed(anchor, now, [pause]) if anchor < now else 0
        assert found[i] // 1_000_000 == expected


def test_thousands_give_the_same_as_one_by_one() -> None:
    """Enough of them that positions come from the grid."""
    table = table_for(CALENDAR)
    now = START + timedelta(days=60)
    anchors = [START + timedelta(minutes=37 * i % (60 * 1440)) for i in range(5000)]
    begin = np.array([to_micros(anchor) for anchor in anchors], np.int64)
    worked, dues = elapsed_many(table, begin, now), due_many(table, begin, np.full(5000, 600 * MINUTE))
    for i in range(0, 5000, 7):
        assert worked[i] // 1_000_000 == table.elapsed(anchors[i], now)
        assert from_micros(int(dues[i])) == table.due(anchors[i], 36_000)


@settings(max_examples=50)
@given(st.lists(st.tuples(minutes, st.integers(1, 5000)), max_size=20))
def test_due_of_many(clocks: list[tuple[int, int]]) -> None:
    table = table_for(CALENDAR)
    begin = np.array([to_micros(START) + anchor * MINUTE for anchor, _ in clocks], np.int64)
    found = due_many(table, begin, np.array([target * MINUTE for _, target in clocks], np.int64))
    for i, (anchor, target) in enumerate(clocks):
        assert from_micros(int(found[i])) == table.due(START + timedelta(minutes=anchor), target * 60)
