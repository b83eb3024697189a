# SPDX-License-Identifier: MIT
"""Windows begin at midnight where the desk is and leave no gap; shares are rounded honestly, or withheld."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.customers.rules import PRACTICE_ZONE
from crmtrainer.figures.rules import SMALLEST_BASE, Window, hour_after, per, stretches

NOW = datetime(2026, 3, 31, 9, 20, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2001, 1, 1), datetime(2080, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("window", "count", "begins"),
    [
        (Window.WEEK, 7, datetime(2026, 3, 25, tzinfo=UTC)),
        (Window.MONTH, 28, datetime(2026, 3, 4, tzinfo=UTC)),
        (Window.QUARTER, 13, datetime(2025, 12, 31, tzinfo=UTC)),
        (Window.ALL, 5, datetime(2025, 11, 1, tzinfo=UTC)),
    ],
)
def test_a_window_holds_so_many_days_and_today_is_one_of_them(window: Window, count: int, begins: datetime) -> None:
    found = stretches(window, NOW, datetime(2025, 11, 17, 12, tzinfo=UTC))
    assert len(found) == count
    assert (found[0].since, found[-1].until) == (begins, datetime(2026, 3, 31, 10, tzinfo=UTC))


def test_the_day_on_which_clocks_go_forward_has_23_hours() -> None:
    days = {each.since: each.until - each.since for each in stretches(Window.WEEK, NOW, NOW)}
    assert days[datetime(2026, 3, 29, tzinfo=UTC)] == timedelta(hours=23)


@given(now=MOMENTS, back=st.integers(0, 5000), window=st.sampled_from(Window))
def test_stretches_join_begin_at_midnight_and_end_with_the_hour(now: datetime, back: int, window: Window) -> None:
    found = stretches(window, now, now - timedelta(days=back))
    assert all(one.until == other.since for one, other in pairwise(found))
    assert all(each.since < each.until and each.since.astimezone(PRACTICE_ZONE).hour == 0 for each in found)
    assert found[-1].until == hour_after(now)
    assert found[-1].since <= now < found[-1].until
    if window is Window.ALL:
        assert found[0].since <= now - timedelta(days=back)


@pytest.mark.parametrize(
    ("base", "count", "tenths"),
    [(30, 30, 1000), (30, 0, 0), (30, 29, 967), (2000, 1999, 999), (5000, 1, 1), (29, 29, None), (0, 0, None)],
)
def test_a_share_is_told_in_tenths_of_a_percent_or_not_at_all(base: int, count: int, tenths: int | None) -> None:
    assert per(base, count) == tenths


@given(base=st.integers(SMALLEST_BASE, 10**7), data=st.data())
def test_all_and_none_are_said_only_of_all_and_none(base: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, base))
    tenths = per(base, count)
    assert tenths is not None
    assert (tenths == 1000, tenths == 0) == (count == base, count == 0)
    assert abs(tenths * base - count * 1000) <= base
