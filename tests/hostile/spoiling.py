# SPDX-License-Identifier: MIT
"""A world file in which every word that people typed or packs wrote ends in hostile ones, for screens to show."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.hostile.values import SHORT

SPOILT: dict[str, tuple[str, ...]] = {
    "household": ("name",),
    "organisation": ("name",),
    "policy": ("title", "body"),
    "product": ("name",),
    "part": ("name",),
    "team": ("name", "contact"),
    "trust_point": ("cause",),
    "customer": ("title", "given", "family", "town", "need", "need_detail"),
    "address": ("line1", "line2", "town", "postcode"),
    "consent": ("source", "wording"),
    "contact_point": ("value",),
    "record_access": ("reason",),
    "reveal": ("reason",),
    "stage_change": ("reason",),
    "ticket": ("category", "subject", "description", "desired_outcome", "resolution"),
    "conversation": ("shown",),
    "handoff": ("summary",),
    "handoff_item": ("value",),
    "handoff_message": ("author", "words"),
    "ticket_step": ("reason",),
    "interaction": ("author", "reason", "summary", "next_step"),
    "utterance": ("words",),
    "attachment": ("name", "about"),
    "promise": ("words",),
}
"""Columns that hold words for people, by table."""


def spoil(path: Path) -> int:
    """Add hostile words to all of them, behind the journal's back. Gives how many texts there were."""
    with closing(sqlite3.connect(path)) as file, file:
        for rowid, brand in file.execute("SELECT rowid, brand FROM organisation WHERE brand <> ''").fetchall():
            spoilt = json.dumps(_spoilt(json.loads(brand)), ensure_ascii=False)
            file.execute("UPDATE organisation SET brand = ? WHERE rowid = ?", (spoilt, rowid))
        return sum(
            file.execute(f"UPDATE {table} SET {column} = {column} || ' ' || ? WHERE {column} <> ''", (SHORT,)).rowcount
            for table, columns in SPOILT.items()
            for column in columns
        )


def _spoilt(told: Any) -> Any:
    """JSON with hostile words behind each text in it."""
    if isinstance(told, dict):
        return {key: _spoilt(value) for key, value in told.items()}
    if isinstance(told, list):
        return [_spoilt(value) for value in told]
    return f"{told} {SHORT}" if isinstance(told, str) else told
