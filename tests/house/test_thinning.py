# SPDX-License-Identifier: MIT
"""Which backups stay: all of two days, one a day, a week, a month, never fewer than three, whatever the clock does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.house.thinning import DAYS, FEWEST, MONTHS, WEEKS, WHOLE, is_due, kept

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 11, 22, 12), timezones=st.just(UTC))


@given(st.lists(moments, max_size=60), moments)
def test_what_always_stays(times: list[datetime], now: datetime) -> None:
    stays = kept(times, now)
    assert stays <= set(times)
    assert stays >= {at for at in times if now - at <= WHOLE}
    assert stays >= set(sorted(set(times))[-FEWEST:])
    if any(at > now for at in times):
        assert stays == set(times), "a clock that went back thins nothing"


@given(st.lists(moments, max_size=60))
def test_thinning_twice_is_thinning_once_and_waiting_keeps_the_last_of_each_day(times: list[datetime]) -> None:
    stays = kept(times, NOW)
    assert kept(stays, NOW) == stays
    days = sorted({at.date() for at in times})[-DAYS:]
    assert stays >= {max(at for at in times if at.date() == day) for day in days}


@given(st.lists(moments, min_size=1, max_size=60), st.timedeltas(timedelta(0), timedelta(days=30_000)))
def test_a_clock_set_forward_costs_only_what_is_kept_whole(times: list[datetime], ahead: timedelta) -> None:
    now = max(times)
    lost = kept(times, now) - kept(times, now + ahead)
    assert all(now - at <= WHOLE for at in lost)


def test_two_years_of_half_hours_become_few() -> None:
    times = [NOW - timedelta(minutes=30) * number for number in range(2 * 365 * 48)]
    stays = sorted(kept(times, NOW))
    whole = [at for at in stays if NOW - at <= WHOLE]
    assert len(whole) == 97
    assert len(stays) <= 97 + DAYS + WEEKS + MONTHS
    assert len({(at.year, at.month) for at in stays}) == MONTHS
    assert (NOW - stays[0]).days > 230


@pytest.mark.parametrize(
    ("newest", "due"),
    [
        (None, True),
        (NOW - timedelta(minutes=29), False),
        (NOW - timedelta(minutes=30), True),
        (NOW - timedelta(hours=12, minutes=1), True),
        (NOW + timedelta(minutes=5), True),
    ],
    ids=["never", "just now", "half an hour ago", "yesterday", "clock went back"],
)
def test_when_a_change_is_backed_up(newest: datetime | None, due: bool) -> None:
    assert is_due(newest, NOW) is due


def test_the_first_of_a_day_is_due_at_once() -> None:
    midnight = datetime(2026, 11, 22, tzinfo=UTC)
    assert is_due(midnight - timedelta(minutes=1), midnight + timedelta(minutes=1))
