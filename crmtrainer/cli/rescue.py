# SPDX-License-Identifier: MIT
"""`rescue`: what is wrong with a file that does not open, and what can be done for it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crmtrainer.cli.backup import found
from crmtrainer.cli.common import complain, say, settings_of
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.wording import sentence_for

_HERE = ": crmtrainer rescue says what to do"
"""The end of sentences that send people here."""


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("rescue")(rescue)


def rescue(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The file; it is only read.")],
    out: Annotated[Path | None, typer.Option("--out", help="Write the rows that can be read into this folder.")] = None,
    anew: Annotated[
        bool, typer.Option("--anew", help="Make a new centre where it is gone and has no backup. It knows no names.")
    ] = False,
) -> None:
    """Say what is wrong with a file, which backup there is, and read out of it what can be read."""
    from crmtrainer.house.folder import begin_anew, lost_centre
    from crmtrainer.house.rescue import offers_for, salvage

    home = settings_of(context).home
    path = found(home, file)
    if anew:
        if path != home / "centre.sqlite3":
            raise StoreUnavailable("store.wrong_kind", path=str(path), kind="world")
        complain(begin_anew(home))
        return
    offers = offers_for(path)
    lost = lost_centre(home) if path == home / "centre.sqlite3" else None
    problem = lost or offers.health.problem
    if problem is None:
        say(f"{path} is sound: {offers.health.entries} entries, all of them verified.")
    else:
        say(sentence_for(problem).replace(_HERE, ""))
    if offers.backup is None:
        say("Backup: there is no sound one.")
        is_beyond_help = lost is None and problem is not None and problem.code != "store.newer"
        if is_beyond_help and path == home / "centre.sqlite3":
            say(
                "A new centre: move this file out of the data folder, then crmtrainer rescue centre.sqlite3 --anew."
                " It knows the attempts found there, and not their learners’ names."
            )
    else:
        say(f"Backup: {offers.backup.at:%d %B %Y, %H:%M} UTC is sound. Put it back: crmtrainer restore {file}")
    if out is not None:
        done = salvage(path, out)
        say(f"Read out: {sum(done.rows.values()):,} rows of {len(done.rows)} tables, in {done.folder}")
        if done.missing:
            words = "where no log holds them they were read as empty, in a copy that is gone again."
            say(f"Its last {done.missing:,} bytes are missing: {words}")
        if done.lost:
            say(f"Not whole: {', '.join(done.lost)}")
    elif offers.readable:
        say(f"Rows: {offers.readable} tables can be read. Read them out: crmtrainer rescue {file} --out FOLDER")
    else:
        say("Rows: nothing in it can be read.")
    raise typer.Exit(0 if problem is None else 1)
