# SPDX-License-Identifier: MIT
"""What other traits make of a ticket's clocks: which standard comes for which, what begins, what none fits any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from crmtrainer.service_levels.calendars import Held
from crmtrainer.service_levels.courses import courses
from crmtrainer.service_levels.definitions import StandardDefinition, rule_from
from crmtrainer.service_levels.keeping import (
    calendar_version,
    clocks_in,
    enter,
    refresh,
    standards_for,
    start_clock,
)
from crmtrainer.service_levels.models import ServiceClock
from crmtrainer.service_levels.rules import OF_A_TURN, ClockEvent, ClockRule, EventKind, Metric
from crmtrainer.service_levels.setting import newest_calendar
from crmtrainer.service_levels.starting import first_contact
from crmtrainer.service_levels.story import events_of, read_clock, rule_in_force, table_of
from crmtrainer.service_levels.timers import TimerReading, TimerState, read_timer
from crmtrainer.service_levels.traits import Traits
from crmtrainer.service_levels.working_time import Table, table_for
from crmtrainer.store.unit_of_work import UnitOfWork


class Effect(StrEnum):
    """What becomes of a metric: STAYS under the standard that it has, in the version and the hours it began with."""

    STAYS = "stays"
    MOVES = "moves"
    BEGINS = "begins"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Swap:
    """One metric of a ticket: the rule in force, and the standard that fits its new traits; None: there is none."""

    metric: Metric
    was: ClockRule | None
    fits: StandardDefinition | None

    @property
    def effect(self) -> Effect:
        if self.fits is None:
            return Effect.ENDS
        if self.was is None:
            return Effect.BEGINS
        return Effect.STAYS if self.was.id == self.fits.rule.id else Effect.MOVES


@dataclass(frozen=True, slots=True)
class WouldRow:
    """A clock as it stands, and as it would. A standard is told by its id; empty: none. What is over stays as it was.

    Of a limit that runs for every turn, the newest turn is told; nothing where none has begun.
    """

    metric: Metric
    effect: Effect
    standard: str
    would_standard: str
    is_over: bool
    due: datetime | None
    would_due: datetime | None
    would_state: TimerState | None
    would_be_late: bool


def planned(session: Session, ticket_id: int, traits: Traits, now: datetime) -> tuple[Swap, ...]:
    """What these traits make of each metric that a standard sets or set for the ticket."""
    story = f"ticket:{ticket_id}"
    events = events_of(session, story)
    clocks = {clock.metric: clock for clock in clocks_in(session, story) if not clock.subject}
    fitting = {each.rule.metric: each for each in standards_for(session, traits, _opened(events, now))}
    found = []
    for metric in dict.fromkeys((*fitting, *clocks)):
        clock = clocks.get(metric)
        was = None if clock is None else rule_in_force(clock, events)
        if was is not None or metric in fitting:
            found.append(Swap(metric, was, fitting.get(metric)))
    return tuple(found)


def swap_standards(work: UnitOfWork, ticket_id: int, traits: Traits, *, reason: str = "") -> None:
    """Put a ticket's clocks under the standards of its new traits: same anchor, new target, and its hours from now on.

    What only the new ones have starts at the same anchor. What none of them has is called off for this `reason`, from
    now until one fits again; what was breached by then stays missed, and what is over stays as it was judged. A clock
    whose standard is the same goes on by the version and the hours that it began with.
    """
    story = f"ticket:{ticket_id}"
    swaps = planned(work.session, ticket_id, traits, work.now)
    events, clocks = events_of(work.session, story), clocks_in(work.session, story)
    for swap in swaps:
        if swap.fits is None:
            enter(work, story, EventKind.RULE_ENDED, metric=swap.metric, reason=reason)
        elif swap.effect is not Effect.STAYS:
            _put_under(work, ticket_id, swap.fits, [each for each in clocks if each.metric is swap.metric], events)
    refresh(work, story)


def _put_under(
    work: UnitOfWork, ticket_id: int, fits: StandardDefinition, clocks: list[ServiceClock], events: list[ClockEvent]
) -> None:
    story, calendar = f"ticket:{ticket_id}", calendar_version(work, fits.calendar)
    if not clocks:
        start_clock(work, story, ticket_id, "", fits.rule, calendar, _opened(events, work.now))
        return
    # What runs, else what stands for all turns or is over: the same, but for a turn that was over before.
    held = next((clock.calendar_id for clock in clocks if clock.open), clocks[0].calendar_id)
    for clock in clocks:
        if _goes_on(work, clock, events):
            clock.calendar_id = calendar
    held_id = None if held == calendar else held
    enter(work, story, EventKind.RULE_SWAPPED, metric=fits.rule.metric, rule=fits.rule, held_id=held_id)


def _goes_on(work: UnitOfWork, clock: ServiceClock, events: list[ClockEvent]) -> bool:
    """Whether what comes is for this clock: not where it is over, which was judged by its own hours."""
    if clock.open or (clock.metric in OF_A_TURN and not clock.subject):
        return True
    reading = read_clock(clock, events, table_of(work.session, clock.calendar_id), work.now)
    return reading is None or reading.called_off is not None


def go_on_by_its_hours(work: UnitOfWork, ticket_id: int, traits: Traits) -> None:
    """After reopening: a resolution that came under another standard while it was over counts by that one's hours."""
    story = f"ticket:{ticket_id}"
    if not _swapped_while_resolved(events_of(work.session, story)):
        return
    clock = next(c for c in clocks_in(work.session, story) if c.metric is Metric.RESOLUTION and not c.subject)
    swaps = planned(work.session, ticket_id, traits, work.now)
    fits = next((swap.fits for swap in swaps if swap.metric is Metric.RESOLUTION), None)
    if fits is not None:
        clock.calendar_id = calendar_version(work, fits.calendar)
        refresh(work, story)


