# SPDX-License-Identifier: MIT
"""Half-open spans of time in whole microseconds since 1970: merging, clipping, taking away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import to_micros

Span = tuple[int, int]
"""[from, to) in microseconds since 1970."""


def span_of(start: datetime, end: datetime) -> Span:
    """The span between two aware instants. Raises `Refused` when the end comes first."""
    a, b = to_micros(start), to_micros(end)
    if b < a:
        raise Refused("clock.ends_before_start", start=start.isoformat(), end=end.isoformat())
    return a, b


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time as spans in order that neither overlap nor touch; empty ones are dropped."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if out and start <= out[-1][1]:
            if end > out[-1][1]:
                out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def clipped(spans: Iterable[Span], low: int, high: int) -> list[Span]:
    """What of the spans lies within [low, high)."""
    return [(max(a, low), min(b, high)) for a, b in spans if a < high and b > low]


def without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """`spans` less `taken`; both in order and free of overlaps."""
    out: list[Span] = []
    i = 0
    for start, end in spans:
        at = start
        while i < len(taken) and taken[i][1] <= at:
            i += 1
        j = i
        while j < len(taken) and taken[j][0] < end:
            if taken[j][0] > at:
                out.append((at, taken[j][0]))
            at = max(at, taken[j][1])
            j += 1
        if at < end:
            out.append((at, end))
    return out


def common(left: Sequence[Span], right: Sequence[Span]) -> list[Span]:
    """What lies in both; each in order and free of overlaps."""
    out: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            out.append((start, end))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return out


def length(spans: Iterable[Span]) -> int:
    """Microseconds in the spans together."""
    return sum(end - start for start, end in spans)
