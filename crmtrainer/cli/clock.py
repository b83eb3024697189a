# SPDX-License-Identifier: MIT
"""`clock`: the what-if calculator over JSON lines."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from crmtrainer.cli.common import escaped
from crmtrainer.kernel.errors import BadInput, StoreUnavailable

_MARK = "\ufeff"
"""What some editors put before a text, and no JSON begins with."""


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("clock")(calculate)


def calculate(
    file: Annotated[Path | None, typer.Argument(help="A file with a JSON list; left out: standard input.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add the days that lead to each answer, and what counted of them.")
    ] = False,
) -> None:
    """Work out due times and working time by hand: a list of questions in JSON, one JSON answer a line.

    [{"id": 1, "tz": "Europe/London", "hours": {"mon": [["09:00", "17:00"]]}, "region": "GB-ENG",
    "start": "2026-12-24T11:30:00+00:00", "op": "add", "minutes": 60}]

    op is add (with minutes or seconds; answered by due) or elapsed (with end; answered by seconds). There may be
    date_hours, holidays and pauses besides. Openings may not overlap, one that ends before it starts passes
    midnight, and a target of nothing is due at the start or the next opening. A question that cannot be
    answered says why, and the exit status is 1.
    """
    from crmtrainer.service_levels.calculator import answer, questions
    from crmtrainer.wording import sentence_for

    wrong = False
    for line in questions(_from_input() if file is None else _text_of(file)):
        found = answer(line, sentence_for, explained=explain)
        wrong = wrong or "error" in found
        typer.echo(escaped(_written(found)))
    if wrong:
        raise typer.Exit(1)


def _written(found: dict[str, object]) -> str:
    """The answer as people read it; with escapes where it repeats halves of characters, which nothing can print."""
    written = json.dumps(found, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError:
        return json.dumps(found)
    return written


def _from_input() -> str:
    try:
        return sys.stdin.read().removeprefix(_MARK)
    except UnicodeDecodeError as problem:
        raise BadInput("data.not_json", problem=str(problem)) from problem


def _text_of(file: Path) -> str:
    """The text of a file, or of a pipe that the shell names. Raises `StoreUnavailable`."""
    try:
        return file.read_text(encoding="utf-8").removeprefix(_MARK)
    except OSError as problem:
        told = problem.strerror or str(problem)
        raise StoreUnavailable("store.not_readable", path=str(file), problem=told) from problem
    except UnicodeDecodeError as problem:
        raise BadInput("data.not_json", problem=str(problem)) from problem
