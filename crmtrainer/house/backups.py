# SPDX-License-Identifier: MIT
"""The backups of a data folder: made of what changed, thinned, and put back. Every one is proved before it counts."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from crmtrainer.agenda.ticking import forget_tick
from crmtrainer.house.checking import Health, glance
from crmtrainer.house.folder import lock_of
from crmtrainer.house.thinning import FEWEST, is_due, kept
from crmtrainer.journal.backups import FOLDER, STAMP, SUFFIX, Backup, backups_of, make_backup, newest_sound, prove
from crmtrainer.journal.segments import Restored, enter
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.kernel.moments import utc
from crmtrainer.store.files import BESIDE, copy_whole, look_at, remove_whole, settle
from crmtrainer.store.holding import hold
from crmtrainer.store.problems import told_of

_HEAD_LETTERS = 40


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of backups did, file by file."""

    made: tuple[Backup, ...] = ()
    unchanged: tuple[Path, ...] = ()
    failed: tuple[StoreUnavailable, ...] = ()
    thinned: tuple[Path, ...] = ()


def databases(home: Path) -> tuple[Path, ...]:
    """What is backed up: the centre and every world. Templates can be made again; what was handed in is a copy."""
    files = (home / "centre.sqlite3", *sorted((home / "worlds").glob(f"*{SUFFIX}")))
    return tuple(file for file in files if file.is_file())


def back_up(home: Path, now: datetime, *, only_due: bool = False) -> Round:
    """Back up every database that changed since its last backup, and thin the older ones. Files may be open meanwhile.

    `only_due`: leave out what was backed up within the half hour, for whoever calls this again and again. One file
    that cannot be backed up keeps nobody from the others, and loses none of its older backups.
    """
    done = Round()
    for file in databases(home):
        before = backups_of(file)
        newest = before[0].at if before else None
        if only_due and not is_due(newest, utc(now)):
            continue
        seen = glance(file)
        if seen.problem is not None:
            done = replace(done, failed=(*done.failed, seen.problem))
        elif before and _same(seen, before[0]):
            done = replace(done, unchanged=(*done.unchanged, file))
        else:
            done = _one_more(done, seen, utc(now))
    return done


def _one_more(done: Round, seen: Health, now: datetime) -> Round:
    try:
        made = make_backup(seen.path, seen.realm or Realm.WORLD, now)
    except StoreUnavailable as problem:
        return replace(done, failed=(*done.failed, problem))
    return replace(done, made=(*done.made, made), thinned=(*done.thinned, *thin(seen.path, now)))


def thin(source: Path, now: datetime) -> tuple[Path, ...]:
    """Remove the backups of a file that need not be kept. Gives what was removed; never leaves fewer than three."""
    found = backups_of(source)
    stays = kept((backup.at for backup in found), now)
    if sum(_is_ours(backup) for backup in found if backup.at in stays) < FEWEST:
        return ()  # some of those that would stay have rotted
    gone = [backup.path for backup in found if backup.at not in stays]
    for path in gone:
        path.unlink()
    return tuple(gone)


def restore(target: Path, home: Path, now: datetime, chosen: Path | None = None) -> Path:
    """Put a file back from a backup: the chosen one, or the newest that is sound. Gives where the old file is kept.

    The backup is proved first and stays; what is replaced is kept under a dated name; the restored file says in its
    journal what was done. Raises `StoreUnavailable` when there is no backup, it is not sound, or the data folder is in
    use; the file is as it was then.
    """
    with_home = hold(lock_of(home), "home.in_use")
    try:
        held = hold(target)
        try:
            return _restored(target, utc(now), chosen)
        finally:
            held.let_go()
    except OSError as problem:
        raise told_of(problem, target) or problem from problem
    finally:
        with_home.let_go()


def _restored(target: Path, now: datetime, chosen: Path | None) -> Path:
    realm = Realm.CENTRE if target.name == "centre.sqlite3" else Realm.WORLD
    source = chosen or _newest(target, realm)
    if look_at(source).realm is not realm:
        raise StoreUnavailable("store.wrong_kind", path=str(source), kind=look_at(source).realm.value)
    report = prove(source, realm)
    part = target.with_name(f"{target.name}.part")
    remove_whole(part)
    try:
        copy_whole(source, part)
        enter(part, realm, Restored(source.name, _head(report.head_seq, report.head_hash), _head_now(target)))
        aside = _set_aside(target, now)
        settle(part, target)
    finally:
        remove_whole(part)
    forget_tick(target)
    return aside


def _newest(target: Path, realm: Realm) -> Path:
    found = newest_sound(target, realm)
    if found is None:
        raise StoreUnavailable("backup.none", path=str(target))
    return found.path


def _set_aside(target: Path, now: datetime) -> Path:
    """Keep the file as it is, with its log, under a dated name. It stands in its place until the new one takes it."""
    aside = target.parent / FOLDER / f"{target.stem}.replaced.{now.strftime(STAMP)}{SUFFIX}"
    aside.parent.mkdir(exist_ok=True)
    if not target.exists():
        return aside
    for ending in BESIDE:  # a log that stayed would be read into the restored file
        log = target.with_name(target.name + ending)
        if log.exists():
            shutil.copyfile(log, aside.with_name(aside.name + ending))
    try:
        os.link(target, aside)
    except OSError:  # a file system without second names
        shutil.copyfile(target, aside)
    for ending in BESIDE:
        target.with_name(target.name + ending).unlink(missing_ok=True)
    return aside


def _head_now(target: Path) -> str:
    seen = glance(target)
    return _head(seen.entries, seen.head) if seen.problem is None else ""


def _head(seq: int, digest: str) -> str:
    return f"{seq}:{digest[:_HEAD_LETTERS]}"


def _same(seen: Health, backup: Backup) -> bool:
    """Whether a backup ends where the file ends now."""
    kept_copy = glance(backup.path)
    return kept_copy.problem is None and (kept_copy.entries, kept_copy.head) == (seen.entries, seen.head)


def _is_ours(backup: Backup) -> bool:
    try:
        look_at(backup.path)
    except StoreUnavailable:
        return False
    return True


def last_backup(source: Path) -> datetime | None:
    """When a file was backed up last, as far as its backups tell."""
    found = backups_of(source)
    return found[0].at.astimezone(UTC) if found else None