def _swapped_while_resolved(events: list[ClockEvent]) -> bool:
    """Whether the resolution came under another standard since the ticket was resolved last."""
    is_over = swapped = False
    for event in events:
        if event.kind is EventKind.RESOLVED:
            is_over, swapped = True, False
        elif event.kind is EventKind.RULE_SWAPPED and event.metric is Metric.RESOLUTION:
            swapped = is_over
    return swapped


def would_be(session: Session, ticket_id: int, traits: Traits, now: datetime) -> tuple[WouldRow, ...]:
    """What `swap_standards` would make of each clock now, with what it has counted and paused."""
    story = f"ticket:{ticket_id}"
    events, clocks = events_of(session, story), clocks_in(session, story)
    found = []
    for swap in sorted(planned(session, ticket_id, traits, now), key=lambda swap: list(Metric).index(swap.metric)):
        clock = next((each for each in clocks if each.metric is swap.metric and not each.subject), None)
        kept = None if clock is None else table_of(session, clock.calendar_id)
        first = rule_from(clock.rule) if clock is not None else None
        stands = None if first is None or kept is None else _newest(events, first, kept, now)
        is_over = stands is not None and not stands.is_running and stands.called_off is None
        would = stands
        if swap.fits is not None and swap.effect is not Effect.STAYS and not is_over:
            table = table_for(newest_calendar(session, swap.fits.calendar).calendar())
            swapped = ClockEvent(
                kind=EventKind.RULE_SWAPPED,
                at=now,
                entered_at=now,
                metric=swap.metric,
                rule=swap.fits.rule,
                held=None if kept is None else Held(now, kept.calendar),
            )
            would = _newest([*events, swapped], first or swap.fits.rule, table, now)
        found.append(
            WouldRow(
                swap.metric,
                swap.effect,
                "" if swap.was is None else swap.was.id,
                "" if swap.fits is None else swap.fits.rule.id,
                is_over,
                None if stands is None or stands.called_off is not None else stands.kept_due,
                None if would is None or (swap.fits is None and not is_over) else would.kept_due,
                None if would is None else would.state,
                would is not None and would.is_breached,
            )
        )
    return tuple(found)


def _newest(events: list[ClockEvent], rule: ClockRule, table: Table, now: datetime) -> TimerReading | None:
    """The reading of a metric's clock, of its newest turn where there are several."""
    found = courses(events, [rule], now)
    return read_timer(found[-1], table, now, breaches_entered=True) if found else None


def _opened(events: list[ClockEvent], now: datetime) -> datetime:
    return first_contact(events) or now
