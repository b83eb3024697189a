# SPDX-License-Identifier: MIT
"""What the clocks themselves do, and how a trainer sets what they count by."""

from __future__ import annotations

from dataclasses import dataclass

from crmtrainer.kernel.commands import Command, Role, verb
from crmtrainer.service_levels.definitions import CalendarDefinition, StandardDefinition


@verb("clock.threshold", roles={Role.SYSTEM}, after_finish=True)
@dataclass(frozen=True, slots=True)
class ReachThreshold(Command):
    """A share of a limit has been used up; 100 is the breach."""

    clock_id: int
    percent: int


@verb("clock.waive", roles={Role.TRAINER}, typed={"reason"})
@dataclass(frozen=True, slots=True)
class WaiveBreach(Command):
    """Let a breach count against nobody, with a reason. The breach itself stays on record.

    It answers what the clock has missed so far, and no more: a deadline that it misses later, under another target,
    from a later start or for another message, is a breach again. Where it turns out that the same limit began earlier,
    it is the same breach, and stays waived.
    """

    clock_id: int
    reason: str


@verb("clock.rebase", roles={Role.TRAINER}, typed={"reason"})
@dataclass(frozen=True, slots=True)
class RebaseClock(Command):
    """Count a running clock by the newest version of its calendar, with a reason. By itself it keeps its own."""

    clock_id: int
    reason: str


@verb("calendar.rebase", roles={Role.TRAINER}, typed={"reason"})
@dataclass(frozen=True, slots=True)
class RebaseCalendar(Command):
    """Count every running clock of a calendar by its newest version, with a reason: `clock.rebase` for all at once.

    Of very many clocks it moves the first; the world moves the others in the same moment by `calendar.rebase_rest`.
    """

    key: str
    reason: str


@verb("calendar.rebase_rest", roles={Role.SYSTEM})
@dataclass(frozen=True, slots=True)
class RebaseRest(Command):
    """Go on with a `calendar.rebase` that has clocks left. The reason is that of the event by which it moved one."""

    key: str
    event_id: int


@verb("calendar.change", roles={Role.TRAINER}, typed={"reason"})
@dataclass(frozen=True, slots=True)
class ChangeCalendar(Command):
    """A new calendar, or a new version of one. Running clocks keep theirs until they are rebased."""

    key: str
    definition: CalendarDefinition
    reason: str


@verb("standard.change", roles={Role.TRAINER}, typed={"reason"})
@dataclass(frozen=True, slots=True)
class ChangeStandard(Command):
    """A new service standard, or a new version of the one of that id. What runs keeps the version it began with.

    A rule with a `valid_to` is in force up to that day. Of the standards for one metric the first that fits a ticket
    counts: `place` puts this one at that place among all, counted from 1, and `first` before all others. Without them
    it stays where it is, or comes last when it is new. Acknowledgement is met by the first message that the customer
    can see, also by one that only acknowledges: none is sent by itself.
    """

    definition: StandardDefinition
    reason: str
    first: bool = False
    place: int = 0


@verb("standard.order", roles={Role.TRAINER}, typed={"reason"})
@dataclass(frozen=True, slots=True)
class OrderStandards(Command):
    """Try the standards in this order for what begins from now on: the ids of all, the first to be tried first."""

    standards: tuple[str, ...]
    reason: str


@verb("timing.adjust", roles={Role.TRAINER, Role.SYSTEM})
@dataclass(frozen=True, slots=True)
class AdjustTiming(Command):
    """Give whoever works here another share of each limit of ours, in percent: 100, or 125 to 1000; 0 for no limit.

    Longer counts at once for what runs. Shorter counts for what begins from then on: what runs keeps the time it was
    given, so that nobody who relied on it is late in retrospect. Why is not asked, for that would be about a person's
    health. What a team takes, a promise and the law stay.

    Of very many clocks it moves the first; the world moves the others in the same moment by `timing.adjust_rest`.
    """

    percent: int


@verb("timing.adjust_rest", roles={Role.SYSTEM})
@dataclass(frozen=True, slots=True)
class AdjustRest(Command):
    """Go on with a `timing.adjust` that has clocks left: those of tickets that begin behind this one."""

    adjustment_id: int
    after_clock: int
