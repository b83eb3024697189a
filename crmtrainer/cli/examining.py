# SPDX-License-Identifier: MIT
"""What `doctor` looks at: the installation, the data folder, and each database with what to do about it."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from crmtrainer import __version__, paths
from crmtrainer.house.backups import databases, is_untouched, last_backup
from crmtrainer.house.checking import Health, check_whole, glance
from crmtrainer.house.folder import lock_of, lost_centre
from crmtrainer.house.slips import without_key
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.settings import DAMAGED, FILE, is_whole
from crmtrainer.store.files import SCHEMAS
from crmtrainer.store.holding import holder_of
from crmtrainer.store.places import Place, place_of
from crmtrainer.wording import sentence_for

LEAST_FREE = 200 * 1024 * 1024
"""Bytes of free disk below which a world may not be written whole."""
_LIBRARIES = ("PySide6-Essentials", "SQLAlchemy", "alembic", "Faker", "pydantic", "typer", "tzdata")
_MENDED = (3, 51, 3)
_MENDED_IN = {(3, 50): 7, (3, 44): 6}
"""Older series into which SQLite's makers brought the mending too, from this release on."""

_UNUSABLE = "cannot be used"
_NO_FILE = "Move it out of the data folder: until then everything looks as usual, and no choice is kept."
_NOT_READABLE = "Make it readable: until then everything looks as usual."
_BEFORE_SETTINGS = (
    f"What can be read of it holds. The window keeps it as {DAMAGED} when it opens next, and goes on with a new one."
)
_OF_SETTINGS = f"What could be read of it holds. As it was, it is kept as {DAMAGED}: delete that when it is of no use."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `advice` is empty when all is well; `note` is worth knowing and nothing to mend.

    `code` names a problem for programs; people read the words.
    """

    what: str
    found: str
    advice: str = ""
    note: str = ""
    code: str = ""


def examine(home: Path) -> list[Finding]:
    """Everything worth knowing of this installation and its data folder."""
    return [
        Finding("crmtrainer", __version__),
        Finding("Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
        *_libraries(),
        _sqlite(),
        _folder("migrations", paths.migrations),
        _folder("resources", paths.resources),
        *_data(home),
    ]


def is_affected(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite can lose work of two programs that write one file at once in its log."""
    if version >= _MENDED:
        return False
    least = _MENDED_IN.get(version[:2])
    return least is None or version[2] < least


