# SPDX-License-Identifier: MIT
"""The declarative templates over a finite trace: which positions satisfy one, and which break it.

They work on positions of marked steps, so that a test can hold them against a naive definition.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Marks = Sequence[bool]
"""For each step of the trace, whether it is of the kind meant."""
Reach = Callable[[int], int]
"""For the position of an act that wants an answer: the last position at which an answer is in time."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a template found. `broken` and `kept` are positions; `holds` is the verdict.

    `never`: nothing the template speaks of has come up, so that it holds emptily.
    """

    holds: bool
    kept: tuple[int, ...] = ()
    broken: tuple[int, ...] = ()
    never: bool = False


def existence(of: Marks, times: int = 1) -> Finding:
    """At least `times` steps are of the kind."""
    found = _positions(of)
    return Finding(len(found) >= times, found[:times] if len(found) >= times else found, never=not found)


def absence(of: Marks, most: int = 0) -> Finding:
    """At most `most` steps are of the kind."""
    found = _positions(of)
    return Finding(len(found) <= most, found[:most], found[most:], never=not found)


def exactly(of: Marks, times: int = 1) -> Finding:
    """Exactly `times` steps are of the kind."""
    found = _positions(of)
    return Finding(len(found) == times, found[:times], found[times:], never=not found)


def init(of: Marks) -> Finding:
    """The first step is of the kind."""
    if not of:
        return Finding(True, never=True)
    return Finding(of[0], (0,) if of[0] else (), () if of[0] else (0,))


def precedence(first: Marks, then: Marks) -> Finding:
    """No `then` comes before the earliest `first`. A step that is both counts as its own `first`."""
    opened = next((position for position, mark in enumerate(first) if mark), len(first))
    thens = _positions(then)
    broken = tuple(position for position in thens if position < opened)
    kept = (opened, *(p for p in thens if p > opened)) if opened < len(first) and len(thens) > len(broken) else ()
    return Finding(not broken, kept, broken, never=not thens)


def response(first: Marks, then: Marks, reach: Reach | None = None) -> Finding:
    """After each `first` comes a `then`, within reach."""
    answers = _positions(then)
    kept: list[int] = []
    broken: list[int] = []
    asked = _positions(first)
    for position in asked:
        index = bisect_right(answers, position)
        limit = len(then) - 1 if reach is None else reach(position)
        if index < len(answers) and answers[index] <= limit:
            kept += [position, answers[index]]
        else:
            broken.append(position)
    return Finding(not broken, tuple(sorted(set(kept))), tuple(broken), never=not asked)


def succession(first: Marks, then: Marks, reach: Reach | None = None) -> Finding:
    """Precedence and response together."""
    before, after = precedence(first, then), response(first, then, reach)
    broken = tuple(sorted({*before.broken, *after.broken}))
    return Finding(not broken, tuple(sorted({*before.kept, *after.kept})), broken, before.never and after.never)


def not_succession(first: Marks, then: Marks) -> Finding:
    """No `then` comes after any `first`."""
    opened = next((position for position, mark in enumerate(first) if mark), len(first))
    broken = tuple(position for position in _positions(then) if position > opened)
    return Finding(not broken, (opened,) if opened < len(first) else (), broken, never=opened == len(first))


def chain_response(first: Marks, then: Marks) -> Finding:
    """The step right after each `first` is a `then`."""
    asked = _positions(first)
    broken = tuple(p for p in asked if p + 1 >= len(then) or not then[p + 1])
    kept = tuple(sorted({q for p in asked if p not in broken for q in (p, p + 1)}))
    return Finding(not broken, kept, broken, never=not asked)


def chain_precedence(first: Marks, then: Marks) -> Finding:
    """The step right before each `then` is a `first`."""
    wanted = _positions(then)
    broken = tuple(p for p in wanted if p == 0 or not first[p - 1])
    kept = tuple(sorted({q for p in wanted if p not in broken for q in (p - 1, p)}))
    return Finding(not broken, kept, broken, never=not wanted)


def reach_in(times: Sequence[int], due: Callable[[int], int]) -> Reach:
    """Reach by time: the last position whose time is at or before `due` of the asking one's time."""
    return lambda position: bisect_right(times, due(times[position])) - 1


def window(after: Marks | None, before: Marks | None, length: int) -> tuple[int, int] | None:
    """The half-open span of positions a check looks at; None when it never opens."""
    start = 0
    if after is not None:
        opened = next((position for position, mark in enumerate(after) if mark), None)
        if opened is None:
            return None
        start = opened + 1
    end = length
    if before is not None:
        closers = _positions(before)
        index = bisect_left(closers, start)
        end = closers[index] if index < len(closers) else length
    return start, end


def _positions(marks: Marks) -> tuple[int, ...]:
    return tuple(position for position, mark in enumerate(marks) if mark)
