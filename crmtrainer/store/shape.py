# SPDX-License-Identifier: MIT
"""The whole shape of a database: tables, columns, keys, indexes and triggers, to compare two files, or as a digest."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from functools import lru_cache

_TABLES = (
    "SELECT 'column', m.name, c.name, c.type, c.[notnull], c.dflt_value, c.pk, c.hidden"
    " FROM sqlite_master m, pragma_table_xinfo(m.name) c WHERE m.type = 'table'"
)
_KEYS = (
    "SELECT 'key', m.name, k.[from], k.[table], k.[to], k.on_update, k.on_delete, k.match"
    " FROM sqlite_master m, pragma_foreign_key_list(m.name) k WHERE m.type = 'table'"
)
_INDEXES = (
    "SELECT 'index', m.name, CASE i.origin WHEN 'c' THEN i.name ELSE i.origin END, i.[unique], i.partial,"
    " c.seqno, c.name, c.[desc], c.coll FROM sqlite_master m, pragma_index_list(m.name) i, pragma_index_xinfo(i.name) c"
    " WHERE m.type = 'table' AND c.key"
)
_WORDS = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')"
_MADE = "SELECT 'made', tbl_name, name, type, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql <> ''"
_CATALOGUE = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
_NAMES = "SELECT name FROM sqlite_master WHERE type = 'table'"
_SQLITES = "sqlite_"
_WORD = re.compile(
    r"""--[^\n]*|/\*.*?(?:\*/|\Z)|"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|\[([^]]*)]|('(?:[^']|'')*'|[^\s"`\['(),;]+|[(),;])""",
    re.DOTALL,
)
"""A comment, a name in any of three kinds of quotation marks, or whatever else is one word of SQL."""

Part = tuple[object, ...]
_READ: dict[tuple[Part, ...], frozenset[Part]] = {}
"""Shapes by the catalogue they were read with: SQLite itself knows a file's shape from nothing else."""
_MOST_KEPT = 100


def shape_of_file(connection: sqlite3.Connection) -> frozenset[Part]:
    """Every part of a file's shape. Triggers and views count word for word.

    So does what else tables and indexes were made with (conditions, collations, what becomes of a row that conflicts,
    whether there are row numbers), but for its spelling, and within a table for its order.
    """
    catalogue = tuple(connection.execute(_CATALOGUE))
    shape = _READ.get(catalogue)
    if shape is None:
        shape = _read(connection)
        if len(_READ) >= _MOST_KEPT:
            _READ.clear()
        _READ[catalogue] = shape
    return shape


def _read(connection: sqlite3.Connection) -> frozenset[Part]:
    found = [part for statement in (_TABLES, _KEYS, _INDEXES) for part in connection.execute(statement)]
    # The catalogue repeats a table's name as somebody wrote it, and to SQLite capitals are no difference.
    names = {str(name).lower(): name for (name,) in connection.execute(_NAMES)}
    found += [
        (kind, name, names.get(str(table).lower(), table), sql) for kind, name, table, sql in connection.execute(_WORDS)
    ]
    for _, table, name, kind, sql in connection.execute(_MADE):
        words = _words_of(str(sql))
        told = " ".join(sorted(words) if kind == "table" else words)
        found.append(("made", names.get(str(table).lower(), table), name, told))
    return frozenset(tuple(part) for part in found if not str(part[1]).startswith(_SQLITES))


@lru_cache(maxsize=1_000)
def _words_of(sql: str) -> tuple[str, ...]:
    """The words of a statement, in small letters, without comments and quotation marks around names."""
    words = ("".join(found.groups("")) for found in _WORD.finditer(sql))
    return tuple(word.lower() for word in words if word)


def differences(one: frozenset[Part], other: frozenset[Part]) -> list[str]:
    """What only one of two shapes has, for whoever mends it: kind and names."""
    return sorted({" ".join(str(name) for name in part[:3]) for part in one ^ other})


def schema_digest(connection: sqlite3.Connection) -> str:
    """The shape of a file in a few bytes."""
    told = sorted(json.dumps(part) for part in shape_of_file(connection))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
