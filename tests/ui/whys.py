# SPDX-License-Identifier: MIT
"""Clocks of small stories, as "Why this due time?" is asked of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from crmtrainer.people.rules import AS_SET
from crmtrainer.service_levels.calendars import Calendar, calendar_of
from crmtrainer.service_levels.explain import explain
from crmtrainer.service_levels.queries import ClockRow, WhyRow
from crmtrainer.service_levels.rules import ClockEvent, ClockRule, EventKind, Metric, PauseState, Unit
from crmtrainer.service_levels.timers import ReasonCode, ticket_timers
from crmtrainer.ui.why_pauses import pause_columns
from crmtrainer.ui.why_table import columns_of, rows_of
from crmtrainer.ui.why_told import Told, told_of_clock
from tests.service_levels.stepper import utc

WEEK = ("mon", "tue", "wed", "thu", "fri")
DESK = calendar_of(zone="Europe/London", hours={day: [["09:00", "17:00"]] for day in WEEK}, region="GB-ENG")
TOKYO = calendar_of(zone="Asia/Tokyo", hours={day: [["22:00", "02:00"]] for day in WEEK})
SOLVE = ClockRule(
    id="resolution",
    metric=Metric.RESOLUTION,
    unit=Unit.BUSINESS_MINUTES,
    length=600,
    pauses_in=frozenset({PauseState.WAITING_CUSTOMER}),
    source="House",
)
LAW = ClockRule(id="CLK-SAR", metric=Metric.STATUTORY, unit=Unit.CALENDAR_MONTHS, length=1, source="UK GDPR")
OPENED = ClockEvent(kind=EventKind.OPENED, at=utc("2026-12-23 15:00"))
PAUSED = ClockEvent(
    kind=EventKind.PAUSED,
    at=utc("2026-12-24 10:00"),
    waiting_for=PauseState.WAITING_CUSTOMER,
    reason="A photo was asked for",
    visible_message=True,
)
RESUMED = replace(PAUSED, kind=EventKind.RESUMED, at=utc("2026-12-24 14:00"))
BEGUN = ClockEvent(kind=EventKind.STARTED, at=utc("2026-12-23 15:00"), metric=Metric.STATUTORY, subject="CLK-SAR")
PROMISED = ClockEvent(kind=EventKind.PROMISED, at=utc("2026-12-23 15:00"), due_at=utc("2026-12-26 10:00"), subject="1")


def why_of(
    rule: ClockRule, story: list[ClockEvent], now: datetime, calendar: Calendar = DESK, name: str = "desk"
) -> WhyRow:
    """What the question `clocks.why` would answer of the one clock of a story."""
    (reading,) = ticket_timers(story, [rule], calendar, now)
    told = explain(reading, calendar)
    row = ClockRow(
        id=1,
        ticket_id=1,
        metric=reading.metric.value,
        subject=reading.subject,
        state=reading.state,
        starts_at=reading.starts_at,
        due=reading.due,
        left_seconds=reading.left_seconds,
        over_seconds=reading.over_seconds,
        real_left=None if reading.due is None else int((reading.due - now).total_seconds()),
        share=0,
        paused_for="" if reading.paused_for is None else reading.paused_for.value,
        satisfied_at=reading.satisfied_at,
        breached_at=reading.breached_at,
        anchor=reading.anchor,
        target_minutes=(reading.rule.seconds or 0) // 60,
        calendar=name,
        source=rule.source,
        is_waived=reading.is_waived,
        stretch=reading.rule.stretch if ReasonCode.ADJUSTED in reading.reasons else AS_SET,
        called_off_at=None if reading.called_off is None else reading.satisfied_at,
        in_working_time=reading.rule.unit is Unit.BUSINESS_MINUTES,
    )
    return WhyRow(
        row,
        rule.unit,
        reading.rule.length,
        rule.day_one,
        told.zone,
        told.days,
        told.counted_seconds,
        told.paused_seconds,
        told.left_seconds,
        told.over_seconds,
        reading.reasons,
        reading.waiver or "",
        reading.called_off or "",
        told.pauses,
        told.folded,
        reading.rule.id,
    )


def told_of(rule: ClockRule, story: list[ClockEvent], now: str, calendar: Calendar = DESK) -> Told:
    return told_of_clock(why_of(rule, story, utc(now), calendar), utc(now))


def table_of(told: Told) -> list[list[str]]:
    return [[column.get(day).text for column in columns_of(told)] for day in rows_of(told)]


def pauses_of(told: Told) -> list[list[str]]:
    return [[column.get(pause).text for column in pause_columns()] for pause in told.pauses]
