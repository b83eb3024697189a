# SPDX-License-Identifier: MIT
"""The backups of a data folder: made of what changed, and thinned. Every one is proved before it counts.

Putting one back is `restoring`.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from crmtrainer.house.checking import Health, glance
from crmtrainer.house.thinning import FEWEST, is_due, kept
from crmtrainer.journal.backups import SUFFIX, Backup, backups_of, make_backup, prove
from crmtrainer.journal.opening import journal_in
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.kernel.moments import utc
from crmtrainer.store.belonging import realm_at
from crmtrainer.store.files import look_at
from crmtrainer.store.opening import WHOLE_UP_TO
from crmtrainer.store.problems import told_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of backups did, file by file."""

    made: tuple[Backup, ...] = ()
    unchanged: tuple[Path, ...] = ()
    failed: tuple[StoreUnavailable, ...] = ()
    thinned: tuple[Path, ...] = ()


def databases(home: Path) -> tuple[Path, ...]:
    """What is backed up: the centre and every world. Templates can be made again; what was handed in is a copy.

    What only bears the name of one, and is a folder or a pipe, is among them: whoever looks at it says so.
    """
    files = (home / "centre.sqlite3", *sorted((home / "worlds").glob(f"*{SUFFIX}")))
    return tuple(file for file in files if file.exists())


def back_up(home: Path, now: datetime, *, only_due: bool = False) -> Round:
    """Back up every database that changed since its last backup, and thin the older ones. Files may be open meanwhile.

    `only_due`: leave out what was backed up within the half hour, for whoever calls this again and again. One file
    that cannot be backed up keeps nobody from the others, and loses none of its older backups.
    """
    done = Round()
    for file in due(home, now) if only_due else databases(home):
        one = back_up_one(file, now)
        done = Round(*(mine + more for mine, more in zip(_parts(done), _parts(one), strict=True)))
    return done


def due(home: Path, now: datetime) -> tuple[Path, ...]:
    """What is to be backed up now, for whoever asks again and again: it was touched since, half an hour or a day ago.

    Quick: it looks at names and dates, and at no file.
    """
    found = []
    for file in databases(home):
        before = backups_of(file)
        if is_due(before[0].at if before else None, utc(now)) and (not before or _touched(file, before[0], utc(now))):
            found.append(file)
    return tuple(found)


def back_up_one(file: Path, now: datetime) -> Round:
    """Back up one database if it changed since its last backup, and thin the older ones. Raises nothing for a file.

    A large world in which nothing was ever done is left out: its first act changes that.
    """
    before = backups_of(file)
    seen = glance(file)
    if seen.problem is not None:
        return Round(failed=(seen.problem,))
    # The one with the latest date is not the last one made where a clock was once ahead.
    latest = [*before[:1], *[backup for backup in before if backup.at <= utc(now)][:1]]
    if is_untouched(seen) or any(_same(seen, backup) for backup in latest):
        return Round(unchanged=(file,))
    made: tuple[Backup, ...] = ()
    try:
        made = (make_backup(file, seen.realm or Realm.WORLD, utc(now)),)
        return Round(made, thinned=thin(file, now))
    except StoreUnavailable as problem:
        return Round(made, failed=(problem,))
    except OSError as problem:  # also of clearing away what could not be finished, and of thinning
        told = told_of(problem, file) or StoreUnavailable("store.disk", path=str(file), problem=str(problem))
        return Round(made, failed=(told,))


def is_untouched(seen: Health) -> bool:
    """Whether a large world is as it was filled, with no act ever done in it: it can be filled anew, like a template.

    A small one is copied in no time.
    """
    return seen.realm is Realm.WORLD and seen.entries == 1 and seen.path.stat().st_size > WHOLE_UP_TO


def back_up_before(file: Path, now: datetime) -> None:
    """Back up a file that something large is about to be done to. What stands against it is logged and stops nobody."""
    for problem in back_up_one(file, now).failed if file.exists() else ():
        log.warning("%s was not backed up before it was changed: %s", file.name, problem.code)


def _parts(done: Round) -> tuple[tuple[Any, ...], ...]:
    return done.made, done.unchanged, done.failed, done.thinned


def _touched(file: Path, backup: Backup, now: datetime) -> bool:
    """Whether a database or its log was written since, by the dates of the files; no date counts with a clock set back.

    What SQLite shares among readers is left out: to read is not to write.
    """
    parts = (file.with_name(file.name + ending) for ending in ("", "-wal", "-journal"))
    written = max((part.stat().st_mtime_ns for part in parts if part.exists()), default=0)
    return backup.at > now or written >= backup.path.stat().st_mtime_ns


def thin(source: Path, now: datetime) -> tuple[Path, ...]:
    """Remove the backups of a file that need not be kept. Gives what was removed; three good ones stay at the least.

    Before anything goes, as many of those that stay are proved.
    """
    realm = realm_at(source) or look_at(source).realm
    gone = [path for found in _by_journal(source) for path in _too_many(found, realm, now)]
    for path in gone:
        path.unlink()
    return tuple(gone)


def _by_journal(source: Path) -> list[list[Backup]]:
    """The backups of a file, those of each journal by themselves: another file may once have stood in its place.

    One that cannot be read counts as one of the file that stands there now.
    """
    mine = journal_in(source)
    found: dict[str, list[Backup]] = {}
    for backup in backups_of(source):
        found.setdefault(journal_in(backup.path) or mine, []).append(backup)
    return list(found.values())


def _too_many(found: list[Backup], realm: Realm, now: datetime) -> list[Path]:
    """Those of one journal's backups that can go; none where too few of those that would stay can be proved."""
    stays = kept((backup.at for backup in found), now)
    gone = [backup.path for backup in found if backup.at not in stays]
    good = (backup for backup in found if gone and backup.at in stays and _is_good(backup, realm))
    return gone if len(list(islice(good, FEWEST))) == FEWEST else []  # else some of them have rotted


def _same(seen: Health, backup: Backup) -> bool:
    """Whether a backup ends where the file ends now."""
    kept_copy = glance(backup.path)
    return kept_copy.problem is None and (kept_copy.entries, kept_copy.head) == (seen.entries, seen.head)


def _is_good(backup: Backup, realm: Realm) -> bool:
    """Whether it can be proved now, and so be put back."""
    try:
        prove(backup.path, realm)
    except StoreUnavailable:
        return False
    return True


def last_backup(source: Path) -> datetime | None:
    """When a file was backed up last, as far as its backups tell; later than now only where all of them are."""
    now = datetime.now(UTC)
    found = sorted(backups_of(source), key=lambda backup: backup.is_ahead(now))
    latest = next((backup for backup in found if not _is_of_another_kind(backup, source)), None)
    return None if latest is None else latest.at.astimezone(UTC)


def _is_of_another_kind(backup: Backup, source: Path) -> bool:
    """Whether it is of something that does not belong where the file stands."""
    wanted = realm_at(source)
    try:
        return wanted is not None and look_at(backup.path).realm is not wanted
    except StoreUnavailable:
        return False
