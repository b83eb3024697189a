# SPDX-License-Identifier: MIT
"""Two tables of the tests' own, before and after a migration that converts their rows in every way there is.

`as_before` is the program that knows them as they were, `as_after` the one that brings them to their new form.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from sqlalchemy import Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from crmtrainer import bootstrap, paths
from crmtrainer.agenda.world import World
from crmtrainer.journal import conversions
from crmtrainer.journal.conversions import Conversion, Row, Step, rewriting
from crmtrainer.journal.digests import digests
from crmtrainer.journal.genesis import write_genesis
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.kernel.commands import CATALOGUE, SYSTEM, Command, HandlerTable, Outcome, Realm, Role, verb
from crmtrainer.kernel.errors import Refused
from crmtrainer.store.base import TYPED, UNTRACKED, WorldBase
from crmtrainer.store.engine import open_database
from crmtrainer.store.files import SCHEMAS, create_empty
from crmtrainer.store.unit_of_work import UnitOfWork, writing
from tests.journal.tampering import behind_the_back
from tests.support import LEARNER, START

NOW = SCHEMAS[Realm.WORLD]
BEFORE, AFTER = NOW + 1, NOW + 2
_HEAD = """
from alembic import op

revision, down_revision, branch_labels, depends_on = "w{after:04}", "w{before:04}", None, None


def upgrade() -> None:
    for statement in {statements!r}:
        op.execute(statement)
