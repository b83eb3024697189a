# SPDX-License-Identifier: MIT
"""Acts in a live conversation: it rings, is answered, something is said, it ends. What they say is for scenarios."""

from __future__ import annotations

from dataclasses import dataclass

from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.commands import Command, Role, verb
from crmtrainer.kernel.ids import ConversationId, CustomerId, TicketId

_DESK = {Role.LEARNER, Role.TRAINER}


@verb("conversation.ring", roles={Role.SYSTEM})
@dataclass(frozen=True, slots=True)
class RingConversation(Command):
    """Somebody calls or opens a chat. `persona` is who it really is, `shown` the number or name on display."""

    persona: str
    channel: Channel
    shown: str


@verb("conversation.lapse", roles={Role.SYSTEM})
@dataclass(frozen=True, slots=True)
class LapseConversation(Command):
    """It has rung long enough: whoever called gives up, or whoever we called did not answer."""

    conversation_id: ConversationId


@verb("conversation.answer", roles=_DESK)
@dataclass(frozen=True, slots=True)
class AnswerConversation(Command):
    """Take a call or chat that is ringing."""

    conversation_id: ConversationId


@verb("conversation.identify", roles=_DESK)
@dataclass(frozen=True, slots=True)
class IdentifyCaller(Command):
    """Say which customer's record this conversation belongs to. It proves nothing."""

    conversation_id: ConversationId
    customer_id: CustomerId


@verb("conversation.hold", roles=_DESK)
@dataclass(frozen=True, slots=True)
class HoldConversation(Command):
    """Ask the other person to wait on the line."""

    conversation_id: ConversationId


@verb("conversation.resume", roles=_DESK)
@dataclass(frozen=True, slots=True)
class ResumeConversation(Command):
    """Come back to somebody on hold."""

    conversation_id: ConversationId


@verb("conversation.say", roles=_DESK, typed={"words"})
@dataclass(frozen=True, slots=True)
class Say(Command):
    """Say something. `move` is the authored move it is, or is meant as; without one, words are heard as they are.

    `own_words` with no move says that the learner means none of what was heard.
    """

    conversation_id: ConversationId
    words: str
    move: str = ""
    own_words: bool = False


@verb("conversation.place", roles=_DESK)
@dataclass(frozen=True, slots=True)
class PlaceCall(Command):
    """Call a customer. It rings at their end until they answer or it has rung long enough."""

    customer_id: CustomerId
    ticket_id: TicketId | None = None


@verb("conversation.end", roles=_DESK)
@dataclass(frozen=True, slots=True)
class EndConversation(Command):
    """Say goodbye and end it, or stop calling somebody who does not answer."""

    conversation_id: ConversationId
