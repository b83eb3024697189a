# SPDX-License-Identifier: MIT
"""The state of every clock of a ticket as a pure function of events, rules, calendar and now. Words are the UI's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.people.rules import AS_SET
from crmtrainer.service_levels.calendars import Calendar, Held, HeldHours
from crmtrainer.service_levels.courses import Course, Pause, courses
from crmtrainer.service_levels.joined_hours import joined, line_of
from crmtrainer.service_levels.measures import Measure, end_of_length, measure, measure_until, merged_stops
from crmtrainer.service_levels.rules import BREACH, OTHERS_SET, ClockEvent, ClockRule, Metric, PauseState
from crmtrainer.service_levels.working_time import Line, Table, table_for

SECOND = 1_000_000


class TimerState(StrEnum):
    """What a person sees of a clock."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    CALLED_OFF = "called_off"
    """No standard fits it any more, and it was not late by then."""


class ReasonCode(StrEnum):
    """Why a reading is as it is, for tooltips and checks."""

    OUTSIDE_HOURS = "outside_hours"
    NEVER_DUE = "never_due"
    RULE_SWAPPED = "rule_swapped"
    REBASED = "rebased"
    CALLED_OFF = "called_off"
    ADJUSTED = "adjusted"
    TIMING_KEPT = "timing_kept"
    BACKDATED = "backdated"
    REOPENED = "reopened"
    PAUSE_WITHOUT_REASON = "pause_without_reason"
    PAUSE_WITHOUT_MESSAGE = "pause_without_message"
    PAUSE_CUT_SHORT = "pause_cut_short"
    BREACH_STANDS = "breach_stands"
    SHORTENED_WHEN_PASSED = "shortened_when_passed"
    """The limit that it missed was put in force when it had passed already: nobody could have kept it."""
    WAIVED = "waived"
    MOVED_BY_LAW = "moved_by_law"
    """Its end is where the law puts it for what happened: a right was not told of, or there is deadlock."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A share of the target used up: when it was due, and the first instant at which it holds.

    The two differ for 100 %: what is done at the due time is still in time.
    """

    percent: int
    due: datetime
    holds_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerReading:
    """One clock at one instant. Seconds are counted seconds of the rule's unit, rounded down.

    `due` is None while paused short of the target, and once called off. `breached_at` stays once a breach has happened:
    the first of those `standing`, which no waiver answers, or of those that are waived; `waiver` is the newest reason
    given. `pauses` are those that counted; one that lasts ends by itself at `pause_ends`. `next_change` is when this
    reading will be another by time alone.
    """

    metric: Metric
    subject: str
    rule: ClockRule
    state: TimerState
    now: datetime
    anchor: datetime
    starts_at: datetime | None
    due: datetime | None
    left_seconds: int
    over_seconds: int
    share_used: float
    satisfied_at: datetime | None
    breached_at: datetime | None
    standing: tuple[datetime, ...]
    waiver: str | None
    called_off: str | None
    """Why no standard fits it any more, since `satisfied_at`; None while one does."""
    breach_is_new: bool
    """Whether all that was missed is waived, and it is due at another time by now: to miss that is a breach again."""
    paused_since: datetime | None
    paused_for: PauseState | None
    pause_ends: datetime | None
    pauses: tuple[Pause, ...]
    crossed: tuple[Crossing, ...]
    coming: tuple[Crossing, ...]
    kept_due: datetime | None
    """When it is due, also while a pause lasts that ends by itself: what a list can keep until an event moves it."""
    next_change: datetime | None
    held: HeldHours
    """The calendars by which it counted before its last."""
    judged_by: Held | None
    """Its last calendar, where it has been given others since."""
    line: Line = field(compare=False, repr=False)
    """What counts for it, by the units and hours that held when."""
    reasons: tuple[ReasonCode, ...]

    @property
    def next_crossing(self) -> Crossing | None:
        """The first share of the target that will be used up."""
        return next(iter(self.coming), None)

    @property
    def is_running(self) -> bool:
        """Whether the outcome is still open."""
        return self.state not in (TimerState.MET, TimerState.MISSED, TimerState.CALLED_OFF)

    @property
    def is_breached(self) -> bool:
        """Whether a breach has happened, waived or not."""
        return self.breached_at is not None

    @property
    def is_waived(self) -> bool:
        """Whether a breach has happened, and none that counts against anybody."""
        return self.is_breached and not self.standing

    def is_untold(self, crossing: Crossing, noticed: int) -> bool:
        """Whether a share has still to be entered, of a clock of which those up to `noticed` are."""
        return crossing.percent > noticed or (crossing.percent == BREACH and self.breach_is_new)


