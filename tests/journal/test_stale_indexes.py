# SPDX-License-Identifier: MIT
"""An index that hides a row from what is shown is found, though its table is what the entries made of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crmtrainer.journal.report import Damage, RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.journal.wording import told_result
from tests.journal.tampering import content

INDEX, TABLE = "ix_part_code", "part"


def _rewrite(path: Path, *statements: str) -> None:
    """Change a file statement by statement, its catalogue included, which is read anew afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        (version,) = connection.execute("PRAGMA schema_version").fetchone()
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)
        connection.execute(f"PRAGMA schema_version = {version + 1}")


def _hide_in_the_index(path: Path) -> None:
    """Have the index say another code than the table, which stays as it is."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT rootpage, sql FROM sqlite_master WHERE name = ?", (INDEX,)).fetchone()
    _rewrite(path, f"UPDATE {TABLE} SET code = 'gone' WHERE code = 'SHADE'")
    _rewrite(path, f"DELETE FROM sqlite_master WHERE name = '{INDEX}'")
    _rewrite(
        path,
        f"UPDATE {TABLE} SET code = 'SHADE' WHERE code = 'gone'",
        f"INSERT INTO sqlite_master VALUES ('index', '{INDEX}', '{TABLE}', {found[0]}, '{found[1]}')",
    )


def test_an_index_that_hides_rows_is_damage_by_its_name(played: Path) -> None:
    before = content(played)
    _hide_in_the_index(played)
    with closing(sqlite3.connect(played)) as connection:
        assert connection.execute(f"SELECT code FROM {TABLE} INDEXED BY {INDEX} WHERE code = 'SHADE'").fetchall() == []
    assert content(played) == before
    report = verify(played)
    assert [(found.kind, found.facts) for found in report.findings] == [
        (Damage.INDEX, {"index": INDEX, "table": TABLE})
    ]
    assert (report.result, told_result(report)[0]) == (RecordState.DAMAGED, "verify.result.damaged_outside")


@pytest.mark.parametrize("statement", ["REINDEX", "VACUUM"])
def test_an_index_that_was_built_anew_says_what_its_table_says(played: Path, statement: str) -> None:
    with closing(sqlite3.connect(played, isolation_level=None)) as connection:
        connection.execute(statement)
    assert verify(played).result is RecordState.INTACT
