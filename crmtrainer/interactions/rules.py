# SPDX-License-Identifier: MIT
"""Channels, kinds and outcomes of contact, states of promises and conversations, and what each allows."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import StrEnum

from crmtrainer.kernel.errors import Refused


class Channel(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    TEXT = "text"
    CHAT = "chat"
    LETTER = "letter"
    SOCIAL = "social"
    IN_PERSON = "in_person"


class Direction(StrEnum):
    """IN from the customer, OUT to the customer, INTERNAL among ourselves."""

    IN = "in"
    OUT = "out"
    INTERNAL = "internal"


class Kind(StrEnum):
    """What an item on the timeline is. Only MESSAGE and CALL are seen by the customer."""

    CALL = "call"
    MESSAGE = "message"
    NOTE = "note"
    COLLEAGUE = "colleague"
    SYSTEM = "system"


class ContactOutcome(StrEnum):
    RESOLVED = "resolved"
    FOLLOW_UP = "follow_up"
    PASSED_ON = "passed_on"
    NO_ANSWER = "no_answer"
    INFORMATION = "information"


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


class ConversationState(StrEnum):
    RINGING = "ringing"
    LIVE = "live"
    HELD = "held"
    ENDED = "ended"
    MISSED = "missed"


class Speaker(StrEnum):
    YOU = "you"
    THEM = "them"


class ToldHow(StrEnum):
    """How the customer last heard from us. LOG is a contact that was only written down, with no live call behind it."""

    MESSAGE = "message"
    CONVERSATION = "conversation"
    LOG = "log"
    NOT_TOLD = ""


SPOKEN = frozenset({Channel.PHONE, Channel.IN_PERSON})
"""Contact on these channels is a call or a visit: it is logged, and cannot be sent as a message."""

TALKING = frozenset({ConversationState.LIVE, ConversationState.HELD})
RUNNING = TALKING | {ConversationState.RINGING}
"""While a conversation is in one of these states, practice time runs no faster than real time."""

RINGS_FOR = timedelta(minutes=2)
"""How long somebody lets it ring before giving up: long enough to finish a sentence and find the button."""
THEY_LET_IT_RING_FOR = timedelta(seconds=30)

CONVERSATION_MOVES: dict[ConversationState, frozenset[ConversationState]] = {
    ConversationState.RINGING: frozenset({ConversationState.LIVE, ConversationState.MISSED}),
    ConversationState.LIVE: frozenset({ConversationState.HELD, ConversationState.ENDED}),
    ConversationState.HELD: frozenset({ConversationState.LIVE, ConversationState.ENDED}),
    ConversationState.ENDED: frozenset(),
    ConversationState.MISSED: frozenset(),
}


def kind_of(channel: Channel, direction: Direction) -> Kind:
    """What a logged contact is: a call or visit, a written message, or talk among ourselves."""
    if direction is Direction.INTERNAL:
        return Kind.COLLEAGUE
    return Kind.CALL if channel in SPOKEN else Kind.MESSAGE


def is_answer_to_customer(kind: Kind, direction: Direction, outcome: ContactOutcome | None) -> bool:
    """Whether the customer heard or saw something from us in this. Notes and calls nobody took never count."""
    if outcome is ContactOutcome.NO_ANSWER:
        return False
    return (kind is Kind.MESSAGE and direction is Direction.OUT) or (
        kind is Kind.CALL and direction is not Direction.INTERNAL
    )


def check_conversation_move(was: ConversationState, now: ConversationState) -> None:
    """Raises `Refused` when a conversation cannot go from `was` to `now`."""
    if now not in CONVERSATION_MOVES[was]:
        raise Refused("conversation.no_such_move", was=was.value, now=now.value)


def check_talking(state: ConversationState) -> None:
    """Raises `Refused` unless somebody is on the line and not on hold."""
    if state is ConversationState.HELD:
        raise Refused("conversation.on_hold")
    if state is not ConversationState.LIVE:
        raise Refused("conversation.not_live", state=state.value)


def check_written(channel: Channel) -> None:
    """Raises `Refused` for a channel on which nothing can be sent in writing."""
    if channel in SPOKEN:
        raise Refused("message.not_written", channel=channel.value)


def check_words(words: str, code: str) -> None:
    """Raises `Refused` with `code` when there are no words."""
    if not words.strip():
        raise Refused(code)


def check_promise(words: str, due_at: datetime, now: datetime) -> None:
    """Raises `Refused` for a promise without words, or one that is due before it is made."""
    check_words(words, "promise.no_words")
    if due_at <= now:
        raise Refused("promise.in_past")


def is_pressing(made_at: datetime, due_at: datetime, now: datetime) -> bool:
    """Whether a quarter of a promise's time is left, or less: what its clock calls due soon, or overdue."""
    return (due_at - now) * 4 <= due_at - made_at


def is_promise_given(words: str, due_at: datetime | None) -> bool:
    """Whether a contact carries a promise. Raises `Refused` when only the words or only the time is there."""
    if due_at is None:
        if words.strip():
            raise Refused("promise.no_date")
        return False
    check_words(words, "promise.no_words")
    return True


_FILE = r"(?:photos?|photographs?|pictures?|snaps?|images?|screenshots?|scans?|cop(?:y|ies)|receipts?|attachments?)"
_ASKS_FOR = re.compile(
    r"\b(?:send|text|e-?mail|share|attach|upload|take|forward|let (?:me|us) have|need|want|would like)\b"
    rf"[^.?!]*\b{_FILE}\b"
    rf"|\b{_FILE}\b[^.?!]*\bplease\b",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"\bno need\b|\bnot need\b|n[’']t need\b"
    r"|\b(?:i|we)(?:[’']ll| will| can) (?:also )?(?:send|text|e-?mail|share|attach|forward|take)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"(?<=[.?!])\s+")


def asks_for_file(words: str) -> bool:
    """Whether words to a customer ask them for a picture or a paper; what we send ourselves is no question."""
    return any(_ASKS_FOR.search(sentence) and not _NOT_ASKED.search(sentence) for sentence in _SENTENCES.split(words))


_THANKS = re.compile(r"\b(?:thanks?|thank you|ta|cheers|much appreciated|very kind)\b", re.IGNORECASE)
_WANTS_MORE = re.compile(
    r"\?|\b(?:but|however|still|instead|unless|please|could you|can you|would you|let me know|tell me|ring me|call me|"
    r"when|why|where|not|no|never|wrong|yet)\b|n[’']t\b",
    re.IGNORECASE,
)


def only_thanks(words: str) -> bool:
    """Whether words from a customer thank us and ask, want and dispute nothing: to be sure, the least doubt says no."""
    return bool(_THANKS.search(words)) and not _WANTS_MORE.search(words)
