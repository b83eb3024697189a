# SPDX-License-Identifier: MIT
"""Plays the random life of a ticket far longer than the test does: `python -m tests.casework.play_lives --help`.

What is seldom chosen weighs more here than in `test_ticket_life`, where every act is as likely as the others and acts
for which there is nothing to act on are most of what is played. A life that breaks a promise is cut down to the acts
that it takes, which are printed with their values: they make a test of its own.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Any

from hypothesis.internal.conjecture.data import ConjectureData
from hypothesis.strategies import SearchStrategy

from tests.casework.test_ticket_life import TicketLife

Act = tuple[str, dict[str, Any]]
_TELLS = 20
"""After so many lives it says how far it is."""
WEIGHTS = {
    "time": 12,
    "reply": 4,
    "acknowledge": 3,
    "customer": 4,
    "status": 10,
    "priority": 4,
    "reclassify": 8,
    "reopen": 5,
    "close": 2,
    "first_told": 5,
    "waive": 5,
    "by_other_hours": 4,
    "other_hours": 4,
    "one_by_other_hours": 4,
    "told_afterwards": 5,
    "hand_over": 6,
    "the_team_looks": 6,
    "the_team_asks": 6,
    "the_team_is_answered": 5,
    "the_team_is_late": 4,
    "taken_back": 4,
    "merge": 3,
    "taken_up_again": 3,
    "the_other_is_looked_at": 2,
    "timing": 4,
    "promise": 3,
}
"""How often an act is chosen, against one of the others."""


def a_life(seed: str, acts: int) -> list[Act]:
    """The acts of one life, always the same for a seed."""
    random = Random(seed)
    rules = {rule.function.__name__: rule.arguments_strategies for rule in TicketLife.setup_state().rules}
    names = sorted(rules)
    # As in a swarm: some lives lack what would drown the others, each other ones.
    names = [name for name in names if name == "time" or random.random() < 0.75]
    weights = [WEIGHTS.get(name, 1) for name in names]
    life = []
    for name in random.choices(names, weights, k=acts):
        life.append((name, {key: _drawn(each, random) for key, each in sorted(rules[name].items())}))
    return life


def _drawn(values: SearchStrategy[Any], random: Random) -> Any:
    return ConjectureData(random=Random(random.getrandbits(64))).draw(values)


def broken_by(life: Sequence[Act]) -> str:
    """What a life breaks, told as a traceback; empty for nothing."""
    machine = TicketLife()
    invariants = [each.function for each in TicketLife.setup_state().invariants]
    told = ""
    try:
        for name, values in life:
            getattr(machine, name)(**values)
            for holds in invariants:
                holds(machine)
    except Exception:
        told = traceback.format_exc(limit=-4)
    try:
        machine.teardown()
    except Exception:
        told = told or traceback.format_exc(limit=-4)
    return told


def _kind(told: str) -> str:
    """Where it broke: the line of code, so that cutting down keeps to one fault."""
    lines = [line for line in told.splitlines() if line.strip().startswith("File ")]
    return lines[-1].strip() if lines else told


def cut_down(life: Sequence[Act], kind: str) -> list[Act]:
    """The life without what it does not take to break the same."""
    kept, size = list(life), max(1, len(life) // 2)
    while size:
        at = 0
        while at < len(kept):
            fewer = kept[:at] + kept[at + size :]
            if fewer and _kind(broken_by(fewer)) == kind:
                kept = fewer
            else:
                at += size
        size //= 2
    return kept


def main(asked: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.casework.play_lives", description="Play lives of tickets.")
    parser.add_argument("--lives", type=int, default=200, help="how many lives (200)")
    parser.add_argument("--acts", type=int, default=60, help="acts in each (60)")
    parser.add_argument("--seed", default="1", help="other lives for other seeds (1)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first life (0)")
    parser.add_argument("--keep-going", action="store_true", help="play the others after one that breaks a promise")
    given = parser.parse_args(asked)
    began, seen = time.monotonic(), Counter[str]()
    for number in range(given.first, given.first + given.lives):
        life = a_life(f"{given.seed}:{number}", given.acts)
        told = broken_by(life)
        if number % _TELLS == _TELLS - 1:
            print(f"{number + 1 - given.first} lives, {time.monotonic() - began:.0f} s", flush=True)
        if not told:
            continue
        kind = _kind(told)
        seen[kind] += 1
        if seen[kind] > 1:
            print(f"Life {number}: the same again", flush=True)
            continue
        fewest = cut_down(life[:], kind)
        print(f"Life {number} of seed {given.seed} breaks a promise:\n{broken_by(fewest)}", flush=True)
        for name, values in fewest:
            print(f"    life.{name}({', '.join(f'{key}={value!r}' for key, value in values.items())})", flush=True)
        if not given.keep_going:
            return 1
    played = f"{given.lives} lives of {given.acts} acts in {time.monotonic() - began:.0f} s"
    print(f"{played}: {sum(seen.values()) or 'none'} broke a promise", flush=True)
    return 1 if seen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
