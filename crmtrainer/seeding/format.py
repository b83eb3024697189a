# SPDX-License-Identifier: MIT
"""A kind of organisation as it is authored: what it sells, what goes wrong there, how it answers, and who works in it.

One YAML file each under `resources/sectors`, closed and checked like a pack. What is drawn from it is said elsewhere.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from crmtrainer.customers.rules import CONSENT_CHANNELS, Purpose, Stage
from crmtrainer.interactions.rules import Channel
from crmtrainer.scenarios.format.base import Line, Model, Name, Pence, Texts, YesNo
from crmtrainer.scenarios.format.organisation import Code, PackOrganisation, PackPart, PackTeam
from crmtrainer.seeding.case_format import Anchor, By, Case, Days, Weight
from crmtrainer.service_levels.definitions import DESK
from crmtrainer.service_levels.rules import Metric
from crmtrainer.tickets.rules import CloseReason, TicketType

LONGEST_LEAD = 30
"""Days within which everything that is ordered is there."""
Permille = Annotated[int, Field(ge=0, le=1000)]


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


class Calls(StrEnum):
    """How the desk deals with calls to somebody: it rings as usual, never, or before noon by its own clock."""

    ANY = "any"
    NEVER = "never"
    BEFORE_NOON = "before_noon"


WRITTEN = (Channel.EMAIL, Channel.TEXT, Channel.LETTER)
"""The channels by which a desk can write to somebody who has not just written to it."""


class Support(Model):
    """What somebody needs done differently, the restricted circumstance behind it, and their preferred channel.

    `calls`: how the desk deals with calls to them once that was agreed. Who is never rung prefers to be written to.
    """

    need: Annotated[str, Field(min_length=1, max_length=80)]
    because: Line
    channel: Channel
    calls: Calls = Calls.ANY

    @model_validator(mode="after")
    def _can_be_kept_to(self) -> Support:
        if self.calls is Calls.NEVER and self.channel not in WRITTEN:
            raise ValueError("the preferred channel of somebody who is never rung is email, text or letter")
        return self


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
        if any(each.channels or each.longest_pause for each in self.standards):
            raise ValueError("histories keep standards for all channels, with pauses of any length")
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
