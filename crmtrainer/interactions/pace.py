# SPDX-License-Identifier: MIT
"""What a conversation does to practice time: while somebody rings or is on the line it runs at the pace of talk."""

from __future__ import annotations

from sqlalchemy import select

from crmtrainer.agenda.commands import Jump, SetSpeed
from crmtrainer.interactions.models import Conversation
from crmtrainer.interactions.rules import TALKING, ConversationState
from crmtrainer.kernel.commands import HUMANS, Command
from crmtrainer.kernel.errors import Refused
from crmtrainer.store.unit_of_work import UnitOfWork

_ON_THE_LINE = TALKING | {ConversationState.RINGING}
_PACE_OF_TALK = 1


def gate(work: UnitOfWork, command: Command) -> None:
    """Raises `Refused` for hurrying practice time past somebody who rings or is on the line."""
    if work.actor.role in HUMANS and _hurries(command, work) and _is_on_a_call(work):
        raise Refused("practice.on_call")


def _hurries(command: Command, work: UnitOfWork) -> bool:
    """A jump is entered when its time has come: only one that has still to move the clock hurries."""
    if isinstance(command, Jump):
        return command.to > work.now
    return isinstance(command, SetSpeed) and command.speed > _PACE_OF_TALK


def _is_on_a_call(work: UnitOfWork) -> bool:
    live = select(Conversation.id).where(Conversation.state.in_(_ON_THE_LINE)).limit(1)
    return work.session.scalar(live) is not None
