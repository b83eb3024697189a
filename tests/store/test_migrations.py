# SPDX-License-Identifier: MIT
"""Migrations and models say the same, one history for each kind of database, in words that PostgreSQL knows too."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from crmtrainer import bootstrap, paths
from crmtrainer.journal.guards import GUARDS
from crmtrainer.journal.shapes import shape_of, stored_columns, stored_shape
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.base import CentreBase, WorldBase
from crmtrainer.store.engine import open_reading
from crmtrainer.store.files import APPLICATION_IDS, SCHEMAS, create_empty, look_at
from crmtrainer.store.rows import tracked_tables

REALMS = pytest.mark.parametrize(
    ("realm", "metadata"),
    [(Realm.WORLD, WorldBase.metadata), (Realm.CENTRE, CentreBase.metadata)],
    ids=["world", "centre"],
)
assert bootstrap.all_commands(), "importing it makes the models whole"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[Realm, Path]:
    folder = tmp_path_factory.mktemp("new")
    made = {realm: folder / f"{realm.value}.sqlite3" for realm in Realm}
    for realm, path in made.items():
        create_empty(path, realm)
    return made


def history_of(realm: Realm) -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    config.set_main_option("version_locations", str(paths.migrations() / realm.value))
    config.set_main_option("path_separator", "newline")
    return ScriptDirectory.from_config(config)


@REALMS
def test_a_new_file_has_the_models_tables(files: dict[Realm, Path], realm: Realm, metadata: MetaData) -> None:
    engine = open_reading(files[realm])
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


@REALMS
def test_verification_finds_the_shapes_that_the_models_have(
    files: dict[Realm, Path], realm: Realm, metadata: MetaData
) -> None:
    engine = open_reading(files[realm])
    with engine.connect() as connection:
        columns = stored_columns(connection)
        for table in tracked_tables(list(metadata.tables.values())):
            assert stored_shape(table.name, columns[table.name]) == shape_of(table)
    engine.dispose()


@REALMS
def test_the_guards_stand_word_for_word(files: dict[Realm, Path], realm: Realm, metadata: MetaData) -> None:
    with closing(sqlite3.connect(files[realm])) as connection:
        found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    assert {name: found.get(name) for name in GUARDS} == GUARDS


@REALMS
def test_there_is_one_head_and_the_program_knows_its_number(realm: Realm, metadata: MetaData) -> None:
    history = history_of(realm)
    assert len(history.get_heads()) == 1
    assert len(list(history.walk_revisions())) == SCHEMAS[realm]


@REALMS
def test_a_new_file_says_what_it_is(files: dict[Realm, Path], realm: Realm, metadata: MetaData) -> None:
    kind = look_at(files[realm])
    assert (kind.realm, kind.schema) == (realm, SCHEMAS[realm])
    with closing(sqlite3.connect(files[realm])) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_IDS[realm],)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            (history_of(realm).get_current_head(),)
        ]


@REALMS
def test_the_models_compile_for_postgresql(realm: Realm, metadata: MetaData) -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves its dialects untyped
    for table in metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=dialect)).strip().startswith("CREATE TABLE")
        for index in table.indexes:
            assert re.match(r"CREATE (UNIQUE )?INDEX ", str(CreateIndex(index).compile(dialect=dialect)))


@REALMS
def test_names_fit_both_engines(realm: Realm, metadata: MetaData) -> None:
    """PostgreSQL cuts names off after 63 bytes, and then two may be one."""
    for table in metadata.tables.values():
        named = [table.name, *(index.name for index in table.indexes), *(key.name for key in table.constraints)]
        assert [name for name in named if isinstance(name, str) and len(name) > 63] == []


@REALMS
def test_no_key_is_given_out_by_the_engine(realm: Realm, metadata: MetaData) -> None:
    """Ids come from our own counters, or a replay would not give the same ones."""
    for table in metadata.tables.values():
        assert table.autoincrement_column is None, table.name


@REALMS
def test_making_a_file_twice_is_refused_and_the_first_is_left(tmp_path: Path, realm: Realm, metadata: MetaData) -> None:
    path = tmp_path / "once.sqlite3"
    create_empty(path, realm)
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match=r"store\.exists"):
        create_empty(path, realm)
    assert path.read_bytes() == before
