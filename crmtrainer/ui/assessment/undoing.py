# SPDX-License-Identifier: MIT
"""Which acts of an assessor can be taken back: the choice of an observation, not a judgement."""

from __future__ import annotations

from typing import Final

from crmtrainer.assessment.commands import ChooseObservation, MakeJudgement
from crmtrainer.assessment.queries import chosen_observations
from crmtrainer.assessment.rules import Use
from crmtrainer.kernel.commands import Command
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.undo import Deed, Facts, Opposite, Standing, said, stays


def _chosen(desk: Desk, command: ChooseObservation, facts: Facts) -> Use | None:
    return desk.ask(chosen_observations, command.attempt_id).get(f"{command.criterion}/{command.check}")


def _name(deed: Deed[ChooseObservation]) -> str:
    use = QT_TRANSLATE_NOOP("Undo", "use of an observation for %1")
    leave = QT_TRANSLATE_NOOP("Undo", "leaving of an observation for %1")
    return said(use if deed.command.use is Use.USE else leave).replace("%1", deed.command.criterion)


def _choose_as_before(deed: Deed[ChooseObservation], why: str) -> Command | str:
    command, before = deed.command, deed.before
    if before is None:
        return said(QT_TRANSLATE_NOOP("Undo", "Nothing was chosen there before: choose the other instead"))
    return ChooseObservation(command.attempt_id, command.criterion, command.check, before)


OPPOSITES: Final = (Opposite(ChooseObservation, _chosen, _name, _choose_as_before),)

STANDING: Standing = {
    MakeJudgement: stays(
        QT_TRANSLATE_NOOP("Undo", "A judgement stays on record: the next one on the criterion supersedes it")
    ),
}
