# SPDX-License-Identifier: MIT
"""`judge` and `evidence`: decide on a criterion of a handed-in attempt, and write what it shows as documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crmtrainer.assessment.rules import Decision, Flag
from crmtrainer.cli.common import open_house, settings_of, show
from crmtrainer.kernel.commands import Role

Ref = Annotated[str, typer.Argument(help="The attempt’s reference, like A-3F2C1B.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("judge")(judge)
    app.command("evidence")(evidence)


def judge(
    context: typer.Context,
    ref: Ref,
    criterion: Annotated[str, typer.Argument(help="The criterion, like S2-M4.")],
    decision: Annotated[Decision, typer.Option(help="competent or not_yet_competent.")],
    reason: Annotated[str, typer.Option(help="Why: it stands in the evidence as you write it.")],
    act: Annotated[list[int] | None, typer.Option(help="The number of an act it rests on; again for more.")] = None,
    valid: Annotated[Flag, typer.Option(help="Does it relate to the criterion? yes, no or open.")] = Flag.OPEN,
    authentic: Annotated[Flag, typer.Option(help="Is it the learner’s own work? yes, no or open.")] = Flag.OPEN,
    reliable: Annotated[Flag, typer.Option(help="Would another assessor agree? yes, no or open.")] = Flag.OPEN,
    current: Annotated[Flag, typer.Option(help="Is it recent enough? yes, no or open.")] = Flag.OPEN,
    sufficient: Annotated[Flag, typer.Option(help="Is it enough? yes, no or open.")] = Flag.OPEN,
) -> None:
    """Decide on one criterion. An earlier decision is superseded and stays on record."""
    from crmtrainer.assessment.commands import MakeJudgement
    from crmtrainer.assessment.queries import judgements, newest_rubrics
    from crmtrainer.kernel.errors import Refused
    from crmtrainer.kernel.ids import AttemptId

    with open_house(settings_of(context).home) as house:
        assessor = house.actor_for(Role.ASSESSOR)
        row = house.attempt_named(ref)
        rubrics = house.centre.ask(newest_rubrics, assessor)
        rubric = next((ident for ident, found in rubrics.items() if found.criterion(criterion)), None)
        if rubric is None:
            raise Refused("judgement.unknown_criterion", criterion=criterion)
        command = MakeJudgement(
            AttemptId(row.id),
            criterion,
            rubric,
            decision,
            reason,
            tuple(act or ()),
            valid,
            authentic,
            reliable,
            current,
            sufficient,
        )
        house.centre.perform(command, assessor)
        show(house.centre.ask(judgements, assessor, row.id)[-1])


def evidence(
    context: typer.Context,
    ref: Ref,
    out: Annotated[Path, typer.Option("--out", help="The folder for the documents; it is made when missing.")],
    html_only: Annotated[bool, typer.Option("--html-only", help="Leave the PDF out.")] = False,
) -> None:
    """Write the evidence of a handed-in attempt as HTML and PDF, stamped as simulated."""
    from crmtrainer.house.documents import write_html
    from crmtrainer.house.reviewing import evidence_of, open_review

    with open_house(settings_of(context).home) as house:
        assessor = house.actor_for(Role.ASSESSOR)
        review = open_review(house, house.attempt_named(ref), assessor)
        try:
            report = evidence_of(house, review, assessor)
        finally:
            review.close()
    written = {"html": str(write_html(report, out))}
    if not html_only:
        from crmtrainer.ui.evidence_pdf import write_pdf

        target = out / f"{report.file_stem}.pdf"
        write_pdf(report, target)
        written["pdf"] = str(target)
    show(written)
