# SPDX-License-Identifier: MIT
"""What a world counts of its own rows, by schema: the question that gives each place where a count is not theirs.

The counts are worked out of tables that entries speak of, so no entry speaks of them; a count that differs was
changed behind the journal's back.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from sqlalchemy import Connection

from crmtrainer.kernel.commands import Realm

_FILE = Path(__file__).with_name("known_counts.json")
COUNTS = "desk_hour"
"""The table that holds them."""


def question_of(realm: Realm, schema: int) -> str:
    """The statement that gives the places that differ; nothing for a schema that keeps no counts."""
    return _known().get(realm.value, {}).get(str(schema), "")


def are_recounted(connection: Connection, realm: Realm, schema: int) -> bool:
    """Whether every count is what its rows give."""
    question = question_of(realm, schema)
    return not question or connection.exec_driver_sql(f"SELECT 1 FROM ({question}) LIMIT 1").first() is None


@cache
def _known() -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return known
