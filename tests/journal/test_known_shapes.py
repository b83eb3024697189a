# SPDX-License-Identifier: MIT
"""The shapes that verifying knows are those of the migrations, and a file whose tables were altered is found out.

`python -m tests.journal.test_known_shapes` writes them anew, for a new schema.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from crmtrainer.figures.hours import DIFFERENT
from crmtrainer.journal import known_counts, known_shapes
from crmtrainer.journal.known_counts import question_of
from crmtrainer.journal.known_shapes import known_tables, tables_of
from crmtrainer.journal.report import Damage, Note, RecordState
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Realm
from crmtrainer.store.files import SCHEMAS, create_empty
from tests.old_databases.make import unpacked

_COUNTS = Path(known_counts.__file__).with_suffix(".json")
SCHEMAS_OF = [(realm, schema) for realm in Realm for schema in range(1, SCHEMAS[realm] + 1)]


def made(realm: Realm, schema: int, folder: Path) -> Path:
    """A file of a schema: a new one, or the one that was kept."""
    path = folder / f"{realm.value}-{schema}.sqlite3"
    if schema == SCHEMAS[realm]:
        create_empty(path, realm)
    else:
        unpacked(realm, schema, path)
    return path


def respelt(table: str, old: str, new: str) -> str:
    """Statements that write a table's own words anew in the catalogue."""
    return (
        "PRAGMA writable_schema = ON;"
        f"UPDATE sqlite_master SET sql = replace(sql, '{old}', '{new}') WHERE name = '{table}';"
        "PRAGMA schema_version = 9999"
    )


def tables_in(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as file:
        return tables_of(file)


@pytest.mark.parametrize(("realm", "schema"), SCHEMAS_OF)
def test_every_schema_is_known_as_it_was_made(realm: Realm, schema: int, tmp_path: Path) -> None:
    assert known_tables(realm, schema) == tables_in(made(realm, schema, tmp_path))


def test_the_newest_schema_counts_as_the_program_does() -> None:
    assert question_of(Realm.WORLD, SCHEMAS[Realm.WORLD]) == DIFFERENT
    assert not question_of(Realm.WORLD, 2)
    assert not question_of(Realm.CENTRE, SCHEMAS[Realm.CENTRE])


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO desk_hour (measure, hour, kind, state, amount) VALUES ('opened', 1, 'enquiry', '', 3)",
        "INSERT INTO desk_hour (measure, hour, kind, state, amount) VALUES ('', 'x', 1.5, X'00', 'many')",
    ],
)
def test_counts_that_are_not_those_of_the_rows_are_damage_beside_the_entries(statement: str, played: Path) -> None:
    with closing(sqlite3.connect(played)) as file, file:
        file.execute(statement)

    report = verify(played)

    assert [(found.kind, found.seq) for found in report.findings] == [(Damage.COUNTS, None)]
    assert report.is_beside


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("CREATE TRIGGER evil AFTER INSERT ON journal_entry BEGIN DELETE FROM promise; END", "journal_entry"),
        ("CREATE TRIGGER evil AFTER INSERT ON utterance BEGIN UPDATE customer SET town = ''; END", "utterance"),
        ("DROP INDEX uq_journal_entry_request_id", "journal_entry"),
        ("ALTER TABLE reveal DROP COLUMN reason", "reveal"),
        ("ALTER TABLE reflection ADD COLUMN mark TEXT", "reflection"),
        ("CREATE TRIGGER evil AFTER UPDATE ON alembic_version BEGIN DELETE FROM promise; END", "alembic_version"),
        ("CREATE TRIGGER evil AFTER INSERT ON PROMISE BEGIN DELETE FROM promise; END", "promise"),
        ("ALTER TABLE promise RENAME TO kept; CREATE VIEW promise AS SELECT * FROM kept WHERE id > 1", "promise"),
        (
            "ALTER TABLE counter RENAME TO kept;"
            "CREATE TABLE counter (kind VARCHAR(64) NOT NULL, last INTEGER NOT NULL, last_act INTEGER NOT NULL,"
            " CONSTRAINT pk_counter PRIMARY KEY (kind)) WITHOUT ROWID;"
            "INSERT INTO counter SELECT * FROM kept; DROP TABLE kept",
            "counter",
        ),
        (respelt("persona_state", "NULL, ", "NULL CHECK (trust < 101), "), "persona_state"),
        (respelt("journal_entry", "(seq)", "(seq) ON CONFLICT REPLACE"), "journal_entry"),
        (respelt("story_event", "reason TEXT", "reason TEXT COLLATE NOCASE"), "story_event"),
    ],
)
def test_a_table_altered_behind_the_journals_back_is_named(statement: str, table: str, played: Path) -> None:
    with closing(sqlite3.connect(played)) as file, file:
        file.executescript(statement)

    report = verify(played)

    assert report.result is RecordState.DAMAGED
    assert (Damage.TABLE, table) in {(found.kind, found.facts.get("table")) for found in report.findings}


def test_entries_are_not_blamed_for_a_table_that_was_altered(played: Path) -> None:
    with closing(sqlite3.connect(played)) as file, file:
        file.execute("ALTER TABLE story_event DROP COLUMN reason")
        file.execute("UPDATE persona_state SET trust = 99 WHERE key = 'anna'")

    report = verify(played)

    kinds = {(found.kind, found.facts.get("table")) for found in report.findings}
    assert kinds == {(Damage.TABLE, "story_event"), (Damage.UNLOGGED, "persona_state")}
    assert {(note.kind, note.facts.get("part")) for note in report.notes} == {(Note.UNCOMPARED, "shape")}
    assert report.is_beside


@pytest.mark.parametrize(
    "statement", ["UPDATE alembic_version SET version_num = 'w0001x'", "DELETE FROM alembic_version"]
)
def test_a_revision_that_is_not_the_files_own_is_named(statement: str, played: Path) -> None:
    with closing(sqlite3.connect(played)) as file, file:
        file.execute(statement)

    report = verify(played)

    assert [(found.kind, found.facts.get("table")) for found in report.findings] == [
        (Damage.UNLOGGED, "alembic_version")
    ]


@pytest.mark.parametrize("statement", ["CREATE VIEW x AS SELECT * FROM promise", "CREATE TABLE x (y)"])
def test_what_is_no_part_of_the_record_is_noted(statement: str, played: Path) -> None:
    with closing(sqlite3.connect(played)) as file, file:
        file.execute(statement)

    report = verify(played)

    assert report.result is RecordState.INTACT
    assert [(note.kind, note.facts["table"]) for note in report.warnings] == [(Note.EXTRA_TABLE, "x")]


def write() -> None:
    """Keep the shapes of every schema."""
    with TemporaryDirectory() as folder:
        known: dict[str, dict[str, dict[str, str]]] = {realm.value: {} for realm in Realm}
        for realm, schema in SCHEMAS_OF:
            known[realm.value][str(schema)] = tables_in(made(realm, schema, Path(folder)))
    counts = json.loads(_COUNTS.read_text(encoding="utf-8")) if _COUNTS.exists() else {}
    counts.setdefault(Realm.WORLD.value, {})[str(SCHEMAS[Realm.WORLD])] = DIFFERENT
    for file, told in ((Path(known_shapes.__file__).with_suffix(".json"), known), (_COUNTS, counts)):
        file.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
