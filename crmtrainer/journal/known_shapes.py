# SPDX-License-Identifier: MIT
"""What the tables of each schema look like: columns, keys, indexes and triggers, as one short digest a table.

A file whose tables were altered without an entry (a column dropped, an index gone, a trigger put on one) differs.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from functools import cache
from pathlib import Path

from crmtrainer.kernel.commands import Realm
from crmtrainer.store.shape import shape_of_file

_FILE = Path(__file__).with_name("known_shapes.json")
_OF_A_TABLE = {"trigger": 2}
"""Which part of a part of the shape names its table, where that is not the second."""


def tables_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Each table (and view) of a file with the digest of its shape. Where a catalogue holds bytes for words, they are
    told as such, and are like no shape that is known.
    """
    parts = defaultdict(list)
    for part in shape_of_file(connection):
        parts[str(part[_OF_A_TABLE.get(str(part[0]), 1)])].append(json.dumps(part, default=repr))
    return {
        name: hashlib.sha256("\n".join(sorted(told)).encode()).hexdigest()[:24] for name, told in sorted(parts.items())
    }


def known_tables(realm: Realm, schema: int) -> dict[str, str]:
    """The tables a file of this schema has, with their digests; nothing for a schema that never was."""
    return _known().get(realm.value, {}).get(str(schema), {})


def altered(connection: sqlite3.Connection, realm: Realm) -> list[str]:
    """Tables that are not as the schema that the file says it has made them, missing ones among them.

    Tables that this program does not know are none of its business here.
    """
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    found = tables_of(connection)
    return [name for name, digest in known_tables(realm, schema).items() if found.get(name) != digest]


@cache
def _known() -> dict[str, dict[str, dict[str, str]]]:
    known: dict[str, dict[str, dict[str, str]]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return known
