# SPDX-License-Identifier: MIT
"""What a handoff can be, which steps it can take, and what may travel with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from crmtrainer.kernel.errors import Refused


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
    WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    """What a team decides about a handoff that it looked at."""

    ACCEPTED = "accepted"
    BOUNCED = "bounced"


RUNNING = frozenset({HandoffState.SENT, HandoffState.ACCEPTED, HandoffState.ASKED})
"""The team has it, or is about to look at it."""

CORRECTABLE = frozenset({HandoffState.BOUNCED, HandoffState.WITHDRAWN})
"""A further handoff may take the place of one in these states."""

MOVES: dict[HandoffState, frozenset[HandoffState]] = {
    HandoffState.SENT: frozenset({HandoffState.ACCEPTED, HandoffState.BOUNCED, HandoffState.WITHDRAWN}),
    HandoffState.ACCEPTED: frozenset({HandoffState.ASKED, HandoffState.DONE, HandoffState.WITHDRAWN}),
    HandoffState.ASKED: frozenset({HandoffState.ACCEPTED, HandoffState.WITHDRAWN}),
    HandoffState.DONE: frozenset({HandoffState.CLOSED}),
    HandoffState.BOUNCED: frozenset(),
    HandoffState.CLOSED: frozenset(),
    HandoffState.WITHDRAWN: frozenset(),
}

REPLY_MINUTES = 10
"""Working minutes after which a team answers when it is asked how it goes."""


def ref_of(handoff_id: int) -> str:
    """The reference of a handoff: H-0311."""
    return f"H-{handoff_id:04d}"


def check_move(was: HandoffState, now: HandoffState, ref: str) -> None:
    """Raises `Refused` when a handoff cannot go from `was` to `now`."""
    if now not in MOVES[was]:
        raise Refused("handoff.no_such_move", ref=ref, was=was.value, now=now.value)


def check_running(state: HandoffState, ref: str) -> None:
    """Raises `Refused` unless a team has the handoff or is about to look at it."""
    if state not in RUNNING:
        raise Refused("handoff.not_running", ref=ref, state=state.value)


def check_fields(fields: Iterable[str]) -> None:
    """Raises `Refused` when a field has no name or comes twice."""
    seen: set[str] = set()
    for name in fields:
        if not name.strip():
            raise Refused("handoff.field_without_name")
        if name in seen:
            raise Refused("handoff.field_twice", field=name)
        seen.add(name)


def check_words(words: str, code: str) -> None:
    """Raises `Refused` with `code` when there are no words."""
    if not words.strip():
        raise Refused(code)


def is_too_early(need_by: datetime | None, earliest_finish: datetime) -> bool:
    """Whether the customer needs it before the team can have it done, by the team's own targets."""
    return need_by is not None and need_by < earliest_finish
