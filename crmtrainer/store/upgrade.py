# SPDX-License-Identifier: MIT
"""Bringing a database to the newest schema: one transaction, foreign keys off before it begins and checked after."""

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


def migrate_to_head(path: Path, realm: Realm, settings: tuple[str, ...] = ()) -> None:
    """Run the migrations that are missing on the file at `path`, whole or not at all.

    `settings` are pragmas written in the same go. Foreign keys go off first: with them on, rebuilding a table takes
    its child rows along. Raises `StoreUnavailable` when keys do not hold afterwards.
    """
    # Imported here: 0.3 s that only a new or older file needs.
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    with closing(sqlite3.connect(path, isolation_level=None, factory=_Held)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        engine = create_engine("sqlite+pysqlite://", creator=lambda: connection, poolclass=StaticPool)
        config = Config()
        config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
        config.set_main_option("version_locations", str(paths.migrations() / realm.value).replace("%", "%%"))
        config.set_main_option("path_separator", "newline")
        connection.execute("BEGIN IMMEDIATE")
        try:
            with engine.connect() as bound:
                config.attributes.update(connection=bound, realm=realm)
                command.upgrade(config, "head")
            for setting in settings:
                connection.execute(f"PRAGMA {setting}")
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise StoreUnavailable("store.migration_broke_keys", table=str(broken[0][0]), count=len(broken))
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # SQLite undoes it by itself where the disk fails
                connection.execute("ROLLBACK")
            raise
