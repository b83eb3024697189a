# SPDX-License-Identifier: MIT
"""The practice clock stands, runs and jumps, never goes back, and cares for no wall clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.kernel.clock import SPEEDS, FixedClock, PracticeClock, SystemClock
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import from_micros, to_micros, utc

START = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


class Monotonic:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_it_stands_still_until_told_to_run() -> None:
    monotonic = Monotonic()
    clock = PracticeClock(START, monotonic)
    monotonic.seconds += 3600
    assert (clock.now(), clock.speed) == (START, 0)


@pytest.mark.parametrize("speed", SPEEDS)
def test_it_runs_at_its_speed(speed: int) -> None:
    monotonic = Monotonic()
    clock = PracticeClock(START, monotonic)
    clock.run(speed)
    monotonic.seconds += 30
    assert clock.now() == START + timedelta(seconds=30 * speed)


def test_pausing_keeps_what_has_passed() -> None:
    monotonic = Monotonic()
    clock = PracticeClock(START, monotonic)
    clock.run(10)
    monotonic.seconds += 6
    clock.pause()
    monotonic.seconds += 600
    assert clock.now() == START + timedelta(minutes=1)


def test_a_jump_leaves_it_running() -> None:
    monotonic = Monotonic()
    clock = PracticeClock(START, monotonic)
    clock.run(1)
    clock.go_on_to(START + timedelta(hours=1))
    monotonic.seconds += 1
    assert (clock.now(), clock.speed) == (START + timedelta(hours=1, seconds=1), 1)


def test_it_goes_nowhere_but_on_also_where_it_ran_past_the_instant_meanwhile() -> None:
    passing = Monotonic()
    clock = PracticeClock(START, passing)
    clock.run(60)
    passing.seconds += 2
    assert clock.go_on_to(START + timedelta(minutes=1)) == clock.now() == START + timedelta(minutes=2)
    assert clock.go_on_to(START + timedelta(minutes=5)) == clock.now() == START + timedelta(minutes=5)


def test_an_unknown_speed_is_refused_and_nothing_changes() -> None:
    clock = PracticeClock(START, Monotonic())
    clock.run(10)
    with pytest.raises(Refused, match=r"clock\.unknown_speed"):
        clock.run(2)
    assert clock.speed == 10


@given(st.lists(st.tuples(st.sampled_from(SPEEDS), st.floats(-1, 100)), max_size=8))
def test_whatever_happens_it_never_goes_back(turns: list[tuple[int, float]]) -> None:
    monotonic = Monotonic()
    clock = PracticeClock(START, monotonic)
    seen = [clock.now()]
    for speed, seconds in turns:
        clock.run(speed)
        monotonic.seconds += max(0.0, seconds)
        seen.append(clock.now())
    assert seen == sorted(seen)


def test_clocks_speak_utc() -> None:
    paris = timezone(timedelta(hours=1))
    assert FixedClock(START.astimezone(paris)).now().tzinfo is UTC
    assert PracticeClock(START.astimezone(paris)).now().tzinfo is UTC
    assert SystemClock().now().tzinfo is UTC


@given(st.datetimes(timezones=st.just(UTC)))
def test_instants_and_microseconds_are_the_same(moment: datetime) -> None:
    assert from_micros(to_micros(moment)) == moment


def test_a_time_without_its_offset_is_refused() -> None:
    with pytest.raises(Refused, match=r"time\.naive"):
        utc(datetime(2026, 3, 3, 9, 0))
    with pytest.raises(Refused, match=r"time\.out_of_range"):
        from_micros(2**62)