def _libraries() -> list[Finding]:
    found = []
    for name in _LIBRARIES:
        try:
            found.append(Finding(name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            found.append(Finding(name, "not installed", "Run python3 start.py again: it repairs the installation."))
    return found


def _sqlite() -> Finding:
    with closing(sqlite3.connect(":memory:")) as connection:
        source = connection.execute("SELECT sqlite_source_id()").fetchone()[0]
    note = ""
    if is_affected(sqlite3.sqlite_version_info):
        note = (
            "This SQLite can lose work when two programs write one file at once. crmtrainer never does: do not open"
            " its files in a database browser while it runs. Mended in 3.51.3."
        )
    return Finding("SQLite", f"{sqlite3.sqlite_version} ({source[:19]})", note=note)


def _folder(name: str, where: object) -> Finding:
    try:
        return Finding(name, str(where()))  # type: ignore[operator]  # one of the functions of paths
    except FileNotFoundError as problem:
        return Finding(name, "missing", f"Install the program again: {problem}.")


def _data(home: Path) -> list[Finding]:
    if not home.exists():
        return [Finding("data folder", f"{home} (not there yet: made at first use)")]
    findings = [_home(home)]
    if holder := holder_of(lock_of(home)):
        findings.append(Finding("in use by", holder, note="Close it there before you open the folder here."))
    free = shutil.disk_usage(home).free
    advice = "" if free >= LEAST_FREE else "Make room on the disk before you start a new attempt."
    findings.append(Finding("free disk", f"{free // 1024**2} MiB", advice))
    findings.extend(_gone(home))
    findings.extend(_choices(home))
    if (lost := _without_key(home)) is not None:
        findings.append(Finding("keys", "not here", sentence_for(lost), code=lost.code))
    findings.extend(_database(home, file) for file in databases(home))
    findings.extend(_handed_in(home, file) for file in sorted((home / "handed-in").glob("*.sqlite3")))
    return findings


def _choices(home: Path) -> list[Finding]:
    """The file of what people chose for themselves: without it everything is as usual."""
    file = home / FILE
    try:
        if file.exists() and not file.is_file():
            return [Finding(FILE, "is no file", _NO_FILE)]
        if file.exists() and not is_whole(file.read_bytes()):
            return [Finding(FILE, "is damaged", note=_BEFORE_SETTINGS)]
    except OSError as problem:
        return [Finding(FILE, f"cannot be read ({problem.strerror})", _NOT_READABLE)]
    return [Finding(FILE, "was damaged", note=_OF_SETTINGS)] if (home / DAMAGED).exists() else []


def _gone(home: Path) -> list[Finding]:
    """A centre that was there once: nothing is opened without it."""
    problem = lost_centre(home)
    if problem is None:
        return []
    return [Finding("centre.sqlite3", "missing", sentence_for(problem), code=problem.code)]


def _without_key(home: Path) -> StoreUnavailable | None:
    try:
        return without_key(home)
    except StoreUnavailable as problem:
        return problem


def _home(home: Path) -> Finding:
    advice = "" if os.access(home, os.W_OK) else "Make the folder writable, or choose another with --data."
    place = place_of(home)
    note = ""
    if place is not Place.LOCAL:
        note = sentence_for(StoreUnavailable(f"place.{place.value}", path=str(home)))
    return Finding("data folder", str(home), advice, note)


def _database(home: Path, file: Path) -> Finding:
    name = file.relative_to(home).as_posix()
    seen = glance(file)
    if seen.problem is None and _age(seen):
        seen = check_whole(file)  # as its opening will, before it is brought up to date
    at = last_backup(file)
    if seen.problem is not None:
        advice = f"{sentence_for(seen.problem)} {_what_to_do(name, file, seen.problem)}".rstrip()
        return Finding(name, _UNUSABLE, advice, code=seen.problem.code)
    if at is None and is_untouched(seen):
        return Finding(name, _sound(seen), _age(seen), "no backup needed before something is done in it")
    ahead = ", which is in the future: a clock was wrong" if at and at > datetime.now(UTC) else ""
    kept = f"last backup {at:%d %b %Y, %H:%M} UTC{ahead}" if at else "no backup yet: crmtrainer backup"
    return Finding(name, _sound(seen), _age(seen), kept)


def _handed_in(home: Path, file: Path) -> Finding:
    name = file.relative_to(home).as_posix()
    seen = glance(file)
    if seen.problem is None:
        return Finding(name, _sound(seen))
    advice = f"{sentence_for(seen.problem)} Ask for the file once more."
    return Finding(name, _UNUSABLE, advice, code=seen.problem.code)


def _sound(seen: Health) -> str:
    realm = Realm.WORLD if seen.realm is None else seen.realm
    held = ", open now" if seen.holder else ""
    extent = "sound" if seen.whole else "its end is sound (verify looks at the rest)"
    return f"{realm.value}, schema {seen.schema} of {SCHEMAS[realm]}, {seen.entries} entries, {extent}{held}"


def _age(seen: Health) -> str:
    is_newest = seen.realm is None or seen.schema == SCHEMAS[seen.realm]
    return "" if is_newest else "Open it once: it is brought up to date, and what it was is kept as a backup."


def _what_to_do(name: str, file: Path, problem: StoreUnavailable) -> str:
    """What else there is to do, beyond what the sentence says."""
    if problem.code in ("store.foreign", "store.not_a_file"):
        return "Move it out of the data folder."
    if problem.code in ("store.newer", "store.read_only", "store.not_readable", "store.locked"):
        return ""
    if last_backup(file) is not None:
        return (
            f"Put its last sound backup back: crmtrainer restore {name} (crmtrainer rescue {name} says which is sound)"
        )
    if problem.code == "store.misplaced":
        return "There is no backup: move it out of the data folder."
    return f"There is no backup: crmtrainer rescue {name} --out FOLDER reads out what can be read."
