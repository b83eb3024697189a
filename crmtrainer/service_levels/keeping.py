# SPDX-License-Identifier: MIT
"""Starting clocks and entering what moves them, inside the handlers of other rooms. What they show is computed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.courses import courses
from crmtrainer.service_levels.definitions import (
    DEFAULT_CALENDAR,
    DESK,
    PROMISE_RULE,
    CalendarDefinition,
    StandardDefinition,
    as_data,
    handoff_rule,
    rule_from,
)
from crmtrainer.service_levels.followers import FOLLOWERS, Moved
from crmtrainer.service_levels.models import CalendarVersion, ServiceClock, Standard, StoryEvent
from crmtrainer.service_levels.rules import OF_A_TURN, ClockEvent, ClockRule, EventKind, Metric, PauseState
from crmtrainer.service_levels.setting import governs, kept_standards, stretch_now
from crmtrainer.service_levels.story import clocks_in as clocks_of_stories
from crmtrainer.service_levels.story import events_in, events_of, read_clock, table_of
from crmtrainer.service_levels.timers import TimerReading
from crmtrainer.service_levels.traits import Traits
from crmtrainer.store.unit_of_work import UnitOfWork

KINDS = {
    "visible_reply": EventKind.VISIBLE_REPLY,
    "acknowledged": EventKind.ACKNOWLEDGED,
    "customer_message": EventKind.CUSTOMER_MESSAGE,
    "paused": EventKind.PAUSED,
    "resumed": EventKind.RESUMED,
    "resolved": EventKind.RESOLVED,
    "reopened": EventKind.REOPENED,
    "accepted": EventKind.HANDOFF_ACCEPTED,
    "bounced": EventKind.HANDOFF_BOUNCED,
    "completed": EventKind.HANDOFF_COMPLETED,
    "kept": EventKind.PROMISE_KEPT,
    "cancelled": EventKind.CANCELLED,
}
"""What other rooms call the events that they enter."""

_WAITS = {"ticket": PauseState.WAITING_CUSTOMER, "handoff": PauseState.WAITING_SENDER}


class Swapped(NamedTuple):
    """A rule that comes in the place of the one that a clock has; of all of a metric without a subject."""

    story: str
    rule: ClockRule
    subject: str = ""
    reason: str = ""


def add_calendar(work: UnitOfWork, key: str, definition: CalendarDefinition) -> int:
    """A new version of a calendar; running clocks keep theirs. Raises `Refused` for one that makes no sense."""
    definition.calendar()
    newest = work.session.scalars(
        select(CalendarVersion.version).where(CalendarVersion.key == key).order_by(CalendarVersion.version.desc())
    ).first()
    ident = work.new_id("calendar_version")
    work.add(CalendarVersion(id=ident, key=key, version=(newest or 0) + 1, definition=as_data(definition)))
    return ident


def add_standard(work: UnitOfWork, definition: StandardDefinition) -> int:
    """A further service standard; of those for one metric the first match counts."""
    ident = work.new_id("standard")
    row = Standard(id=ident, key=definition.rule.id, version=1, position=ident, definition=as_data(definition))
    return work.add(row).id


def start_ticket_clocks(work: UnitOfWork, ticket_id: int, traits: Traits, anchor_at: datetime) -> None:
    """Start what the standards give a ticket with these traits, counted from `anchor_at`."""
    story = f"ticket:{ticket_id}"
    enter(work, story, EventKind.OPENED, at=anchor_at)
    for definition in standards_for(work.session, traits, anchor_at):
        start_clock(work, story, ticket_id, "", definition.rule, calendar_version(work, definition.calendar), anchor_at)
    refresh(work, story)


def start_handoff_accept(work: UnitOfWork, handoff_id: int, ticket_id: int, calendar_key: str, minutes: int) -> None:
    """Start the receiving team's limit for accepting or refusing."""
    story, subject = f"ticket:{ticket_id}", f"handoff:{handoff_id}"
    enter(work, story, EventKind.HANDOFF_SENT, subject=subject)
    rule = handoff_rule(Metric.HANDOFF_ACCEPT, minutes, calendar_key)
    start_clock(work, story, ticket_id, subject, rule, calendar_version(work, calendar_key), work.now)
    refresh(work, story)


def start_handoff_complete(work: UnitOfWork, handoff_id: int, ticket_id: int, calendar_key: str, minutes: int) -> None:
    """Start the team's limit for finishing, counted from when the work was sent."""
    story, subject = f"ticket:{ticket_id}", f"handoff:{handoff_id}"
    sent = next(
        (e.at for e in events_of(work.session, story) if e.kind is EventKind.HANDOFF_SENT and e.subject == subject),
        None,
    )
    if sent is None:
        raise Refused("clock.handoff_not_sent", handoff=handoff_id)
    rule = handoff_rule(Metric.HANDOFF_COMPLETE, minutes, calendar_key)
    start_clock(work, story, ticket_id, subject, rule, calendar_version(work, calendar_key), sent)
    refresh(work, story)


