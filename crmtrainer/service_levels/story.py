# SPDX-License-Identifier: MIT
"""From rows to readings: a clock's row, the events of its story and now give what a person sees of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.service_levels.calendars import Held
from crmtrainer.service_levels.courses import courses
from crmtrainer.service_levels.definitions import calendar_from, rule_from
from crmtrainer.service_levels.models import CalendarVersion, ServiceClock, StoryEvent
from crmtrainer.service_levels.rules import ClockEvent, ClockRule, EventKind
from crmtrainer.service_levels.timers import TimerReading, read_timer
from crmtrainer.service_levels.working_time import Table, table_for

_AT_ONCE = 500
_TABLES = "working-time tables"


def events_of(session: Session, story: str) -> list[ClockEvent]:
    """The story's events in the order they were entered."""
    rows = session.scalars(select(StoryEvent).where(StoryEvent.story == story).order_by(StoryEvent.id))
    return [_event(session, row) for row in rows]


def events_in(session: Session, stories: Iterable[str]) -> dict[str, list[ClockEvent]]:
    """The events of several stories, each in the order they were entered: read at once, whatever the number."""
    found: dict[str, list[ClockEvent]] = {story: [] for story in stories}
    for part in _parts(list(found)):
        rows = session.scalars(select(StoryEvent).where(StoryEvent.story.in_(part)).order_by(StoryEvent.id))
        for row in rows:
            found[row.story].append(_event(session, row))
    return found


def clocks_in(session: Session, stories: Iterable[str]) -> dict[str, list[ServiceClock]]:
    """The clocks of several stories, each in the order they were started."""
    found: dict[str, list[ServiceClock]] = {story: [] for story in stories}
    for part in _parts(list(found)):
        rows = session.scalars(select(ServiceClock).where(ServiceClock.story.in_(part)).order_by(ServiceClock.id))
        for row in rows:
            found[row.story].append(row)
    return found


def _parts(names: list[str]) -> Iterator[list[str]]:
    """So many at once as one question can name."""
    return (names[begin : begin + _AT_ONCE] for begin in range(0, len(names), _AT_ONCE))


def table_of(session: Session, calendar_id: int) -> Table:
    """The working-time table of one calendar version; equal calendars share one.

    What a version says never changes, so that an act or a question reads each once.
    """
    known: dict[int, Table] = session.info.setdefault(_TABLES, {})
    if (table := known.get(calendar_id)) is None:
        data = session.scalars(select(CalendarVersion.definition).where(CalendarVersion.id == calendar_id)).one()
        table = known[calendar_id] = _table_in(data)
    return table


@lru_cache(maxsize=64)
def _table_in(definition: str) -> Table:
    """The table of a definition's text, which every clock that is read asks for."""
    return table_for(calendar_from(definition).calendar())


def read_clock(clock: ServiceClock, events: Iterable[ClockEvent], table: Table, now: datetime) -> TimerReading | None:
    """The clock at `now`; None when it was cancelled or has not started.

    A world enters every breach before the act that swaps a rule, so the story has those of earlier rules.
    """
    for course in courses(events, [rule_from(clock.rule)], now):
        if course.subject == clock.subject:
            return read_timer(course, table, now, breaches_entered=True)
    return None


def rule_in_force(clock: ServiceClock, events: Iterable[ClockEvent]) -> ClockRule | None:
    """The rule that a clock began with, or the last one that was put in its place; None where no standard fits it."""
    found: ClockRule | None = rule_from(clock.rule)
    for event in events:
        if event.rule is not None and event.rule.metric is clock.metric:
            found = event.rule
        elif event.kind is EventKind.RULE_ENDED and event.metric is clock.metric:
            found = None
    return found


def _held(session: Session, row: StoryEvent) -> Held | None:
    if row.held_id is None:
        return None
    key = session.get_one(CalendarVersion, row.held_id).key
    return Held(row.at, table_of(session, row.held_id).calendar, key)


def _event(session: Session, row: StoryEvent) -> ClockEvent:
    return ClockEvent(
        kind=row.kind,
        at=row.at,
        entered_at=row.entered_at,
        metric=row.metric,
        subject=row.subject,
        reason=row.reason,
        visible_message=row.visible_message,
        waiting_for=row.waiting_for,
        rule=rule_from(row.rule) if row.rule else None,
        due_at=row.due_at,
        held=_held(session, row),
    )
