# SPDX-License-Identifier: MIT
"""`clock`: the what-if calculator over JSON lines."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from crmtrainer.kernel.errors import BadInput, StoreUnavailable


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("clock")(calculate)


def calculate(
    file: Annotated[Path | None, typer.Argument(help="A file with a JSON list; left out: standard input.")] = None,
) -> None:
    """Work out due times and working time by hand, one JSON answer a line."""
    from crmtrainer.service_levels.calculator import answer
    from crmtrainer.wording import sentence_for

    text = sys.stdin.read() if file is None else _text_of(file)
    try:
        lines = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise BadInput("data.not_json", problem=str(problem)) from problem
    wrong = False
    for line in lines if isinstance(lines, list) else [lines]:
        found = answer(line, sentence_for)
        wrong = wrong or "error" in found
        typer.echo(json.dumps(found, ensure_ascii=False))
    if wrong:
        raise typer.Exit(1)


def _text_of(file: Path) -> str:
    """The text of a file, or of a pipe that the shell names. Raises `StoreUnavailable`."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as problem:
        told = problem.strerror or str(problem)
        raise StoreUnavailable("store.not_readable", path=str(file), problem=told) from problem
    except UnicodeDecodeError as problem:
        raise BadInput("data.not_json", problem=str(problem)) from problem
