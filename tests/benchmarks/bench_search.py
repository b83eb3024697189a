# SPDX-License-Identifier: MIT
"""P3: finding somebody while their name is typed, against reading every name with LIKE."""

import random
import sys
from statistics import median

from crmtrainer.customers.queries import find
from tests.benchmarks.measure import Comparison, spell, tell
from tests.benchmarks.worlds import Large, Timings, large_world

PEOPLE, LETTERS, ROUNDS = 60, 6, 5
SECONDS = 0.005
_NAMES = "SELECT given_folded, family_folded FROM customer WHERE id IN ({})"
_SCAN = """
    SELECT id, ref, title, given, family, town, stage FROM customer
    WHERE given || ' ' || family LIKE '%' || ? || '%' ORDER BY family, given LIMIT 50
"""


def main() -> None:
    with large_world() as large:
        people = some_people(large)
        as_typed(large, [(given if turn % 3 == 0 else family) for turn, (given, family) in enumerate(people)])
        others(large, people)


def some_people(large: Large) -> list[tuple[str, str]]:
    chance = random.Random(3)
    ids = ", ".join(str(chance.randrange(1, large.customers + 1)) for _ in range(PEOPLE))
    return [(given or family, family) for given, family in large.raw.execute(_NAMES.format(ids))]


def as_typed(large: Large, names: list[str]) -> None:
    """One to six letters of a name, letter by letter; every round also reads all names once for each length."""
    found, timings = Comparison(f"P3 {LETTERS} letters among {large.customers:,} customers", [], []), Timings([], [])
    for turn in range(ROUNDS):
        before = len(timings.wall)
        for name in names:
            for letters in range(1, LETTERS + 1):
                timings.take(lambda typed=name[:letters]: large.ask(find, text=typed))  # type: ignore[misc]
        scans = Timings([], [])
        for letters in range(1, LETTERS + 1):
            scans.take(lambda typed=names[turn][:letters]: large.raw.execute(_SCAN, (typed,)).fetchall())  # type: ignore[misc]
        found.ours.append(median(timings.wall[before:]))
        found.other.append(median(scans.wall))
    tell(found, found.times_faster, "≥", 300, met=median(found.times_faster) >= 300)
    timings.tell("P3 the slowest of them", SECONDS)


def others(large: Large, people: list[tuple[str, str]]) -> None:
    """What else is typed into the same box; no goal, but nothing should stand out."""
    kinds = {
        "two names begun": [f"{given[:2]} {family[:3]}" for given, family in people],
        "two names": [f"{given} {family}" for given, family in people],
        "two that hardly meet": [
            f"{given[:2]} {family[:2]}" for (given, _), (_, family) in zip(people, reversed(people), strict=True)
        ],
        "a telephone number begun": ["0770", "07700", "077009", "0113", "01134960"],
        "the end of a number": ["900142", "60123", "90014"],
        "a reference": ["C-1042", "tk-2", "1042"],
        "half a postcode": ["LS9", "LS99", "YO1"],
        "an e-mail begun": [f"{given[:3]}.{family}@" for given, family in people],
    }
    for kind, texts in kinds.items():
        timings = Timings([], [])
        for text in texts * max(1, len(people) // len(texts)):
            timings.take(lambda typed=text: large.ask(find, text=typed))  # type: ignore[misc]
        slowest = max(zip(timings.own, texts * len(people), strict=False))
        sys.stdout.write(
            f"    {kind}: {spell(median(timings.own))} of processor time, at most {spell(slowest[0])} ({slowest[1]})\n"
        )


if __name__ == "__main__":
    main()
