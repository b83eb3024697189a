# SPDX-License-Identifier: MIT
"""`verify`: whether a world or centre file is what its journal says, for people or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crmtrainer.cli.common import plain, show
from crmtrainer.journal.report import Finding, RecordState, Report
from crmtrainer.journal.wording import told, told_result
from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.errors import Expected, Refused
from crmtrainer.wording import sentence, sentence_for

if TYPE_CHECKING:
    from crmtrainer.replay import ReplayReport

EXIT_CODES = {RecordState.INTACT: 0, RecordState.DAMAGED: 1, RecordState.UNUSABLE: 2}
_MOST_LINES = 20


@dataclass(frozen=True, slots=True)
class Again:
    """What a replay came to, in words. Without a report there was none, and `problem` is the code that says why."""

    words: str
    problem: str = ""
    report: ReplayReport | None = None

    @property
    def differs(self) -> bool:
        return self.report is not None and not self.report.same


def add_to(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("verify")(verify)


def verify(
    path: Annotated[Path, typer.Argument(help="The world or centre file to verify; it is only read.")],
    replay: Annotated[
        bool, typer.Option("--replay", help="Perform every act again in a copy, and compare the two worlds.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Verify a file's journal and tables. Leaves with 0 intact, 1 damaged or replayed otherwise, 2 unusable."""
    from crmtrainer.journal.verify import verify as verify_file

    report = verify_file(path)
    again = _replayed(path, report) if replay else None
    if as_json:
        told_again = {} if again is None else {"replay": plain(again if again.report is None else again.report)}
        show({**_fields(report), **told_again})
    else:
        for line in lines_of(report, "" if again is None else again.words):
            typer.echo(line)
    code = EXIT_CODES[report.result]
    raise typer.Exit(max(code, 1) if again is not None and again.differs else code)


def _replayed(path: Path, report: Report) -> Again:
    """What a replay came to. Only a world that is intact can be replayed; anything else is said and not tried."""
    from crmtrainer.replay import replay_aside, told_replay

    try:
        if report.result is not RecordState.INTACT:
            raise Refused("replay.not_intact")
        found = replay_aside(path)
    except Expected as problem:
        return Again(sentence_for(problem), problem.code)
    return Again(sentence(*told_replay(found)), report=found)


def _fields(report: Report) -> dict[str, Json]:
    told_report = plain(report)
    assert isinstance(told_report, dict)
    return told_report


def lines_of(report: Report, again: str = "") -> Iterator[str]:
    """The report in sentences, the result first, then what a replay came to, and what is not proven last."""
    yield sentence(*told_result(report))
    if again:
        yield again
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
