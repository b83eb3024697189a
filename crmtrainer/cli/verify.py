# SPDX-License-Identifier: MIT
"""`verify`: whether a world or centre file is what its journal says, for people or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from crmtrainer.cli.common import show
from crmtrainer.journal.report import Finding, RecordState, Report
from crmtrainer.journal.verify import verify as verify_file
from crmtrainer.journal.wording import told, told_result
from crmtrainer.wording import sentence

EXIT_CODES = {RecordState.INTACT: 0, RecordState.DAMAGED: 1, RecordState.UNUSABLE: 2}
_MOST_LINES = 20


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("verify")(verify)


def verify(
    path: Annotated[Path, typer.Argument(help="The world or centre file to verify; it is only read.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Verify a file's journal and tables. Leaves with 0 intact, 1 damaged, 2 unusable."""
    report = verify_file(path)
    if as_json:
        show(report)
    else:
        for line in lines_of(report):
            typer.echo(line)
    raise typer.Exit(EXIT_CODES[report.result])


def lines_of(report: Report) -> Iterator[str]:
    """The report in sentences, the result first and what is not proven last."""
    yield sentence(*told_result(report))
    yield from _some(report.findings)
    yield from _some(report.notes)
    if report.result is not RecordState.UNUSABLE:
        yield f"{report.journal} {report.head_seq} {report.head_hash}"
        yield sentence("verify.not_proven", {})


def _some(findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in findings[:_MOST_LINES]:
        yield f"  {sentence(*told(finding))}"
    if len(findings) > _MOST_LINES:
        yield f"  … {len(findings) - _MOST_LINES}"
