# SPDX-License-Identifier: MIT
"""Prepared statements give what the statements themselves give, and are compiled once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, bindparam, create_engine, insert, select
from sqlalchemy.pool import StaticPool

from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import Refused
from crmtrainer.store.prepared import Prepared, PreparedForMany, PreparedRows, many
from crmtrainer.store.types import Choice, UtcDateTime

THING = Table("thing", MetaData(), Column("id", Integer, primary_key=True), Column("name", String(20)))


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as connection:
        THING.metadata.create_all(connection)
        yield connection
    engine.dispose()


def test_values_are_given_by_name_whatever_their_order(connection: Connection) -> None:
    put = Prepared(insert(THING))
    put.run(connection, name="lamp", id=1)
    put.run(connection, id=2, name="fan")
    named = Prepared(select(THING.c.id).where(THING.c.name == bindparam("name")))
    assert [named.run(connection, name=name).scalar() for name in ("fan", "lamp", "other")] == [2, 1, None]
    assert Prepared(select(THING.c.name).order_by(THING.c.id)).run(connection).scalars().all() == ["lamp", "fan"]


def test_it_is_compiled_once(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    statement = Prepared(select(THING.c.id))
    statement.run(connection)
    monkeypatch.setattr(statement, "_statement", None)
    assert statement.run(connection).all() == []


def test_a_value_that_is_missing_is_named(connection: Connection) -> None:
    with pytest.raises(KeyError, match="name"):
        Prepared(insert(THING)).run(connection, id=1)


def some_things(connection: Connection, count: int) -> None:
    Prepared(insert(THING)).run(connection, id=1, name="other")
    for number in range(2, count + 2):
        Prepared(insert(THING)).run(connection, id=number, name="lamp")


@pytest.mark.parametrize("count", [1, 63, 64, 65, 200])
def test_rows_are_asked_for_by_lists_of_any_length(connection: Connection, count: int) -> None:
    some_things(connection, count)
    among = select(THING.c.id).where(THING.c.id.in_(many()), THING.c.name.in_(["lamp", "fan"])).order_by(THING.c.id)

    found = PreparedForMany(among).run(connection, list(range(1, count + 2)))

    assert [ident for (ident,) in found] == list(range(2, count + 2))


def test_no_values_find_nothing(connection: Connection) -> None:
    some_things(connection, 1)
    assert list(PreparedForMany(select(THING.c.id).where(THING.c.id.in_(many()))).run(connection, [])) == []


def test_lists_of_about_one_length_are_compiled_for_once(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    statement = PreparedForMany(select(THING.c.id).where(THING.c.id.in_(many())))
    statement.run(connection, [1])
    monkeypatch.setattr(statement, "_statement", None)
    assert list(statement.run(connection, list(range(60)))) == []


SEAT = Table(
    "seat",
    THING.metadata,
    Column("id", Integer, primary_key=True),
    Column("role", Choice(Role)),
    Column("since", UtcDateTime),
)
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def test_rows_and_values_are_those_of_the_columns(connection: Connection) -> None:
    connection.execute(
        insert(SEAT),
        [
            {"id": 1, "role": Role.LEARNER, "since": NOON},
            {"id": 2, "role": Role.TRAINER, "since": NOON},
            {"id": 3, "role": None, "since": None},
        ],
    )
    asked = select(SEAT, SEAT.c.role.label("again")).where(SEAT.c.since <= bindparam("until"))
    found = PreparedRows(asked.where(SEAT.c.role != Role.TRAINER)).rows(connection, until=NOON)
    assert [row._asdict() for row in found] == [
        {"id": 1, "role": Role.LEARNER, "since": NOON, "again": Role.LEARNER},
    ]
    empty = PreparedRows(select(SEAT).where(SEAT.c.id == bindparam("id"))).rows(connection, id=3)
    assert (empty[0].role, empty[0].since) == (None, None)


def test_a_value_that_the_column_refuses_is_refused(connection: Connection) -> None:
    asked = PreparedRows(select(SEAT).where(SEAT.c.since == bindparam("since")))
    with pytest.raises(Refused, match=r"time\.naive"):
        asked.rows(connection, since=datetime(2026, 3, 3, 12))
