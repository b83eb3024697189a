# SPDX-License-Identifier: MIT
"""What is told in whole minutes adds up, and no part is told more than a minute away from what it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.service_levels.explain import StretchKind
from crmtrainer.service_levels.whole_minutes import shared_out, told_sums

COUNTED, LEFT, OVER, PAUSED = StretchKind.COUNTED, StretchKind.LEFT, StretchKind.OVER, StretchKind.PAUSED
SECONDS = st.integers(0, 40_000)


def test_what_is_left_is_rounded_down_and_what_was_counted_is_the_rest_of_the_limit() -> None:
    told = told_sums({COUNTED: 17 * 60 + 30, LEFT: 8 * 3600 - 17 * 60 - 30})
    assert told == {COUNTED: 18 * 60, LEFT: 7 * 3600 + 42 * 60}
    assert told_sums({COUNTED: 119, LEFT: 0, OVER: 61, PAUSED: 59}) == {COUNTED: 60, LEFT: 0, OVER: 60, PAUSED: 0}


@given(SECONDS, SECONDS)
def test_counted_and_left_come_to_the_limit(counted: int, left: int) -> None:
    told = told_sums({COUNTED: counted, LEFT: left})
    assert told[LEFT] == left // 60 * 60
    assert abs(told[COUNTED] - counted) < 60
    if left:
        assert told[COUNTED] + told[LEFT] == (counted + left) // 60 * 60


@given(st.lists(SECONDS, max_size=8), st.integers(0, 59))
def test_parts_come_to_the_whole(parts: list[int], more: int) -> None:
    """The whole may be rounded up by less than a minute, as what was counted is."""
    whole = sum(parts) + (more if any(parts) else 0)
    told = shared_out(parts, whole)
    if sum(part % 60 > 0 for part in parts) >= (whole - sum(part - part % 60 for part in parts)) // 60:
        assert sum(told) == whole // 60 * 60
    assert all(abs(mine - part) <= 60 for mine, part in zip(told, parts, strict=True))
    assert all(mine == 0 for mine, part in zip(told, parts, strict=True) if not part)
