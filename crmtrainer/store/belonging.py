# SPDX-License-Identifier: MIT
"""Which kind of database belongs at a place, by its name. A file that was copied there may be of the other kind."""

from __future__ import annotations

import os
from pathlib import Path

from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.files import FileKind, look_at

CENTRE = "centre.sqlite3"
_OF_WORLDS = frozenset({"worlds", "handed-in"})


def realm_at(path: Path) -> Realm | None:
    """What belongs at this place of a data folder; None for any other place, where both may stand."""
    if path.name == CENTRE:
        return Realm.CENTRE
    return Realm.WORLD if path.parent.name in _OF_WORLDS else None


def lies_in(path: Path, folder: Path) -> bool:
    """Whether a file stands in this folder, through whichever links. Raises nothing for a link to itself."""
    # Path.resolve raises for a link to itself, and another error in each Python.
    return Path(os.path.realpath(path)).parent == Path(os.path.realpath(folder))


def belonging(path: Path) -> FileKind:
    """What a file is, and it is what belongs at its place. Raises `StoreUnavailable`, also as `look_at` does."""
    kind, wanted = look_at(path), realm_at(path)
    if wanted is not None and kind.realm is not wanted:
        raise StoreUnavailable("store.misplaced", path=str(path), kind=kind.realm.value, wanted=wanted.value)
    return kind


def of_kind(path: Path, realm: Realm) -> FileKind:
    """What a file is that is to be of this kind. Raises `StoreUnavailable`, also as `look_at` does."""
    kind = look_at(path)
    if kind.realm is realm:
        return kind
    if realm_at(path) is realm:
        return belonging(path)
    raise StoreUnavailable("store.wrong_kind", path=str(path), kind=kind.realm.value)
