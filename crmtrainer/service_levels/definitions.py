# SPDX-License-Identifier: MIT
"""Calendars and standards as a world keeps them: plain definitions, and the house's own for a world without any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from crmtrainer.kernel.canonical import canonical, parse
from crmtrainer.kernel.codec import from_plain, to_plain
from crmtrainer.service_levels.calendars import Calendar, calendar_of
from crmtrainer.service_levels.rules import ClockRule, Metric, PauseState, Unit
from crmtrainer.service_levels.traits import Trait, Traits

Windows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CalendarDefinition:
    """A calendar in words: zone, windows by weekday ("mon": (("09:00", "17:30"),)), exceptions, region of holidays."""

    zone: str = "Europe/London"
    hours: Mapping[str, Windows] = field(default_factory=dict)
    date_hours: Mapping[str, Windows] = field(default_factory=dict)
    closures: tuple[str, ...] = ()
    region: str | None = "GB-ENG"

    def calendar(self) -> Calendar:
        """The calendar that this defines. Raises `Refused` naming what is wrong."""
        return calendar_of(
            zone=self.zone,
            hours=dict(self.hours),
            date_hours=dict(self.date_hours),
            closures=self.closures,
            region=self.region,
        )


@dataclass(frozen=True, slots=True)
class StandardDefinition:
    """A service standard: the rule, its calendar, and the tickets it is for. Empty lists mean all."""

    rule: ClockRule
    calendar: str
    types: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()

    @property
    def wanted(self) -> dict[Trait, tuple[str, ...]]:
        """What it asks of a ticket, in the order in which it is asked."""
        return {
            Trait.TYPE: self.types,
            Trait.CATEGORY: self.categories,
            Trait.SEVERITY: self.severities,
            Trait.PRIORITY: self.priorities,
            Trait.CHANNEL: self.channels,
        }

    def applies_to(self, traits: Traits) -> bool:
        """Whether a ticket with these traits falls under the standard."""
        return traits.misfit(self.wanted) is None


def as_data(definition: CalendarDefinition | StandardDefinition | ClockRule) -> str:
    """Canonical JSON text of a definition, as tables keep it."""
    return canonical(to_plain(definition)).decode()


def calendar_from(data: str) -> CalendarDefinition:
    """The definition in a table's text."""
    return from_plain(CalendarDefinition, parse(data), "calendar")


def standard_from(data: str) -> StandardDefinition:
    """The definition in a table's text."""
    return from_plain(StandardDefinition, parse(data), "standard")


@lru_cache(maxsize=256)
def rule_from(data: str) -> ClockRule:
    """The rule in a table's text."""
    return from_plain(ClockRule, parse(data), "rule")


_WEEK = ("mon", "tue", "wed", "thu", "fri")

DESK = "desk"
DEFAULT_CALENDAR = CalendarDefinition(hours=dict.fromkeys(_WEEK, (("09:00", "17:30"),)))
"""Used where a world brings no calendar of that name: weekdays nine to half past five, England and Wales."""

DEFAULT_STANDARDS = (
    StandardDefinition(
        ClockRule(
            id="first-response", metric=Metric.FIRST_RESPONSE, unit=Unit.BUSINESS_MINUTES, length=60, source="House"
        ),
        DESK,
    ),
    StandardDefinition(
        ClockRule(
            id="resolution",
            metric=Metric.RESOLUTION,
            unit=Unit.BUSINESS_MINUTES,
            length=480,
            pauses_in=frozenset({PauseState.WAITING_CUSTOMER}),
            source="House",
        ),
        DESK,
    ),
)


HANDOFF_PAUSES = frozenset({PauseState.WAITING_CUSTOMER, PauseState.WAITING_SENDER})
"""What a team's time to finish stands still for: the customer, for whom its ticket waits, and our answer."""


def handoff_rule(metric: Metric, minutes: int, team: str) -> ClockRule:
    """The internal-customer standard of a team: working minutes to accept, or to finish, which pauses as agreed."""
    waits = HANDOFF_PAUSES if metric is Metric.HANDOFF_COMPLETE else frozenset()
    return ClockRule(
        id=f"{team}-{metric.value}",
        metric=metric,
        unit=Unit.BUSINESS_MINUTES,
        length=minutes,
        pauses_in=waits,
        source="Team",
    )


PROMISE_RULE = ClockRule(id="promise", metric=Metric.PROMISE, unit=Unit.ELAPSED_MINUTES, length=0, source="Promise")
"""The due time of a promise is the one that was promised; the rule only names the metric and its thresholds."""
