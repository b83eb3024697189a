# SPDX-License-Identifier: MIT
"""From the events of a ticket to the course of each clock: where it starts, what ends it, what pauses it.

Knows the metrics, and no calendar: `timers` turns a course into a due time. Events later than now are not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crmtrainer.kernel.moments import utc
from crmtrainer.service_levels.calendars import Held, HeldHours
from crmtrainer.service_levels.reigns import Reigns, Rules, keeps_timing, reigns_in
from crmtrainer.service_levels.rules import (
    FIRST_SIGNS,
    MERGED,
    OF_A_SUBJECT,
    ClockEvent,
    ClockRule,
    EventKind,
    Metric,
    PauseState,
    limit_in,
    signs_of,
)
from crmtrainer.service_levels.turns import Turn, message_turns, without_early_words, word_turns

Story = Sequence[ClockEvent]
STARTED_BY = {
    Metric.ACKNOWLEDGEMENT: EventKind.OPENED,
    Metric.FIRST_RESPONSE: EventKind.OPENED,
    Metric.FIRST_RESOLUTION: EventKind.OPENED,
    Metric.RESOLUTION: EventKind.OPENED,
    Metric.HANDOFF_ACCEPT: EventKind.HANDOFF_SENT,
    Metric.HANDOFF_COMPLETE: EventKind.HANDOFF_SENT,
    Metric.PROMISE: EventKind.PROMISED,
    Metric.STATUTORY: EventKind.STARTED,
}

ENDED_BY = {
    **{metric: signs_of(metric) for metric in FIRST_SIGNS},
    Metric.FIRST_RESOLUTION: frozenset({EventKind.RESOLVED}),
    # A team that refuses has answered in time, and the work is no longer theirs.
    Metric.HANDOFF_ACCEPT: frozenset({EventKind.HANDOFF_ACCEPTED, EventKind.HANDOFF_BOUNCED}),
    Metric.HANDOFF_COMPLETE: frozenset({EventKind.HANDOFF_COMPLETED}),
    Metric.PROMISE: frozenset({EventKind.PROMISE_KEPT}),
    Metric.STATUTORY: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which a clock stood still; `end` is None while it lasts, `waiting_for` None while resolved."""

    start: datetime
    end: datetime | None
    waiting_for: PauseState | None
    reason: str = ""
    visible_message: bool = True
    is_cut_short: bool = False


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why a breach counts against nobody: the one `of` which it was given, or where that is not told all up to `at`.

    `rule` is what was in force by then.
    """

    of: datetime | None
    at: datetime
    reason: str
    rule: ClockRule | None = None

    def answers(self, breach: datetime) -> bool:
        """Whether it was given for that breach. Another deadline, missed under another target, is another breach."""
        return breach <= self.at if self.of is None else breach == self.of


@dataclass(frozen=True, slots=True)
class Course:
    """What a clock needs besides calendar and now.

    `called_off` says why, where no standard fits it any more; `satisfied_at` is then since when.
    """

    metric: Metric
    subject: str
    anchor: datetime
    rules: Rules
    satisfied_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    breaches: tuple[datetime, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    called_off: str | None = None
    due_at: datetime | None = None
    is_backdated: bool = False
    is_reopened: bool = False
    keeps_timing: bool = False
    """Whether it has more time than what begins now: timing was set shorter while it ran."""
    is_rebased: bool = False
    """Whether what had run was counted anew, by newer hours."""
    is_taken_over: bool = False
    """Whether it is counted from what waited on another ticket, which was merged into this one."""
    held: HeldHours = ()
    """The calendars by which it counted before its last."""
    judged_by: Held | None = None
    """Its last calendar, where it has been given others since."""
    start_place: int = -1
    """Where its start stands among what was recorded: what was cancelled before that is not what runs now."""

    @property
    def rule(self) -> ClockRule:
        """The rule in force now, or the last that was."""
        return next(rule for _, rule in reversed(self.rules) if rule is not None)

    def rule_at(self, at: datetime) -> ClockRule:
        """The rule that was in force at an instant, or the last before it; the first, before any was."""
        known = [(since, rule) for since, rule in self.rules if rule is not None]
        return next((rule for since, rule in reversed(known) if since <= at), known[0][1])

    @property
    def is_under_a_rule(self) -> bool:
        """Whether a standard ever fitted it; else it never was a clock."""
        return any(rule is not None for _, rule in self.rules)

    def is_waived(self, breach: datetime, rule: ClockRule | None = None) -> bool:
        """Whether a waiver was given for that breach, which is of `rule` where no event tells of it.

        A true start that is entered after a waiver makes the same limit due earlier. Nobody was answered by then either
        when the breach was waived: it is that breach, and no other one.
        """
        return any(waiver.answers(breach) or self._dates_back(waiver, breach, rule) for waiver in self.waivers)

    def _dates_back(self, waiver: Waiver, breach: datetime, rule: ClockRule | None) -> bool:
        is_earlier = waiver.of is not None and breach < waiver.of
        return is_earlier and not self.is_taken_over and rule is not None and waiver.rule == rule


def courses(events: Iterable[ClockEvent], rules: Iterable[ClockRule], now: datetime) -> list[Course]:
    """The course of every clock that has started and was not cancelled, in the order of the rules.

    `rules` holds one rule a metric, and for statutory limits one each, whose id is the limit that the subject of their
    events names.
    """
    present = utc(now)
    recorded = [event for event in events if event.at <= present]
    story = sorted(recorded, key=lambda event: event.at)
    found: list[Course] = []
    for rule in rules:
        for course in _FINDERS.get(rule.metric, _single)(recorded, story, rule):
            if course.is_under_a_rule and not _is_cancelled(course, recorded):
                found.append(course)
    return found


def _single(recorded: Story, story: Story, rule: ClockRule) -> list[Course]:
    """Clocks that run once, or once for each subject."""
    start = STARTED_BY[rule.metric]
    subjects = dict.fromkeys(e.subject for e in recorded if e.kind is start and _concerns(e, rule.metric))
    if rule.metric not in OF_A_SUBJECT:
        subjects = {"": None} if subjects else {}
    if rule.metric is Metric.STATUTORY:
        subjects = {subject: None for subject in subjects if limit_in(subject) == rule.id}
    found = []
    for subject in subjects:
        gone = _gone(recorded, rule.metric, subject)
        # A second start corrects the first: the one recorded last tells the true time.
        starts = [
            (event.entered_at or event.at, place)
            for place, event in enumerate(recorded)
            if place > gone and event.kind is start and _concerns(event, rule.metric) and event.subject == subject
        ]
        if not starts:
            continue
        place = max(starts)[1]
        mine = story if gone < 0 else sorted(recorded[gone + 1 :], key=lambda event: event.at)
        heard = mine
        if rule.metric in FIRST_SIGNS:
            heard = sorted(without_early_words(recorded, rule.metric), key=lambda event: event.at)
        end = _end(heard, rule.metric, subject, recorded[place].at)
        found.append(replace(_course(mine, rule, subject, recorded[place], end), start_place=place))
    return found


def _gone(recorded: Story, metric: Metric, subject: str) -> int:
    """Where a limit of the law went on with another ticket: what is entered of it after that is another one."""
    if metric is not Metric.STATUTORY:
        return -1
    went = (place for place, e in enumerate(recorded) if _is_about(e, EventKind.CANCELLED, metric, subject))
    return max((place for place in went if recorded[place].reason == MERGED), default=-1)


def _resolution(recorded: Story, story: Story, rule: ClockRule) -> list[Course]:
    """Total resolution: the last resolution counts, and a resolved span that was reopened is a pause."""
    found = []
    for course in _single(recorded, story, rule):
        spans = list(course.pauses)
        resolved: ClockEvent | None = None
        for event in story:
            if event.at < course.anchor:
                continue
            if event.kind is EventKind.RESOLVED and resolved is None:
                resolved = event
            elif event.kind is EventKind.REOPENED and resolved is not None:
                spans.append(Pause(resolved.at, event.at, None, "reopened"))
                resolved = None
        mine = [event for event in story if _concerns(event, rule.metric) and not event.subject]
        judged = course
        if resolved is not None:
            judged = _judged(course, mine, reigns_in(mine, rule, recorded[course.start_place], resolved), resolved)
        found.append(
            replace(
                judged,
                pauses=tuple(sorted(spans, key=lambda pause: pause.start)),
                is_backdated=course.is_backdated or (resolved is not None and resolved.is_backdated),
                is_reopened=any(pause.waiting_for is None for pause in spans),
            )
        )
    return found


def _next_responses(recorded: Story, story: Story, rule: ClockRule) -> list[Course]:
    """One for each customer turn after the first reply, from the oldest unanswered message to the next reply."""
    return [_of_turn(story, rule, turn) for turn in message_turns(recorded)]


def _progress_updates(recorded: Story, story: Story, rule: ClockRule) -> list[Course]:
    """From each word to the customer to the next, until the ticket is resolved."""
    return [_of_turn(story, rule, turn) for turn in word_turns(recorded)]


_FINDERS: dict[Metric, Callable[[Story, Story, ClockRule], list[Course]]] = {
    Metric.RESOLUTION: _resolution,
    Metric.NEXT_RESPONSE: _next_responses,
    Metric.PROGRESS_UPDATE: _progress_updates,
}


def _of_turn(story: Story, rule: ClockRule, turn: Turn) -> Course:
    end = turn.end or _satisfied(story, rule.metric, turn.name, turn.start.at)
    return _course(story, rule, turn.name, turn.start, end)


def _course(story: Story, rule: ClockRule, subject: str, start: ClockEvent, end: ClockEvent | None) -> Course:
    """The course from one event to another, with everything that befell the clock in between."""
    metric = rule.metric
    mine = [event for event in story if _concerns(event, metric) and event.subject in ("", subject)]
    reigns = reigns_in(mine, rule, start, end)
    breaches = [e.at for e in mine if _is_about(e, EventKind.BREACHED, metric, subject)]
    waivers = [
        Waiver(e.due_at, e.at, e.reason, reigns_in(mine[:place], rule, start, end).rules[-1][1])
        for place, e in enumerate(mine)
        if _is_about(e, EventKind.WAIVED, metric, subject)
    ]
    course = Course(
        metric,
        subject,
        start.at,
        reigns.rules,
        breaches=tuple(breaches),
        waivers=tuple(waivers),
        due_at=start.due_at,
        is_backdated=start.is_backdated or (end is not None and end.is_backdated),
        is_taken_over=_is_taken_over(start),
    )
    judged = _judged(course, mine, reigns, end)
    return replace(judged, pauses=_pauses(mine, judged)) if judged.is_under_a_rule else judged


def _is_taken_over(start: ClockEvent) -> bool:
    """Whether this is a message of another ticket, or a first sign that its customer has waited for longer."""
    if start.kind is EventKind.CUSTOMER_MESSAGE:
        return start.reason == MERGED
    return start.kind is EventKind.OPENED and start.metric is not None


def _judged(course: Course, mine: Story, reigns: Reigns, end: ClockEvent | None) -> Course:
    """The course as it ended: where no standard fits it any more, else with `end`, else not yet."""
    rules = reigns.rules
    ruled = replace(course, rules=rules, held=reigns.held, judged_by=reigns.judged_by, is_rebased=reigns.is_rebased)
    ruled = replace(ruled, keeps_timing=ruled.is_under_a_rule and keeps_timing(mine, ruled.rule, end))
    if rules[-1][1] is not None:
        return replace(ruled, satisfied_at=end.at if end else None, called_off=None)
    why = next((event.reason for event in reversed(mine) if event.kind is EventKind.RULE_ENDED), "")
    return replace(ruled, satisfied_at=rules[-1][0], called_off=why)


def _pauses(mine: Story, course: Course) -> tuple[Pause, ...]:
    """The stretches in states that pause the clock by the rule in force when they began; each state by itself.

    Resolving ends what the ticket itself waited for, and not what a limit by law or a handoff waits for.
    """
    found: list[Pause] = []
    since: dict[PauseState, ClockEvent] = {}

    def close(state: PauseState, at: datetime | None) -> None:
        event = since.pop(state)
        rule = course.rule_at(max(event.at, course.anchor))
        start = max(event.at, course.anchor)
        ended = course.satisfied_at if at is None else at
        if state in rule.pauses_in and (ended is None or ended > start):
            found.append(Pause(start, at, state, event.reason, event.visible_message))

    for event in mine:
        if event.kind is EventKind.PAUSED and event.waiting_for:
            since.setdefault(event.waiting_for, event)
        elif event.kind is EventKind.RESUMED:
            for state in [event.waiting_for] if event.waiting_for else list(since):
                if state in since:
                    close(state, event.at)
        elif event.kind is EventKind.RESOLVED:
            for state in [state for state, began in since.items() if not began.subject]:
                close(state, event.at)
    for state in list(since):
        close(state, None)
    return tuple(sorted(found, key=lambda pause: pause.start))


def _end(story: Story, metric: Metric, subject: str, since: datetime) -> ClockEvent | None:
    for event in story:
        if event.at >= since and _concerns(event, metric) and event.subject in ("", subject):
            if event.kind in ENDED_BY.get(metric, frozenset()):
                return event
            if event.kind is EventKind.SATISFIED:
                return event
    return None


def _satisfied(story: Story, metric: Metric, subject: str, since: datetime) -> ClockEvent | None:
    return next(
        (e for e in story if e.at >= since and _is_about(e, EventKind.SATISFIED, metric, subject)),
        None,
    )


def _is_cancelled(course: Course, recorded: Story) -> bool:
    bounced = EventKind.HANDOFF_BOUNCED if course.metric is Metric.HANDOFF_COMPLETE else EventKind.CANCELLED
    return any(
        e.kind in (EventKind.CANCELLED, bounced)
        and _concerns(e, course.metric)
        and e.subject in ("", course.subject)
        and e.at >= course.anchor
        and (course.satisfied_at is None or e.at < course.satisfied_at)
        for e in recorded[course.start_place + 1 :]
    )


def _concerns(event: ClockEvent, metric: Metric) -> bool:
    return event.metric in (None, metric)


def _is_about(event: ClockEvent, kind: EventKind, metric: Metric, subject: str) -> bool:
    """Whether the event names this very clock: a breach or a waiver never touches two."""
    return event.kind is kind and event.metric is metric and event.subject == subject
