# SPDX-License-Identifier: MIT
"""`doctor`: versions, paths, the state of the databases, and what to do about anything wrong."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from crmtrainer.cli.common import plain, say, settings_of


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("doctor")(doctor)


def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Look at this installation and say what is wrong with it, if anything. Leaves with 1 when something is."""
    from crmtrainer.cli.examining import examine  # with it the whole house, which no other command's help needs

    findings = examine(settings_of(context).home)
    if as_json:
        import json

        typer.echo(json.dumps(plain([asdict(finding) for finding in findings]), indent=2))
    else:
        width = max(len(finding.what) for finding in findings)
        for finding in findings:
            say(f"{finding.what:<{width}}  {finding.found}")
            for mark, words in (("·", finding.note), ("→", finding.advice)):
                if words:
                    say(f"{'':<{width}}  {mark} {words}")
    if any(finding.advice for finding in findings):
        raise typer.Exit(1)