def ticket_timers(
    events: Iterable[ClockEvent],
    rules: Iterable[ClockRule],
    calendar: Calendar | Table,
    now: datetime,
) -> list[TimerReading]:
    """The readings of all clocks that have started, in the order of the rules; cancelled ones are left out.

    Works as well for the events of one handoff, with the receiving team's rules and calendar.
    Raises `Refused`.
    """
    table = calendar if isinstance(calendar, Table) else table_for(calendar)
    return [read_timer(course, table, now) for course in courses(events, rules, now)]


def read_timer(course: Course, table: Table, now: datetime, *, breaches_entered: bool = False) -> TimerReading:
    """One clock at one instant. Raises `Refused` when now is naive or beyond the calendar's years.

    `breaches_entered`: every breach under a rule since swapped is in the story, so that such a rule, which may have
    counted by another calendar, is not measured again.
    """
    table = joined(course.held, course.judged_by, table)
    present = to_micros(now)
    anchor = to_micros(course.anchor)
    ended = present if course.satisfied_at is None else to_micros(course.satisfied_at)
    pauses = _counting(course, table, ended)
    stops = merged_stops([(to_micros(p.start), _micros(p.end)) for p in pauses], ended)
    reigns = _reigns(course)
    in_force = reigns[-1:] if breaches_entered else reigns
    gauges = [(rule, until, _gauge(course, rule, table, anchor, stops)) for rule, until in in_force]
    gauge = gauges[-1][2]
    due = gauge.due()
    breaches = _breaches(course, gauges, ended)
    standing = tuple(breach for breach, rule in breaches.items() if not course.is_waived(breach, rule))
    breached = next(iter(standing or breaches), None)
    stands = bool(standing)
    left, target, starts = gauge.left(ended), gauge.target(), gauge.starts_at()
    is_stretched = course.rule.stretch != AS_SET and course.metric not in OTHERS_SET
    lasting = next((p for p in reversed(pauses) if p.end is None), None) if course.satisfied_at is None else None
    ends = None if lasting is None else _pause_ends(course, lasting, table)
    ahead = gauge
    if ends is not None:
        ahead = _gauge(course, course.rule, table, anchor, [*stops[:-1], (stops[-1][0], ends)])
    crossed, coming = _crossings(course, ahead, ended)
    state = _state(course, ended, due, starts, left, target, is_paused=lasting is not None, stands=stands)
    # What was called off is due at no time, and counts as neither met nor missed.
    is_off = state is TimerState.CALLED_OFF
    over_from = to_micros(standing[0]) if standing else due
    return TimerReading(
        metric=course.metric,
        subject=course.subject,
        rule=course.rule,
        state=state,
        now=from_micros(present),
        anchor=course.anchor,
        starts_at=_moment(starts),
        due=None if is_off else _moment(due),
        left_seconds=max(0, left) // SECOND,
        over_seconds=0 if over_from is None else gauge.over(over_from, ended) // SECOND,
        share_used=_share(left, target, due, ended),
        satisfied_at=course.satisfied_at,
        breached_at=breached,
        standing=standing,
        waiver=course.waivers[-1].reason if course.waivers else None,
        called_off=course.called_off,
        breach_is_new=_is_new(course, _moment(due)),
        paused_since=from_micros(stops[-1][0]) if lasting is not None else None,
        paused_for=lasting.waiting_for if lasting is not None else None,
        pause_ends=_moment(ends),
        pauses=pauses,
        crossed=crossed,
        coming=coming,
        kept_due=None if is_off else _moment(ahead.due()),
        next_change=_next_change(course, table, gauge, pauses, present, starts, coming),
        held=course.held,
        judged_by=course.judged_by,
        line=gauge.line,
        reasons=_reasons(
            course,
            pauses,
            state,
            due,
            stands=stands,
            is_stretched=is_stretched,
            is_shortened=stands and breached == _moment(due) and course.rule_at(standing[0]) != course.rule,
        ),
    )


