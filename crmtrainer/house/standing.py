# SPDX-License-Identifier: MIT
"""Where the worlds stand that the centre knows: what its rows say is held against what this program writes there."""

from __future__ import annotations

import re
from pathlib import Path

from crmtrainer.kernel.errors import StoreUnavailable

_PLACE = re.compile(r"(?:worlds|handed-in)/[^/\\:\x00]+\.sqlite3")
_REF = re.compile(r"[A-Za-z0-9-]{1,40}")
_SHOWN = 80


def standing_at(home: Path, place: str) -> Path:
    """The file at a place as the centre tells it.

    Raises `StoreUnavailable` for one that does not lie among the worlds of this data folder: somebody wrote that into
    the centre, and what stands there is not ours to act in.
    """
    if _PLACE.fullmatch(place) is None:
        raise StoreUnavailable("home.place_outside", place=place[:_SHOWN], path=str(home / "centre.sqlite3"))
    return home / place


def plain_ref(ref: str, home: Path) -> str:
    """A reference that can be part of a file's name. Raises `StoreUnavailable` for any other, as above."""
    if _REF.fullmatch(ref) is None:
        raise StoreUnavailable("home.place_outside", place=ref[:_SHOWN], path=str(home / "centre.sqlite3"))
    return ref
