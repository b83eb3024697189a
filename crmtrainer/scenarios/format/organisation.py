# SPDX-License-Identifier: MIT
"""pack.yaml: the practice organisation with brand, hours, standards, teams, policies, goods, and cards on the law."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, field_validator, model_validator

from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.canonical import Json, canonical
from crmtrainer.kernel.errors import BadInput, Refused
from crmtrainer.organisation.rules import FieldKind, acceptance_from
from crmtrainer.scenarios.format.base import Day, Line, Minutes, Model, Name, Pence, Prose, Texts
from crmtrainer.service_levels.calendars import DAYS
from crmtrainer.service_levels.definitions import CalendarDefinition, StandardDefinition
from crmtrainer.service_levels.hours_check import check_hours
from crmtrainer.service_levels.rule_check import check_rule
from crmtrainer.service_levels.rules import ClockRule, Length, Metric, PauseState, Unit
from crmtrainer.service_levels.wording import WORDING
from crmtrainer.tickets.rules import Priority, Severity, TicketType

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9-]{1,23}$")]
"""What stands on a label: capitals, digits, hyphens."""
CriterionKey = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*[-/][A-Za-z0-9./-]{1,20}$")]


def _windows(value: Any) -> Any:
    """ "08:00-20:00" stands for one window from eight to eight."""
    if isinstance(value, str):
        value = [value]
    if isinstance(value, list):
        return [window.split("-") if isinstance(window, str) else window for window in value]
    return value


def _told(problem: Refused) -> str:
    """What the clocks have against hours or a standard, in their own words."""
    return WORDING[problem.code].format_map(problem.facts)


Windows = Annotated[tuple[tuple[str, str], ...], BeforeValidator(_windows)]


class Value(Model):
    """One brand value, and what somebody does who means it."""

    key: Name
    name: Line
    means: Prose


class Tone(Model):
    """How the organisation speaks."""

    voice: Line
    do: Texts
    avoid: Texts


class Hours(Model):
    """A calendar: zone, windows by weekday, exceptions, and whose public holidays count."""

    key: Name
    zone: str = "Europe/London"
    region: str = "GB-ENG"
    hours: dict[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], Windows]
    date_hours: dict[str, Windows] = Field(default_factory=dict)
    closures: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _makes_sense(self) -> Hours:
        try:
            check_hours(self.definition().calendar())
        except Refused as problem:
            raise ValueError(_told(problem)) from problem
        return self

    def definition(self) -> CalendarDefinition:
        """The calendar as the clocks take it."""
        return CalendarDefinition(
            zone=self.zone,
            hours={day: self.hours[day] for day in DAYS if day in self.hours},
            date_hours=dict(self.date_hours),
            closures=self.closures,
            region=self.region,
        )


class ServiceStandard(Model):
    """A limit that we set ourselves: which metric, how long, by which hours, for which tickets.

    An acknowledgement is met by the first message that the customer can see, also by one that only says that theirs has
    come in, which is no response (`only_acknowledges` in the facts of message.send). None is sent by itself.
    """

    key: Name
    metric: Metric
    length: Minutes
    calendar: Name
    pauses_in: tuple[PauseState, ...] = ()
    types: tuple[TicketType, ...] = ()
    priorities: tuple[Priority, ...] = ()
    severities: tuple[Severity, ...] = ()
    categories: Texts = ()
    channels: tuple[Channel, ...] = ()
    longest_pause: Minutes | None = None
    """Of working time; a pause that lasts longer counts no longer."""
    source: Line

    @model_validator(mode="after")
    def _makes_sense(self) -> ServiceStandard:
        try:
            check_rule(self.definition().rule)
        except Refused as problem:
            raise ValueError(_told(problem)) from problem
        return self

    def definition(self) -> StandardDefinition:
        """The standard as the clocks take it. Raises `Refused` for one that no clock could keep."""
        longest = self.longest_pause
        rule = ClockRule(
            id=self.key,
            metric=self.metric,
            unit=Unit.BUSINESS_MINUTES,
            length=self.length,
            pauses_in=frozenset(self.pauses_in),
            longest_pause=None if longest is None else Length(longest, Unit.BUSINESS_MINUTES),
            source=self.source,
        )
        return StandardDefinition(
            rule,
            self.calendar,
            tuple(each.value for each in self.types),
            tuple(each.value for each in self.priorities),
            tuple(each.value for each in self.severities),
            self.categories,
            tuple(each.value for each in self.channels),
        )


class Asked(Model):
    """One thing a team asks for before it takes work on."""

    field: Name
    label: Line
    kind: FieldKind = FieldKind.TEXT
    pattern: str = ""
    """A regular expression that the whole text must fit."""
    hint: Line


class PackTeam(Model):
    """An internal customer: who answers, when, how fast, and what must come with the work."""

    key: Name
    name: Line
    contact: Line
    calendar: Name
    accept: Minutes
    complete: Minutes
    looks_after: Minutes = 10
    """Working minutes until the team looks at what was sent."""
    takes: Minutes
    """Working minutes the work really takes when nobody asks after it."""
    asks_for: tuple[Asked, ...] = ()
    never_send: tuple[Line, ...] = ()
    """What must not travel to this team, in words."""

    @model_validator(mode="after")
    def _makes_sense(self) -> PackTeam:
        try:
            acceptance_from(self.acceptance())
        except BadInput as problem:
            raise ValueError(f"what the team asks for makes no sense ({problem})") from problem
        return self

    def acceptance(self) -> str:
        """What the team asks for, as its table keeps it."""
        required: list[Json] = [
            {
                "field": each.field,
                "label": each.label,
                "kind": each.kind.value,
                "pattern": each.pattern,
                "hint": each.hint,
            }
            for each in self.asks_for
        ]
        return canonical(
            {
                "required": required,
                "review_minutes": self.looks_after,
                "work_minutes": self.takes,
                "never_send": list(self.never_send),
            }
        ).decode()


class PackPolicy(Model):
    """A house rule that staff look up."""

    key: Name
    title: Line
    body: Prose


class PackPart(Model):
    code: Code
    name: Line


class PackProduct(Model):
    """Something we sell, with the parts that can be replaced."""

    code: Code
    name: Line
    price: Pence
    parts: tuple[PackPart, ...] = ()


class LawCard(Model):
    """What one piece of law asks of somebody at the desk. Cards inform; checks fail on our own policy."""

    key: Name
    title: Line
    cites: Line
    says: Prose
    means_here: Prose
    confirmed: Literal["yes", "in_part", "no"]


class CriterionText(Model):
    """A criterion that scenarios of the pack may claim evidence for."""

    id: CriterionKey
    version: int = 1
    title: Line


class PackOrganisation(Model):
    """A practice organisation as it is authored: who it is, when it works, what it promises, whom it works with."""

    organisation: Line
    about: Prose
    values: tuple[Value, ...] = Field(min_length=1)
    tone: Tone
    calendars: tuple[Hours, ...] = Field(min_length=1)
    standards: tuple[ServiceStandard, ...] = ()
    teams: tuple[PackTeam, ...] = ()
    policies: tuple[PackPolicy, ...] = ()


class PackFile(PackOrganisation):
    """The whole of pack.yaml."""

    format: Literal["1"]
    key: Name
    title: Line
    author: Line
    licence: Line
    zone: str = "Europe/London"
    products: tuple[PackProduct, ...] = ()
    law_reviewed: Day
    """When the law cards were last read against their sources."""
    law: tuple[LawCard, ...] = ()
    criteria: tuple[CriterionText, ...] = ()

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            CalendarDefinition(zone=zone, region=None).calendar()
        except Refused as problem:
            raise ValueError("name a time zone like Europe/London") from problem
        return zone
