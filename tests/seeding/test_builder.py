# SPDX-License-Identifier: MIT
"""A filled world: the same from the same arguments, whole or not at all, and a world like any other."""

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from crmtrainer import bootstrap
from crmtrainer.agenda.queries import practice
from crmtrainer.journal.report import RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Actor, Realm, Role
from crmtrainer.kernel.errors import BadInput, StoreUnavailable
from crmtrainer.seeding.builder import Doing, SeedingCancelled, build_world, digests_of, fill
from crmtrainer.seeding.histories import Numbers, chunk_rows, common_rows
from crmtrainer.seeding.profile import GENERATION, MOST_CUSTOMERS, Profile
from crmtrainer.seeding.rows import Batch
from crmtrainer.store.base import WorldBase
from crmtrainer.store.files import create_empty
from tests.seeding.conftest import names_in

SMALL = Profile(120, 7)
PINNED = (7, "4ee56d61f7e368a5")


def digest_of(batches: list[Batch]) -> str:
    """A digest of what is drawn; columns that only get a model's default do not count."""
    summed = hashlib.sha256()
    for batch in batches:
        names = [column.name for column in batch.table.columns]
        places = [place for place, name in enumerate(names) if name in batch.columns]
        for row in batch.rows():
            summed.update(json.dumps([row[place] for place in places], ensure_ascii=False).encode())
    return summed.hexdigest()


def test_the_rows_of_a_generation_never_change() -> None:
    numbers = Numbers()
    found = digest_of([*common_rows(SMALL, numbers), *chunk_rows(SMALL, 0, SMALL.customers, numbers)])
    assert (GENERATION, found[:16]) == PINNED, "other rows for the same arguments: raise GENERATION, then pin these"


@pytest.mark.parametrize("customers", [0, 1, 17, 500])
def test_same_arguments_same_rows_whatever_the_chunk(customers: int, tmp_path: Path) -> None:
    profile = Profile(customers, 3)
    found = []
    for number, chunk in enumerate((10_000, 1, 100)):
        path = tmp_path / f"{number}.sqlite3"
        filled = fill(path, profile, chunk=chunk)
        assert filled.rows.get("customer", 0) == customers
        found.append(digests_of(path))
        assert filled.start == found[-1]
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert found[0] == found[1] == found[2]
    assert found[0]["customer"] != found[0]["product"]


def test_another_seed_or_day_gives_other_people_and_another_name_the_same() -> None:
    def drawn(profile: Profile) -> str:
        return digest_of(chunk_rows(profile, 0, profile.customers, Numbers()))

    same = drawn(SMALL)
    assert drawn(Profile(120, 8)) != same
    assert drawn(Profile(120, 7, date(2026, 3, 4))) != same
    assert drawn(Profile(120, 7, name="Tuesday class")) == same


def test_a_smaller_world_is_the_beginning_of_a_larger_one() -> None:
    few = chunk_rows(SMALL, 0, 48, Numbers())
    many = {batch.table.name: list(batch.rows()) for batch in chunk_rows(SMALL, 0, 120, Numbers())}
    for batch in few:
        rows = list(batch.rows())
        assert rows == many[batch.table.name][: len(rows)]


def test_a_filled_world_is_intact_opens_and_stands_at_nine_on_its_day(tmp_path: Path) -> None:
    built = build_world(tmp_path / "w.sqlite3", SMALL)
    assert verify(built.path).result is RecordState.INTACT
    world = bootstrap.open_world(built.path)
    try:
        assert world.app.journal_id == built.journal
        assert world.app.seed == "7"
        assert world.ask(practice, Actor("L-1", Role.LEARNER)).now == SMALL.starts_at
    finally:
        world.close()
    assert names_in(tmp_path) == ["w.sqlite3"]


def test_new_ids_go_on_where_the_rows_end(tmp_path: Path) -> None:
    built = build_world(tmp_path / "w.sqlite3", SMALL)
    with closing(sqlite3.connect(built.path)) as connection:
        counters = dict(connection.execute("SELECT kind, last FROM counter"))
        assert counters == built.rows
        for kind, last in counters.items():
            assert connection.execute(f'SELECT max(id), count(*) FROM "{kind}"').fetchone() == (last, last)


