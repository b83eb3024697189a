# SPDX-License-Identifier: MIT
"""Whether a file's tables and guards are what ours are, asked before any table is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from crmtrainer.journal.guards import GUARDS, SEAL_GUARDS
from crmtrainer.journal.known_counts import COUNTS
from crmtrainer.journal.report import Damage, Finding, Note, shown
from crmtrainer.journal.shapes import StoredColumn, TableShape, stored_columns, stored_shape
from crmtrainer.journal.tables import SEALS, WORLD

_JOURNAL = {table.name: tuple(column.name for column in table.columns) for table in (WORLD.entry, WORLD.words)}
_SEALS = tuple(column.name for column in SEALS.seal.columns)
_OTHERS = {"identity", "alembic_version", COUNTS, SEALS.seal.name, SEALS.slip.name, *_JOURNAL}


@dataclass(frozen=True, slots=True)
class StoredSchema:
    """What the file's own catalogue says: its real tables, its virtual ones, its views, the text of its triggers."""

    tables: dict[str, list[StoredColumn]]
    virtual: frozenset[str]
    views: frozenset[str]
    triggers: dict[str, tuple[str, str]]


def stored_schema(connection: Connection) -> StoredSchema:
    """Read the catalogue. Views and virtual tables are no tables: to read one may run anything."""
    rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql, rootpage FROM sqlite_master").all()
    virtual = {str(row.name) for row in rows if row.type == "table" and not row.rootpage}
    views = {str(row.name) for row in rows if row.type == "view"}
    triggers = {str(row.name): (str(row.tbl_name), str(row.sql)) for row in rows if row.type == "trigger"}
    return StoredSchema(stored_columns(connection), frozenset(virtual), frozenset(views), triggers)


def has_journal(schema: StoredSchema) -> bool:
    """Whether the journal's tables and the identity are there, with their columns."""
    for name, columns in _JOURNAL.items():
        found = schema.tables.get(name, [])
        if tuple(column.name for column in found) != columns or any(column.hidden for column in found):
            return False
    identity = schema.tables.get("identity", [])
    return {"journal", "seed", "about"} <= {column.name for column in identity if not column.hidden}


def has_seals(schema: StoredSchema) -> bool:
    """Whether there is a table of seals: in worlds from their second schema on."""
    found = schema.tables.get(SEALS.seal.name, [])
    return tuple(column.name for column in found) == _SEALS and not any(column.hidden for column in found)


def check_guards(schema: StoredSchema) -> list[Finding]:
    """The triggers that keep the journal append-only, each word for word."""
    guards = {**GUARDS, **SEAL_GUARDS} if SEALS.seal.name in schema.tables else GUARDS
    return [
        Finding(Damage.GUARD, None, {"guard": name})
        for name, text in guards.items()
        if schema.triggers.get(name) != (_guarded(text), text)
    ]


def guarded_by(finding: Finding) -> str:
    """The table of the guard that a finding names; nothing for any other finding."""
    text = {**GUARDS, **SEAL_GUARDS}.get(str(finding.facts.get("guard")), "")
    return _guarded(text) if text else ""


def _guarded(text: str) -> str:
    """The table a trigger stands on, by its own words."""
    return text.partition(" ON ")[2].split()[0]


def shapes_in(
    schema: StoredSchema, wanted: Iterable[str]
) -> tuple[dict[str, TableShape], list[Finding], list[Finding]]:
    """The shapes of the `wanted` tables, findings about those that are not there, notes about others that are."""
    names = set(wanted)
    shapes = {
        name: shape
        for name, columns in schema.tables.items()
        if name in names and (shape := stored_shape(name, columns)) is not None
    }
    findings = [Finding(Damage.TABLE, None, {"table": shown(name)}) for name in sorted(names - set(shapes))]
    shadows = tuple(f"{name}_" for name in schema.virtual)
    others = (set(schema.tables) | schema.virtual | schema.views) - names - _OTHERS
    notes = [
        Finding(Note.EXTRA_TABLE, None, {"table": shown(name)})
        for name in sorted(others)
        if not name.startswith(("sqlite_", *shadows))
    ]
    return shapes, findings, notes
