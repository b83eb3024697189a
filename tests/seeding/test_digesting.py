# SPDX-License-Identifier: MIT
"""Rows that would be stored otherwise, or not in the order of their keys, are never digested as if they were."""

from __future__ import annotations

import pytest

from crmtrainer.orders.models import Part
from crmtrainer.seeding.digesting import WrittenRow, WrittenRows
from crmtrainer.seeding.rows import table_of

PARTS: list[WrittenRow] = [(number, 1, f"P{number}", "Lid", 0) for number in range(1, 5)]


def digest_of(*batches: list[WrittenRow]) -> str:
    written = WrittenRows()
    for rows in batches:
        written.add(table_of(Part), rows)
    return written.digests()["part"]


def test_it_is_the_same_in_one_batch_or_several() -> None:
    assert digest_of(PARTS) == digest_of(PARTS[:1], [], PARTS[1:])
    assert digest_of(PARTS) != digest_of(PARTS[:3])


@pytest.mark.parametrize(
    "batches",
    [
        [PARTS[::-1]],
        [PARTS[2:], PARTS[:2]],
        [PARTS, PARTS[-1:]],
        [[(1, 1, "P1", True, 0)]],
        [[(1, 1, "P1", 1.0, 0)]],
        [[(1, 1, "P1", b"Lid", 0)]],
    ],
)
def test_what_would_be_found_otherwise_is_a_bug(batches: list[list[WrittenRow]]) -> None:
    with pytest.raises(RuntimeError):
        digest_of(*batches)
