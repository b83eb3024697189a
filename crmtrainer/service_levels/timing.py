# SPDX-License-Identifier: MIT
"""Reasonable adjustments of timing: one share of every limit of ours, for what runs and for what begins later."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import or_

from crmtrainer.agenda.planning import drop, plan
from crmtrainer.kernel.commands import HUMANS, Change, HandlerTable, Outcome, Role
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.queries import answers
from crmtrainer.people.rules import check_stretch
from crmtrainer.service_levels.commands import AdjustRest, AdjustTiming
from crmtrainer.service_levels.keeping import Swapped, enter_swaps, refresh_all
from crmtrainer.service_levels.models import ServiceClock, TimingAdjustment
from crmtrainer.service_levels.portions import next_portion
from crmtrainer.service_levels.rules import OF_A_TURN, OTHERS_SET, ClockEvent, ClockRule
from crmtrainer.service_levels.setting import stretch_now
from crmtrainer.service_levels.story import events_in, rule_in_force
from crmtrainer.store.unit_of_work import Reading, UnitOfWork

_TOPIC = "timing"


def adjust(cmd: AdjustTiming, work: UnitOfWork) -> Outcome:
    check_stretch(cmd.percent)
    was = stretch_now(work.session)
    if was == cmd.percent:
        raise Refused("timing.same")
    made = work.add(TimingAdjustment(id=work.new_id("timing_adjustment"), percent=cmd.percent, at=work.now))
    moved = _give(work, made, after=0)
    return Outcome((Change("timing", made.id),), {"percent": cmd.percent, "was": was, "clocks": moved}, "timing")


def adjust_rest(cmd: AdjustRest, work: UnitOfWork) -> Outcome:
    made = work.get(TimingAdjustment, cmd.adjustment_id)
    moved = _give(work, made, after=cmd.after_clock)
    return Outcome((Change("timing", made.id),), {"percent": made.percent, "clocks": moved}, "timing")


def _give(work: UnitOfWork, made: TimingAdjustment, *, after: int) -> int:
    """Let the clocks that count give that share; gives how many rules that were.

    They are those of running clocks, and those of turns to come. Of very many the first are done, those of whole
    tickets that begin behind the clock `after`, and the world goes on with the others at once.
    """
    drop(work, _TOPIC)
    counts = ServiceClock.open, ServiceClock.metric.in_(OF_A_TURN) & (ServiceClock.subject == "")
    portion = next_portion(work.session, or_(*counts), ServiceClock.metric.not_in(OTHERS_SET), after=after)
    events = events_in(work.session, portion.stories)
    swaps = [
        Swapped(story, replace(rule, stretch=made.percent))
        for story, clocks in portion.stories.items()
        for rule in _in_force(clocks, events[story])
    ]
    enter_swaps(work, swaps)
    refresh_all(work, portion.stories)
    if portion.last is not None:
        plan(work, work.now, AdjustRest(made.id, portion.last), topic=_TOPIC)
    return len(swaps)


def _in_force(clocks: list[ServiceClock], events: list[ClockEvent]) -> list[ClockRule]:
    """The rules that count on a story, one of each metric."""
    rules = {clock.metric: rule_in_force(clock, events) for clock in clocks}
    return [rule for rule in rules.values() if rule is not None]


@answers("timing.now", roles=HUMANS | {Role.SYSTEM})
def timing(read: Reading) -> int:
    """The share of our limits that clocks give here, in percent: 100 as they are set, 0 for no limit at all."""
    return stretch_now(read.session)


HANDLERS: HandlerTable = {AdjustTiming: adjust, AdjustRest: adjust_rest}
