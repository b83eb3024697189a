# SPDX-License-Identifier: MIT
"""Rules, events and a calendar to tell the stories of clocks with, in June 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from crmtrainer.service_levels.calendars import calendar_of
from crmtrainer.service_levels.rules import (
    ClockEvent,
    ClockRule,
    EventKind,
    Metric,
    PauseState,
    Roll,
    Unit,
)
from crmtrainer.service_levels.timers import (
    TimerReading,
    ticket_timers,
)
from tests.service_levels.stepper import utc

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
OFFICE = calendar_of(zone="Europe/London", hours={day: [["09:00", "17:00"]] for day in WEEKDAYS}, region="GB-ENG")

REPLY = ClockRule(id="reply", metric=Metric.FIRST_RESPONSE, unit=Unit.BUSINESS_MINUTES, length=240)
SOLVE = ClockRule(
    id="solve",
    metric=Metric.RESOLUTION,
    unit=Unit.BUSINESS_MINUTES,
    length=480,
    pauses_in=frozenset({PauseState.WAITING_CUSTOMER}),
)
FIRST_FIX = replace(SOLVE, id="first fix", metric=Metric.FIRST_RESOLUTION)
NEXT = replace(REPLY, id="next", metric=Metric.NEXT_RESPONSE, length=60)
UPDATE = replace(REPLY, id="update", metric=Metric.PROGRESS_UPDATE)
ACCEPT = replace(REPLY, id="accept", metric=Metric.HANDOFF_ACCEPT, length=60)
COMPLETE = ClockRule(
    id="complete",
    metric=Metric.HANDOFF_COMPLETE,
    unit=Unit.BUSINESS_MINUTES,
    length=480,
    pauses_in=frozenset({PauseState.WAITING_SENDER, PauseState.WAITING_CUSTOMER}),
)
PROMISE = ClockRule(id="promise", metric=Metric.PROMISE, unit=Unit.ELAPSED_MINUTES, length=60)
ACCESS = ClockRule(
    id="CLK-SAR",
    metric=Metric.STATUTORY,
    unit=Unit.CALENDAR_MONTHS,
    length=1,
    extension=2,
    pauses_in=frozenset({PauseState.WAITING_CLARIFICATION}),
    roll=Roll.NEXT_BUSINESS_DAY,
)


def on(at: str) -> datetime:
    """An instant of June 2026 from "1 09:30": Mondays are 1, 8, 15; the office is open 08:00 to 16:00 in UTC."""
    day, time = at.split()
    return utc(f"2026-06-{int(day):02} {time}")


def event(kind: EventKind, at: str, **more: Any) -> ClockEvent:
    return ClockEvent(kind=kind, at=on(at), **more)


def opened(at: str = "1 08:00") -> ClockEvent:
    return event(EventKind.OPENED, at)


def waiting(at: str, **more: Any) -> ClockEvent:
    told = {"reason": "asked for the receipt", "visible_message": True, **more}
    return event(EventKind.PAUSED, at, waiting_for=PauseState.WAITING_CUSTOMER, **told)


def back(at: str) -> ClockEvent:
    return event(EventKind.RESUMED, at, waiting_for=PauseState.WAITING_CUSTOMER)


def read(rule: ClockRule, events: list[ClockEvent], at: str, **more: Any) -> TimerReading:
    (reading,) = ticket_timers(events, [rule], OFFICE, on(at), **more)
    return reading
