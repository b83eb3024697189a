# SPDX-License-Identifier: MIT
"""Performs an act for a form: what came of it, or the sentence that belongs at the field."""

from __future__ import annotations

from crmtrainer.kernel.commands import Command, Done
from crmtrainer.kernel.errors import Expected
from crmtrainer.ui.desk import Desk
from crmtrainer.wording import sentence_for


def act(desk: Desk, command: Command) -> tuple[Done | None, str]:
    """Carry out `command`. A refusal gives its sentence, said nowhere else; an act that was done gives an empty one."""
    done = desk.try_to(command)
    if isinstance(done, Expected):
        return None, sentence_for(done)
    return done, ""
