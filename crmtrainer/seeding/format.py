# SPDX-License-Identifier: MIT
"""A kind of organisation as it is authored: what it sells, what goes wrong there, how it answers, and who works in it.

One YAML file each under `resources/sectors`, closed and checked like a pack. What is drawn from it is said elsewhere.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from crmtrainer.customers.rules import CONSENT_CHANNELS, Purpose, Stage
from crmtrainer.interactions.rules import Channel, ContactOutcome
from crmtrainer.scenarios.format.base import Line, Model, Name, Pence, Prose, Texts, YesNo
from crmtrainer.scenarios.format.organisation import Code, PackOrganisation, PackPart, PackTeam
from crmtrainer.service_levels.definitions import DESK
from crmtrainer.service_levels.rules import Metric
from crmtrainer.tickets.rules import CloseReason, Priority, Severity, Status, TicketType

LONGEST_LEAD = 30
"""Days within which everything that is ordered is there."""
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
Permille = Annotated[int, Field(ge=0, le=1000)]
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


class SectorProduct(Model):
    """Something that is bought or subscribed to. `lead`: how long delivery or set-up takes."""

    code: Code
    name: Line
    short: Line
    price: Pence
    range: Name
    lead: Days
    weight: Weight
    single: YesNo = False
    """Nobody takes two of it, and nothing else comes with it."""
    parts: tuple[PackPart, ...] = ()

    @model_validator(mode="after")
    def _comes_in_time(self) -> SectorProduct:
        if self.lead[1] > LONGEST_LEAD:
            raise ValueError(f"what is ordered is there within {LONGEST_LEAD} days")
        return self


class SectorTeam(PackTeam):
    """A team, and the categories of cases on which it reports."""

    handles: tuple[Line, ...] = ()


class Messages(Model):
    """What is written by itself about an order; empty: nothing is. `sender` is who it comes from."""

    sender: Line
    placed: str = ""
    eve: str = ""
    after: str = ""
    about: tuple[Line, Line, Line] = ("Order", "Delivery", "After delivery")
    """The reasons for contact that the three carry."""


class Asked(Model):
    """A consent that is asked for, and how many of a thousand give it."""

    purpose: Purpose
    channel: str
    permille: Permille
    wording: Line

    @model_validator(mode="after")
    def _can_be_asked(self) -> Asked:
        if self.channel not in CONSENT_CHANNELS:
            raise ValueError(f"consent is asked for {', '.join(sorted(CONSENT_CHANNELS))}")
        return self


class PlainContact(Model):
    """A contact that needed no case. `prospects`: somebody who has bought nothing may ask it too."""

    reason: Line
    summary: Line
    prospects: YesNo = False


class Support(Model):
    """What somebody needs done differently, the restricted circumstance behind it, and their preferred channel."""

    need: Annotated[str, Field(min_length=1, max_length=80)]
    because: Line
    channel: Channel


class Reasons(Model):
    """Why customers move from stage to stage."""

    joined: Line
    settled: Line
    at_risk: Line
    lapsed: Line
    won_back: Line
    closed: Line
    died: Line


class Arrears(Model):
    """How money owed is followed up. `{amount}` stands for what is owed."""

    reason: Line
    pounds: tuple[int, int]
    first: Line
    second: Line
    paid: Line
    agreed: Line
    kept: Line
    broken: Line
    referred: Line
    need: Annotated[str, Field(min_length=1, max_length=80)]
    """What is done differently while an arrangement runs."""
    because: Line

    @model_validator(mode="before")
    @classmethod
    def _pounds(cls, given: Any) -> Any:
        if isinstance(given, dict) and isinstance(given.get("pounds"), str):
            found = re.fullmatch(r"([0-9]{1,5})-([0-9]{1,5})", given["pounds"])
            if found is None or not 0 < int(found[1]) < int(found[2]):
                raise ValueError("write `pounds` from and to, like 20-180")
            return {**given, "pounds": (int(found[1]), int(found[2]))}
        return given


class Turns(Model):
    """What is noted when a life takes a turn. `{who}` and `{whom}` stand for names, `{need}`, `{ref}` for those."""

    moved: Line
    died: Line
    authority: Texts
    adjustment: Line
    duplicate: Line


class Late(Model):
    """Why an answer or an end came late, as a colleague noted it."""

    response: Texts
    resolution: Texts


class Balance(Model):
    """How many of a thousand. Stages are weights; a stage that is not named is not reached."""

    arrears: Permille
    support: Permille
    support_of_the_old: Permille
    moved: Permille
    late: Permille
    stages: dict[Stage, Annotated[int, Field(ge=1, le=1000)]]

    @model_validator(mode="after")
    def _has_customers(self) -> Balance:
        if not {Stage.ACTIVE, Stage.PROSPECT, Stage.AT_RISK, Stage.CLOSED} <= set(self.stages):
            raise ValueError("name at least the stages prospect, active, at_risk and closed")
        return self


class Sector(PackOrganisation):
    """The whole of one file."""

    format: Literal["1"]
    key: Name
    title: Line
    """What kind of organisation it is, as a trainer chooses it."""
    gist: Annotated[str, Field(min_length=1, max_length=90)]
    teams: tuple[SectorTeam, ...] = ()
    colleagues: Texts
    messages: Messages
    balance: Balance
    products: tuple[SectorProduct, ...] = Field(min_length=1)
    consents: tuple[Asked, ...] = Field(min_length=1)
    consent_given: Texts
    consent_withdrawn: Texts
    stages: Reasons
    contacts: tuple[PlainContact, ...] = Field(min_length=1)
    support: tuple[Support, ...] = Field(min_length=1)
    arrears: Arrears
    turns: Turns
    late: Late
    cases: tuple[Case, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _hangs_together(self) -> Sector:
        ranges = list(dict.fromkeys(product.range for product in self.products))
        codes = [product.code for product in self.products]
        if len(set(codes)) < len(codes):
            raise ValueError("each product has a code of its own")
        calendars = {hours.key for hours in self.calendars}
        wanted = {DESK, *(team.calendar for team in self.teams), *(each.calendar for each in self.standards)}
        if missing := sorted(wanted - calendars):
            raise ValueError(f"there is no calendar {', '.join(missing)}")
        if odd := sorted({each.metric for each in self.standards} - {Metric.FIRST_RESPONSE, Metric.RESOLUTION}):
            raise ValueError(f"histories keep first_response and resolution, not {', '.join(odd)}")
        if self.consents[0].purpose is not Purpose.SERVICE:
            raise ValueError("the first consent asked for is for service")
        self._check_contacts()
        self._check_cases(ranges)
        return self

    def _check_contacts(self) -> None:
        asked = [contact.prospects for contact in self.contacts]
        if not asked[0] or asked != sorted(asked, reverse=True):
            raise ValueError("contacts that prospects may have come first, and there is one")

    def _check_cases(self, ranges: list[str]) -> None:
        handled = {category for team in self.teams for category in team.handles}
        for case in self.cases:
            if unknown := sorted(set(case.ranges) - set(ranges)):
                raise ValueError(f"no product is of the range {', '.join(unknown)}")
            if case.category not in handled and any(step.by is By.TEAM for step in case.steps):
                raise ValueError(f"no team handles {case.category}, and one reports on “{case.subject}”")
        for anchor in Anchor:
            for each in ranges if anchor is not Anchor.NOTHING else [""]:
                fitting = [c for c in self.cases if c.follows is anchor and (not each or each in (c.ranges or ranges))]
                if not fitting:
                    raise ValueError(f"no case follows {anchor.value} for {each or 'nothing'}")
        general = [case for case in self.cases if case.follows is Anchor.NOTHING]
        if not any(case.prospects for case in general):
            raise ValueError("no case is one that a prospect may have")
        if not any(_is_a_grievance(case) for case in general):
            raise ValueError("no complaint follows nothing")

    @property
    def ranges(self) -> tuple[str, ...]:
        """The ranges of the products, in their order."""
        return tuple(dict.fromkeys(product.range for product in self.products))

    @property
    def grievances(self) -> tuple[Case, ...]:
        """Complaints that follow no order: what puts a customer at risk."""
        return tuple(case for case in self.cases if case.follows is Anchor.NOTHING and _is_a_grievance(case))


def _is_a_grievance(case: Case) -> bool:
    return case.type is TicketType.COMPLAINT and case.close is not CloseReason.DUPLICATE
