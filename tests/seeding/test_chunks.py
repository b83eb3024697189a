# SPDX-License-Identifier: MIT
"""Numbers that depend on their place alone, against a second way of reckoning them."""

import hashlib
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.seeding.chunks import GROUP, Draws, cumulated, spans, texts

WORD = 2**64 - 1


def by_hand(seed: int, table: str, column: str, row: int) -> int:
    """SplitMix64 in whole numbers of any size, as its authors write it."""
    key = int.from_bytes(hashlib.sha256(f"{seed}|{table}|{column}".encode()).digest()[:8], "big")
    x = (key + (row + 1) * 0x9E3779B97F4A7C15) & WORD
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & WORD
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & WORD
    return x ^ (x >> 31)


@given(st.integers(0, 2**53), st.text(max_size=20), st.integers(0, 2**45))
def test_numbers_are_those_of_the_published_generator(seed: int, column: str, row: int) -> None:
    assert int(Draws(seed, "customer").bits(column, np.array([row]))[0]) == by_hand(seed, "customer", column, row)


@given(st.integers(1, 200), st.integers(0, 190))
def test_a_row_drawn_alone_is_the_row_drawn_among_others(count: int, start: int) -> None:
    draws, rows = Draws(7, "customer"), np.arange(count)
    part = rows[start:]
    thresholds = cumulated((3, 1, 6))
    for many, few in (
        (draws.below("a", rows, 17), draws.below("a", part, 17)),
        (draws.front("b", rows, 17), draws.front("b", part, 17)),
        (draws.between("c", rows, -5, 5), draws.between("c", part, -5, 5)),
        (draws.chance("d", rows, 300), draws.chance("d", part, 300)),
        (draws.weighted("e", rows, thresholds), draws.weighted("e", part, thresholds)),
    ):
        assert many[start:].tolist() == few.tolist()


def test_seed_table_and_column_each_make_other_numbers() -> None:
    rows = np.arange(50)
    places = product((1, 2), ("a", "b"), ("x", "y"))
    kinds = [Draws(seed, table).bits(column, rows).tolist() for seed, table, column in places]
    assert len({tuple(kind) for kind in kinds}) == 8


def test_limits_hold_and_are_reached() -> None:
    draws, rows = Draws(3, "limits"), np.arange(20_000)
    assert set(draws.below("below", rows, 6).tolist()) == set(range(6))
    assert set(draws.between("between", rows, 3, 5).tolist()) == {3, 4, 5}
    assert set(draws.front("front", rows, 4).tolist()) == set(range(4))
    assert draws.below("none", rows, 0).max() == 0
    assert draws.between("turned round", rows, 5, 3).tolist() == [5] * len(rows)
    assert not draws.chance("never", rows, 0).any()
    assert draws.chance("always", rows, 1000).all()


def test_weights_are_kept() -> None:
    drawn = Draws(5, "weights").weighted("w", np.arange(100_000), cumulated((50, 0, 30, 20)))
    shares = np.bincount(drawn, minlength=4) / len(drawn)
    assert shares[1] == 0
    assert shares == pytest.approx([0.5, 0, 0.3, 0.2], abs=0.01)


def test_front_favours_the_first() -> None:
    counts = np.bincount(Draws(5, "front").front("f", np.arange(50_000), 10), minlength=10)
    assert counts[0] > 2 * counts[1] > 2 * counts[9]


@given(st.integers(0, 1000), st.integers(1, 300))
def test_spans_cover_everything_once_in_whole_groups(total: int, size: int) -> None:
    found = list(spans(total, size))
    assert [row for start, stop in found for row in range(start, stop)] == list(range(total))
    assert all(start % GROUP == 0 for start, _ in found)
    assert all(stop - start < size + GROUP for start, stop in found)


def test_texts_keep_empty_and_odd_strings() -> None:
    assert texts(["", "Siân", "a" * 500])[np.array([1, 0, 2])].tolist() == ["Siân", "", "a" * 500]
