# SPDX-License-Identifier: MIT
"""What merging two tickets does to limits of the law: those that run go on, whole, with the ticket that stays."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from crmtrainer.service_levels.keeping import call_off, clocks_in, enter, refresh
from crmtrainer.service_levels.models import ServiceClock, StoryEvent
from crmtrainer.service_levels.rules import FROM, MERGED, EventKind, Metric, limit_in
from crmtrainer.service_levels.story import events_of, read_clock, table_of
from crmtrainer.service_levels.timers import TimerReading
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Carried:
    """The limits that go on with the ticket that stays, by their names there, and those that it had as well."""

    over: tuple[str, ...]
    joined: tuple[str, ...]


def carry_limits(work: UnitOfWork, gone: Ticket, kept: Ticket) -> Carried:
    """Let each limit that runs on the one ticket, overdue or not, go on with the other: the same clock, all its story.

    Two requests of one person are two limits, each with its own time. So one that the other ticket has too goes on
    beside it, named after the ticket that it comes from. Only one that began and is due at the same moments there is
    the same request, and runs once. What is over stays in the history of the ticket where it was judged.
    """
    over, joined = [], []
    theirs = _running(work, kept)
    for clock, reading in _running(work, gone):
        twins = [other for other, has in theirs if _is_same(clock, reading, other, has)]
        if twins:
            call_off(work, clock, reading, MERGED)
            joined.append(twins[0].subject)
        else:
            over.append(_go_on(work, clock, kept, gone.ref))
    work.session.flush()
    refresh(work, _story(gone))
    refresh(work, _story(kept))
    return Carried(tuple(over), tuple(joined))


def _running(work: UnitOfWork, ticket: Ticket) -> list[tuple[ServiceClock, TimerReading]]:
    events = events_of(work.session, _story(ticket))
    found = []
    for clock in clocks_in(work.session, _story(ticket)):
        if clock.metric is Metric.STATUTORY and clock.open:
            reading = read_clock(clock, events, table_of(work.session, clock.calendar_id), work.now)
            if reading is not None:
                found.append((clock, reading))
    return found


def _is_same(clock: ServiceClock, reading: TimerReading, other: ServiceClock, has: TimerReading) -> bool:
    same = limit_in(clock.subject) == limit_in(other.subject)
    return same and (reading.anchor, reading.kept_due, reading.pauses) == (has.anchor, has.kept_due, has.pauses)


def _go_on(work: UnitOfWork, clock: ServiceClock, kept: Ticket, ref: str) -> str:
    """Move the clock, with copies of its events; they stay in the one story, and what comes after is told in both."""
    was, story = clock.subject, clock.story
    name = _free_name(work, kept, was, ref)
    mine = StoryEvent.story == story, StoryEvent.subject == was, StoryEvent.metric == Metric.STATUTORY
    events = work.session.scalars(select(StoryEvent).where(*mine).order_by(StoryEvent.id)).all()
    gone = [number for number, event in enumerate(events) if _went(event)]
    for event in events[gone[-1] + 1 if gone else 0 :]:
        work.add(
            StoryEvent(
                id=work.new_id("story_event"),
                story=_story(kept),
                kind=event.kind,
                at=event.at,
                entered_at=event.entered_at,
                metric=event.metric,
                subject=name,
                reason=event.reason,
                visible_message=event.visible_message,
                waiting_for=event.waiting_for,
                rule=event.rule,
                due_at=event.due_at,
            )
        )
    enter(work, story, EventKind.CANCELLED, subject=was, metric=Metric.STATUTORY, reason=MERGED)
    clock.story, clock.ticket_id, clock.subject = _story(kept), kept.id, name
    work.session.flush()
    return name


def _went(event: StoryEvent) -> bool:
    return event.kind is EventKind.CANCELLED and event.reason == MERGED


def _free_name(work: UnitOfWork, kept: Ticket, subject: str, ref: str) -> str:
    taken = {clock.subject for clock in clocks_in(work.session, _story(kept))}
    if subject not in taken:
        return subject
    limit, number = limit_in(subject), 1
    name = f"{limit}{FROM}{ref}"
    while name in taken:
        number += 1
        name = f"{limit}{FROM}{ref}.{number}"
    return name


def _story(ticket: Ticket) -> str:
    return f"ticket:{ticket.id}"
