# SPDX-License-Identifier: MIT
"""Performing a world's acts again from its own start: the test that nothing but acts, seed and time decides it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from crmtrainer.agenda.runner import marking
from crmtrainer.agenda.world import World
from crmtrainer.application import Application
from crmtrainer.bootstrap import open_world
from crmtrainer.journal.conversions import Conversion, step_to
from crmtrainer.journal.entry import Entry, commitments_in, entry_from, with_words
from crmtrainer.journal.genesis import Begin
from crmtrainer.journal.rewinding import rewind
from crmtrainer.journal.segments import GOES_ON, Migrated
from crmtrainer.journal.shapes import TableShape, quoted, stored_columns, stored_shape
from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.kernel.codec import from_plain
from crmtrainer.kernel.commands import Actor, Command, Origin, Realm, Role, command_named
from crmtrainer.kernel.errors import BadInput, Fact, Refused, StoreUnavailable
from crmtrainer.kernel.moments import from_micros
from crmtrainer.store.engine import open_reading
from crmtrainer.store.files import copy_whole, look_at
from crmtrainer.store.rows import STAMP

Opening = Callable[[Path, FixedClock], World]
Words = dict[str, str | None]
Migrations = tuple[tuple[int, tuple[Conversion, ...]], ...]
Carried = Mapping[str, frozenset[str]]
ASIDE = "replay-"
"""How the name of a folder begins in which a world is replayed."""
_BODY = "SELECT body FROM journal_entry WHERE seq = ?"
_MIGRATED = "SELECT body FROM journal_entry WHERE verb = ? AND outcome = 'done' ORDER BY seq"


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a replay first went another way: at an entry, or in a row of a table."""

    seq: int | None
    what: str
    table: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class ReplayReport:
    """Whether the acts gave the same world again, and how many were performed."""

    same: bool
    first_difference: Difference | None
    acts: int


def told_replay(report: ReplayReport) -> tuple[str, dict[str, Fact]]:
    """The code of the sentence that says what a replay came to, and the facts that fill it."""
    other = report.first_difference
    if other is None:
        return "replay.same", {"acts": report.acts}
    if other.seq is None:
        return "replay.differs_in_table", {"table": other.table, "row": other.row, "what": other.what}
    return "replay.differs", {"entry": other.seq, "what": other.what}


@dataclass(frozen=True, slots=True)
class Begun:
    """How a world began, at which practice time, and how many entries its journal has."""

    begin: Begin
    practice: datetime
    entries: int


def begun_as(path: Path) -> Begun:
    """How the world at `path` began. Raises `StoreUnavailable` for a file that is missing."""
    with _reading(path) as original:
        entry = _entry(original, 1)
        return Begun(from_plain(Begin, dict(entry.args)), from_micros(entry.practice), _count(original))


def follow(
    path: Path, app: Application, clock: FixedClock, *, until: int, changed: Callable[[Command], Command]
) -> None:
    """Perform the acts of the world at `path`, up to entry `until`, in another world with the same start.

    `changed` may put another command in an act's place; what comes of those is not compared. They are entered with
    the wall time at which they are performed now. Raises `Refused` where an act does not come out as it did.
    """
    with _reading(path) as original:
        migrations = _migrations(original)
        for seq in range(2, until + 1):
            difference = _perform_again(app, clock, original, seq, migrations, changed=changed)
            if difference is not None:
                raise Refused("replay.other_way", seq=seq, what=difference.what)


def replay_aside(path: Path, folder: Path | None = None) -> ReplayReport:
    """Replay the world at `path` in a file that goes afterwards, in `folder` or where the system keeps such files.

    Raises what `replay` raises.
    """
    with TemporaryDirectory(prefix=ASIDE, dir=folder) as aside:
        return replay(path, Path(aside) / path.name)


def _open(path: Path, clock: FixedClock) -> World:
    return open_world(path, clock=clock, seals=False)


def replay(path: Path, into: Path, *, opening: Opening = _open) -> ReplayReport:
    """Perform every act of the world at `path` again, in a new file at `into`, and compare the tables by values.

    Acts from before a migration are performed by today's program on the start in today's columns, and what came of
    them is compared in the columns that the migration carried over; the file at `into` is good for nothing else then.
    Reads `path` only. Raises `Refused` for a record that is not intact, `StoreUnavailable` for a file that cannot
    be read or when `into` is there already.
    """
    if look_at(path).realm is not Realm.WORLD:
        raise StoreUnavailable("store.wrong_kind", path=str(path), kind=Realm.CENTRE.value)
    copy_whole(path, into)
    try:
        rewind(into, Realm.WORLD)
    except Refused:
        into.unlink()
        raise
    with _reading(path) as original:
        acts, difference = _perform_all(original, into, opening)
        if difference is None:
            with _reading(into) as again:
                difference = _first_difference(original, again)
    return ReplayReport(difference is None, difference, acts)


@contextmanager
def _reading(path: Path) -> Iterator[Connection]:
    engine = open_reading(path)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _perform_all(original: Connection, into: Path, opening: Opening) -> tuple[int, Difference | None]:
    clock = FixedClock(from_micros(_entry(original, 1).practice))
    world = opening(into, clock)
    acts, migrations = 0, _migrations(original)
    try:
        for seq in range(2, _count(original) + 1):
            difference = _perform_again(world.app, clock, original, seq, migrations)
            acts += 1
            if difference is not None:
                return acts, difference
    finally:
        world.close()
    return acts, None


