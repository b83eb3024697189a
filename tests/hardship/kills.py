# SPDX-License-Identifier: MIT
"""`kill -9` in acts, filling, migration, backup, export, hand-in and restore, again and again, with figures.

python -m tests.hardship.kills --rounds 2000
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from crmtrainer.house import House, worlds
from crmtrainer.house.catalogue import pack_of
from crmtrainer.house.running import start
from crmtrainer.kernel.commands import Origin, Role
from crmtrainer.scenarios.rules import Mode
from tests.hardship.children import Heard, run
from tests.hardship.trials import TRIALS, Trial, Verdict, make_once

AT_ONCE = 25
SCENARIO = "passed-to-warehouse"


@dataclass(slots=True)
class Figures:
    """What came of the rounds of one trial."""

    rounds: int = 0
    killed: int = 0
    acknowledged: int = 0
    lost: int = 0
    unpaired: int = 0
    half_made: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, heard: Heard, verdict: Verdict) -> None:
        self.rounds += 1
        self.killed += heard.was_killed
        self.acknowledged += sum(not words.startswith("steps ") for words in heard.said)
        self.lost += verdict.lost
        self.unpaired += verdict.unpaired
        self.half_made += len(verdict.half_made)
        self.wrong += [*verdict.half_made, *verdict.other]


@contextmanager
def made_once() -> Iterator[dict[str, Path]]:
    """The folders that trials begin with, by the name of the trial."""
    with tempfile.TemporaryDirectory() as folder:
        plain, begun = Path(folder) / "plain", Path(folder) / "begun"
        make_once(plain)
        with patch.object(worlds, "TEMPLATE_CUSTOMERS", 20), House.open(begun) as house:
            learner = house.actor_for(Role.LEARNER, Origin.WINDOW)
            start(house, pack_of(begun, SCENARIO), SCENARIO, Mode.ASSESSED, learner).world.close()
        yield {trial.name: begun if trial.name == "hand-in" else plain for trial in TRIALS}


def rounds_of(trial: Trial, made: Path, rounds: int, chance: random.Random, figures: Figures | None = None) -> Figures:
    """Kill it so often, half of the times at a step with files, half of them at any moment."""
    figures = figures or Figures()
    with tempfile.TemporaryDirectory() as folder:
        whole = _round(trial, made, Path(folder), {})
        steps = int(next(words for words in whole[0].said if words.startswith("steps ")).split()[1])
        if not whole[1].is_good or whole[0].code:
            raise AssertionError(f"{trial.name} does not even hold without a kill: {whole}")
        for number in range(rounds):
            when = {"kill_at": 1 + chance.randrange(steps)}
            if number % 2:
                when = {"kill_after": chance.uniform(0, whole[0].seconds)}
            figures.add(*_round(trial, made, Path(folder), when))
    return figures


def _round(trial: Trial, made: Path, folder: Path, when: dict[str, float]) -> tuple[Heard, Verdict]:
    home = folder / "home"
    trial.prepare(made, home)
    try:
        heard = run(trial.work, home, **when)  # type: ignore[arg-type]  # each by its name
        if heard.code and not heard.was_killed:
            raise AssertionError(f"{trial.name} failed by itself with {heard.code}")
        return heard, trial.judge(home, [words for words in heard.said if not words.startswith("steps ")])
    finally:
        shutil.rmtree(home)


def told(figures: dict[str, Figures]) -> None:
    print(f"{'':16}{'rounds':>8}{'killed':>8}{'acknowledged':>14}{'lost':>6}{'unpaired':>10}{'half made':>11}")
    for name, found in figures.items():
        print(
            f"{name:16}{found.rounds:>8}{found.killed:>8}{found.acknowledged:>14}{found.lost:>6}"
            f"{found.unpaired:>10}{found.half_made:>11}"
        )
        for what, times in Counter(found.wrong).most_common(10):
            print(f"    {times} times: {what}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2000, help="How many kills in all, shared by the trials.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=[trial.name for trial in TRIALS])
    given = parser.parse_args()
    chosen = [trial for trial in TRIALS if given.only in (None, trial.name)]
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # told to end, it says what it found until then
    chance, began = random.Random(given.seed), time.monotonic()
    figures = {trial.name: Figures() for trial in chosen}
    try:
        with made_once() as made:
            while (left := given.rounds - sum(found.rounds for found in figures.values())) > 0:
                for trial in chosen:
                    rounds = min(AT_ONCE, -(-left // len(chosen)))
                    rounds_of(trial, made[trial.name], rounds, chance, figures[trial.name])
    except KeyboardInterrupt:
        print("interrupted; until then:")
    told(figures)
    print(f"{time.monotonic() - began:.0f} s")
    return int(any(found.lost or found.unpaired or found.wrong for found in figures.values()))


if __name__ == "__main__":
    sys.exit(main())
