# SPDX-License-Identifier: MIT
"""Which rules were in force over the course of a clock, and which hours held before those that count now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import NamedTuple, TypeAlias

from crmtrainer.service_levels.calendars import Held, HeldHours
from crmtrainer.service_levels.rules import ClockEvent, ClockRule, EventKind, Metric, kinder

Story = Sequence[ClockEvent]
Rules: TypeAlias = tuple[tuple[datetime, ClockRule | None], ...]
"""The rules in force, each from its instant on; None while no standard fits."""


class Reigns(NamedTuple):
    """What governed a clock from its start on."""

    rules: Rules
    held: HeldHours
    """The calendars by which it counted before its last."""
    judged_by: Held | None
    """Its last calendar, where others were put in its place after the end, before anybody knew of that."""
    is_rebased: bool
    """Whether newer hours took the place of those that it counted by, for what had run as well."""


def reigns_in(mine: Story, rule: ClockRule, start: ClockEvent, end: ClockEvent | None) -> Reigns:
    """The rules in force and the hours that held, up to the end: what was swapped after it judges nothing.

    What ended while no standard fitted is judged by the next that does. A clock that runs keeps the kindest timing it
    was given: a shorter one would make late, in retrospect, whoever relied on it. What begins after the swap, or again
    after none fitted, gets the timing of the swap.
    """
    since, is_over, runs = start.at, False, False
    rules: list[tuple[datetime, ClockRule | None]] = [(since, rule)]
    held: list[Held] = []
    judged_by: Held | None = None
    rebased = False
    for event in mine:
        current = rules[-1][1]
        is_over = is_over or event is end
        if is_over and current is not None:
            if judged_by is None and _moved_it(event, rule.metric, end):
                judged_by = event.held
            continue
        runs = runs or event.at > since
        if event is start:
            rules, runs = [(since, current)], True
        elif (swapped := _swapped(event, rule.metric)) is not None:
            kept = swapped
            if runs and current is not None:
                kept = replace(swapped, stretch=kinder(swapped.stretch, current.stretch))
            if event.held is not None:
                held.append(event.held)
            rebased = rebased or _is_rebasing(event)
            if kept != current or (kept == swapped and not _is_rebasing(event)):  # else nothing came of it
                rules.append((max(event.at, since), kept))
        elif event.kind is EventKind.RULE_ENDED and current is not None:
            rules.append((max(event.at, since), None))
        elif event.kind is EventKind.EXTENDED and current and current.extension and event.at >= since:
            extended = replace(current, length=current.length + current.extension, extension=0)
            rules.append((event.at, extended))
    return Reigns(tuple(rules), tuple(held), judged_by, rebased)


def _is_rebasing(event: ClockEvent) -> bool:
    """Whether the same rule was entered for newer hours alone: that wants a reason, and no other swap is given one."""
    return event.kind is EventKind.RULE_SWAPPED and bool(event.reason)


def _moved_it(event: ClockEvent, metric: Metric, end: ClockEvent | None) -> bool:
    """Whether hours that came after the end were given to the clock all the same: nobody knew of the end by then."""
    known = None if end is None else end.entered_at or end.at
    return _swapped(event, metric) is not None and known is not None and (event.entered_at or event.at) <= known


def keeps_timing(mine: Story, rule: ClockRule, end: ClockEvent | None) -> bool:
    """Whether `rule`, which is in force, gives more time than the timing that was set last."""
    until = takewhile(lambda event: event is not end, mine)
    swaps = (event for event in until if not _is_rebasing(event))
    stretches = [put.stretch for event in swaps if (put := _swapped(event, rule.metric)) is not None]
    return bool(stretches) and stretches[-1] != rule.stretch


def _swapped(event: ClockEvent, metric: Metric) -> ClockRule | None:
    """The rule that an event puts in place of a metric's."""
    of_metric = event.kind is EventKind.RULE_SWAPPED and event.rule is not None and event.rule.metric is metric
    return event.rule if of_metric else None
