# SPDX-License-Identifier: MIT
"""Reads a long list of cases part by part, as far as somebody has come in it."""

from collections.abc import Callable

from crmtrainer.casework.queries import QueueRow


def read_up_to(most: int, part: int, ask: Callable[[int], tuple[QueueRow, ...]]) -> tuple[QueueRow, ...]:
    """At least `most` cases, or all there are. `ask` gives the `part` of them that begins at a place."""
    found: list[QueueRow] = []
    while len(found) < most:
        rows = ask(len(found))
        found += rows
        if len(rows) < part:
            break
    return tuple(found)