def test_schema_and_settings_are_those_of_a_world_made_empty(tmp_path: Path) -> None:
    create_empty(tmp_path / "empty.sqlite3", Realm.WORLD)
    build_world(tmp_path / "full.sqlite3", SMALL)
    told = []
    for name in ("empty", "full"):
        with closing(sqlite3.connect(tmp_path / f"{name}.sqlite3")) as connection:
            schema = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'")
            marks = [connection.execute(f"PRAGMA {mark}").fetchone() for mark in ("application_id", "user_version")]
            told.append((sorted(map(str, schema)), marks))
    assert told[0] == told[1]


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "w.sqlite3"
    path.write_bytes(b"somebody's work")
    with pytest.raises(StoreUnavailable) as told:
        build_world(path, SMALL)
    assert told.value.code == "store.exists"
    assert path.read_bytes() == b"somebody's work"
    assert names_in(tmp_path) == ["w.sqlite3"]


def test_progress_counts_up_to_the_end_of_each_step(tmp_path: Path) -> None:
    told: list[tuple[int, int, Doing]] = []
    build_world(tmp_path / "w.sqlite3", SMALL, progress=lambda *each: told.append(each), chunk=24)
    assert [count for count, total, doing in told if doing is Doing.PEOPLE] == [0, 24, 48, 72, 96, 120]
    assert list(dict.fromkeys(doing for *_, doing in told)) == list(Doing)
    for doing in Doing:
        last = [each for each in told if each[2] is doing][-1]
        assert last[0] == last[1] > 0


@pytest.mark.parametrize("after", [0, 1, 5, 40])
def test_a_cancel_leaves_nothing(after: int, tmp_path: Path) -> None:
    told = []

    def cancelled() -> bool:
        return len(told) >= after

    with pytest.raises(SeedingCancelled):
        build_world(
            tmp_path / "w.sqlite3", SMALL, progress=lambda *each: told.append(each), cancelled=cancelled, chunk=24
        )
    assert names_in(tmp_path) == []


def test_a_cancel_is_heeded_within_one_statement(tmp_path: Path) -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 2

    with pytest.raises(SeedingCancelled):
        build_world(tmp_path / "w.sqlite3", Profile(4_000, 7), cancelled=cancelled, chunk=4_000)
    assert names_in(tmp_path) == []


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    def broken(count: int, total: int, doing: Doing) -> None:
        raise OSError("the terminal is gone")

    with pytest.raises(OSError, match="gone"):
        build_world(tmp_path / "w.sqlite3", SMALL, progress=broken)
    assert names_in(tmp_path) == []


BUILDER = """
import sys
from pathlib import Path
from crmtrainer.seeding.builder import build_world
from crmtrainer.seeding.profile import Profile

build_world(Path(sys.argv[1]), Profile(2_000_000, 1), progress=lambda *each: print(*each, flush=True))
"""


def test_alone_the_builder_knows_every_table_of_a_world() -> None:
    program = "import crmtrainer.seeding.builder as b; print(*sorted(b.WorldBase.metadata.tables))"
    alone = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert alone.stdout.split() == sorted(WorldBase.metadata.tables)


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_a_killed_process_leaves_nothing(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", BUILDER, str(tmp_path / "w.sqlite3")], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process, process.stdout:
        assert process.stdout.readline() == "0 2000000 people\n"
        process.stdout.readline()
        assert any(name.endswith(".unfinished") for name in names_in(tmp_path))
        process.send_signal(signal.SIGKILL)
    limit = time.monotonic() + 20
    while names_in(tmp_path) and time.monotonic() < limit:
        os.sched_yield()
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"customers": -1}, "seed.customers_out_of_range"),
        ({"customers": MOST_CUSTOMERS + 1}, "seed.customers_out_of_range"),
        ({"seed": -1}, "seed.seed_out_of_range"),
        ({"as_of": date(1815, 6, 18)}, "seed.day_out_of_range"),
        ({"name": "  "}, "seed.bad_name"),
        ({"name": "n" * 81}, "seed.bad_name"),
    ],
)
def test_what_cannot_be_seeded_is_refused(arguments: dict[str, object], code: str) -> None:
    with pytest.raises(BadInput) as told:
        Profile(**{"customers": 10, "seed": 1} | arguments)  # type: ignore[arg-type]
    assert told.value.code == code
