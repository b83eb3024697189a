# SPDX-License-Identifier: MIT
"""P8: the ten panels of the desk at a million tickets, against the same questions asked of the tickets themselves.

`--size` is how many tickets. The peer reads every row that a question is about, with no index and no counts kept; both
answers are held against each other before anything is timed.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from crmtrainer.figures.over_time import attainment, contacts, flow, handoffs, quality
from crmtrainer.figures.queries import open_tickets, recount, running
from crmtrainer.figures.rules import AGE_BANDS, Stretch, Window, stretches
from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.seeding.builder import build_world
from crmtrainer.seeding.profile import MOST_CASES, Profile
from tests.benchmarks.measure import at_least, spell
from tests.benchmarks.worlds import SEED, Large, opened, options_of

TICKETS_OF_TEN = 14
"""So many tickets have ten customers where cases are as frequent as they can be."""
DAY = 86_400_000_000
_HAND_OVER = """
    INSERT INTO handoff SELECT id, printf('H-%04d', id), id, 1 + id % 5,
        CASE id % 10 WHEN 0 THEN 'bounced' WHEN 1 THEN 'sent' ELSE 'closed' END, 'Wrong part', NULL,
        opened_at + 2 * 86400000000, opened_at, opened_at, opened_at + id % 3 * 86400000000, owner, NULL, 0
    FROM ticket WHERE id % 3 = 0
