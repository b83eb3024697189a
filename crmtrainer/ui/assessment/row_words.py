# SPDX-License-Identifier: MIT
"""What the opened row of a replay says below its title, line by line, and a whole row as one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from crmtrainer.reports.replaying import ReplayRow
from crmtrainer.scenarios.checks.deciding import Verdict
from crmtrainer.ui.assessment.labels import check_line, mark_of
from crmtrainer.ui.dates import clock_time
from crmtrainer.ui.kit.text import visible
from crmtrainer.wording import sentence


class LineKind(Enum):
    """How a line is told apart: words as they were, facts about the act, results of checks."""

    SAID = "said"
    FACT = "fact"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of an opened row."""

    words: str
    kind: LineKind
    indent: int = 0


def lines_of(row: ReplayRow) -> Iterator[Line]:
    """The paragraphs: why it was refused, the words verbatim, what came of it, the checks."""
    act = row.act
    if act is not None:
        if not act.done:
            yield Line(sentence(act.refusal, act.refusal_facts), LineKind.MISSED)
        for piece in act.said:
            words = _tr("[erased]") if piece.is_erased else f"“{piece.words}”"
            yield Line(f"{piece.name}: {words}" if piece.name else words, LineKind.SAID)
        for detail in act.details:
            yield Line(detail, LineKind.FACT)
    for check in row.checks:
        kind = {Verdict.MET: LineKind.MET, Verdict.MISSED: LineKind.MISSED}.get(check.verdict, LineKind.FACT)
        yield Line(check_line(check), kind)
        words = check.told if check.verdict is Verdict.MISSED else check.compared
        if words:
            yield Line(words, LineKind.FACT)


def sentence_of(row: ReplayRow) -> str:
    """The row as a screen reader says it."""
    number = _tr("No act") if row.seq is None else _tr("Act %1").replace("%1", str(row.seq))
    mark = mark_of(row)
    parts = [number, clock_time(row.at), row.title, mark.words if mark else "", *(line.words for line in lines_of(row))]
    return visible(", ".join(part for part in parts if part), lines=False)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Review", words)
