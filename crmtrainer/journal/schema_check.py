# SPDX-License-Identifier: MIT
"""Whether a file's tables and guards are what ours are, asked before any table is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from crmtrainer.journal.guards import GUARDS
from crmtrainer.journal.report import Damage, Finding, Note, shown
from crmtrainer.journal.shapes import TableShape, stored_shape
from crmtrainer.journal.tables import WORLD

_JOURNAL = {table.name: tuple(column.name for column in table.columns) for table in (WORLD.entry, WORLD.words)}
_OTHERS = {"identity", "alembic_version", *_JOURNAL}


@dataclass(frozen=True, slots=True)
class StoredSchema:
    """What the file's own catalogue says: its real tables, its virtual ones, and the text of its triggers."""

    tables: frozenset[str]
    virtual: frozenset[str]
    triggers: dict[str, tuple[str, str]]


def stored_schema(connection: Connection) -> StoredSchema:
    """Read the catalogue. Views and virtual tables are no tables: to read one may run anything."""
    rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql, rootpage FROM sqlite_master").all()
    tables = {str(row.name) for row in rows if row.type == "table" and row.rootpage}
    virtual = {str(row.name) for row in rows if row.type == "table" and not row.rootpage}
    triggers = {str(row.name): (str(row.tbl_name), str(row.sql)) for row in rows if row.type == "trigger"}
    return StoredSchema(frozenset(tables), frozenset(virtual), triggers)


def has_journal(connection: Connection, schema: StoredSchema) -> bool:
    """Whether the journal's tables and the identity are there, with their columns."""
    if not {"identity", *_JOURNAL} <= schema.tables:
        return False
    for name, columns in _JOURNAL.items():
        found = connection.exec_driver_sql(f'PRAGMA table_xinfo("{name}")').all()
        if tuple(row.name for row in found) != columns or any(row.hidden for row in found):
            return False
    found = connection.exec_driver_sql('PRAGMA table_xinfo("identity")').all()
    return {"journal", "seed", "about"} <= {row.name for row in found if not row.hidden}


def check_guards(schema: StoredSchema) -> list[Finding]:
    """The triggers that keep the journal append-only, each word for word."""
    return [
        Finding(Damage.GUARD, None, {"guard": name})
        for name, text in GUARDS.items()
        if schema.triggers.get(name) != (_guarded(text), text)
    ]


def _guarded(text: str) -> str:
    """The table a trigger stands on, by its own words."""
    return text.partition(" ON ")[2].split()[0]


def shapes_in(
    connection: Connection, schema: StoredSchema, wanted: Iterable[str]
) -> tuple[dict[str, TableShape], list[Finding], list[Finding]]:
    """The shapes of the `wanted` tables, findings about those that are not there, notes about others that are."""
    names = set(wanted)
    shapes = {
        name: shape for name in sorted(names & schema.tables) if (shape := stored_shape(connection, name)) is not None
    }
    findings = [Finding(Damage.TABLE, None, {"table": shown(name)}) for name in sorted(names - set(shapes))]
    shadows = tuple(f"{name}_" for name in schema.virtual)
    others = schema.tables - names - _OTHERS
    notes = [
        Finding(Note.EXTRA_TABLE, None, {"table": shown(name)})
        for name in sorted(others)
        if not name.startswith(("sqlite_", *shadows))
    ]
    return shapes, findings, notes