def _perform_again(
    app: Application,
    clock: FixedClock,
    original: Connection,
    seq: int,
    migrations: Migrations,
    *,
    changed: Callable[[Command], Command] | None = None,
) -> Difference | None:
    """Perform one act as it was performed, and compare what came of it. With `changed` the wall's time is now."""
    entry, words = _entry(original, seq), _words(original, seq)
    if any(words.get(commitment) is None for commitment in commitments_in(dict(entry.args))):
        return Difference(seq, "erased")
    try:
        as_it_was = from_plain(command_named(entry.verb), with_words(dict(entry.args), words))
    except BadInput as problem:
        return Difference(seq, problem.code.removesuffix(".near"))  # without what may have been meant
    command = as_it_was if changed is None else changed(as_it_was)
    actor = Actor(entry.actor, Role(entry.role), Origin(entry.origin))
    within = marking(entry.request) if actor.role is Role.SYSTEM else None
    clock.at = from_micros(entry.practice)
    if changed is None:
        app.wall = FixedClock(from_micros(entry.wall))
    try:
        app.perform(command, actor, request_id=entry.request, at=clock.at, within=within)
    except Refused as refusal:
        if refusal.code != entry.refusal:
            return Difference(seq, f"refused: {refusal.code}")
    if command != as_it_was:
        return None
    with app.database.reader.connect() as again:
        body = again.exec_driver_sql(_BODY, (seq,)).scalar()
        if not body:
            return Difference(seq, "not entered")
        return _compare(entry, words, entry_from(body), _words(again, seq), _carried_over(seq, migrations))


def _compare(entry: Entry, words: Words, again: Entry, words_again: Words, carried: Carried) -> Difference | None:
    """What came of the act: its result, its facts and its effects, with the words themselves in them."""
    for name in ("practice", "result", "refusal", "subject", "args", "facts", "effects"):
        one, other = with_words(getattr(entry, name), words), with_words(getattr(again, name), words_again)
        if name in ("facts", "effects") and entry.verb == Migrated.verb:
            continue  # what it kept of rows before is not there to be kept again
        if name == "effects" and carried:
            one, other = _only_carried(one, carried), _only_carried(other, carried)
        if one != other:
            return Difference(entry.seq, name)
    return None


def _migrations(original: Connection) -> Migrations:
    """The migrations in a world's journal that converted rows, each with its entry."""
    found = []
    for (body,) in original.exec_driver_sql(_MIGRATED, (Migrated.verb,)):
        entry = entry_from(body)
        command = from_plain(Migrated, dict(entry.args))
        if entry.facts.get(GOES_ON) is not True and (conversions := step_to(Realm.WORLD, command.after).conversions):
            found.append((entry.seq, conversions))
    return tuple(found)


def _carried_over(seq: int, migrations: Migrations) -> Carried:
    """By table that was converted after entry `seq`: the columns that hold the same ever since."""
    found: dict[str, frozenset[str]] = {}
    for conversion in (each for migrated, conversions in migrations if migrated > seq for each in conversions):
        found[conversion.table] = found.get(conversion.table, conversion.carried) & conversion.carried
    return found


def _only_carried(effects: Json, carried: Carried) -> Json:
    """Effects without what a later migration converted: the acts are performed on the columns of today."""
    found: list[Json] = []
    for effect in effects if isinstance(effects, list) else ():
        names = carried.get(str(effect["t"])) if isinstance(effect, dict) else None
        if names is None or not isinstance(effect, dict):
            found.append(effect)
            continue
        before, after = (_within(effect[part], names) for part in ("b", "a"))
        if before or after or not (effect["b"] and effect["a"]):
            found.append({**effect, "b": before, "a": after})
    return found


def _within(values: Json, names: frozenset[str]) -> Json:
    return {name: value for name, value in values.items() if name in names} if isinstance(values, dict) else values


def _first_difference(original: Connection, again: Connection) -> Difference | None:
    start = from_plain(Begin, dict(_entry(original, 1).args)).start
    columns, columns_again = stored_columns(original), stored_columns(again)
    for name in start:
        shape = stored_shape(name, columns.get(name, []))
        if shape is None or stored_shape(name, columns_again.get(name, [])) != shape:
            return Difference(None, "shape", name)
        for one, other in zip_longest(_rows(original, shape), _rows(again, shape)):
            if one != other:
                return _in_row(shape, one, other)
    return None


def _in_row(shape: TableShape, one: tuple[Json, ...] | None, other: tuple[Json, ...] | None) -> Difference:
    row = "/".join(str((one or other or ())[place]) for place in shape.key_places)
    if one is None or other is None:
        return Difference(None, "only in the replay" if one is None else "not in the replay", shape.name, row)
    names = [*shape.columns, STAMP]
    column = next(name for name, a, b in zip(names, one, other, strict=True) if a != b)
    return Difference(None, column, shape.name, row)


def _rows(connection: Connection, shape: TableShape) -> Iterator[tuple[Json, ...]]:
    names = ", ".join(quoted(name) for name in (*shape.columns, STAMP))
    keys = ", ".join(map(quoted, shape.key))
    for row in connection.exec_driver_sql(f"SELECT {names} FROM {quoted(shape.name)} ORDER BY {keys}"):
        yield tuple(row)


def _count(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT COUNT(*) FROM journal_entry").scalar_one())


def _entry(connection: Connection, seq: int) -> Entry:
    return entry_from(connection.exec_driver_sql(_BODY, (seq,)).scalar_one())


def _words(connection: Connection, seq: int) -> Words:
    rows = connection.exec_driver_sql("SELECT commitment, words FROM journal_words WHERE seq = ?", (seq,))
    return {str(row.commitment): row.words for row in rows}
