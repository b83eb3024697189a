# SPDX-License-Identifier: MIT
"""How a case is authored: what it follows, what is said, and its steps from first contact to close."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from crmtrainer.interactions.rules import ContactOutcome
from crmtrainer.scenarios.format.base import Line, Model, Prose, Texts, YesNo
from crmtrainer.tickets.rules import CloseReason, Priority, Severity, Status, TicketType

LATEST_BEFORE_DELIVERY = 5
_STRETCH = re.compile(r"([0-9]{1,4})-([0-9]{1,4}) ?([hd])")
_DONE = frozenset({Status.RESOLVED, Status.CLOSED})


def _stretch(value: Any, unit: str, example: str) -> Any:
    if isinstance(value, list | tuple):
        return value
    found = _STRETCH.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or found[3] != unit or int(found[1]) > int(found[2]):
        raise ValueError(f"write from and to, like {example}")
    return int(found[1]), int(found[2])


def _hours(value: Any) -> Any:
    return _stretch(value, "h", "1-6h")


def _days(value: Any) -> Any:
    return _stretch(value, "d", "3-14d")


Hours = Annotated[tuple[int, int], BeforeValidator(_hours)]
"""From so many hours to so many: "1-6h"."""
Days = Annotated[tuple[int, int], BeforeValidator(_days)]
"""From so many days to so many: "3-14d"."""
Weight = Annotated[int, Field(ge=1, le=100)]
_A_PROMISE = Annotated[int, Field(ge=0, le=2000)]


class Anchor(StrEnum):
    """What a case follows in time: an order placed, delivered or cancelled, or nothing but being a customer."""

    PLACED = "placed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    NOTHING = "nothing"


class By(StrEnum):
    """Who a step comes from: NOTE and TEAM are read by staff only."""

    CUSTOMER = "customer"
    DESK = "desk"
    NOTE = "note"
    TEAM = "team"


_WORK, _MORE, _OVER = "Work has begun", ContactOutcome.FOLLOW_UP, ContactOutcome.RESOLVED
_KINDS: dict[str, tuple[By, Status, str, ContactOutcome | None]] = {
    "reply": (By.DESK, Status.IN_PROGRESS, _WORK, _MORE),
    "ask": (By.DESK, Status.WAITING, "Waiting for the customer’s answer", _MORE),
    "answer": (By.CUSTOMER, Status.IN_PROGRESS, "The customer has answered", None),
    "again": (By.CUSTOMER, Status.IN_PROGRESS, "", None),
    "reopens": (By.CUSTOMER, Status.IN_PROGRESS, "Reopened: it was not put right", None),
    "note": (By.NOTE, Status.IN_PROGRESS, _WORK, None),
    "team": (By.TEAM, Status.IN_PROGRESS, _WORK, None),
    "solved": (By.DESK, Status.RESOLVED, "Put right and the customer told", _OVER),
    "closed": (By.DESK, Status.CLOSED, "The customer agrees that it is settled", _OVER),
}
"""For each kind of step: who it comes from, where the ticket stands afterwards, why, and how the contact ended."""


class CaseStep(Model):
    """One step of a case after the first contact: one of the nine kinds, with its words."""

    after: Hours
    """Since the step before."""
    reply: Prose | None = None
    ask: Prose | None = None
    answer: Prose | None = None
    again: Prose | None = None
    reopens: Prose | None = None
    note: Prose | None = None
    team: Prose | None = None
    solved: Prose | None = None
    closed: Prose | None = None
    next: str = ""
    because: str = ""
    """Why the ticket moves, where that is not the usual reason."""
    promise: _A_PROMISE = 0
    """The words promise something within so many hours."""

    @model_validator(mode="after")
    def _is_of_one_kind(self) -> CaseStep:
        found = [kind for kind in _KINDS if getattr(self, kind) is not None]
        if len(found) != 1:
            raise ValueError(f"write one of {', '.join(_KINDS)}")
        if self.promise and self.by is not By.DESK:
            raise ValueError("only our own words promise something")
        return self

    @property
    def kind(self) -> str:
        """Which of the nine it is."""
        return next(kind for kind in _KINDS if getattr(self, kind) is not None)

    @property
    def words(self) -> str:
        return str(getattr(self, self.kind))

    @property
    def by(self) -> By:
        return _KINDS[self.kind][0]

    @property
    def status(self) -> Status:
        """Where the ticket stands afterwards."""
        return _KINDS[self.kind][1]

    @property
    def why(self) -> str:
        return self.because or _KINDS[self.kind][2]

    @property
    def outcome(self) -> ContactOutcome | None:
        return _KINDS[self.kind][3]


class Case(Model):
    """One kind of case. `{product}` stands for what was bought; `said` is what the customer says first."""

    subject: Line
    said: Prose
    wish: Line
    resolution: Prose
    category: Line
    follows: Anchor
    ranges: Texts = ()
    """Only with products of these ranges; none named: with any."""
    type: TicketType = TicketType.COMPLAINT
    severity: Severity = Severity.NORMAL
    priority: Priority = Priority.NORMAL
    days: Days = (0, 20)
    """How long after what it follows it comes up."""
    close: CloseReason = CloseReason.RESOLVED
    weight: Weight = 4
    returns: YesNo = False
    """Once it is closed, the goods are back with us."""
    prospects: YesNo = False
    """Somebody who has bought nothing may ask it."""
    steps: tuple[CaseStep, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _hangs_together(self) -> Case:
        about_an_order = self.follows is not Anchor.NOTHING
        if not about_an_order and ("{product}" in self.subject + self.said or self.ranges):
            raise ValueError("a case that follows nothing is about no product")
        if self.follows is Anchor.PLACED and self.days[1] > LATEST_BEFORE_DELIVERY:
            raise ValueError(f"what comes up before delivery does so within {LATEST_BEFORE_DELIVERY} days")
        if about_an_order and self.prospects:
            raise ValueError("who has bought nothing asks nothing about an order")
        if self.steps[-1].status is not Status.CLOSED:
            raise ValueError("the last step of a case is `closed`")
        for before, after in zip(self.steps, self.steps[1:], strict=False):
            if before.status is Status.CLOSED and after.kind != "reopens":
                raise ValueError("only `reopens` comes after `closed`")
            if after.kind == "reopens" and before.status not in _DONE:
                raise ValueError("`reopens` comes after `solved` or `closed`")
            if before.status is Status.RESOLVED and after.status not in (Status.CLOSED, Status.IN_PROGRESS):
                raise ValueError("after `solved` a case is closed or reopened")
        return self