"""
_FIRST = (
    "CREATE TABLE thing (id INTEGER NOT NULL PRIMARY KEY, kind VARCHAR(20) NOT NULL, words TEXT NOT NULL,"
    " worth INTEGER, last_act INTEGER NOT NULL)",
    "CREATE TABLE coin (metal VARCHAR(20) NOT NULL PRIMARY KEY, amount INTEGER NOT NULL, last_act INTEGER NOT NULL)",
)
CONVERTS = (
    "CREATE TABLE thing_new (id INTEGER NOT NULL PRIMARY KEY, label VARCHAR(20) NOT NULL, size INTEGER NOT NULL,"
    " words TEXT NOT NULL, shown BOOLEAN NOT NULL, last_act INTEGER NOT NULL)",
    "INSERT INTO thing_new SELECT id, kind, length(kind), replace(words, 'a', 'A'), 0, last_act FROM thing",
    "DROP TABLE thing",
    "ALTER TABLE thing_new RENAME TO thing",
    "ALTER TABLE coin ADD COLUMN note VARCHAR(20) NOT NULL DEFAULT ''",
    "UPDATE coin SET amount = amount * 100",
)
"""A table rebuilt with a column renamed, one worked out of another, one dropped, one added and words rewritten; and a
column with a default added where it stands, beside one that is counted otherwise now."""


def _forward(row: Row) -> Row:
    kind, words = row["kind"], row["words"]
    return {"id": row["id"], "label": kind, "size": len(kind), "words": words.replace("a", "A"), "shown": 0}


def _back(row: Row) -> Row:
    return {"id": row["id"], "kind": row["label"], "words": row["words"], "worth": None}


STEP = Step(
    (
        Conversion(
            "thing",
            ("id", "kind", "words", "worth"),
            ("id", "label", "size", "words", "shown"),
            _forward,
            _back,
            frozenset({"words"}),
        ),
        Conversion(
            "coin",
            ("metal", "amount"),
            ("metal", "amount", "note"),
            lambda row: {"metal": row["metal"], "amount": row["amount"] * 100, "note": ""},
            lambda row: {"metal": row["metal"], "amount": row["amount"] // 100},
            frozenset({"amount"}),
        ),
    )
)


AGAIN = ("UPDATE coin SET note = metal", "UPDATE thing SET words = replace(words, 'o', '0')")
"""A column filled from another one, and words rewritten a second time."""
STEP_AGAIN = Step(
    (
        rewriting("coin", ("metal", "amount", "note"), frozenset({"note"}), lambda row: {**row, "note": row["metal"]}),
        rewriting(
            "thing",
            ("id", "label", "size", "words", "shown"),
            frozenset({"words"}),
            lambda row: {**row, "words": row["words"].replace("o", "0")},
        ),
    )
)


class _Before(DeclarativeBase):
    metadata = MetaData()
    last_act: Mapped[int] = mapped_column(Integer, default=0, sort_order=999, info=UNTRACKED)


class _After(DeclarativeBase):
    metadata = MetaData()
    last_act: Mapped[int] = mapped_column(Integer, default=0, sort_order=999, info=UNTRACKED)


class Thing(_Before):
    __tablename__ = "thing"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(info=TYPED)
    worth: Mapped[int | None]


class Coin(_Before):
    __tablename__ = "coin"
    metal: Mapped[str] = mapped_column(String(20), primary_key=True)
    amount: Mapped[int]


class NewThing(_After):
    __tablename__ = "thing"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    label: Mapped[str] = mapped_column(String(20))
    size: Mapped[int]
    words: Mapped[str] = mapped_column(info=TYPED)
    shown: Mapped[bool]


class NewCoin(_After):
    __tablename__ = "coin"
    metal: Mapped[str] = mapped_column(String(20), primary_key=True)
    amount: Mapped[int]
    note: Mapped[str] = mapped_column(String(20))


@dataclass(frozen=True, slots=True)
class Put(Command):
    kind: str
    words: str
    worth: int | None = None


@dataclass(frozen=True, slots=True)
class Say(Command):
    thing: int
    words: str


@dataclass(frozen=True, slots=True)
class Drop(Command):
    thing: int


@dataclass(frozen=True, slots=True)
class Pay(Command):
    """Set how many coins of a metal there are."""

    metal: str
    amount: int


VERBS = {Put: ("room.put", {"words"}), Say: ("room.say", {"words"}), Drop: ("room.drop", ()), Pay: ("room.pay", ())}


def _thing(model: Any, work: UnitOfWork, ident: int) -> Any:
    found = work.session.get(model, ident)
    if found is None:
        raise Refused("room.no_such_thing", thing=ident)
    return found


def _handlers(thing: Any, coin: Any, make: Callable[[int, Put], Any], tidy: Callable[[str], str], unit: int) -> Any:
    def put(cmd: Put, work: UnitOfWork) -> Outcome:
        ident = work.new_id("thing")
        work.add(make(ident, cmd))
        return Outcome((), {"thing": ident})

    def say(cmd: Say, work: UnitOfWork) -> Outcome:
        _thing(thing, work, cmd.thing).words = tidy(cmd.words)
        return Outcome()

    def drop(cmd: Drop, work: UnitOfWork) -> Outcome:
        work.session.delete(_thing(thing, work, cmd.thing))
        return Outcome()

    def pay(cmd: Pay, work: UnitOfWork) -> Outcome:
        found = work.session.get(coin, cmd.metal)
        if found is None:
            more = {"note": ""} if unit > 1 else {}
            found = work.add(coin(metal=cmd.metal, amount=0, **more))
        found.amount = cmd.amount * unit
        return Outcome()

    return {Put: put, Say: say, Drop: drop, Pay: pay}


def _as_before(ident: int, cmd: Put) -> Thing:
    return Thing(id=ident, kind=cmd.kind, words=cmd.words, worth=cmd.worth)


def _as_after(ident: int, cmd: Put) -> NewThing:
    words = cmd.words.replace("a", "A")
    return NewThing(id=ident, label=cmd.kind, size=len(cmd.kind), words=words, shown=False)


OLD: HandlerTable = _handlers(Thing, Coin, _as_before, str, 1)
NEW: HandlerTable = _handlers(NewThing, NewCoin, _as_after, lambda words: words.replace("a", "A"), 100)


@contextmanager
def changing_room() -> Iterator[None]:
    """The room's verbs are registered within, and gone afterwards."""
    for command, (name, typed) in VERBS.items():
        verb(name, roles={Role.LEARNER, Role.TRAINER}, typed=typed)(command)
    try:
        yield
    finally:
        for name, _ in VERBS.values():
            CATALOGUE.pop(name)


