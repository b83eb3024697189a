# SPDX-License-Identifier: MIT
"""Performs an act for a form: what came of it, or the sentence that belongs at the field."""

from __future__ import annotations

from crmtrainer.kernel.commands import Command, Done
from crmtrainer.kernel.errors import Expected
from crmtrainer.ui.desk import Desk
from crmtrainer.wording import sentence_for


def act(desk: Desk, command: Command) -> tuple[Done | None, str]:
    """Carry out `command`. A refusal gives its sentence; an act that was done gives an empty one."""
    problems: list[Expected] = []

    def hear(problem: Expected) -> None:
        problems.append(problem)

    desk.refused.connect(hear)
    try:
        done = desk.perform(command)
    finally:
        desk.refused.disconnect(hear)
    return done, sentence_for(problems[-1]) if problems and done is None else ""
