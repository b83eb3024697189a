# SPDX-License-Identifier: MIT
"""The steps of a first case, ticked by what the data folder shows was done."""

from PySide6.QtCore import QCoreApplication

from crmtrainer.assessment.queries import my_attempts
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.kernel.commands import Role
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.marking import QT_TRANSLATE_NOOP
from crmtrainer.ui.people.first_run import Step

_STEPS = {
    Role.LEARNER: (
        (QT_TRANSLATE_NOOP("Steps", "Say who you are"), ""),
        (QT_TRANSLATE_NOOP("Steps", "Start “Passed to warehouse”"), "Alt+4"),
        (QT_TRANSLATE_NOOP("Steps", "Answer the call and prove who it is"), "Ctrl+Shift+A"),
        (QT_TRANSLATE_NOOP("Steps", "Hand the work to the warehouse"), "Ctrl+T"),
        (QT_TRANSLATE_NOOP("Steps", "Finish, and read your debrief"), ""),
    ),
    Role.TRAINER: (
        (QT_TRANSLATE_NOOP("Steps", "Say who you are"), ""),
        (QT_TRANSLATE_NOOP("Steps", "Try a scenario yourself"), "Alt+4"),
        (QT_TRANSLATE_NOOP("Steps", "See how attempts went"), "Alt+5"),
    ),
    Role.ASSESSOR: (
        (QT_TRANSLATE_NOOP("Steps", "Say who you are"), ""),
        (QT_TRANSLATE_NOOP("Steps", "Receive what a learner handed in"), "Alt+5"),
        (QT_TRANSLATE_NOOP("Steps", "Decide criterion by criterion, each with its reason"), ""),
        (QT_TRANSLATE_NOOP("Steps", "Export the evidence"), ""),
    ),
}


def first_steps(desk: Desk) -> dict[Role, tuple[Step, ...]]:
    """The first steps of each role. A learner's are ticked by what whoever is at the desk has done."""
    mine = desk.ask(my_attempts) if desk.actor.role is Role.LEARNER else ()
    over = any(row.state is not AttemptState.RUNNING for row in mine)
    found = {}
    for role, steps in _STEPS.items():
        known = any(person.role is role for person in desk.house.people())
        done = (known, bool(mine), over, over, over) if role is Role.LEARNER else (known,)
        words = [QCoreApplication.translate("Steps", text) for text, _ in steps]
        ticks = (*done, *(False for _ in steps))
        found[role] = tuple(Step(text, hint, tick) for text, (_, hint), tick in zip(words, steps, ticks, strict=False))
    return found
