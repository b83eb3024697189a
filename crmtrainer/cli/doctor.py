# SPDX-License-Identifier: MIT
"""`doctor`: versions, paths, the state of the databases, and what to do about anything wrong."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer

from crmtrainer import __version__, paths
from crmtrainer.cli.common import plain, settings_of
from crmtrainer.kernel.commands import Realm
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.files import SCHEMAS, look_at
from crmtrainer.wording import sentence_for

LEAST_FREE = 200 * 1024 * 1024
"""Bytes of free disk below which a world may not be written whole."""
_LIBRARIES = ("PySide6-Essentials", "SQLAlchemy", "alembic", "Faker", "pydantic", "typer", "tzdata")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `advice` is empty when all is well."""

    what: str
    found: str
    advice: str = ""


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("doctor")(doctor)


def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Look at this installation and say what is wrong with it, if anything."""
    findings = examine(settings_of(context).home)
    if as_json:
        import json

        typer.echo(json.dumps(plain([asdict(finding) for finding in findings]), indent=2))
    else:
        width = max(len(finding.what) for finding in findings)
        for finding in findings:
            typer.echo(f"{finding.what:<{width}}  {finding.found}")
            if finding.advice:
                typer.echo(f"{'':<{width}}  → {finding.advice}")
    if any(finding.advice for finding in findings):
        raise typer.Exit(1)


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
    return Finding("SQLite", f"{sqlite3.sqlite_version} ({source[:19]})")


def _folder(name: str, where: object) -> Finding:
    try:
        return Finding(name, str(where()))  # type: ignore[operator]  # one of the functions of paths
    except FileNotFoundError as problem:
        return Finding(name, "missing", f"Install the program again: {problem}.")


def _data(home: Path) -> list[Finding]:
    if not home.exists():
        return [Finding("data folder", f"{home} (not there yet: made at first use)")]
    writable = os.access(home, os.W_OK)
    findings = [
        Finding(
            "data folder", str(home), "" if writable else "Make the folder writable, or choose another with --data."
        )
    ]
    free = shutil.disk_usage(home).free
    advice = "" if free >= LEAST_FREE else "Make room on the disk before you start a new attempt."
    findings.append(Finding("free disk", f"{free // 1024**2} MiB", advice))
    files = [home / "centre.sqlite3", *sorted((home / "worlds").glob("*.sqlite3"))]
    findings.extend(_database(home, file) for file in files if file.exists())
    return findings


def _database(home: Path, file: Path) -> Finding:
    name = file.relative_to(home).as_posix()
    try:
        kind = look_at(file)
    except StoreUnavailable as problem:
        return Finding(name, problem.code, sentence_for(problem))
    newest = SCHEMAS[kind.realm]
    advice = "" if kind.schema == newest else "Open it once in the window: it is brought up to date, with a copy kept."
    realm = "world" if kind.realm is Realm.WORLD else "centre"
    return Finding(name, f"{realm}, schema {kind.schema} of {newest}", advice)
