# SPDX-License-Identifier: MIT
"""Starting data of a scenario: whom the world must hold, what they bought, what stands on their records."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from crmtrainer.customers.rules import CustomerKind, PointKind, Purpose, Stage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.reserved import is_example_email, is_impossible_postcode, is_reserved_phone
from crmtrainer.orders.rules import OrderState
from crmtrainer.scenarios.format.base import Line, LocalTime, Model, Name, Prose, Trust, YesNo
from crmtrainer.scenarios.format.organisation import Code
from crmtrainer.tickets.rules import Priority, Severity, Status, TicketType


def _reserved_phone(value: str) -> str:
    """Numbers kept for drama only: nobody can be rung by mistake."""
    if value.replace(" ", "").isdigit() and is_reserved_phone(value):
        return value
    raise ValueError("use a number kept for drama, like 07700 900123 or 0113 496 0123")


def _example_mail(value: str) -> str:
    if value.count("@") == 1 and is_example_email(value):
        return value
    raise ValueError("use an address at example.com, example.org or example.net")


def _impossible_postcode(value: str) -> str:
    """The last two letters of a real postcode never hold C, I, K, M, O or V, and none begins with Q, V or X."""
    if is_impossible_postcode(value):
        return value
    raise ValueError("use a postcode that cannot exist: C, I, K, M, O or V among the last two letters, like LS99 4QV")


Phone = Annotated[str, AfterValidator(_reserved_phone)]
Mail = Annotated[str, AfterValidator(_example_mail)]
Postcode = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}$"), AfterValidator(_impossible_postcode)
]


class Point(Model):
    """One way to reach a customer."""

    kind: PointKind
    value: str
    preferred: YesNo = False

    def model_post_init(self, context: object) -> None:
        if self.kind is PointKind.EMAIL:
            _example_mail(self.value)
        else:
            _reserved_phone(self.value)


class Home(Model):
    line1: Line
    line2: str = ""
    town: Line
    postcode: Postcode


class Bought(Model):
    product: Code
    quantity: int = Field(default=1, ge=1, le=99)


class CastOrder(Model):
    """What one of the cast bought."""

    ref: Code
    placed_at: LocalTime
    delivered_at: LocalTime | None = None
    state: OrderState = OrderState.DELIVERED
    lines: tuple[Bought, ...] = Field(min_length=1)


class CastConsent(Model):
    purpose: Purpose
    channel: Channel
    given: YesNo
    at: LocalTime
    source: Line
    wording: Line


class PastContact(Model):
    """A contact before the scenario begins."""

    at: LocalTime
    channel: Channel
    author: Line
    inbound: YesNo = True
    reason: Line
    summary: Prose


class PastTicket(Model):
    """A ticket that stands when the scenario begins."""

    type: TicketType
    subject: Line
    description: Prose
    severity: Severity = Severity.NORMAL
    priority: Priority = Priority.NORMAL
    status: Status
    channel: Channel
    opened_at: LocalTime


class CastCustomer(Model):
    """One customer the scenario puts into the world."""

    key: Name
    kind: CustomerKind = CustomerKind.PERSON
    title: str = ""
    given: str = ""
    family: Line
    born: date | None = None
    since: date
    stage: Stage = Stage.ACTIVE
    need: str = ""
    """The access need, never the diagnosis."""
    need_detail: str = ""
    """Restricted: why the need exists."""
    preferred_channel: Channel | None = None
    household: Name | None = None
    points: tuple[Point, ...] = ()
    home: Home | None = None
    orders: tuple[CastOrder, ...] = ()
    consents: tuple[CastConsent, ...] = ()
    contacts: tuple[PastContact, ...] = ()
    tickets: tuple[PastTicket, ...] = ()


class Persona(Model):
    """Somebody who acts of their own accord: one of the cast, or a colleague in a team."""

    key: Name
    name: Line
    customer: Name | None = None
    team: Name | None = None
    trust: Trust
    mood: Name
    knows: tuple[Name, ...] = ()
    about: Prose
    """For whoever plays or assesses: who this is and what they want."""