def start_promise(work: UnitOfWork, promise_id: int, ticket_id: int | None, due_at: datetime) -> None:
    """Start the limit that a promise sets."""
    subject = f"promise:{promise_id}"
    story = subject if ticket_id is None else f"ticket:{ticket_id}"
    enter(work, story, EventKind.PROMISED, subject=subject, due_at=due_at)
    start_clock(work, story, ticket_id, subject, PROMISE_RULE, calendar_version(work, DESK), work.now)
    refresh(work, story)


def note(
    work: UnitOfWork,
    subject: str,
    subject_id: int,
    kind: str,
    *,
    ticket_id: int | None = None,
    reason: str = "",
    visible_message: bool = False,
    at: datetime | None = None,
) -> None:
    """Enter an event of a ticket, handoff or promise, and bring the clocks it moves up to date.

    `kind` is one of `KINDS`; `at` may lie in the past, and the time of entry is kept as well. What is cancelled leaves
    no clock behind but those that were breached, which end missed.
    """
    name = f"{subject}:{subject_id}"
    story = name if subject == "ticket" else _story_of(work, name, ticket_id)
    event = KINDS[kind]
    if event is EventKind.CANCELLED:
        _end_missed(work, story, "" if subject == "ticket" else name, at, reason)
    waits = _WAITS.get(subject) if event in (EventKind.PAUSED, EventKind.RESUMED) else None
    enter(
        work,
        story,
        event,
        subject="" if subject == "ticket" else name,
        at=at,
        reason=reason,
        visible_message=visible_message,
        waiting_for=waits,
    )
    refresh(work, story)


def working_due(work: UnitOfWork, calendar_key: str, start: datetime, minutes: int) -> datetime:
    """When `minutes` of working time have passed since `start`, by the newest version of a calendar."""
    table = table_of(work.session, calendar_version(work, calendar_key))
    return table.due(start, int(timedelta(minutes=minutes).total_seconds()))


def refresh(work: UnitOfWork, story: str) -> None:
    """Bring the repeated columns of a story's clocks in line with what its events give, and whatever follows them.

    A limit that holds for every turn has a row that stands for it, never runs and shows nothing; each turn that the
    events began gets a row of its own here.
    """
    refresh_all(work, [story])


def refresh_all(work: UnitOfWork, stories: Collection[str]) -> None:
    """The same for several stories, whose clocks and events are read at once."""
    events, clocks = events_in(work.session, stories), clocks_of_stories(work.session, stories)
    for story in stories:
        _refresh(work, story, clocks[story], events[story])
    work.session.flush()


def _refresh(work: UnitOfWork, story: str, clocks: list[ServiceClock], events: list[ClockEvent]) -> None:
    if _start_turns(work, story, clocks, events):
        clocks = clocks_in(work.session, story)
    for clock in clocks:
        table = table_of(work.session, clock.calendar_id)
        reading = read_clock(clock, events, table, work.now)
        clock.open = reading is not None and reading.is_running
        clock.due_at = None if reading is None else reading.kept_due
        if reading is not None:
            clock.anchor_at = reading.anchor
        crossings = () if reading is None else (*reading.crossed, *reading.coming)
        # A limit that was made longer has shares ahead again that were told of; what was not comes after them. What
        # an act of now made late, by reopening or a start put right, is noticed now and not before that act.
        untold = next((c.holds_from for c in crossings if reading and reading.is_untold(c, clock.noticed)), None)
        clock.next_at = None if untold is None else max(untold, work.now)
        if reading is not None and (follow := FOLLOWERS.get(clock.metric)) is not None:
            follow(work, Moved(clock, events, table, reading))


def standards_for(session: Session, traits: Traits, at: datetime) -> list[StandardDefinition]:
    """Of the standards in force for what begins at `at`, the first that fits of each metric, in their order."""
    found: dict[Metric, StandardDefinition] = {}
    for kept in kept_standards(session, at):
        definition = kept.definition
        if definition.applies_to(traits) and governs(session, definition, at):
            found.setdefault(definition.rule.metric, definition)
    stretch = stretch_now(session)
    return [replace(each, rule=replace(each.rule, stretch=stretch)) for each in found.values()]


def clocks_in(session: Session, story: str) -> list[ServiceClock]:
    """The clocks of a story, in the order they were started."""
    return list(session.scalars(select(ServiceClock).where(ServiceClock.story == story).order_by(ServiceClock.id)))


