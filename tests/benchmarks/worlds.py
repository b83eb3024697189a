# SPDX-License-Identifier: MIT
"""The large worlds that benchmarks read, filled by the program's own seeding, and a desk's questions to them.

A world of a million customers takes some minutes and over three gigabytes. All benchmarks of one run share it, and
it goes with the run: the runner makes the folder and removes it.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time
from typing import Any, Concatenate, ParamSpec, TypeVar

from crmtrainer import bootstrap
from crmtrainer.agenda.world import World
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.seeding.builder import build_world
from crmtrainer.seeding.profile import Profile
from crmtrainer.store.unit_of_work import Reading
from tests.benchmarks.measure import Doing, spell
from tests.support import LEARNER

P = ParamSpec("P")
R = TypeVar("R")

CUSTOMERS, SEED = 1_000_000, 7
Statement = tuple[str, tuple[Any, ...]]


@dataclass(slots=True)
class Large:
    """A large world opened as the window opens it, and its file as any program could."""

    path: Path
    customers: int
    world: World
    raw: sqlite3.Connection

    def ask(self, query: Callable[Concatenate[Reading, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        return self.world.ask(query, LEARNER, *args, **kwargs)

    def statements_of(self, asking: Doing) -> list[str]:
        """What the driver is told to run while something is asked, values and all."""
        seen: list[str] = []
        with self.world.app.database.reader.connect() as connection:
            driver: Any = connection.connection.driver_connection
        driver.set_trace_callback(seen.append)
        asking()
        driver.set_trace_callback(None)
        return [each for each in seen if each.split(maxsplit=1)[0].upper() in {"SELECT", "WITH"}]

    def plan(self, statement: str) -> list[str]:
        """What SQLite says it will do."""
        return [row[3] for row in self.raw.execute(f"EXPLAIN QUERY PLAN {statement}")]


@contextmanager
def large_world() -> Iterator[Large]:
    """The world of the size that the command line asks for, open."""
    with large_file() as path, opened(path) as large:
        yield large


@contextmanager
def large_file() -> Iterator[Path]:
    """Its file, made when the run has none of that size yet."""
    options = options_of()
    with TemporaryDirectory() as own:
        path = (options.worlds or Path(own)) / f"{options.size}.sqlite3"
        if not path.exists():
            began = perf_counter()
            build_world(path, Profile(options.size, SEED))
            size = path.stat().st_size / 1e6
            took = spell(perf_counter() - began)
            sys.stdout.write(f"({options.size:,} customers seeded in {took}, {size:,.0f} MB)\n")
            sys.stdout.flush()
        yield path


@contextmanager
def opened(path: Path) -> Iterator[Large]:
    """The world in a file, and the file as any program opens it."""
    world = bootstrap.open_world(path, clock=FixedClock(Profile(1, SEED).starts_at))
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)) as raw:
        yield Large(path, options_of().size, world, raw)
    world.close()


def options_of() -> argparse.Namespace:
    """`--size`: how many customers. `--worlds`: a folder where a world is kept for the next benchmark.

    `--hold` is how a benchmark tells a process of its own what to fill its memory with.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=CUSTOMERS)
    parser.add_argument("--worlds", type=Path)
    parser.add_argument("--hold", choices=["list", "all"])
    return parser.parse_known_args()[0]


@dataclass(slots=True)
class Timings:
    """Many short doings, each timed by the wall and by the processor time of this thread alone."""

    wall: list[float]
    own: list[float]

    def take(self, doing: Doing) -> None:
        wall, own = perf_counter(), thread_time()
        doing()
        self.own.append(thread_time() - own)
        self.wall.append(perf_counter() - wall)

    def tell(self, title: str, goal: float) -> None:
        """The slowest hundredth. Only its processor time means anything where others use the machine as well."""
        slowest = quantiles(self.own, n=100)[-1]
        verdict = "met" if slowest <= goal else "NOT MET"
        sys.stdout.write(
            f"{title}: p99 {spell(slowest)} of processor time (goal ≤ {spell(goal)}, {verdict})\n"
            f"    by the wall p50 {spell(quantiles(self.wall, n=2)[0])}, p99 {spell(quantiles(self.wall, n=100)[-1])}; "
            f"{len(self.own)} times\n"
        )
