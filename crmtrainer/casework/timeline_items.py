# SPDX-License-Identifier: MIT
"""What stands on a timeline: one frozen row for every kind of item, and the cursor that pages through them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crmtrainer.casework.consequences import ClassChange
from crmtrainer.interactions.rules import Kind
from crmtrainer.kernel.errors import BadInput
from crmtrainer.kernel.moments import from_micros, to_micros


class Who(StrEnum):
    """Whose doing an item is. STAFF is somebody else at our desk, TEAM an internal customer."""

    CUSTOMER = "customer"
    YOU = "you"
    STAFF = "staff"
    TEAM = "team"
    SYSTEM = "system"


class What(StrEnum):
    """What an item tells of; the screen has an icon and a sentence for each."""

    MESSAGE_IN = "message_in"
    MESSAGE_OUT = "message_out"
    CALL_LOGGED = "call_logged"
    NOTE = "note"
    COLLEAGUE_NOTE = "colleague_note"
    SYSTEM_NOTE = "system_note"
    CONVERSATION = "conversation"
    TICKET_OPENED = "ticket_opened"
    STATUS_CHANGED = "status_changed"
    TICKET_MERGED = "ticket_merged"
    TICKET_RECLASSIFIED = "ticket_reclassified"
    FIRST_CONTACT_CORRECTED = "first_contact_corrected"
    PROMISE_MADE = "promise_made"
    PROMISE_KEPT = "promise_kept"
    PROMISE_BROKEN = "promise_broken"
    PROMISE_WITHDRAWN = "promise_withdrawn"
    HANDOFF_SENT = "handoff_sent"
    HANDOFF_ACCEPTED = "handoff_accepted"
    HANDOFF_BOUNCED = "handoff_bounced"
    HANDOFF_ASKED = "handoff_asked"
    HANDOFF_ANSWERED = "handoff_answered"
    HANDOFF_CHASED = "handoff_chased"
    HANDOFF_REPORTED = "handoff_reported"
    HANDOFF_DONE = "handoff_done"
    HANDOFF_THANKED = "handoff_thanked"
    HANDOFF_WITHDRAWN = "handoff_withdrawn"


class ChipKind(StrEnum):
    """What a small mark on an item says."""

    PROMISE = "promise"
    ATTACHMENT = "attachment"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Chip:
    """A small mark on an item: a promise with its due time, a file with its name, an agreed target."""

    kind: ChipKind
    ident: int
    label: str = ""
    at: datetime | None = None
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineItem:
    """One item. `at` is when it happened, `entered_at` when it was written down.

    `label` names whoever `who` stands for: a pseudonym of staff, a customer, a colleague with their team.
    `was` and `now` are states, for items that tell of a change; `caused_by` is the verb of the act it came of, and
    `changes` what a ticket was taken for before. `only_acknowledges` tells of a message that answers nothing.
    `cursor` goes back into the query for what is older.
    """

    cursor: str
    kind: Kind
    what: What
    who: Who
    label: str
    at: datetime
    entered_at: datetime
    body: str = ""
    channel: str = ""
    direction: str = ""
    reason: str = ""
    outcome: str = ""
    next_step: str = ""
    was: str = ""
    now: str = ""
    team: str = ""
    ticket_id: int | None = None
    ticket_ref: str = ""
    interaction_id: int | None = None
    conversation_id: int | None = None
    handoff_id: int | None = None
    handoff_ref: str = ""
    promise_id: int | None = None
    corrects_id: int | None = None
    caused_by: str = ""
    changes: tuple[ClassChange, ...] = ()
    only_acknowledges: bool = False
    chips: tuple[Chip, ...] = ()


class Source(StrEnum):
    """The tables items come from. Their order settles which of two items of one instant is the newer."""

    TICKET = "a"
    CONVERSATION = "b"
    STEP = "c"
    INTERACTION = "d"
    PROMISE = "e"
    HANDOFF = "f"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an item stands: newer items compare as greater."""

    at: datetime
    source: Source
    ident: int

    @property
    def cursor(self) -> str:
        """The place as text."""
        return f"{to_micros(self.at)}.{self.source.value}.{self.ident}"


def place_at(cursor: str) -> Place:
    """The place that a cursor names. Raises `BadInput` for text that is none."""
    try:
        micros, source, ident = cursor.split(".")
        return Place(from_micros(int(micros)), Source(source), int(ident))
    except ValueError as problem:
        raise BadInput("query.bad_cursor", value=cursor[:60]) from problem
