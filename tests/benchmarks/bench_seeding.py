# SPDX-License-Identifier: MIT
"""P1: filling a world against writing ready rows. P1c: a customer against Faker asked per field. P1e: same rows.

P1d: the world ready to use. P2: a world of one's own from a template. The limit writes ready tuples by `executemany`
into the same tables without indexes, journal or sync. Beyond `FITS` customers, whose ready rows no memory holds, P1
alone is told, chunk by chunk: each in turn drawn and written, and written from rows made ready beforehand.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from crmtrainer.interactions.models import Interaction
from crmtrainer.seeding.arrears import draw_arrears
from crmtrainer.seeding.builder import CHUNK, build_world, digests_of, fill
from crmtrainer.seeding.chunks import Draws, spans, texts
from crmtrainer.seeding.histories import Numbers, chunk_rows, common_rows
from crmtrainer.seeding.lives import draw_lives
from crmtrainer.seeding.means import contact_points, draw_means
from crmtrainer.seeding.people import draw_people
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.records import addresses, customers, draw_wishes
from crmtrainer.seeding.rows import Batch, insert_into, table_of
from crmtrainer.seeding.sectors import sector_named
from crmtrainer.seeding.templates import copy_world, template_world
from tests.benchmarks.measure import Comparison, asked, at_most, spell, take_turns, tell

CUSTOMERS = asked("customers", 10_000)
PROFILE = Profile(CUSTOMERS, 7)
PLAIN_INTERACTIONS = 5
FAKED, DRAWN = 500, 20_000
FITS = 200_000

FILLED = ("part", "product", "policy", "team", "organisation", "calendar_version", "standard", "counter")
"""What even a world without customers holds: the organisation."""

Ready = list[tuple[str, list[tuple[object, ...]]]]
Statements = Iterable[tuple[str, Iterable[tuple[object, ...]]]]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        empty, file = folder / "empty.sqlite3", folder / "world.sqlite3"
        fill(empty, Profile(0, 7))
        _drop_indexes(empty)

        if CUSTOMERS > FITS:
            by_chunks(empty, folder)
            return

        def prepare() -> None:
            shutil.copyfile(empty, file)

        lifelike_ready, plain_ready = _ready(lifelike()), _ready(plain())
        result = at_most(
            f"P1 {CUSTOMERS:,} customers with lifelike histories, {_count(lifelike_ready):,} rows",
            3,
            ours=lambda: _write(file, _drawn(lifelike())),
            limit=lambda: _write(file, lifelike_ready),
            prepare=prepare,
        )
        print(f"    {CUSTOMERS / median(result.ours):,.0f} customers a second")
        at_most(
            f"P1 {CUSTOMERS:,} customers with {PLAIN_INTERACTIONS} plain interactions each",
            1.3,
            ours=lambda: _write(file, _drawn(plain())),
            limit=lambda: _write(file, plain_ready),
            prepare=prepare,
        )
        ready_to_use(folder, file, lifelike_ready, prepare)
        from_a_template(folder, file, lifelike_ready, prepare)
        one_customer_against_faker()
        same_rows_whatever_the_chunk(folder)


def lifelike() -> Iterator[Batch]:
    """What `builder` writes, in its order."""
    numbers = Numbers()
    yield from common_rows(PROFILE, numbers)
    for start, stop in spans(CUSTOMERS, CHUNK):
        yield from chunk_rows(PROFILE, start, stop, numbers)


def plain() -> Iterator[Batch]:
    """The same customers without a record or a history, and contacts that say anything at any time."""
    summaries = texts([contact.summary for contact in sector_named(PROFILE.sector).contacts])
    draws = Draws(PROFILE.seed, "plain")
    for start, stop in spans(CUSTOMERS, CHUNK):
        people = draw_people(PROFILE, start, stop)
        lives = draw_lives(PROFILE, people)
        wishes = draw_wishes(PROFILE, people, lives, draw_arrears(PROFILE, people, lives).in_parts)
        yield customers(PROFILE, people, lives, wishes, np.zeros(people.count, dtype=np.int64))
        row = np.arange(start * PLAIN_INTERACTIONS, stop * PLAIN_INTERACTIONS)
        at = PROFILE.until - draws.below("minutes ago", row, 1_000_000) * 60_000_000 - 1
        values = {
            "id": row + 1,
            "customer_id": row // PLAIN_INTERACTIONS + 1,
            "summary": summaries[draws.below("summary", row, len(summaries))],
            "at": at,
            "entered_at": at,
        }
        fixed = {"kind": "call", "channel": "phone", "direction": "in", "author": "Dan K.", "outcome": "information"}
        nothing = dict.fromkeys(("ticket_id", "handoff_id", "conversation_id", "corrects_id"))
        yield Batch(table_of(Interaction), len(row), values | fixed | nothing)


def by_chunks(empty: Path, folder: Path) -> None:
    """Two files that grow side by side, so that each chunk meets as much in one as in the other."""
    ours, limit = folder / "ours.sqlite3", folder / "limit.sqlite3"
    for file in (ours, limit):
        shutil.copyfile(empty, file)
    rows, result = 0, Comparison("", [], [])
    drawing, making_ready = Numbers(), Numbers()
    with _quick(ours) as drawn, _quick(limit) as ready:
        _insert(drawn, _drawn(common_rows(PROFILE, drawing)))
        _insert(ready, _ready(common_rows(PROFILE, making_ready)))
        for start, stop in spans(CUSTOMERS, CHUNK):
            made = _ready(chunk_rows(PROFILE, start, stop, making_ready))
            rows += _count(made)
            turns = (
                (result.ours, drawn, lambda: _drawn(chunk_rows(PROFILE, start, stop, drawing))),  # noqa: B023
                (result.other, ready, lambda: made),  # noqa: B023
            )
            for seconds, connection, statements in turns if len(result.ours) % 2 == 0 else reversed(turns):
                began = perf_counter()
                _insert(connection, statements())
                seconds.append(perf_counter() - began)
    title = f"P1 {CUSTOMERS:,} customers with lifelike histories, {rows:,} rows, chunk by chunk"
    told = Comparison(title, result.ours, result.other)
    tell(told, told.times_as_long, "≤", 3, met=median(told.times_as_long) <= 3)
    print(f"    in all ours {spell(sum(told.ours))}, other {spell(sum(told.other))}")


def ready_to_use(folder: Path, file: Path, ready: Ready, prepare: Callable[[], None]) -> None:
    """Schema, rows, indexes, statistics, the first entry with its digests, and a durable file."""
    whole = folder / "whole.sqlite3"

    def build() -> None:
        whole.unlink(missing_ok=True)
        build_world(whole, PROFILE)

    def filled() -> None:
        whole.unlink(missing_ok=True)
        fill(whole, PROFILE)

    def limit() -> None:
        _write(file, ready)

    at_most("P1d with schema, indexes and statistics", 2, ours=filled, limit=limit, rounds=3, prepare=prepare)
    at_most("P1d also with its first entry", 2, ours=build, limit=limit, rounds=3, prepare=prepare)


def from_a_template(folder: Path, file: Path, ready: Ready, prepare: Callable[[], None]) -> None:
    template, copy = template_world(folder, PROFILE), folder / "copy.sqlite3"

    def begin() -> None:
        copy.unlink(missing_ok=True)
        copy_world(template, copy, about={}, seed="1", starts_at=PROFILE.starts_at)

    at_most("P2 a world from a template", 0.25, ours=begin, limit=lambda: _write(file, ready), prepare=prepare)


def one_customer_against_faker() -> None:
    """Name, title, birthday, address, numbers and e-mail, either way."""
    # Imported here as in the program: Faker is slow to import.
    from faker import Faker

    fake = Faker("en_GB")

    def asked_per_field() -> None:
        for _ in range(FAKED):
            fake.prefix()
            fake.first_name()
            fake.last_name()
            fake.date_of_birth(minimum_age=18, maximum_age=90)
            fake.street_address()
            fake.city()
            fake.postcode()
            fake.phone_number()
            fake.safe_email()

    def drawn() -> None:
        people = draw_people(PROFILE, 0, DRAWN)
        lives = draw_lives(PROFILE, people)
        wishes = draw_wishes(PROFILE, people, lives, draw_arrears(PROFILE, people, lives).in_parts)
        contact_points(PROFILE, people, wishes, draw_means(PROFILE, people, wishes), 0)
        addresses(PROFILE, people, 0)

    drawn()
    result = take_turns(f"P1c a customer ({DRAWN:,} drawn, {FAKED} by Faker)", drawn, asked_per_field, 5)
    ratios = [times * DRAWN / FAKED for times in result.times_faster]
    tell(result, ratios, "≥", 50, met=median(ratios) >= 50)


def same_rows_whatever_the_chunk(folder: Path) -> None:
    found = []
    for number, chunk in enumerate((1, 240, 1_000)):
        file = folder / f"chunk{number}.sqlite3"
        fill(file, Profile(1_000, 7), chunk=chunk)
        found.append(digests_of(file))
    same = all(each == found[0] for each in found)
    print(f"P1e same rows in chunks of 24, 240 and 1,000: {'equal' if same else 'NOT EQUAL'} (goal: always)")


def _drawn(batches: Iterable[Batch]) -> Iterator[tuple[str, Iterable[tuple[object, ...]]]]:
    return ((insert_into(batch.table), batch.rows()) for batch in batches)


def _ready(batches: Iterable[Batch]) -> Ready:
    return [(insert_into(batch.table), list(batch.rows())) for batch in batches]


def _count(ready: Ready) -> int:
    return sum(len(rows) for _, rows in ready)


def _write(file: Path, statements: Statements) -> None:
    with _quick(file) as connection:
        _insert(connection, statements)


@contextmanager
def _quick(file: Path) -> Iterator[sqlite3.Connection]:
    """One transaction in which nothing is made safe."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for setting in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")


def _insert(connection: sqlite3.Connection, statements: Statements) -> None:
    for statement, rows in statements:
        connection.executemany(statement, rows)


def _drop_indexes(file: Path) -> None:
    """And the rows that every world has."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        for (name,) in found.fetchall():
            connection.execute(f'DROP INDEX "{name}"')
        for table in FILLED:
            connection.execute(f'DELETE FROM "{table}"')


if __name__ == "__main__":
    main()
