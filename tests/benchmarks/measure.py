# SPDX-License-Identifier: MIT
"""Takes two ways of doing a thing in turn, in one process, and prints how they compare; fails nothing.

Only ratios taken inside one run count: seconds depend on the machine and on who else is using it.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Doing = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Seconds taken by ours and by the other way, round by round."""

    title: str
    ours: list[float]
    other: list[float]

    @property
    def times_as_long(self) -> list[float]:
        return [ours / other for ours, other in zip(self.ours, self.other, strict=True)]

    @property
    def times_faster(self) -> list[float]:
        return [other / ours for ours, other in zip(self.ours, self.other, strict=True)]


def at_most(
    title: str, goal: float, *, ours: Doing, limit: Doing, rounds: int = 5, prepare: Doing | None = None
) -> Comparison:
    """For goals such as ≤ ×1.5 of the cheapest thing that could possibly do the job."""
    result = take_turns(title, ours, limit, rounds, prepare)
    tell(result, result.times_as_long, "≤", goal, met=median(result.times_as_long) <= goal)
    return result


def at_least(
    title: str, goal: float, *, ours: Doing, slow: Doing, rounds: int = 5, prepare: Doing | None = None
) -> Comparison:
    """For goals such as ≥ 80 times faster than the obvious way."""
    result = take_turns(title, ours, slow, rounds, prepare)
    tell(result, result.times_faster, "≥", goal, met=median(result.times_faster) >= goal)
    return result


def asked(name: str, usual: int) -> int:
    """A size given as an option of this run, like `--customers 100000`; else the usual one."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(f"--{name}", type=int, default=usual)
    return int(vars(parser.parse_known_args()[0])[name])


def take_turns(title: str, ours: Doing, other: Doing, rounds: int, prepare: Doing | None = None) -> Comparison:
    """Interleaved, so that a busy moment of the machine falls on both; who goes first alternates."""
    result = Comparison(title, [], [])
    contestants = [(ours, result.ours), (other, result.other)]
    for number in range(rounds):
        for doing, seconds in contestants if number % 2 == 0 else reversed(contestants):
            if prepare:
                prepare()
            began = perf_counter()
            doing()
            seconds.append(perf_counter() - began)
    return result


def tell(result: Comparison, ratios: list[float], sign: str, goal: float, *, met: bool) -> None:
    verdict = "met" if met else "NOT MET"
    sys.stdout.write(
        f"{result.title}: ×{median(ratios):.3g} (goal {sign} ×{goal:g}, {verdict})\n"
        f"    ours {spell(median(result.ours))}, other {spell(median(result.other))}, "
        f"{len(ratios)} rounds from ×{min(ratios):.3g} to ×{max(ratios):.3g}\n"
    )


def spell(seconds: float) -> str:
    for unit, length in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= length:
            return f"{seconds / length:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"
