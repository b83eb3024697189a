# SPDX-License-Identifier: MIT
"""The words of the clocks: metrics, units, rules and events as frozen values. `timers` reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import utc
from crmtrainer.people.rules import AS_SET, MOST_STRETCHED, UNTIMED
from crmtrainer.service_levels.calendars import Held


class Metric(StrEnum):
    """What a clock measures.

    The first message that the customer can see acknowledges, no status and no note. One that only says that it has come
    in does that and no more: it is no response, and the customer still waits for one.
    """

    ACKNOWLEDGEMENT = "acknowledgement"
    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    PROGRESS_UPDATE = "progress_update"
    FIRST_RESOLUTION = "first_resolution"
    RESOLUTION = "resolution"
    HANDOFF_ACCEPT = "handoff_accept"
    HANDOFF_COMPLETE = "handoff_complete"
    PROMISE = "promise"
    STATUTORY = "statutory"


FROM = "/"


def limit_in(subject: str) -> str:
    """The limit of the law that a subject names: of CLK-SAR/C-1001, taken over from that ticket, it is CLK-SAR."""
    return subject.partition(FROM)[0]


BREACH = 100
"""The share of a limit, in percent, that is all of it."""

TOO_LATE_BY = timedelta(microseconds=1)
"""What is done at the due time is in time: a limit has passed so much later, the least that is told apart."""

RESPONSES = frozenset({Metric.ACKNOWLEDGEMENT, Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE})
"""The customer waits for a sign from us: waiting for the customer never stops these."""

FIRST_SIGNS = (Metric.ACKNOWLEDGEMENT, Metric.FIRST_RESPONSE)
"""What our first sign to the customer ends."""

OF_A_SUBJECT = frozenset({Metric.HANDOFF_ACCEPT, Metric.HANDOFF_COMPLETE, Metric.PROMISE, Metric.STATUTORY})
"""A ticket may have several of these at once, told apart by the subject of their events."""


OTHERS_SET = OF_A_SUBJECT
"""What a team takes, what was promised and what the law says: none of it moves for a reasonable adjustment of ours."""

OF_A_TURN = frozenset({Metric.NEXT_RESPONSE, Metric.PROGRESS_UPDATE})
"""These run again and again on one ticket, told apart by what was entered first of each turn."""

MERGED = "merged"
"""The reason of what merging two tickets enters: what ends on the one, and the message that the other takes over."""


class Unit(StrEnum):
    """What the length of a rule counts."""

    ELAPSED_MINUTES = "elapsed_minutes"
    ELAPSED_HOURS = "elapsed_hours"
    BUSINESS_MINUTES = "business_minutes"
    CALENDAR_DAYS = "calendar_days"
    BUSINESS_DAYS = "business_days"
    CALENDAR_MONTHS = "calendar_months"


SECONDS_IN = {Unit.ELAPSED_MINUTES: 60, Unit.ELAPSED_HOURS: 3600, Unit.BUSINESS_MINUTES: 60}
"""The units that are counted by the second; the others are counted by the date."""


class PauseState(StrEnum):
    """What a ticket or handoff waits for while a clock may stand still."""

    WAITING_CUSTOMER = "waiting_customer"
    WAITING_SENDER = "waiting_sender"
    WAITING_CLARIFICATION = "waiting_clarification"
    WAITING_GOODS = "waiting_goods"
    WAITING_OUTSIDE = "waiting_outside"


class DayOne(StrEnum):
    """Which day is the first of a limit in days."""

    DAY_AFTER = "day_after"
    SAME_DAY = "same_day"


class Roll(StrEnum):
    """What happens to a due date on which nobody works."""

    NONE = "none"
    NEXT_BUSINESS_DAY = "next_business_day"
    PREVIOUS_BUSINESS_DAY = "previous_business_day"


class DayEnd(StrEnum):
    """The moment of the due date at which the limit passes."""

    END_OF_DAY = "end_of_day"
    CLOSE_OF_BUSINESS = "close_of_business"


class EventKind(StrEnum):
    """What happened, as far as a clock cares."""

    OPENED = "opened"
    CUSTOMER_MESSAGE = "customer_message"
    VISIBLE_REPLY = "visible_reply"
    ACKNOWLEDGED = "acknowledged"
    """The customer saw that it has come in, and nothing more: no reply, to anything that waits for one."""
    PAUSED = "paused"
    RESUMED = "resumed"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    HANDOFF_SENT = "handoff_sent"
    HANDOFF_ACCEPTED = "handoff_accepted"
    HANDOFF_BOUNCED = "handoff_bounced"
    HANDOFF_COMPLETED = "handoff_completed"
    PROMISED = "promised"
    PROMISE_KEPT = "promise_kept"
    STARTED = "started"
    SATISFIED = "satisfied"
    RULE_SWAPPED = "rule_swapped"
    RULE_ENDED = "rule_ended"
    """No standard fits any more what this metric measures on the ticket, until one is put in force again."""
    EXTENDED = "extended"
    CANCELLED = "cancelled"
    BREACHED = "breached"
    WAIVED = "waived"


def signs_of(metric: Metric) -> frozenset[EventKind]:
    """What is a sign to the customer, as `metric` counts one: a reply, and for an acknowledgement also that alone."""
    is_enough = metric is Metric.ACKNOWLEDGEMENT
    return frozenset({EventKind.VISIBLE_REPLY, EventKind.ACKNOWLEDGED} if is_enough else {EventKind.VISIBLE_REPLY})


def kinder(one: int, other: int) -> int:
    """Of two shares of a limit, in percent, the one that gives more time."""
    return UNTIMED if UNTIMED in (one, other) else max(one, other)


@dataclass(frozen=True, slots=True)
class Length:
    """An amount of a unit."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise Refused("clock_rule.negative_length", amount=self.amount)

    @property
    def seconds(self) -> int | None:
        """The length in counted seconds; None for units that are counted by the date."""
        per_unit = SECONDS_IN.get(self.unit)
        return None if per_unit is None else self.amount * per_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """One standard or statutory limit in one version. `id` and `valid_from` name the version."""

    id: str
    metric: Metric
    unit: Unit
    length: int
    pauses_in: frozenset[PauseState] = frozenset()
    longest_pause: Length | None = None
    extension: int = 0
    thresholds: tuple[int, ...] = (50, 75, 90, 100)
    day_one: DayOne = DayOne.DAY_AFTER
    roll: Roll = Roll.NONE
    day_end: DayEnd = DayEnd.END_OF_DAY
    least_days_after_pause: int = 0
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    stretch: int = AS_SET
    """In percent of the length: a reasonable adjustment of timing; `UNTIMED` is never due."""

    def __post_init__(self) -> None:
        if self.length < 0 or self.extension < 0 or self.least_days_after_pause < 0:
            raise Refused("clock_rule.negative_length", rule=self.id)
        if self.metric in RESPONSES and self.pauses_in:
            raise Refused("clock_rule.responses_never_pause", rule=self.id, metric=self.metric.value)
        if any(not 1 <= percent <= 100 for percent in self.thresholds):
            raise Refused("clock_rule.threshold_out_of_range", rule=self.id)
        # Wider than what can be set now: what a world kept once must still be read.
        if self.stretch != UNTIMED and not AS_SET <= self.stretch <= MOST_STRETCHED:
            raise Refused("timing.out_of_range", percent=self.stretch)
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise Refused("clock_rule.valid_to_before_from", rule=self.id)

    def is_valid_on(self, day: date) -> bool:
        """Whether this version of the rule governs what starts on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    @property
    def seconds(self) -> int | None:
        """The length in counted seconds; None for units that are counted by the date."""
        return Length(self.length, self.unit).seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockEvent:
    """One entry of the append-only story of a ticket or handoff.

    `at` is when it happened and `entered_at` when it was recorded (left out: the same instant). `metric` narrows an
    event to one clock and `subject` to one handoff, promise or limit. `waiting_for` belongs to PAUSED and RESUMED,
    `rule` to RULE_SWAPPED, with the calendar that was `held` until then where another one counts from there on, and
    `due_at` to PROMISED, and to WAIVED as the breach that it answers. `visible_message` tells whether the customer
    could see a message.
    """

    kind: EventKind
    at: datetime
    entered_at: datetime | None = None
    metric: Metric | None = None
    subject: str = ""
    reason: str = ""
    visible_message: bool = False
    waiting_for: PauseState | None = None
    rule: ClockRule | None = None
    due_at: datetime | None = None
    held: Held | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", utc(self.at))
        if self.entered_at is not None:
            object.__setattr__(self, "entered_at", utc(self.entered_at))
        if self.due_at is not None:
            object.__setattr__(self, "due_at", utc(self.due_at))

    @property
    def is_backdated(self) -> bool:
        """Whether it was recorded after it happened."""
        return self.entered_at is not None and self.entered_at > self.at