def _gauge(course: Course, rule: ClockRule, table: Table, anchor: int, stops: list[tuple[int, int | None]]) -> Measure:
    if course.due_at is not None:
        return measure_until(to_micros(course.due_at), anchor)
    return measure(rule, table, anchor, stops, line_of(course.rules, rule, table))


def _reigns(course: Course) -> list[tuple[ClockRule, datetime | None]]:
    """Each rule with the instant at which it was no longer in force; None for one that still is."""
    ends = [since for since, _ in course.rules[1:]]
    found = zip(course.rules, (*ends, None), strict=True)
    return [(rule, until) for (_, rule), until in found if rule is not None]


def _counting(course: Course, table: Table, ended: int) -> tuple[Pause, ...]:
    """The pauses up to the end of what is over, each cut short at the longest that its rule allows."""
    counting = []
    for pause in course.pauses:
        start = to_micros(pause.start)
        if start >= ended and course.satisfied_at is not None:
            continue
        end = _micros(pause.end)
        longest = course.rule_at(pause.start).longest_pause
        limit = end_of_length(start, longest, table) if longest and pause.waiting_for else None
        if limit is not None and limit < (ended if end is None else end):
            counting.append(_ending(pause, limit, is_cut_short=True))
        elif course.satisfied_at is not None and (end is None or end > ended):
            counting.append(_ending(pause, ended, is_cut_short=False))
        else:
            counting.append(pause)
    return tuple(counting)


def _pause_ends(course: Course, pause: Pause, table: Table) -> int | None:
    """When a pause that lasts has been as long as its rule allows."""
    longest = course.rule_at(pause.start).longest_pause
    return None if longest is None else end_of_length(to_micros(pause.start), longest, table)


def _ending(pause: Pause, at: int, *, is_cut_short: bool) -> Pause:
    return Pause(pause.start, from_micros(at), pause.waiting_for, pause.reason, pause.visible_message, is_cut_short)


def _breaches(
    course: Course, gauges: list[tuple[ClockRule, datetime | None, Measure]], ended: int
) -> dict[datetime, ClockRule | None]:
    """All breaches: those entered in the story, and by each rule that was broken; first what was entered.

    A breach is the deadline that was missed. What was entered stays the one that is told, also where a target that
    came later is due before it: that one was missed by nobody before the clock was late. It is among them, so that a
    waiver given after that answers it too.
    """
    found: dict[datetime, ClockRule | None] = dict.fromkeys(course.breaches)
    for rule, until, gauge in gauges:
        due = gauge.due()
        if due is not None and due < (ended if until is None else min(ended, to_micros(until))):
            found.setdefault(from_micros(due), rule)
    return dict(sorted(found.items(), key=lambda breach: (breach[0] not in course.breaches, breach[0])))


def _is_new(course: Course, due: datetime | None) -> bool:
    """Whether every breach that was entered is waived, and none of them was of what it is due at now."""
    if due is None or not course.breaches or due in course.breaches:
        return False
    return not course.is_waived(due, course.rule) and all(map(course.is_waived, course.breaches))


