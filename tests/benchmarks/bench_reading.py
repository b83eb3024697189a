# SPDX-License-Identifier: MIT
"""P4: a page of 50 customers at any depth. P10: a customer's newest 50. P12: list queries against raw `sqlite3`.

The raw side of P12 runs the statements that the program's own queries send, so what is compared is all that the
program adds to them: its session, the making of rows, and what it covers in them.
"""

import random
import sys
from collections.abc import Callable
from statistics import median

from crmtrainer.casework.queries import complaints, counts, queue, timeline
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.customers.queries import customer_count, customer_ids, customer_page, find
from crmtrainer.kernel.ids import CustomerId
from tests.benchmarks.measure import Comparison, Doing, at_most, spell, take_turns, tell
from tests.benchmarks.worlds import Large, Timings, large_world
from tests.support import LEARNER

PAGE, DEPTHS, RECORDS, ROUNDS = 50, 200, 200, 5
SECONDS = 0.002
_DEEP = """
    SELECT id, ref, kind, title, given, family, town, stage, since FROM customer
    ORDER BY family_folded, given_folded, id LIMIT 50 OFFSET ?
"""
_NEWEST = "SELECT * FROM interaction WHERE +customer_id = ? ORDER BY at DESC, id DESC LIMIT 50"


def main() -> None:
    with large_world() as large:
        chance = random.Random(4)
        pages(large, chance)
        newest(large, chance)
        lists(large, chance)


def pages(large: Large, chance: random.Random) -> None:
    """The list holds all ids and asks for rows by them, so that the last page costs what the first does."""
    ids = large.ask(customer_ids)
    last, turn = len(ids) - PAGE, 0

    def by_ids() -> None:
        for _ in range(DEPTHS):
            deep = chance.randrange(last)
            large.ask(customer_page, ids=ids[deep : deep + PAGE])

    def by_offset() -> None:
        nonlocal turn
        turn += 1
        large.raw.execute(_DEEP, (last - turn,)).fetchall()

    found = take_each(f"P4 {PAGE} of {len(ids):,} customers at any depth against OFFSET", by_ids, DEPTHS, by_offset)
    tell(found, found.times_faster, "≥", 60, met=median(found.times_faster) >= 60)
    for statement in large.statements_of(lambda: large.ask(customer_page, ids=ids[-PAGE:])):
        sys.stdout.write(f"    plan: {'; '.join(large.plan(statement))}\n")


def newest(large: Large, chance: random.Random) -> None:
    """The whole timeline with its steps, promises and handoffs, each record read for the first time; then again."""
    entries = large.raw.execute("SELECT count(*) FROM interaction").fetchone()[0]
    opened = [chance.randrange(1, large.customers + 1) for _ in range(RECORDS)]
    for customer in opened:
        large.world.perform(OpenRecord(CustomerId(customer), "To look at the history"), LEARNER)
    timings, again = Timings([], []), Timings([], [])
    for kept in (timings, again):
        for customer in opened:
            kept.take(lambda whose=customer: large.ask(timeline, customer_id=whose, limit=PAGE))  # type: ignore[misc]
    timings.tell(f"P10 the newest {PAGE} of a customer among {entries:,} contacts", SECONDS)
    again.tell("P10 the same again", SECONDS)
    turn = iter(opened * ROUNDS)

    def timelines() -> None:
        for _ in range(20):
            large.ask(timeline, customer_id=CustomerId(next(turn)), limit=PAGE)

    def scan() -> None:
        large.raw.execute(_NEWEST, (opened[0],)).fetchall()

    found = take_each("P10 against reading all contacts", timelines, 20, scan, rounds=3)
    sys.stdout.write(
        f"{found.title}: ×{median(found.times_faster):.3g} as fast"
        f" ({spell(median(found.ours))}, other {spell(median(found.other))})\n"
    )


def lists(large: Large, chance: random.Random) -> None:
    ids = large.ask(customer_ids)
    begun = [name[:3] for (name,) in large.raw.execute("SELECT family_folded FROM customer LIMIT 20")]

    def page(size: int) -> Callable[[], object]:
        return lambda: large.ask(customer_page, ids=tuple(chance.sample(ids, size)))

    against_raw(large, "all ids", lambda: large.ask(customer_ids), 1)
    against_raw(large, "the first 200 ids", lambda: large.ask(customer_ids, limit=200), 50)
    against_raw(large, "a page of 50", page(50), 50)
    against_raw(large, "a page of 200", page(200), 20)
    against_raw(large, "a search by three letters", lambda: large.ask(find, text=chance.choice(begun)), 50)
    against_raw(large, "how many there are", lambda: large.ask(customer_count), 5)
    against_raw(large, "my queue", lambda: large.ask(queue), 3)
    against_raw(large, "complaints", lambda: large.ask(complaints, limit=PAGE), 3)
    against_raw(large, "how many tickets the lists hold", lambda: large.ask(counts), 10)


def against_raw(large: Large, title: str, asking: Doing, times: int) -> None:
    """The same statements, values and all, on a connection of its own."""
    statements = [large.statements_of(asking) for _ in range(times)]

    def ours() -> None:
        for _ in range(times):
            asking()

    def raw() -> None:
        for asked in statements:
            for statement in asked:
                large.raw.execute(statement).fetchall()

    result = at_most(f"P12 {title}", 1.5, ours=ours, limit=raw)
    sys.stdout.write(f"    {spell(median(result.ours) / times)} each, of {len(statements[0])} statements\n")


def take_each(title: str, ours: Doing, times: int, slow: Doing, rounds: int = ROUNDS) -> Comparison:
    """Ours is done so many times in a row, and counted for one."""
    taken = take_turns(title, ours, slow, rounds)
    return Comparison(title, [seconds / times for seconds in taken.ours], taken.other)


if __name__ == "__main__":
    main()
