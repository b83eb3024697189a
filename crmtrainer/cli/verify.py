# SPDX-License-Identifier: MIT
"""`verify`: whether a world or centre file is what its journal says, for people or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crmtrainer.cli.common import USAGE, complain, plain, say, settings_of, show
from crmtrainer.journal.report import Finding, RecordState, Report
from crmtrainer.journal.wording import told, told_assurance, told_not_proven, told_result
from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.errors import Expected, Refused, StoreUnavailable
from crmtrainer.wording import sentence, sentence_for

if TYPE_CHECKING:
    from crmtrainer.replay import ReplayReport

EXIT_CODES = {
    RecordState.INTACT: 0,
    RecordState.UNCLOSED: 0,
    RecordState.DAMAGED: 1,
    RecordState.UNUSABLE: 2,
}
STRICT = 3
"""Exit code for a record that is not damaged and has warnings, where no warning is to be let pass."""
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
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="The world or centre file to verify; it is only read.")],
    replay: Annotated[
        bool, typer.Option("--replay", help="Perform every act again in a copy, and compare the two worlds.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    attempt: Annotated[str, typer.Option(help="The attempt it is to be; else the one that it says it is.")] = "",
    receipt: Annotated[
        list[str] | None,
        typer.Option(help="A receipt you wrote down, with @ and the time where you noted that; again for more."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let no warning pass, such as a missing end.")] = False,
) -> None:
    """Verify a file's journal and tables, against what the data folder holds about it.

    Leaves with 0 intact or unclosed, 1 damaged or replayed otherwise, 2 unusable, 3 with warnings in --strict.
    """
    try:
        report = verified(settings_of(context).home, path, attempt, tuple(receipt or ()))
    except Expected as problem:
        complain(problem)
        raise typer.Exit(EXIT_CODES[RecordState.UNUSABLE] if isinstance(problem, StoreUnavailable) else USAGE) from None
    again = _replayed(path, report) if replay else None
    if as_json:
        told_again = {} if again is None else {"replay": plain(again if again.report is None else again.report)}
        show({**_fields(report), **told_again})
    else:
        for line in lines_of(report, "" if again is None else again.words):
            say(line)
    code = EXIT_CODES[report.result]
    if strict and not code and report.warnings:
        code = STRICT
    raise typer.Exit(_worse(code, 1) if again is not None and again.differs else code)


def verified(home: Path, path: Path, attempt: str, receipts: tuple[str, ...]) -> Report:
    """The report on a file, against what the data folder holds about it and the receipts given here."""
    from crmtrainer.house.trusting import kept_at, trust_for_file
    from crmtrainer.journal.verify import verify as verify_file
    from crmtrainer.store.belonging import lies_in

    trust = trust_for_file(home, path, attempt, receipts)
    handed_in = lies_in(path, home / "handed-in")
    return verify_file(path, trust=trust, kept_at=kept_at(home, trust.attempt) if handed_in else None)


def _worse(code: int, other: int) -> int:
    """Of two ways to leave, the one that says more is wrong: a warning says the least."""
    return max(code, other, key=(0, STRICT, 1, 2).index)


def _replayed(path: Path, report: Report) -> Again:
    """What a replay came to. Only a world that is intact can be replayed; anything else is said and not tried."""
    from crmtrainer.replay import replay_aside, told_replay

    try:
        if not report.is_whole:
            raise Refused("replay.not_intact")
        found = replay_aside(path)
    except Expected as problem:
        return Again(sentence_for(problem), problem.code)
    return Again(sentence(*told_replay(found)), report=found)


def _fields(report: Report) -> dict[str, Json]:
    told_report = plain(report)
    assert isinstance(told_report, dict)
    words: dict[str, Json] = {
        "record": sentence(*told_result(report)),
        "assurance": sentence(*told_assurance(report)),
        "not_proven": sentence(told_not_proven(report), {}),
    }
    return {**told_report, "not_proven": list(report.not_proven), "told": words}


def lines_of(report: Report, again: str = "") -> Iterator[str]:
    """The report in sentences: the result, its assurance, what a replay came to, and what is not proven last."""
    yield sentence(*told_result(report))
    if report.result is not RecordState.UNUSABLE:
        yield sentence(*told_assurance(report))
    if again:
        yield again
    yield from _some(report.findings)
    yield from _some(report.notes)
    if report.result is not RecordState.UNUSABLE:
        yield f"{report.journal} {report.head_seq} {report.head_hash}"
        yield sentence(told_not_proven(report), {})


def _some(findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in findings[:_MOST_LINES]:
        yield f"  {sentence(*told(finding))}"
    if len(findings) > _MOST_LINES:
        yield f"  … {len(findings) - _MOST_LINES}"
