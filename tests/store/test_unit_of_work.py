# SPDX-License-Identifier: MIT
"""One act's transaction: whole or not at all, with ids of our own and chance that can be repeated."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from crmtrainer.bootstrap import open_centre
from crmtrainer.kernel.errors import NotFound, StoreUnavailable
from crmtrainer.orders.models import Part, Product
from crmtrainer.store.counters import CentreCounter
from crmtrainer.store.engine import Database
from crmtrainer.store.unit_of_work import UnitOfWork, reading, writing
from tests.support import LEARNER, START, WorldUnderTest, fresh_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[WorldUnderTest]:
    made = fresh_world(tmp_path)
    yield made
    made.world.close()


def work_in(session: object, *, seq: int = 2, seed: str = "seed", centre: bool = False) -> UnitOfWork:
    return UnitOfWork(session, seq, START, START, LEARNER, "r", seed, centre)  # type: ignore[arg-type]


def do(database: Database, doing: Callable[[UnitOfWork], object]) -> None:
    with writing(database) as session:
        doing(work_in(session))


def products(database: Database) -> list[str]:
    with closing(sqlite3.connect(database.path)) as connection:
        return [code for (code,) in connection.execute("SELECT code FROM product ORDER BY id")]


def test_what_is_missing_is_named(world: WorldUnderTest) -> None:
    with writing(world.world.app.database) as session, pytest.raises(NotFound, match=r"id=7, kind='product'"):
        work_in(session).get(Product, 7)


def test_numbers_count_up_for_each_kind(world: WorldUnderTest) -> None:
    database = world.world.app.database
    with writing(database) as session:
        work = work_in(session)
        assert [work.new_id("a"), work.new_id("a"), work.new_id("b")] == [1, 2, 1]
    with writing(database) as session:
        assert work_in(session).new_id("a") == 3


def test_numbers_of_undone_work_are_given_out_again(world: WorldUnderTest) -> None:
    database = world.world.app.database
    with pytest.raises(ZeroDivisionError):
        do(database, lambda work: work.new_id("a") / 0)
    with writing(database) as session:
        assert work_in(session).new_id("a") == 1


def test_the_centre_has_counters_of_its_own(tmp_path: Path) -> None:
    app = open_centre(tmp_path)
    with writing(app.database) as session:
        assert work_in(session, centre=True).new_id("a") == 1
    with reading(app.database) as session:
        counter = session.get(CentreCounter, "a")
        assert counter is not None
        assert counter.last == 1
    app.close()


def test_a_new_row_is_seen_by_the_works_own_questions(world: WorldUnderTest) -> None:
    with writing(world.world.app.database) as session:
        work = work_in(session)
        work.add(Product(id=1, code="A", name="A", price=1))
        assert work.get(Product, 1).code == "A"


def test_work_is_undone_whole(world: WorldUnderTest) -> None:
    database = world.world.app.database

    def be_interrupted(work: UnitOfWork) -> None:
        work.add(Product(id=2, code="B", name="B", price=1))
        raise KeyboardInterrupt

    do(database, lambda work: work.add(Product(id=1, code="A", name="A", price=1)))
    with pytest.raises(KeyboardInterrupt):
        do(database, be_interrupted)
    assert products(database) == ["A"]


def test_a_key_to_nowhere_is_a_bug(world: WorldUnderTest) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), writing(world.world.app.database) as session:
        work_in(session).add(Part(id=1, product_id=9, code="A", name="A"))


def test_chance_depends_on_seed_act_and_purpose_alone(world: WorldUnderTest) -> None:
    def drawn(purpose: str = "p", seq: int = 2, seed: str = "seed") -> list[int]:
        with writing(world.world.app.database) as session:
            chance = work_in(session, seq=seq, seed=seed).chance(purpose)
            return [chance.randrange(1000) for _ in range(5)]

    assert drawn() == drawn() == [106, 578, 523, 839, 564]
    assert len({tuple(other) for other in (drawn(), drawn("q"), drawn(seq=3), drawn(seed="s"))}) == 4


def test_a_file_that_cannot_be_written_is_said_so(world: WorldUnderTest) -> None:
    database = world.world.app.database
    with database.writer.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA query_only = ON")  # type: ignore[union-attr]
    with pytest.raises(StoreUnavailable, match=r"store\.read_only"), writing(database) as session:
        work_in(session).add(Product(id=1, code="A", name="A", price=1))


def test_a_full_disk_is_said_so(world: WorldUnderTest) -> None:
    database = world.world.app.database
    with database.writer.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        pages = driver.execute("PRAGMA page_count").fetchone()[0]
        driver.execute(f"PRAGMA max_page_count = {pages}")

    def fill(work: UnitOfWork) -> None:
        for number in range(2000):
            work.add(Product(id=number, code=f"P{number}", name="x" * 200, price=1))

    with pytest.raises(StoreUnavailable, match=r"store\.full"):
        do(database, fill)
    assert products(database) == []
