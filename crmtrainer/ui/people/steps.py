# SPDX-License-Identifier: MIT
"""The steps of a first case, ticked by what the data folder shows was done."""

from PySide6.QtCore import QCoreApplication

from crmtrainer.assessment.queries import my_attempts
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.kernel.commands import Role
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.people.first_run import Step

_STEPS = (
    (QT_TRANSLATE_NOOP("Steps", "Say who you are"), ""),
    (QT_TRANSLATE_NOOP("Steps", "Start “Passed to warehouse”"), "Alt+4"),
    (QT_TRANSLATE_NOOP("Steps", "Answer the call and prove who it is"), "F6"),
    (QT_TRANSLATE_NOOP("Steps", "Hand the work to the warehouse"), "Ctrl+T"),
    (QT_TRANSLATE_NOOP("Steps", "Finish, and read your debrief"), ""),
)


def first_steps(desk: Desk) -> tuple[Step, ...]:
    """The five steps; those done are ticked."""
    known = any(person.role is Role.LEARNER for person in desk.house.people())
    mine = desk.ask(my_attempts)
    over = any(row.state is not AttemptState.RUNNING for row in mine)
    done = (known, bool(mine), over, over, over)
    words = [QCoreApplication.translate("Steps", text) for text, _ in _STEPS]
    return tuple(Step(text, hint, tick) for text, (_, hint), tick in zip(words, _STEPS, done, strict=True))
