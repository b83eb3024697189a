# SPDX-License-Identifier: MIT
"""The steps of a first case, ticked by what the data folder shows was done."""

from PySide6.QtCore import QCoreApplication

from crmtrainer.assessment.queries import attempts
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.house.registered import is_any_filled
from crmtrainer.kernel.commands import Actor, Origin, Role
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
        (QT_TRANSLATE_NOOP("Steps", "Fill a world with people, on the page Seeding"), ""),
        (QT_TRANSLATE_NOOP("Steps", "Try a scenario yourself"), "Alt+4"),
        (QT_TRANSLATE_NOOP("Steps", "Look at the time limits, on the page Standards"), ""),
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
    """The first steps of each role, ticked by what whoever of that role sat here last has done."""
    done = _done(desk)
    found = {}
    for role, steps in _STEPS.items():
        words = [QCoreApplication.translate("Steps", text) for text, _ in steps]
        found[role] = tuple(
            Step(text, hint, tick) for text, (_, hint), tick in zip(words, steps, done[role], strict=True)
        )
    return found


def _done(desk: Desk) -> dict[Role, tuple[bool, ...]]:
    house = desk.house
    known = {role: any(person.role is role for person in house.people()) for role in _STEPS}
    every = house.centre.ask(attempts, Actor("house", Role.TRAINER, Origin.SYSTEM))
    here = [row for row in every if row.received_at is None]
    learnt = [row for row in here if row.learner == _last(desk, Role.LEARNER)]
    over = any(row.state is not AttemptState.RUNNING for row in learnt)
    tried = any(row.learner == _last(desk, Role.TRAINER) for row in here)
    came_in = any(row.state is AttemptState.HANDED_IN for row in every)
    return {
        Role.LEARNER: (known[Role.LEARNER], bool(learnt), over, over, over),
        Role.TRAINER: (known[Role.TRAINER], is_any_filled(house.home), tried, False, False),
        Role.ASSESSOR: (known[Role.ASSESSOR], came_in, any(row.judged for row in every), False),
    }


def _last(desk: Desk, role: Role) -> str:
    """Who of a role is at the desk, or sat here last; empty for nobody."""
    return desk.actor.pseudonym if desk.actor.role is role else desk.house.remembered().get(f"last.{role.value}", "")
