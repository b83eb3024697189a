# SPDX-License-Identifier: MIT
"""Channels, kinds and outcomes of contact, and the state of a promise."""

from __future__ import annotations

from enum import StrEnum


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
