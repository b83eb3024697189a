# SPDX-License-Identifier: MIT
"""`backup` and `restore`: proved copies of the centre and the worlds, and putting one back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crmtrainer.cli.common import complain, settings_of, show
from crmtrainer.kernel.errors import StoreUnavailable

if TYPE_CHECKING:
    from crmtrainer.journal.backups import Backup

File = Annotated[Path, typer.Argument(help="The centre or world file, as `doctor` names it or as a path.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("backup")(back_up)
    app.command("restore")(restore)


def back_up(
    context: typer.Context,
    listed: Annotated[bool, typer.Option("--list", help="List the backups there are, and make none.")] = False,
) -> None:
    """Back up the centre and every world that changed, also beside a window. Leaves with 1 if one failed or is lost."""
    from crmtrainer.house import backups
    from crmtrainer.house.folder import lost_centre
    from crmtrainer.journal.backups import backups_of

    home = settings_of(context).home
    if listed:
        found = {file: backups_of(file) for file in backups.databases(home)}
        show({_named(home, file): _rows(home, each) for file, each in found.items()})
        for each in found.values():
            _complain_of_dates(home, each)
        return
    missing = lost_centre(home)
    if missing is None and not backups.databases(home):
        missing = StoreUnavailable("backup.nothing", path=str(home))
    done = backups.back_up(home, datetime.now(UTC))
    show(
        {
            "made": [_named(home, each.path) for each in done.made],
            "unchanged": [_named(home, path) for path in done.unchanged],
            "thinned": [_named(home, path) for path in done.thinned],
        }
    )
    problems = done.failed if missing is None else (missing, *done.failed)
    for problem in problems:
        complain(problem)
    if problems:
        raise typer.Exit(1)


def restore(
    context: typer.Context,
    file: File,
    backup: Annotated[Path | None, typer.Option("--backup", help="Which one; else the newest sound one.")] = None,
) -> None:
    """Put a file back from a backup. What it was is kept beside the backups, and its journal says what was done.

    No backup holds the centre’s key: on another machine, copy keys/centre.key over as well.
    """
    from crmtrainer.house import restoring
    from crmtrainer.house.slips import without_key
    from crmtrainer.journal.backups import backups_of

    home = settings_of(context).home
    target = found(home, file)
    source = restoring.newest_for(target).path if backup is None else found(home, backup)
    aside = restoring.restore(target, home, datetime.now(UTC), source)
    show({"restored": _named(home, target), "replaced": _named(home, aside) if aside.exists() else None})
    _complain_of_dates(home, tuple(each for each in backups_of(target) if each.path.samefile(source)))
    if target.name == "centre.sqlite3" and (lost := without_key(home)) is not None:
        complain(lost)


def found(home: Path, file: Path) -> Path:
    """A file as it was named: in the data folder, or else as a path."""
    inside = home / file
    return inside if inside.exists() or not file.exists() else file


def _complain_of_dates(home: Path, found: tuple[Backup, ...]) -> None:
    """Say of each backup that is dated in the future that it is."""
    now = datetime.now(UTC)
    for backup in found:
        if backup.is_ahead(now):
            complain(StoreUnavailable("backup.ahead", path=_named(home, backup.path)))


def _rows(home: Path, found: tuple[Backup, ...]) -> list[dict[str, object]]:
    now = datetime.now(UTC)
    return [
        {"file": _named(home, each.path), "at": each.at, "bytes": each.size, "dated_in_the_future": each.is_ahead(now)}
        for each in found
    ]


def _named(home: Path, path: Path) -> str:
    return path.relative_to(home).as_posix() if path.is_relative_to(home) else str(path)
