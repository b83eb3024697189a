# SPDX-License-Identifier: MIT
"""Backups of one database: made under a temporary name, proved, and only then given theirs. Knows no schedule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crmtrainer.journal.opening import journal_in
from crmtrainer.journal.report import Damage, RecordState, Report
from crmtrainer.journal.verify import examined
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.kernel.moments import utc
from crmtrainer.store.belonging import of_kind
from crmtrainer.store.files import LOGS, copy_whole, remove_whole, settle
from crmtrainer.store.holding import hold, holder_of, note_beside
from crmtrainer.store.problems import told_of

FOLDER = "backups"
"""Beside the file: a folder that is moved takes its backups along."""
SUFFIX = ".sqlite3"
STAMP = "%Y%m%dT%H%M%S.%fZ"
REPLACED = "replaced"
"""What stands between name and moment of a file that was kept when a backup took its place."""
_PROVING = ".proving"
_NAME = re.compile(r"(?P<stem>.+)\.(?P<stamp>\d{8}T\d{6}\.\d{6}Z)\Z")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup of a file, as its name tells."""

    path: Path
    stem: str
    at: datetime
    size: int

    def is_ahead(self, now: datetime) -> bool:
        """Whether it is dated later than now: it was made while a clock was ahead, and nobody knows how old it is."""
        return self.at > now


def make_backup(source: Path, realm: Realm, at: datetime) -> Backup:
    """Back up a database, also one that is open, and prove the copy. It appears whole and proved, or not at all.

    Raises `StoreUnavailable` when the copy cannot be written, or what was copied is not sound.
    """
    folder = source.parent / FOLDER
    target = folder / f"{source.stem}.{utc(at).strftime(STAMP)}{SUFFIX}"
    if target.exists():
        raise StoreUnavailable("store.exists", path=str(target))
    with being_made(target) as part:
        copy_whole(source, part)
        prove(part, realm, source)
        settle(part, target)
    return Backup(target, source.stem, utc(at), target.stat().st_size)


@contextmanager
def being_made(target: Path) -> Iterator[Path]:
    """What a file among the backups is called until it is whole; what did not get its name by the end is removed.

    Raises `StoreUnavailable` also for an `OSError` of the block.
    """
    part = _part_of(target)
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        sweep(part.parent)
        held = hold(part)
        try:
            yield part
        finally:
            _remove(part)
            held.let_go()
    except OSError as problem:
        raise told_of(problem, target) or problem from problem


def sweep(folder: Path) -> None:
    """Remove what a backup that was cut off left in a folder. One that is being made now stays. Raises `OSError`."""
    names = {path.name.partition(_PROVING)[0] for path in folder.glob(f"*{_PROVING}*")}
    for part in (folder / (name + _PROVING) for name in sorted(names)):
        if not holder_of(part):
            _remove(part)
            note_beside(part).unlink(missing_ok=True)
    for log in (log for ending in LOGS for log in folder.glob(f"*.{REPLACED}.*{SUFFIX}{ending}")):
        file = folder / log.name.rpartition("-")[0]  # its log gets its name first
        if not file.exists() and not holder_of(_part_of(file)):
            log.unlink(missing_ok=True)


def _part_of(target: Path) -> Path:
    return target.with_name(target.name + _PROVING)


def _remove(part: Path) -> None:
    remove_whole(part)
    remove_whole(part.with_name(part.name + ".part"))


def prove(path: Path, realm: Realm, of: Path | None = None) -> Report:
    """What verification says of a closed file that is sound in every page, row and entry.

    Raises `StoreUnavailable` for any other, also for one of the other kind; `of` is the file to name then.
    """
    shown = str(of or path)
    of_kind(path, realm)
    report, _ = examined(path, realm)
    if report.result is not RecordState.INTACT:
        finding = report.findings[0]
        problem = str(finding.facts["problem"]) if finding.kind is Damage.TORN else finding.kind.value
        raise StoreUnavailable("backup.not_sound", path=shown, problem=problem, entry=report.first_bad)
    return report


def backups_of(source: Path) -> tuple[Backup, ...]:
    """The backups of a file that stand beside it, newest first. They were proved when they were made."""
    return tuple(found for found in backups_in(source.parent / FOLDER) if found.stem == source.stem)


def backups_in(folder: Path) -> tuple[Backup, ...]:
    """Every backup in a folder, newest first."""
    found = [backup for path in folder.glob(f"*{SUFFIX}") if (backup := _read_name(path)) is not None]
    return tuple(sorted(found, key=lambda backup: (backup.at, backup.stem), reverse=True))


def newest_sound(source: Path, realm: Realm, *, of: str = "") -> Backup | None:
    """The newest backup of a file that can be proved now, or None; only of this journal, where one is named.

    One that is dated later than now comes last.
    """
    now = datetime.now(UTC)
    for backup in sorted(backups_of(source), key=lambda backup: backup.is_ahead(now)):
        if of and journal_in(backup.path) != of:
            continue
        try:
            prove(backup.path, realm)
        except StoreUnavailable:
            continue
        return backup
    return None


def _read_name(path: Path) -> Backup | None:
    told = _NAME.match(path.stem)
    if told is None or not path.is_file():
        return None
    try:
        at = datetime.strptime(told["stamp"], STAMP).replace(tzinfo=UTC)
    except ValueError:  # digits that are no moment: a file of somebody else's
        return None
    return Backup(path, told["stem"], at, path.stat().st_size)