def _state(
    course: Course,
    ended: int,
    due: int | None,
    starts: int | None,
    left: int,
    target: int,
    *,
    is_paused: bool,
    stands: bool,
) -> TimerState:
    is_late = stands or (due is not None and ended > due)
    if course.satisfied_at is not None:
        on_time = TimerState.MET if course.called_off is None else TimerState.CALLED_OFF
        return TimerState.MISSED if is_late else on_time
    if is_late:
        return TimerState.OVERDUE
    if is_paused:
        return TimerState.PAUSED
    if left == target and (starts is None or ended < starts):
        return TimerState.NOT_STARTED
    return TimerState.DUE_SOON if left * 4 <= target else TimerState.ON_TRACK


def _crossings(course: Course, gauge: Measure, ended: int) -> tuple[tuple[Crossing, ...], tuple[Crossing, ...]]:
    """What was used up by then, and what will be. The breach is among them, whatever a rule wants to hear of."""
    crossed: list[Crossing] = []
    coming: list[Crossing] = []
    for percent in sorted({*course.rule.thresholds, BREACH}):
        due = gauge.used_up(percent)
        if due is None:
            break
        holds_from = due + 1 if percent == BREACH else due
        crossing = Crossing(percent, from_micros(due), from_micros(holds_from))
        (coming if holds_from > ended else crossed).append(crossing)
    return tuple(crossed), tuple(coming) if course.satisfied_at is None else ()


def _next_change(
    course: Course,
    table: Table,
    gauge: Measure,
    pauses: tuple[Pause, ...],
    now: int,
    starts: int | None,
    coming: tuple[Crossing, ...],
) -> datetime | None:
    if course.satisfied_at is not None:
        return None
    soon, due = gauge.used_up(75), gauge.due()
    moments = [starts, soon, None if due is None else due + 1]
    moments += [to_micros(crossing.holds_from) for crossing in coming[:1]]
    for pause in pauses:
        longest = course.rule_at(pause.start).longest_pause
        if pause.end is None and longest is not None:
            moments.append(end_of_length(to_micros(pause.start), longest, table))
    return _moment(min((moment for moment in moments if moment is not None and moment > now), default=None))


def _reasons(
    course: Course,
    pauses: tuple[Pause, ...],
    state: TimerState,
    due: int | None,
    *,
    stands: bool,
    is_stretched: bool,
    is_shortened: bool,
) -> tuple[ReasonCode, ...]:
    waits = [pause for pause in pauses if pause.waiting_for is PauseState.WAITING_CUSTOMER]
    holds = {
        ReasonCode.OUTSIDE_HOURS: state is TimerState.NOT_STARTED and due is not None,
        ReasonCode.NEVER_DUE: due is None and all(pause.end for pause in pauses),
        ReasonCode.RULE_SWAPPED: sum(rule is not None for _, rule in course.rules) > 1,
        ReasonCode.REBASED: course.is_rebased,
        ReasonCode.CALLED_OFF: course.called_off is not None,
        ReasonCode.ADJUSTED: is_stretched,
        ReasonCode.TIMING_KEPT: is_stretched and course.keeps_timing,
        ReasonCode.BACKDATED: course.is_backdated,
        ReasonCode.REOPENED: course.is_reopened,
        ReasonCode.PAUSE_WITHOUT_REASON: any(not pause.reason.strip() for pause in waits),
        ReasonCode.PAUSE_WITHOUT_MESSAGE: any(not pause.visible_message for pause in waits),
        ReasonCode.PAUSE_CUT_SHORT: any(pause.is_cut_short for pause in pauses),
        ReasonCode.BREACH_STANDS: stands,
        ReasonCode.SHORTENED_WHEN_PASSED: is_shortened,
        ReasonCode.WAIVED: bool(course.waivers),
        ReasonCode.MOVED_BY_LAW: course.metric is Metric.STATUTORY and course.due_at is not None,
    }
    return tuple(code for code, is_so in holds.items() if is_so)


def _share(left: int, target: int, due: int | None, at: int) -> float:
    if target:
        return max(0.0, (target - left) / target)
    return 1.0 if due is not None and at >= due else 0.0


def _micros(moment: datetime | None) -> int | None:
    return None if moment is None else to_micros(moment)


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
