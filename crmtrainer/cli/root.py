# SPDX-License-Identifier: MIT
"""The commands put together, and what an error becomes: one sentence and an exit code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from crmtrainer import __version__
from crmtrainer.cli import (
    acts,
    attempts,
    backup,
    clock,
    doctor,
    evidence,
    pack,
    rescue,
    sandbox,
    seed,
    slips,
    verify,
    window,
)
from crmtrainer.cli.common import USAGE, Settings, complain
from crmtrainer.kernel.errors import Expected
from crmtrainer.kernel.plain import visible

app = typer.Typer(
    name="crmtrainer",
    help="A practice CRM: handle contacts, keep the clocks, hand over, and see what you did.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for part in (window, acts, attempts, slips, evidence, seed, sandbox, verify, pack, clock, backup, rescue, doctor):
    part.add_to(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"crmtrainer {__version__}")
        raise typer.Exit


@app.callback()
def everywhere(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option("--data", help="The data folder, instead of your own.")] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Options of every command."""
    context.obj = Settings(data)


def _is_text(argument: str) -> bool:
    """Whether it can be written down: bytes that are no text reach us as halves of characters."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        return False
    return True


def run_cli() -> None:
    """Run the command line; expected errors become one sentence and exit code 1, wrong usage 64."""
    if not all(map(_is_text, sys.argv)):
        typer.echo("An argument holds bytes that are no text in UTF-8: type it again.", err=True)
        sys.exit(USAGE)
    try:
        code = app(standalone_mode=False)
    except Expected as problem:
        complain(problem)
        sys.exit(1)
    except typer.Abort:
        sys.exit(130)
    except Exception as problem:
        if not hasattr(problem, "format_message") or not hasattr(problem, "show"):
            raise
        if hasattr(problem, "message"):
            problem.message = visible(str(problem.message))
        problem.show()
        sys.exit(USAGE)
    sys.exit(code if isinstance(code, int) else 0)
