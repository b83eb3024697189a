# SPDX-License-Identifier: MIT
"""What the centre of a data folder knows of its worlds, read from its file alone: also where nobody has it open."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.belonging import CENTRE, belonging
from crmtrainer.store.files import reading_location


def journals_registered(home: Path, place: str) -> tuple[str, ...]:
    """The journals of the worlds that were made at a place, newest first; nothing where the centre cannot be read."""
    return _asked(home, "SELECT world FROM world_file WHERE path = ? ORDER BY id DESC", place)


def places_called(home: Path, name: str) -> tuple[str, ...]:
    """Where the worlds of this name were made, newest first; nothing where the centre cannot be read."""
    folded = name.strip().casefold()
    rows = _asked(home, "SELECT name || char(0) || path FROM world_file WHERE kind = ? ORDER BY id DESC", "sandbox")
    told = (row.partition("\0") for row in rows)
    return tuple(place for called, _, place in told if called.casefold() == folded)


def is_any_filled(home: Path) -> bool:
    """Whether a world was ever filled here to practise in freely, also one that is gone by now."""
    return bool(_asked(home, "SELECT path FROM world_file WHERE kind = ? LIMIT 1", "sandbox"))


def _asked(home: Path, statement: str, argument: str) -> tuple[str, ...]:
    try:
        belonging(home / CENTRE)
        with closing(sqlite3.connect(reading_location(home / CENTRE), uri=True)) as connection:
            return tuple(told for (told,) in connection.execute(statement, (argument,)) if isinstance(told, str))
    except (StoreUnavailable, sqlite3.Error):
        return ()
