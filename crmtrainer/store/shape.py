# SPDX-License-Identifier: MIT
"""The whole shape of a database: tables, columns, keys, indexes and triggers, to compare two files, or as a digest."""

from __future__ import annotations

import hashlib
import json
import sqlite3

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
_PARTIAL = "SELECT 'where', name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'"
_SQLITES = "sqlite_"

Part = tuple[object, ...]


def shape_of_file(connection: sqlite3.Connection) -> frozenset[Part]:
    """Every part of a file's shape. Triggers, views and conditions count word for word."""
    found = [
        part for statement in (_TABLES, _KEYS, _INDEXES, _WORDS, _PARTIAL) for part in connection.execute(statement)
    ]
    return frozenset(tuple(part) for part in found if not str(part[1]).startswith(_SQLITES))


def differences(one: frozenset[Part], other: frozenset[Part]) -> list[str]:
    """What only one of two shapes has, for whoever mends it: kind and names."""
    return sorted({" ".join(str(name) for name in part[:3]) for part in one ^ other})


def schema_digest(connection: sqlite3.Connection) -> str:
    """The shape of a file in a few bytes."""
    told = sorted(json.dumps(part) for part in shape_of_file(connection))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
