# SPDX-License-Identifier: MIT
"""Whether a backup is of the file that it is to replace: a world put back in the place of another one would go on
under its name."""

from __future__ import annotations

import re
from pathlib import Path

from crmtrainer.house.mending import staged_in
from crmtrainer.house.registered import journals_registered
from crmtrainer.journal.backups import Backup, backups_of, newest_sound
from crmtrainer.journal.opening import journal_in
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.belonging import belonging, realm_at
from crmtrainer.store.files import look_at

_OF_AN_ATTEMPT = re.compile(r"a-[0-9a-f]{6}")
"""What an attempt's world is called: its reference in small letters."""

_NOBODYS = ("store.foreign", "store.empty")
"""What a file that was never one of ours is told to be."""


def journals_at(target: Path) -> tuple[str, ...]:
    """The journals that belong at a place: that of the file there first, then those that the centre knows there.

    Where neither can be told, those of the backups under its name; nothing where any may be put there.
    """
    if not target.exists() and realm_at(target) is Realm.CENTRE:
        return ()  # as on another machine
    found = (_standing(target), *_registered(target))
    known = tuple(dict.fromkeys(name for name in found if name))
    if known:
        return known
    return tuple(dict.fromkeys(name for each in backups_of(target) if (name := journal_in(each.path))))


def must_be_of(target: Path, source: Path) -> None:
    """Raise `StoreUnavailable` for a proved backup of another world, or another centre, than belongs at a place.

    Also where what stands there is none of ours, and nothing says that a file of ours ever did.
    """
    known = journals_at(target)
    if not known and target.exists():
        _must_be_ours(target)
    if known and journal_in(source) not in known:
        raise of_another(target, source)
    if not known and _OF_AN_ATTEMPT.fullmatch(target.stem) and target.stem != _attempt_in(source):
        raise of_another(target, source)


def _must_be_ours(target: Path) -> None:
    """Raise `StoreUnavailable` for what may be anybody's letter. A file that is cut short or damaged is ours."""
    try:
        look_at(target)
    except StoreUnavailable as problem:
        if problem.code in _NOBODYS:
            raise


def of_another(target: Path, source: Path) -> StoreUnavailable:
    """What is to be said of a backup that is not of the file at a place."""
    code = "backup.of_another_centre" if realm_at(target) is Realm.CENTRE else "backup.of_another"
    return StoreUnavailable(code, path=str(source), target=str(target))


def newest_of_its_own(target: Path) -> Backup | None:
    """The newest sound backup of what belongs at a place, one that is dated in the future last; None for none."""
    realm, known = realm_at(target) or _realm_in(target), journals_at(target)
    if not known:
        return newest_sound(target, realm)
    found = (newest_sound(target, realm, of=name) for name in known)
    return next((backup for backup in found if backup is not None), None)


def _standing(target: Path) -> str:
    try:
        belonging(target)
    except StoreUnavailable:
        return ""
    return journal_in(target)


def _realm_in(path: Path) -> Realm:
    try:
        return look_at(path).realm
    except StoreUnavailable:
        return Realm.WORLD


def _registered(target: Path) -> tuple[str, ...]:
    """What the centre of the data folder knows of a world's place; nothing where it cannot be read."""
    if realm_at(target) is not Realm.WORLD:
        return ()
    home = target.parent.parent
    return journals_registered(home, target.relative_to(home).as_posix())


def _attempt_in(source: Path) -> str:
    staged = staged_in(source)
    return "" if staged is None else staged[1].attempt.lower()