@contextmanager
def _program(schema: int, *migrations: tuple[str, ...], steps: dict[int, Step] | None = None) -> Iterator[None]:
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name) / "migrations"
        shutil.copytree(paths.migrations(), folder, ignore=shutil.ignore_patterns("__pycache__"))
        for number, statements in enumerate(migrations, NOW):
            text = _HEAD.format(before=number, after=number + 1, statements=statements)
            (folder / "world" / f"w{number + 1:04}_next.py").write_text(text, encoding="utf-8")
        stack.enter_context(patch.object(paths, "migrations", lambda: folder))
        stack.enter_context(patch.dict(SCHEMAS, {Realm.WORLD: schema}))
        if steps is not None:
            stack.enter_context(patch.dict(conversions.STEPS, {Realm.WORLD: steps}))
        yield


@contextmanager
def as_before() -> Iterator[None]:
    """The program that knows the tables as they were."""
    with _program(BEFORE, _FIRST):
        yield


@contextmanager
def as_after(converts: tuple[str, ...] = CONVERTS, step: Step = STEP) -> Iterator[None]:
    """The program that brings them to their new form."""
    with _program(AFTER, _FIRST, converts, steps={AFTER: step}):
        yield


@contextmanager
def as_long_after() -> Iterator[None]:
    """The program that changes one of the tables once more; its acts do not know of that."""
    with _program(AFTER + 1, _FIRST, CONVERTS, AGAIN, steps={AFTER: STEP, AFTER + 1: STEP_AGAIN}):
        yield


def open_before(path: Path, clock: FixedClock) -> World:
    return _opened(path, clock, OLD)


def open_after(path: Path, clock: FixedClock) -> World:
    return _opened(path, clock, NEW)


def _opened(path: Path, clock: FixedClock, handlers: HandlerTable) -> World:
    world = bootstrap.open_world(path, clock=clock)
    world.app.handlers = {**world.app.handlers, **handlers}
    return world


def begin(path: Path) -> None:
    """A world that was begun before the migration, with rows to convert, closed."""
    create_empty(path, Realm.WORLD)
    database = open_database(path)
    try:
        with writing(database) as session:
            work = UnitOfWork(session, 0, START, START, SYSTEM, "test", "test", False)
            for kind, words, worth in (("cup", "a saga", 5), ("pan", "plain", None), ("jar", "", 0)):
                session.add(_as_before(work.new_id("thing"), Put(kind, words, worth)))
            session.add(Coin(metal="gold", amount=5))
            session.flush()
            start = {
                name: digest
                for metadata in (WorldBase.metadata, _Before.metadata)
                for name, digest in digests(session.connection(), metadata).items()
            }
        about, now = {"made": "by a test"}, datetime.now(UTC)
        write_genesis(database, Realm.WORLD, seed="test", about=about, practice=START, wall=now, start=start)
    finally:
        database.close()


def other_step(place: int, **changes: Any) -> Step:
    """The step with another conversion in a place."""
    found = list(STEP.conversions)
    found[place] = replace(found[place], **changes)
    return Step(tuple(found))


EARLIER = (Put("urn", "an urn", 9), Say(1, "aha"), Pay("tin", 7), Drop(2), Pay("gold", 6))
LATER = (Put("bag", "a bag"), Say(4, "an old urn"), Pay("tin", 8), Drop(3), Pay("lead", 1))
MIGRATED = len(EARLIER) + 2
"""The entry about the migration: the first entry and the earlier acts come before it."""
LAST = MIGRATED + len(LATER)


def act(path: Path, opening: Any, commands: tuple[Command, ...]) -> None:
    world = opening(path, FixedClock(START))
    for command in commands:
        with suppress(Refused):
            world.perform(command, LEARNER)
    world.close()


def rows(path: Path, table: str) -> list[tuple[Any, ...]]:
    with behind_the_back(path) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
