# SPDX-License-Identifier: MIT
"""Numbers that depend on nothing but seed, table, column and row, and the stretches of rows they are drawn for.

Each number is computed from its place and not from the one before it (SplitMix64 over a counter), in whole
numbers only: any row can be drawn alone, so the size of a chunk cannot matter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Bits: TypeAlias = npt.NDArray[np.uint64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Texts: TypeAlias = npt.NDArray[np.object_]

GROUP = 24
"""Customers that are drawn together: three blocks of eight. A chunk holds whole groups."""

_GOLDEN = 0x9E3779B97F4A7C15
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_HALF = np.uint64(32)


def spans(total: int, size: int) -> Iterator[tuple[int, int]]:
    """The rows from 0 to `total` in stretches of about `size`, each but the last a whole number of groups."""
    step = max(1, -(-size // GROUP)) * GROUP
    for start in range(0, total, step):
        yield start, min(start + step, total)


def texts(values: list[str] | tuple[str, ...]) -> Texts:
    """Strings as an array that can be picked from by an array of indexes."""
    found = np.empty(len(values), dtype=np.object_)
    found[:] = values
    return found


def cumulated(weights: list[int] | tuple[int, ...]) -> Bits:
    """Weights as thresholds for `Draws.weighted`, exact for sums below 2^32."""
    running = np.cumsum(np.array(weights, dtype=np.uint64))
    thresholds: Bits = (running << _HALF) // running[-1]
    return thresholds


class Draws:
    """The random numbers of one table under one seed."""

    def __init__(self, seed: int, table: str) -> None:
        self._name = f"{seed}|{table}|"
        self._keys: dict[str, np.uint64] = {}

    def bits(self, column: str, rows: Ints) -> Bits:
        """Sixty-four random bits for each row."""
        key = self._keys.get(column)
        if key is None:
            digest = hashlib.sha256((self._name + column).encode()).digest()
            key = self._keys[column] = np.uint64(int.from_bytes(digest[:8], "big"))
        x = (rows.astype(np.uint64) + np.uint64(1)) * np.uint64(_GOLDEN) + key
        x ^= x >> np.uint64(30)
        x *= _FIRST
        x ^= x >> np.uint64(27)
        x *= _SECOND
        x ^= x >> np.uint64(31)
        return x

    def below(self, column: str, rows: Ints, limit: int | Ints) -> Ints:
        """A whole number from 0 to `limit` - 1 for each row (0 where the limit is 0)."""
        width = np.asarray(limit).astype(np.uint64)
        return (((self.bits(column, rows) >> _HALF) * width) >> _HALF).astype(np.int64)

    def front(self, column: str, rows: Ints, limit: int | Ints) -> Ints:
        """Like `below`, but the first numbers come up far more often than the last."""
        high = self.bits(column, rows) >> _HALF
        width = np.asarray(limit).astype(np.uint64)
        return ((((high * high) >> _HALF) * width) >> _HALF).astype(np.int64)

    def between(self, column: str, rows: Ints, low: int | Ints, high: int | Ints) -> Ints:
        """A whole number from `low` to `high`, both included."""
        floor = np.asarray(low, dtype=np.int64)
        return floor + self.below(column, rows, np.maximum(np.asarray(high, dtype=np.int64) - floor, 0) + 1)

    def chance(self, column: str, rows: Ints, permille: int | Ints) -> Flags:
        """True for about `permille` rows of a thousand."""
        return np.asarray(self.below(column, rows, 1000) < permille)

    def weighted(self, column: str, rows: Ints, thresholds: Bits) -> Ints:
        """The number of a choice for each row, by the thresholds that `cumulated` made of its weights."""
        high = self.bits(column, rows) >> _HALF
        return np.searchsorted(thresholds, high, side="right").astype(np.int64)
