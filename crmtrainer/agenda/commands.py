# SPDX-License-Identifier: MIT
"""Acts on practice time itself, and taking a refused item off the agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crmtrainer.kernel.commands import Command, Role, verb
from crmtrainer.kernel.ids import AgendaId

_WHO = {Role.LEARNER, Role.TRAINER, Role.SYSTEM}


@verb("practice.set", roles=_WHO, after_finish=True)
@dataclass(frozen=True, slots=True)
class SetSpeed(Command):
    """Run practice time at `speed` practice seconds a second: 0 (paused), 1, 10 or 60."""

    speed: int


@verb("practice.jump", roles=_WHO)
@dataclass(frozen=True, slots=True)
class Jump(Command):
    """Move practice time on to `to`; what falls due before is done first, in order."""

    to: datetime


@verb("agenda.drop", roles={Role.SYSTEM}, after_finish=True)
@dataclass(frozen=True, slots=True)
class DropItem(Command):
    """Take one item off the agenda, because the act it planned was refused with `code`."""

    item_id: AgendaId
    code: str
