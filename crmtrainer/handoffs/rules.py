# SPDX-License-Identifier: MIT
"""What a handoff can be."""

from __future__ import annotations

from enum import StrEnum


class HandoffState(StrEnum):
    """ASKED means the team waits for our answer; DONE that they have finished; CLOSED that we thanked them."""

    SENT = "sent"
    ACCEPTED = "accepted"
    BOUNCED = "bounced"
    ASKED = "asked"
    DONE = "done"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Said(StrEnum):
    """What a message between us and the team is."""

    SENT = "sent"
    ACCEPTED = "accepted"
    BOUNCED = "bounced"
    ASKED = "asked"
    ANSWERED = "answered"
    CHASED = "chased"
    REPORTED = "reported"
    DONE = "done"
    THANKED = "thanked"
