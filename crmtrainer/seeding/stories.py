# SPDX-License-Identifier: MIT
"""How a case is told: its steps from first contact to close, and what is said. The cases themselves are `troubles`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crmtrainer.interactions.rules import ContactOutcome
from crmtrainer.seeding.catalogue import Range
from crmtrainer.tickets.rules import CloseReason, Priority, Severity, Status, TicketType

HOUR = 60
DAY = 24 * HOUR


class Anchor(StrEnum):
    """What a case follows in time: an order placed, delivered or cancelled, or nothing but being a customer."""

    PLACED = "placed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    NONE = "none"


class By(StrEnum):
    """Who a step comes from: NOTE and TEAM are read by staff only."""

    CUSTOMER = "customer"
    DESK = "desk"
    NOTE = "note"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Step:
    """One step after the first contact. `after` is in minutes since the step before; `promise` in hours."""

    after: tuple[int, int]
    by: By
    words: str
    status: Status
    why: str = ""
    outcome: ContactOutcome | None = None
    next_step: str = ""
    promise: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind of case. `{product}` stands for what was bought; `said` is what the customer says first.

    `returns`: once it is closed, the goods are back with us.
    """

    subject: str
    said: str
    wish: str
    resolution: str
    category: str
    anchor: Anchor
    steps: tuple[Step, ...]
    ranges: tuple[Range, ...] = tuple(Range)
    type: TicketType = TicketType.COMPLAINT
    severity: Severity = Severity.NORMAL
    priority: Priority = Priority.NORMAL
    days: tuple[int, int] = (0, 20)
    close: CloseReason = CloseReason.RESOLVED
    weight: int = 4
    returns: bool = False


def reply(hours: tuple[int, int], words: str, next_step: str = "", *, why: str = "", promise: int = 0) -> Step:
    """We answer, and work goes on."""
    why = why or "Work has begun"
    after = (hours[0] * HOUR, hours[1] * HOUR)
    return Step(after, By.DESK, words, Status.IN_PROGRESS, why, ContactOutcome.FOLLOW_UP, next_step, promise)


def ask(hours: tuple[int, int], words: str, next_step: str) -> Step:
    """We ask the customer for something and wait."""
    after = (hours[0] * HOUR, hours[1] * HOUR)
    why = "Waiting for the customer’s answer"
    return Step(after, By.DESK, words, Status.WAITING, why, ContactOutcome.FOLLOW_UP, next_step)


def answer(hours: tuple[int, int], words: str) -> Step:
    """The customer answers what we asked."""
    after = (hours[0] * HOUR, hours[1] * HOUR)
    return Step(after, By.CUSTOMER, words, Status.IN_PROGRESS, "The customer has answered")


def again(hours: tuple[int, int], words: str, *, reopens: bool = False) -> Step:
    """The customer gets in touch again, unasked."""
    after = (hours[0] * HOUR, hours[1] * HOUR)
    return Step(after, By.CUSTOMER, words, Status.IN_PROGRESS, "Reopened: it was not put right" if reopens else "")


def note(hours: tuple[int, int], words: str) -> Step:
    """We write down what the next colleague needs."""
    return Step((hours[0] * HOUR, hours[1] * HOUR), By.NOTE, words, Status.IN_PROGRESS, "Work has begun")


def team(hours: tuple[int, int], words: str) -> Step:
    """Another team reports to us."""
    return Step((hours[0] * HOUR, hours[1] * HOUR), By.TEAM, words, Status.IN_PROGRESS, "Work has begun")


def solved(hours: tuple[int, int], words: str) -> Step:
    """We tell the customer that it is done."""
    after = (hours[0] * HOUR, hours[1] * HOUR)
    return Step(after, By.DESK, words, Status.RESOLVED, "Put right and the customer told", ContactOutcome.RESOLVED)


def closed(hours: tuple[int, int], words: str, why: str = "The customer agrees that it is settled") -> Step:
    """The case is closed, with a last word to the customer."""
    after = (hours[0] * HOUR, hours[1] * HOUR)
    return Step(after, By.DESK, words, Status.CLOSED, why, ContactOutcome.RESOLVED)


ORDER_RECEIVED = "Order received: {product}. We will write again before it leaves us."
ORDER_ON_ITS_WAY = "Coming tomorrow between 8 and 18: {product}. Reply to change the day."
ORDER_AFTERCARE = "Is everything right with your {product}? Reply to this message and a person reads it."

PLAIN_CONTACTS: tuple[tuple[str, str], ...] = (
    ("Opening hours", "Asked when the shop opens on Sundays. Told 10 to 16."),
    ("Stock question", "Asked whether the Quill bookcase is in stock. It is; no order yet."),
    ("Fibre check", "Asked which speed reaches the house. Checked the line: Fibre 80 now, Fibre 500 next year."),
    ("Delivery cost", "Asked what delivery costs to an upper floor. Told the flat price and what it includes."),
    ("Fitting", "Asked whether our fitters connect machines bought elsewhere. They do not."),
    ("Catalogue", "Wanted the printed catalogue. Sent one."),
    ("Contact details", "Confirmed the details we hold. Nothing to change."),
    ("Warranty", "Asked how long the warranty on small appliances runs. Told two years, and where it is written."),
    ("Payment", "Asked whether paying in three parts is possible. Explained how, and what it costs in full."),
    ("Recycling", "Asked whether we take the old machine away. We do, free, with a new one."),
    ("Praise", "Thanked the delivery crew for taking their shoes off. Passed on."),
    ("Wrong number", "Meant to ring somebody else."),
)
"""Contacts that need no case: reason and summary."""

STAFF = (
    "Dan K.",
    "Aisha M.",
    "Rhys P.",
    "Joanna W.",
    "Marcus B.",
    "Priya N.",
    "Tom H.",
    "Elin G.",
    "Femi A.",
    "Sue T.",
)
"""Earlier colleagues at the desk, as a timeline shows them."""
TEAM_FOR = {
    "wrong item": "Dev Marsh, Warehouse",
    "damage": "Dev Marsh, Warehouse",
    "return": "Dev Marsh, Warehouse",
    "delivery": "Kim Osei, Transport",
    "fault": "Ines Prado, Field team",
    "service": "Ines Prado, Field team",
    "billing": "Olu Bright, Billing",
    "data": "Ruth Adler, Data protection",
}
"""Who of another team reports on a case, by its category."""
SENDER = "Larkfield"
"""Who automatic messages come from."""
