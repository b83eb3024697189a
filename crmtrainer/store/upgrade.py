# SPDX-License-Identifier: MIT
"""Bringing a database to a newer schema: one transaction, foreign keys off before it begins and checked after."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from crmtrainer import paths
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable


class _Held(sqlite3.Connection):
    """A connection whose one transaction is ours: the libraries between us and it cannot end it early."""

    def commit(self) -> None:
        """Nothing: the transaction ends by its own statement."""

    def rollback(self) -> None:
        """Nothing, for the same reason."""


def migrate(path: Path, realm: Realm, settings: tuple[str, ...] = (), to: str = "head") -> None:
    """Run the migrations that are missing on the file at `path`, up to the revision `to`, whole or not at all.

    `settings` are pragmas written in the same go. Foreign keys go off first: with them on, rebuilding a table takes
    its child rows along. Raises `StoreUnavailable` when keys do not hold afterwards, or a table has not as many rows as
    before; a migration that is to change that names the table in its `CHANGES_ROWS_OF`.
    """
    # Imported here: 0.3 s that only a new or older file needs.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    with closing(sqlite3.connect(path, isolation_level=None, factory=_Held)) as connection:
        _turn_keys_off(connection, path)
        engine = create_engine("sqlite+pysqlite://", creator=lambda: connection, poolclass=StaticPool)
        config = Config()
        config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
        config.set_main_option("version_locations", str(paths.migrations() / realm.value).replace("%", "%%"))
        config.set_main_option("path_separator", "newline")
        connection.execute("BEGIN IMMEDIATE")
        try:
            before, version = _rows(connection), _version(connection)
            with engine.connect() as bound:
                config.attributes.update(connection=bound, realm=realm)
                command.upgrade(config, to)
            for setting in settings:
                connection.execute(f"PRAGMA {setting}")
            run = ScriptDirectory.from_config(config).iterate_revisions(to, version)
            may_change = {table for revision in run for table in getattr(revision.module, "CHANGES_ROWS_OF", ())}
            _check_rows(connection, path, {table: rows for table, rows in before.items() if table not in may_change})
            _check_keys(connection, path)
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").fetchone():
                connection.execute("ANALYZE")  # a table that was rebuilt lost what searches are planned by
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # SQLite undoes it by itself where the disk fails
                connection.execute("ROLLBACK")
            raise


def _turn_keys_off(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")
    if connection.execute("PRAGMA foreign_keys").fetchone() != (0,):  # within a transaction it would do nothing
        raise StoreUnavailable("store.setting_refused", setting="foreign_keys", path=str(path))


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has; not that of the migrations themselves."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").fetchall()
    tables = [name for (name,) in found if not name.startswith("sqlite_") and name != "alembic_version"]
    return {name: connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in tables}


def _version(connection: sqlite3.Connection) -> str:
    """The revision that a file is at, or the beginning."""
    is_new = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone() is None
    found = None if is_new else connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return "base" if found is None else str(found[0])


def _check_rows(connection: sqlite3.Connection, path: Path, before: dict[str, int]) -> None:
    after = _rows(connection)
    for table, count in before.items():
        if after.get(table) != count:
            problem = f"{table} had {count} rows and would have {after.get(table, 'none')}"
            raise StoreUnavailable("store.upgrade_failed", path=str(path), problem=problem)


def _check_keys(connection: sqlite3.Connection, path: Path) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        problem = f"{len(broken)} rows point at what is not there, the first in {broken[0][0]}"
        raise StoreUnavailable("store.upgrade_failed", path=str(path), problem=problem)
