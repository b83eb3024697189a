# SPDX-License-Identifier: MIT
"""Worlds as they stand after the steps that several runs begin with, so that those steps are played once for all."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from crmtrainer.agenda.world import World
from crmtrainer.scenarios.format.runs import Run, Step, steps_of
from crmtrainer.scenarios.format.scenario import Content


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole world at one moment: its file, and where its clock stood."""

    file: bytes
    at: datetime


class TrialWorlds(Protocol):
    """Makes worlds to try something in, and removes each afterwards."""

    def __call__(self, content: Content) -> AbstractContextManager[World]:
        """An empty world whose hand-set clock stands at the start of this content."""
        ...

    def keep(self, world: World) -> Kept:
        """An open world of these as it stands now."""
        ...

    def again(self, kept: Kept) -> AbstractContextManager[World]:
        """A world that goes on from where it was kept."""
        ...


class Beginnings:
    """What the runs of one scenario have in common. Only where runs part is a world kept."""

    def __init__(self, worlds: TrialWorlds, runs: tuple[Run, ...]) -> None:
        self._worlds = worlds
        self._kept: dict[tuple[str, ...], Kept] = {}
        self._partings = _partings([_plain(run, steps_of(run, runs)) for run in runs if _can_be_played(run, runs)])

    def longest(self, run: Run, steps: tuple[Step, ...]) -> tuple[int, Kept | None]:
        """How many of these steps need not be played again, and the world as it stands after them."""
        plain = _plain(run, steps)
        for length in range(len(plain), 0, -1):
            kept = self._kept.get(plain[:length])
            if kept is not None:
                return length - 1, kept
        return 0, None

    def passed(self, run: Run, steps: tuple[Step, ...], world: World) -> None:
        """Keep the world as it stands after these steps, if another run goes on otherwise from here."""
        plain = _plain(run, steps)
        if plain in self._partings and plain not in self._kept:
            self._kept[plain] = self._worlds.keep(world)


def _can_be_played(run: Run, runs: tuple[Run, ...]) -> bool:
    return run.like is None or any(other.key == run.like and other.like is None for other in runs)


def _plain(run: Run, steps: Iterable[Step]) -> tuple[str, ...]:
    """The mode, then each step as text. What a step is called makes no difference to what it does."""
    return (run.mode.value, *(step.model_copy(update={"as_": None}).model_dump_json(by_alias=True) for step in steps))


def _partings(runs: list[tuple[str, ...]]) -> frozenset[tuple[str, ...]]:
    """Every beginning after which at least two runs go on differently."""
    ways: dict[tuple[str, ...], set[str | None]] = {}
    for steps in runs:
        for length in range(1, len(steps) + 1):
            ways.setdefault(steps[:length], set()).add(steps[length] if length < len(steps) else None)
    return frozenset(beginning for beginning, after in ways.items() if len(after) > 1)
