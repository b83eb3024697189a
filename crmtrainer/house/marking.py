# SPDX-License-Identifier: MIT
"""What the centre asks of a mark before it is kept: that it rests on acts and checks of the attempt it is about.

Both stand in the attempt's own file, so this is asked here and not by the centre's handlers.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from crmtrainer.application import Gate
from crmtrainer.assessment.commands import ChooseObservation, MakeJudgement
from crmtrainer.assessment.models import Attempt, WorldFile
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.errors import Refused
from crmtrainer.store.engine import open_reading
from crmtrainer.store.unit_of_work import UnitOfWork


def gate_of(home: Path) -> Gate:
    """The gate of the centre in this data folder."""

    def gate(work: UnitOfWork, command: Command) -> None:
        if isinstance(command, MakeJudgement) and command.cites:
            asked = _acts_are_there(command)
        elif isinstance(command, ChooseObservation):
            asked = _check_is_there(command)
        else:
            return
        attempt = work.get(Attempt, command.attempt_id)
        if attempt.state is not AttemptState.HANDED_IN:
            return  # which the handler refuses in its own words
        from crmtrainer.house.running import file_under_review  # what reads a world is loaded when one is asked

        _ask(file_under_review(home, attempt.ref, work.get(WorldFile, attempt.world_id).path), attempt.ref, asked)

    return gate


def _ask(file: Path, ref: str, asked: Callable[[Session], None]) -> None:
    engine = open_reading(file)
    try:
        with Session(engine, autoflush=False) as session:
            asked(session)
    except DBAPIError as problem:
        raise Refused("judgement.not_readable", ref=ref) from problem
    finally:
        engine.dispose()


def _acts_are_there(command: MakeJudgement) -> Callable[[Session], None]:
    from crmtrainer.reports.acts import shown_among

    def asked(session: Session) -> None:
        missing = sorted(set(command.cites) - shown_among(session, command.cites))
        if missing:
            raise Refused("judgement.no_such_act", seq=missing[0])

    return asked


def _check_is_there(command: ChooseObservation) -> Callable[[Session], None]:
    from crmtrainer.scenarios.script import script_of, staged_here

    def asked(session: Session) -> None:
        checks = {check.key: check for check in script_of(staged_here(session)).content.scenario.checks}
        check = checks.get(command.check)
        if check is None:
            raise Refused("observation.unknown_check", check=command.check[:64])
        if command.criterion not in check.criteria:
            raise Refused("observation.other_criterion", check=command.check, criterion=command.criterion[:32])

    return asked
