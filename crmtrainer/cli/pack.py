# SPDX-License-Identifier: MIT
"""`pack check`: whether a pack is fit to be used, with every fault by file and line, and every run played."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crmtrainer.cli.common import say, show
from crmtrainer.kernel.plain import visible

if TYPE_CHECKING:
    from crmtrainer.agenda.world import World
    from crmtrainer.scenarios.beginnings import Kept, TrialWorlds
    from crmtrainer.scenarios.format.scenario import Content
    from crmtrainer.scenarios.pack_check import PackReport

FIT, UNFIT, UNUSABLE = 0, 1, 2
"""Exit codes: all as it should be; a run comes out otherwise or a name is wrong; the files cannot be read as a pack."""


def add_to(app: typer.Typer) -> None:
    """Add this group to the command line."""
    group = typer.Typer(help="Packs of scenarios.", no_args_is_help=True, rich_markup_mode=None)
    group.callback()(_packs)
    group.command("check")(check)
    app.add_typer(group, name="pack")


def _packs() -> None:
    """Packs of scenarios."""


def check(
    path: Annotated[Path, typer.Argument(help="The pack’s folder, the one that holds pack.yaml, or its zip archive.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Read a pack, play all its runs, and say what is wrong with it.

    Leaves with 0 when it is fit, 1 when runs or names are not as they should be, 2 when it cannot be read.
    """
    from crmtrainer.scenarios.pack_check import check_pack

    with trial_worlds() as worlds:
        report = check_pack(path, worlds, _progress)
    if as_json:
        show(report)
    else:
        for line in _lines(report):
            say(line)
    if not report.hash:
        raise typer.Exit(UNUSABLE)
    raise typer.Exit(FIT if report.is_fit else UNFIT)


def _progress(line: str) -> None:
    """One line that changes on a terminal; elsewhere a line for each, so that a log shows how far it has come."""
    if sys.stderr.isatty():
        typer.echo(f"\r\033[K{visible(line, lines=False)}", nl=False, err=True)
    else:
        say(line, err=True)


def _lines(report: PackReport) -> Iterator[str]:
    if sys.stderr.isatty():
        typer.echo("\r\033[K", nl=False, err=True)
    for problem in report.faults:
        yield str(problem)
    if report.more:
        yield f"And {report.more:,} more: mend these first."
    for problem in report.advice:
        yield f"Advice: {problem}"
    for scenario in report.scenarios:
        as_expected = sum(run.is_as_expected for run in scenario.runs)
        yield f"{scenario.title}: {scenario.checks} checks, {as_expected} of {len(scenario.runs)} runs as expected"
        for run in scenario.runs:
            if not run.is_as_expected:
                yield f"  {run.key}: {run.broken or '; '.join(run.unexpected)}"
    yield f"{report.title}: {'fit to use' if report.is_fit else 'not fit to use'}"


@contextmanager
def trial_worlds() -> Iterator[TrialWorlds]:
    """Makes empty worlds in a temporary folder, one after another, each clock standing at the start of its scenario."""
    with tempfile.TemporaryDirectory() as folder:
        yield _TrialWorlds(Path(folder))


class _TrialWorlds:
    """Keeps one empty world for each time of start, and hands out copies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made = 0
        self._files: dict[int, Path] = {}
        """Where each open world lies, by its identity."""

    @contextmanager
    def __call__(self, content: Content) -> Iterator[World]:
        from crmtrainer.bootstrap import create_world
        from crmtrainer.scenarios.staging import starts_at

        begins = starts_at(content)
        empty = self._folder / f"{begins:%Y%m%d%H%M}.sqlite3"
        if not empty.exists():
            create_world(empty, seed="pack check", about={"made": "to check a pack"}, starts_at=begins)
        path = self._next()
        shutil.copyfile(empty, path)
        with self._opened(path, begins) as world:
            yield world

    def keep(self, world: World) -> Kept:
        from crmtrainer.scenarios.beginnings import Kept

        with closing(sqlite3.connect(self._files[id(world)])) as file:
            return Kept(file.serialize(), world.clock.now())

    @contextmanager
    def again(self, kept: Kept) -> Iterator[World]:
        path = self._next()
        path.write_bytes(kept.file)
        with self._opened(path, kept.at) as world:
            yield world

    def _next(self) -> Path:
        self._made += 1
        return self._folder / f"trial-{self._made}.sqlite3"

    @contextmanager
    def _opened(self, path: Path, at: datetime) -> Iterator[World]:
        from crmtrainer.bootstrap import open_world
        from crmtrainer.kernel.clock import FixedClock

        world = open_world(path, clock=FixedClock(at))
        self._files[id(world)] = path
        try:
            yield world
        finally:
            del self._files[id(world)]
            world.close()
            path.unlink()
