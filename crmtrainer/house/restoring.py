# SPDX-License-Identifier: MIT
"""Putting a database back from a backup, and what there is to choose from. Every backup is proved before it is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from crmtrainer.agenda.ticking import forget_tick
from crmtrainer.house.backups import back_up_before
from crmtrainer.house.checking import Health, glance
from crmtrainer.house.folder import hold_home
from crmtrainer.house.setting_aside import set_aside
from crmtrainer.house.whose import journals_at, must_be_of, newest_of_its_own, of_another
from crmtrainer.journal.backups import Backup, backups_of, newest_sound, prove
from crmtrainer.journal.entry import entry_from
from crmtrainer.journal.segments import Restored, enter
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.commands import Realm, Role
from crmtrainer.kernel.errors import Expected, StoreUnavailable
from crmtrainer.kernel.moments import utc
from crmtrainer.store.belonging import realm_at
from crmtrainer.store.engine import open_reading
from crmtrainer.store.files import copy_whole, must_be_a_file, remove_whole, settle
from crmtrainer.store.holding import hold
from crmtrainer.store.problems import told_of

_HEAD_LETTERS = 40


@dataclass(frozen=True, slots=True)
class Point:
    """One backup as something to go back to."""

    backup: Backup
    problem: StoreUnavailable | None = None
    """Why it cannot be used."""
    is_ahead: bool = False
    """Whether it is dated in the future, so that its date does not tell how old it is."""
    since: int | None = None
    """How many acts people did since; None where that cannot be told, as the file is not the backup gone on."""


@dataclass(frozen=True, slots=True)
class Points:
    """What there is to go back to for one file, newest first, and what is wrong with the file as it is now.

    Those that are dated in the future come last.
    """

    file: Path
    problem: StoreUnavailable | None = None
    points: tuple[Point, ...] = ()


def points_of(file: Path) -> Points:
    """The backups of a file, each looked at. For another thread; raises nothing for any file there may be."""
    stands, now = glance(file), datetime.now(UTC)
    hashes, people = ({}, []) if stands.problem is not None else _told(file)
    found = sorted(backups_of(file), key=lambda backup: backup.is_ahead(now))
    known = journals_at(file)
    points = []
    for backup in found:
        seen = glance(backup.path, _realm_of(file))
        if seen.problem is None and known and seen.journal not in known:
            seen = replace(seen, problem=of_another(file, backup.path))
        points.append(_point(backup, seen, hashes, people, is_ahead=backup.is_ahead(now)))
    return Points(file, stands.problem, tuple(points))


def _point(backup: Backup, seen: Health, hashes: Mapping[int, str], people: Sequence[int], *, is_ahead: bool) -> Point:
    if seen.problem is not None or hashes.get(seen.entries) != seen.head:
        return Point(backup, seen.problem, is_ahead)
    return Point(backup, is_ahead=is_ahead, since=sum(seq > seen.entries for seq in people))


def _told(file: Path) -> tuple[dict[int, str], list[int]]:
    """The hash of each entry by its number, and the numbers of those that are acts of people."""
    entry = WORLD.entry.c
    engine = open_reading(file)
    try:
        with engine.connect() as connection:
            rows = connection.execute(select(entry.seq, entry.hash, entry.body)).all()
            people = [seq for seq, _, body in rows if entry_from(body).role != Role.SYSTEM]
            return {seq: digest.hex() for seq, digest, _ in rows}, people
    except (DBAPIError, Expected):
        return {}, []
    finally:
        engine.dispose()


def restore(target: Path, home: Path, now: datetime, chosen: Path | None = None) -> Path:
    """Put a file back in a data folder that nobody has open, as `put_back` does.

    Raises `StoreUnavailable` also when the folder is in use.
    """
    with_home = hold_home(home)
    try:
        return put_back(target, now, chosen)
    finally:
        with_home.let_go()


def put_back(target: Path, now: datetime, chosen: Path | None = None) -> Path:
    """Put a file back from a backup: the chosen one, or the newest that is sound. Gives where the old file is kept.

    The backup is proved first and stays; what is replaced is kept under a dated name, and as a backup where it is
    sound; the restored file says in its journal what was done. For whoever holds the data folder. Raises
    `StoreUnavailable` when there is no backup, it is not sound, or the file is open; the file is as it was then.
    """
    held = hold(target)
    try:
        return _restored(target, utc(now), chosen)
    except OSError as problem:
        raise told_of(problem, target) or problem from problem
    finally:
        held.let_go()


def _restored(target: Path, now: datetime, chosen: Path | None) -> Path:
    realm = _realm_of(target)
    if target.exists():
        must_be_a_file(target)
    source = chosen or newest_for(target).path
    report = prove(source, realm)
    must_be_of(target, source)
    back_up_before(target, now)
    part = target.with_name(f"{target.name}.part")
    remove_whole(part)
    try:
        copy_whole(source, part)
        enter(part, realm, Restored(source.name, _head(report.head_seq, report.head_hash), _head_now(target)))
        aside = set_aside(target, now)
        settle(part, target)
    finally:
        remove_whole(part)
    forget_tick(target)
    return aside


def newest_for(target: Path) -> Backup:
    """The newest sound backup of a file, one that is dated in the future last. Raises `StoreUnavailable` for none."""
    found = newest_of_its_own(target)
    if found is not None:
        return found
    other = newest_sound(target, _realm_of(target))
    raise of_another(target, other.path) if other is not None else StoreUnavailable("backup.none", path=str(target))


def _realm_of(target: Path) -> Realm:
    return realm_at(target) or Realm.WORLD


def _head_now(target: Path) -> str:
    seen = glance(target)
    return _head(seen.entries, seen.head) if seen.problem is None else ""


def _head(seq: int, digest: str) -> str:
    return f"{seq}:{digest[:_HEAD_LETTERS]}"
