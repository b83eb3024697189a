# SPDX-License-Identifier: MIT
"""Acts of the desk towards a customer: logging, noting, writing, promising. Live talk is in `live_commands`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crmtrainer.interactions.live_commands import (
    AnswerConversation,
    EndConversation,
    HoldConversation,
    IdentifyCaller,
    LapseConversation,
    PlaceCall,
    ResumeConversation,
    RingConversation,
    Say,
)
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction
from crmtrainer.kernel.commands import Command, Role, verb
from crmtrainer.kernel.ids import ConversationId, CustomerId, InteractionId, PromiseId, TicketId

__all__ = [
    "AddNote",
    "AnswerConversation",
    "EndConversation",
    "HoldConversation",
    "IdentifyCaller",
    "KeepPromise",
    "LapseConversation",
    "LapsePromise",
    "LogInteraction",
    "MakePromise",
    "PlaceCall",
    "ReceiveMessage",
    "ResumeConversation",
    "RingConversation",
    "Say",
    "SendMessage",
    "WithdrawPromise",
]

_DESK = {Role.LEARNER, Role.TRAINER}


@verb("interaction.log", roles=_DESK, typed={"summary", "next_step", "promise_words"})
@dataclass(frozen=True, slots=True)
class LogInteraction(Command):
    """Write down a contact that took place. `happened_at` is left out for one that took place just now."""

    customer_id: CustomerId
    channel: Channel
    direction: Direction
    reason: str
    summary: str
    outcome: ContactOutcome
    next_step: str = ""
    ticket_id: TicketId | None = None
    conversation_id: ConversationId | None = None
    promise_words: str = ""
    promise_due: datetime | None = None
    happened_at: datetime | None = None


@verb("note.add", roles=_DESK, typed={"words"})
@dataclass(frozen=True, slots=True)
class AddNote(Command):
    """Write an internal note. Customers never see it, and it answers nobody."""

    customer_id: CustomerId
    words: str
    ticket_id: TicketId | None = None


@verb("message.send", roles=_DESK, typed={"words", "promise_words"})
@dataclass(frozen=True, slots=True)
class SendMessage(Command):
    """Write to the customer, who sees it.

    `only_acknowledges`: it says that theirs has come in, when one will answer, and nothing more. So it acknowledges the
    ticket it is about, and replies to nothing: they still wait for that.
    """

    customer_id: CustomerId
    channel: Channel
    words: str
    ticket_id: TicketId | None = None
    promise_due: datetime | None = None
    promise_words: str = ""
    only_acknowledges: bool = False


@verb("message.receive", roles={Role.SYSTEM}, typed={"words"})
@dataclass(frozen=True, slots=True)
class ReceiveMessage(Command):
    """A written message arrives from a customer, maybe with a file."""

    customer_id: CustomerId
    channel: Channel
    author: str
    words: str
    ticket_id: TicketId | None = None
    attachment_name: str = ""
    attachment_about: str = ""


@verb("promise.make", roles=_DESK, typed={"words"})
@dataclass(frozen=True, slots=True)
class MakePromise(Command):
    """Note something we told the customer we would do, and by when."""

    customer_id: CustomerId
    words: str
    due_at: datetime
    ticket_id: TicketId | None = None


@verb("promise.keep", roles=_DESK)
@dataclass(frozen=True, slots=True)
class KeepPromise(Command):
    """Mark a promise as done; `interaction_id` names the contact that did it. A broken one is made good, late."""

    promise_id: PromiseId
    interaction_id: InteractionId | None = None


@verb("promise.withdraw", roles=_DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class WithdrawPromise(Command):
    """Take a promise back, with why."""

    promise_id: PromiseId
    reason: str


@verb("promise.lapse", roles={Role.SYSTEM})
@dataclass(frozen=True, slots=True)
class LapsePromise(Command):
    """The time of a promise has come: one that is still open is broken."""

    promise_id: PromiseId