"""

Figures = dict[str, Counter[Any]]


def main() -> None:
    with reports_world() as path, opened(path) as large:
        tell_upkeep(large)
        compare(large, Window.MONTH, rounds=5)
        compare(large, Window.ALL, rounds=3)


@contextmanager
def reports_world() -> Iterator[Path]:
    """A world with so many tickets, and work passed on for every third: no filled world has any."""
    with TemporaryDirectory() as own:
        path = (options_of().worlds or Path(own)) / f"desk-{options_of().size}.sqlite3"
        if not path.exists():
            make(path)
        yield path


def make(path: Path) -> None:
    began = perf_counter()
    build_world(path, Profile(options_of().size * 10 // TICKETS_OF_TEN, SEED, cases=MOST_CASES))
    with closing(sqlite3.connect(path)) as file, file:
        made = perf_counter()
        passed_on = file.execute(_HAND_OVER).rowcount
        took = perf_counter() - made
        tickets, talks = (
            file.execute(f"SELECT count(*) FROM {each}").fetchone()[0] for each in ("ticket", "interaction")
        )
    sys.stdout.write(
        f"({tickets:,} tickets with {talks:,} contacts seeded in {spell(made - began)},"
        f" {path.stat().st_size / 1e6:,.0f} MB; {passed_on:,} handoffs counted at {spell(took / passed_on)} each)\n"
    )
    sys.stdout.flush()


def tell_upkeep(large: Large) -> None:
    began = perf_counter()
    wrong = large.ask(recount)
    sys.stdout.write(f"    counted anew in {spell(perf_counter() - began)}: {len(wrong)} hours differ\n")


def compare(large: Large, window: Window, *, rounds: int) -> None:
    asked, counted = ours(large, window), by_reading_all(large, window)
    assert asked == counted, [name for name in asked if asked[name] != counted[name]]
    what = "all time" if window is Window.ALL else window.value.replace("_", " ")
    at_least(
        f"P8 ten panels over {what} against reading the rows",
        50,
        ours=partial(ask_all, large, window),
        slow=partial(by_reading_all, large, window),
        rounds=rounds,
    )
    for name, panel in panels(large, window).items():
        taken = []
        for _ in range(rounds):
            began = perf_counter()
            panel()
            taken.append(perf_counter() - began)
        sys.stdout.write(f"    {name} {spell(median(taken))}\n")


def panels(large: Large, window: Window) -> dict[str, partial[Any]]:
    now = {query.__name__: partial(large.ask, query) for query in (open_tickets, running)}
    over = (flow, attainment, handoffs, contacts, quality)
    return now | {query.__name__: partial(large.ask, query, window=window) for query in over}


def ask_all(large: Large, window: Window) -> None:
    for panel in panels(large, window).values():
        panel()


def ours(large: Large, window: Window) -> Figures:
    tickets, rates = large.ask(open_tickets), large.ask(quality, window=window)
    flowed = large.ask(flow, window=window)
    return {
        "status": Counter({row.status: row.count for row in tickets.by_status}),
        "priority": Counter({row.priority: row.count for row in tickets.by_priority}),
        "type": Counter({row.type: row.count for row in tickets.by_type}),
        "age": Counter({number: row.count for number, row in enumerate(tickets.by_age)}),
        "running": Counter(
            {
                (row.metric, state): getattr(row, state)
                for row in large.ask(running)
                for state in ("overdue", "soon", "in_time", "paused")
            }
        ),
        "opened": Counter({number: row.opened for number, row in enumerate(flowed)}),
        "closed": Counter({number: row.closed for number, row in enumerate(flowed)}),
        "reopened": Counter({number: row.reopened for number, row in enumerate(flowed)}),
        "limits": Counter(
            {
                (row.metric, state): getattr(row, state)
                for row in large.ask(attainment, window=window).rows
                for state in ("met", "missed")
            }
        ),
        "handoffs": Counter({row.team: row.sent for row in large.ask(handoffs, window=window).rows}),
        "contacts": Counter(
            {
                (number, each.channel): each.count
                for number, row in enumerate(large.ask(contacts, window=window))
                for each in row.came_in
            }
        ),
        "promises": Counter({"kept": rates.promises.count, "due": rates.promises.base}),
        "complaints": Counter({"opened": rates.complaints.count, "customers": rates.complaints.base}),
    }


def by_reading_all(large: Large, window: Window) -> Figures:
    """The same, from the rows that there are."""
    pieces = _pieces(large, window)
    since, until, now = to_micros(pieces[0].since), to_micros(pieces[-1].until), to_micros(large.world.clock.now())
    age = " ".join(f"WHEN opened_at > {now - days * DAY} THEN {band}" for band, days in enumerate(AGE_BANDS))
    piece = "CASE " + " ".join(f"WHEN {{at}} < {to_micros(p.until)} THEN {n}" for n, p in enumerate(pieces)) + " END"

    def told(statement: str) -> Counter[Any]:
        rows = large.raw.execute(statement).fetchall()
        return Counter({row[0] if len(row) == 2 else row[:-1]: row[-1] for row in rows})

    def during(at: str) -> str:
        return f"{at} >= {since} AND {at} < {until}"

    still_open = told(
        f"SELECT status, priority, type, CASE {age} ELSE {len(AGE_BANDS)} END, count(*) FROM ticket NOT INDEXED"
        " WHERE status IN ('new', 'in_progress', 'waiting') GROUP BY 1, 2, 3, 4"
    )
    promises = told(f"SELECT state, count(*) FROM promise NOT INDEXED WHERE {during('due_at')} GROUP BY 1")
    opened_by_type = told(f"SELECT type, count(*) FROM ticket NOT INDEXED WHERE {during('opened_at')} GROUP BY 1")
    told(  # who was waived: nobody, and that is only known afterwards
        "SELECT c.metric, count(*) FROM story_event AS e NOT INDEXED JOIN service_clock AS c"
        " ON c.story = e.story AND c.metric = e.metric AND c.subject = e.subject WHERE e.kind = 'waived' GROUP BY 1"
    )
    told("SELECT metric, count(*) FROM service_clock NOT INDEXED WHERE open AND noticed < 100 GROUP BY 1")
    return {
        **{name: _summed(still_open, place) for place, name in enumerate(("status", "priority", "type", "age"))},
        "running": told(
            f"SELECT metric, CASE WHEN due_at IS NULL THEN 'paused' WHEN due_at < {now} THEN 'overdue'"
            " WHEN noticed >= 75 THEN 'soon' ELSE 'in_time' END, count(*)"
            " FROM service_clock NOT INDEXED WHERE open GROUP BY 1, 2"
        ),
        "opened": told(
            f"SELECT {piece.format(at='opened_at')}, count(*) FROM ticket NOT INDEXED"
            f" WHERE {during('opened_at')} GROUP BY 1"
        ),
        **{
            name: told(
                f"SELECT {piece.format(at='at')}, count(*) FROM ticket_step NOT INDEXED"
                f" WHERE {condition} AND {during('at')} GROUP BY 1"
            )
            for name, condition in (("closed", "now = 'closed'"), ("reopened", "was = 'closed'"))
        },
        "limits": told(
            "SELECT metric, CASE WHEN noticed >= 100 THEN 'missed' ELSE 'met' END, count(*)"
            f" FROM service_clock NOT INDEXED WHERE {during('due_at')} AND (noticed >= 100 OR NOT open) GROUP BY 1, 2"
        ),
        "handoffs": told(
            "SELECT t.name, count(*) FROM handoff AS h NOT INDEXED JOIN team AS t ON t.id = h.team_id"
            f" WHERE {during('h.sent_at')} GROUP BY 1"
        ),
        "contacts": told(
            f"SELECT {piece.format(at='at')}, channel, count(*) FROM interaction NOT INDEXED WHERE {during('at')}"
            " AND kind IN ('call', 'message') AND direction = 'in' AND corrects_id IS NULL GROUP BY 1, 2"
        ),
        "promises": Counter({"kept": promises["kept"], "due": promises["kept"] + promises["broken"]}),
        "complaints": Counter(
            {
                "opened": opened_by_type["complaint"] + opened_by_type["data_complaint"],
                "customers": large.raw.execute("SELECT count(*) FROM customer NOT INDEXED").fetchone()[0],
            }
        ),
    }


def _pieces(large: Large, window: Window) -> tuple[Stretch, ...]:
    """The days or months of a window; where all begins is asked of the rows as well."""
    now = large.world.clock.now()
    if window is not Window.ALL:
        return stretches(window, now, now)
    first = "SELECT min(min(opened_at), (SELECT min(at) FROM interaction NOT INDEXED)) FROM ticket NOT INDEXED"
    return stretches(window, now, from_micros(large.raw.execute(first).fetchone()[0]))


def _summed(found: Counter[Any], place: int) -> Counter[Any]:
    sums: Counter[Any] = Counter()
    for told, count in found.items():
        sums[told[place]] += count
    return sums


if __name__ == "__main__":
    main()