def calendar_version(work: UnitOfWork, key: str) -> int:
    """The newest version of a calendar; one that the world lacks is made from the house's own."""
    newest = work.session.scalars(
        select(CalendarVersion.id).where(CalendarVersion.key == key).order_by(CalendarVersion.version.desc())
    ).first()
    return add_calendar(work, key, DEFAULT_CALENDAR) if newest is None else newest


def call_off(work: UnitOfWork, clock: ServiceClock, reading: TimerReading, reason: str) -> None:
    """End a clock that runs for nothing any more: one that was breached stays missed, another never was."""
    ended = EventKind.SATISFIED if reading.is_breached else EventKind.CANCELLED
    enter(work, clock.story, ended, subject=clock.subject, metric=clock.metric, reason=reason)


def _end_missed(work: UnitOfWork, story: str, subject: str, at: datetime | None, reason: str) -> None:
    """End what was breached of a subject before it is cancelled, which touches only what runs: no breach goes."""
    events = events_of(work.session, story)
    for clock in clocks_in(work.session, story):
        if subject in ("", clock.subject) and clock.open:
            reading = read_clock(clock, events, table_of(work.session, clock.calendar_id), work.now)
            if reading is not None and reading.is_breached:
                kept = EventKind.SATISFIED
                enter(work, story, kept, subject=clock.subject, metric=clock.metric, at=at, reason=reason)


def _start_turns(work: UnitOfWork, story: str, clocks: list[ServiceClock], events: list[ClockEvent]) -> bool:
    known = {(clock.metric, clock.subject) for clock in clocks}
    begun = False
    for standing in [clock for clock in clocks if clock.metric in OF_A_TURN and not clock.subject]:
        rule = rule_from(standing.rule)
        for course in courses(events, [rule], work.now):
            if (standing.metric, course.subject) not in known:
                ticket, calendar = standing.ticket_id, standing.calendar_id
                start_clock(work, story, ticket, course.subject, rule, calendar, course.anchor)
                begun = True
    return begun


def _story_of(work: UnitOfWork, subject: str, ticket_id: int | None) -> str:
    if ticket_id is not None:
        return f"ticket:{ticket_id}"
    story = work.session.scalars(select(StoryEvent.story).where(StoryEvent.subject == subject)).first()
    return subject if story is None else story


def start_clock(
    work: UnitOfWork,
    story: str,
    ticket_id: int | None,
    subject: str,
    rule: ClockRule,
    calendar_id: int,
    anchor_at: datetime,
) -> None:
    """Let a story have a clock; what it shows is computed, and `refresh` brings its repeated columns in line."""
    work.add(
        ServiceClock(
            id=work.new_id("service_clock"),
            story=story,
            ticket_id=ticket_id,
            subject=subject,
            metric=rule.metric,
            calendar_id=calendar_id,
            rule=as_data(rule),
            anchor_at=anchor_at,
            open=True,
            due_at=None,
            next_at=None,
            noticed=0,
        )
    )


def enter(
    work: UnitOfWork,
    story: str,
    kind: EventKind,
    *,
    subject: str = "",
    at: datetime | None = None,
    metric: Metric | None = None,
    reason: str = "",
    visible_message: bool = False,
    waiting_for: PauseState | None = None,
    rule: ClockRule | None = None,
    due_at: datetime | None = None,
    held_id: int | None = None,
) -> int:
    """Enter an event of a story, which happened at `at` (left out: now). Gives its number.

    `held_id` is the calendar version by which was counted until a swap to another.
    """
    event = StoryEvent(
        id=work.new_id("story_event"),
        story=story,
        kind=kind,
        at=at or work.now,
        entered_at=work.now,
        metric=metric,
        subject=subject,
        reason=reason,
        visible_message=visible_message,
        waiting_for=waiting_for,
        rule="" if rule is None else as_data(rule),
        due_at=due_at,
        held_id=held_id,
    )
    return work.add(event).id


def enter_swaps(work: UnitOfWork, swaps: Iterable[Swapped]) -> int:
    """Enter that rules came in the place of others, all at once. Gives the number of the last event, 0 for none."""
    made = [
        StoryEvent(
            id=work.new_id("story_event"),
            story=swap.story,
            kind=EventKind.RULE_SWAPPED,
            at=work.now,
            entered_at=work.now,
            metric=swap.rule.metric,
            subject=swap.subject,
            reason=swap.reason,
            visible_message=False,
            waiting_for=None,
            rule=as_data(swap.rule),
            due_at=None,
            held_id=None,
        )
        for swap in swaps
    ]
    work.session.add_all(made)
    work.session.flush()
    return made[-1].id if made else 0


def enter_breach(work: UnitOfWork, clock: ServiceClock, at: datetime) -> None:
    """Enter that a limit passed; nothing removes it."""
    enter(work, clock.story, EventKind.BREACHED, subject=clock.subject, metric=clock.metric, at=at)
