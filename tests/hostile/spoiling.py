# SPDX-License-Identifier: MIT
"""A world file in which every word that people typed or packs wrote ends in hostile ones, for screens to show."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.hostile.values import SHORT

SPOILT: dict[str, tuple[str, ...]] = {
    "household": ("name",),
    "organisation": ("name", "brand"),
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
        return sum(
            file.execute(f"UPDATE {table} SET {column} = {column} || ' ' || ? WHERE {column} <> ''", (SHORT,)).rowcount
            for table, columns in SPOILT.items()
            for column in columns
        )
