# SPDX-License-Identifier: MIT
"""Reasonable adjustments of timing: one share of every limit of ours, for what runs and for what begins later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import or_, select

from crmtrainer.kernel.commands import HUMANS, Change, HandlerTable, Outcome, Role
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.queries import answers
from crmtrainer.people.rules import check_stretch
from crmtrainer.service_levels.commands import AdjustTiming
from crmtrainer.service_levels.keeping import enter, refresh
from crmtrainer.service_levels.models import ServiceClock, TimingAdjustment
from crmtrainer.service_levels.rules import OF_A_TURN, OTHERS_SET, ClockRule, EventKind
from crmtrainer.service_levels.setting import stretch_now
from crmtrainer.service_levels.story import events_of, rule_in_force
from crmtrainer.store.unit_of_work import Reading, UnitOfWork


def adjust(cmd: AdjustTiming, work: UnitOfWork) -> Outcome:
    check_stretch(cmd.percent)
    was = stretch_now(work.session)
    if was == cmd.percent:
        raise Refused("timing.same")
    made = work.add(TimingAdjustment(id=work.new_id("timing_adjustment"), percent=cmd.percent, at=work.now))
    moved = 0
    for story, rules in list(_counting(work)):
        for rule in rules:
            enter(work, story, EventKind.RULE_SWAPPED, metric=rule.metric, rule=replace(rule, stretch=cmd.percent))
        work.session.flush()
        refresh(work, story)
        moved += len(rules)
    return Outcome((Change("timing", made.id),), {"percent": cmd.percent, "was": was, "clocks": moved}, "timing")


def _counting(work: UnitOfWork) -> Iterator[tuple[str, list[ClockRule]]]:
    """The rules of ours that count on each story: those of running clocks, and those of turns to come."""
    ours = (
        select(ServiceClock)
        .where(
            or_(ServiceClock.open, ServiceClock.metric.in_(OF_A_TURN) & (ServiceClock.subject == "")),
            ServiceClock.metric.not_in(OTHERS_SET),
        )
        .order_by(ServiceClock.id)
    )
    found: dict[str, list[ServiceClock]] = {}
    for clock in work.session.scalars(ours):
        found.setdefault(clock.story, []).append(clock)
    for story, clocks in found.items():
        events = events_of(work.session, story)
        rules = {clock.metric: rule_in_force(clock, events) for clock in clocks}
        yield story, [rule for rule in rules.values() if rule is not None]


@answers("timing.now", roles=HUMANS | {Role.SYSTEM})
def timing(read: Reading) -> int:
    """The share of our limits that clocks give here, in percent: 100 as they are set, 0 for no limit at all."""
    return stretch_now(read.session)


HANDLERS: HandlerTable = {AdjustTiming: adjust}
