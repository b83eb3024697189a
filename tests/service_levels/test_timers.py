# SPDX-License-Identifier: MIT
"""What a person sees of a clock: its states, thresholds and changes, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.kernel.errors import Refused
from crmtrainer.people.rules import UNTIMED
from crmtrainer.service_levels.calendars import calendar_of
from crmtrainer.service_levels.rules import (
    ClockEvent,
    EventKind,
    Metric,
    PauseState,
    Unit,
    signs_of,
)
from crmtrainer.service_levels.timers import (
    Crossing,
    ReasonCode,
    TimerState,
    ticket_timers,
)
from tests.service_levels.stories import (
    ACCEPT,
    ACCESS,
    COMPLETE,
    NEXT,
    OFFICE,
    PROMISE,
    REPLY,
    SOLVE,
    UPDATE,
    back,
    event,
    on,
    opened,
    read,
    waiting,
)


@pytest.mark.parametrize(
    ("at", "state", "left", "over"),
    [
        ("1 08:00", TimerState.ON_TRACK, 240, 0),
        ("1 10:59", TimerState.ON_TRACK, 61, 0),
        ("1 11:00", TimerState.DUE_SOON, 60, 0),
        ("1 12:00", TimerState.DUE_SOON, 0, 0),
        ("1 12:01", TimerState.OVERDUE, 0, 1),
        ("2 08:30", TimerState.OVERDUE, 0, 270),
    ],
)
def test_a_running_clock(at: str, state: TimerState, left: int, over: int) -> None:
    reading = read(REPLY, [opened()], at)
    assert (reading.state, reading.left_seconds, reading.over_seconds) == (state, left * 60, over * 60)
    assert reading.due == on("1 12:00")


def test_it_has_not_started_before_opening_hours() -> None:
    reading = read(REPLY, [opened("6 12:00")], "7 12:00")
    assert reading.state is TimerState.NOT_STARTED
    assert reading.starts_at == on("8 08:00")
    assert reading.due == on("8 12:00")
    assert reading.next_change == on("8 08:00")
    assert reading.reasons == (ReasonCode.OUTSIDE_HOURS,)
    assert read(REPLY, [opened("6 12:00")], "8 08:00").state is TimerState.ON_TRACK


@pytest.mark.parametrize(
    ("replied", "state", "over"),
    [("1 12:00", TimerState.MET, 0), ("1 12:00:00.000001", TimerState.MISSED, 0), ("1 12:12", TimerState.MISSED, 720)],
)
def test_met_means_at_or_before_the_deadline(replied: str, state: TimerState, over: int) -> None:
    events = [opened(), event(EventKind.VISIBLE_REPLY, replied)]
    reading = read(REPLY, events, "9 12:00")
    assert (reading.state, reading.over_seconds) == (state, over)
    assert reading.satisfied_at == on(replied)
    assert not reading.is_running
    assert reading.next_change is None
    assert reading.next_crossing is None


@pytest.mark.parametrize("metric", [Metric.FIRST_RESPONSE, Metric.ACKNOWLEDGEMENT])
def test_nothing_but_its_signs_responds_or_acknowledges(metric: Metric) -> None:
    rule = replace(REPLY, metric=metric)
    ended = {EventKind.SATISFIED, EventKind.CANCELLED, EventKind.RULE_ENDED}
    for kind in set(EventKind) - ended - signs_of(metric):
        happened = event(kind, "1 09:00", visible_message=True)
        assert read(rule, [opened(), happened], "1 10:00").is_running, kind
    for sign in signs_of(metric):
        replied = read(rule, [opened(), event(sign, "1 09:00")], "1 10:00")
        assert (replied.state, replied.satisfied_at) == (TimerState.MET, on("1 09:00"))


def test_what_only_acknowledges_answers_nothing_that_waits_for_a_reply() -> None:
    sign, acknowledge = EventKind.ACKNOWLEDGED, replace(REPLY, metric=Metric.ACKNOWLEDGEMENT)
    assert read(REPLY, [opened(), event(sign, "1 09:00")], "1 10:00").is_running
    events = [
        opened(),
        event(EventKind.VISIBLE_REPLY, "1 09:00"),
        event(EventKind.CUSTOMER_MESSAGE, "1 09:10"),
        event(sign, "1 09:20"),
    ]
    turn, update = read(NEXT, events, "1 09:30"), read(UPDATE, events[:1] + events[3:], "1 10:00")
    assert (turn.is_running, turn.anchor) == (True, on("1 09:10"))
    assert (update.is_running, update.anchor) == (True, on("1 08:00"))
    # Said before the first contact, which was put right to later, it acknowledges nothing of it.
    early = [opened("1 10:00"), event(sign, "1 09:00")]
    assert read(acknowledge, early, "1 11:00").is_running
    corrected = [*early, event(EventKind.OPENED, "1 08:30", entered_at=on("1 10:30"))]
    assert read(acknowledge, corrected, "1 11:00").satisfied_at == on("1 09:00")


def test_events_still_to_come_are_not_seen() -> None:
    events = [opened(), event(EventKind.VISIBLE_REPLY, "1 11:30")]
    assert read(REPLY, events, "1 11:15").state is TimerState.DUE_SOON
    assert ticket_timers(events, [REPLY], OFFICE, on("1 07:00")) == []


def test_a_clock_that_nothing_started_is_not_read() -> None:
    assert ticket_timers([opened()], [ACCEPT, COMPLETE, PROMISE, ACCESS], OFFICE, on("2 08:00")) == []


class TestThresholds:
    def test_crossings_come_in_order_with_their_times(self) -> None:
        reading = read(REPLY, [opened()], "1 11:20")
        assert [(c.percent, c.due) for c in reading.crossed] == [(50, on("1 10:00")), (75, on("1 11:00"))]
        assert reading.next_crossing == Crossing(90, on("1 11:36"), on("1 11:36"))
        assert reading.next_change == on("1 11:36")

    def test_a_breach_holds_just_after_the_due_time(self) -> None:
        at_due, after = read(REPLY, [opened()], "1 12:00"), read(REPLY, [opened()], "1 12:00:00.000001")
        assert [c.percent for c in at_due.crossed] == [50, 75, 90]
        assert at_due.next_crossing is not None
        assert at_due.next_crossing.holds_from == on("1 12:00:00.000001")
        assert after.crossed[-1] == Crossing(100, on("1 12:00"), on("1 12:00:00.000001"))
        assert after.breached_at == on("1 12:00")

    def test_a_jump_over_everything_catches_all_up(self) -> None:
        reading = read(SOLVE, [opened(), waiting("1 10:00"), back("2 10:00")], "30 08:00")
        assert [(c.percent, c.due) for c in reading.crossed] == [
            (50, on("2 12:00")),
            (75, on("2 14:00")),
            (90, on("2 15:12")),
            (100, on("2 16:00")),
        ]

    def test_what_was_done_in_time_crosses_no_further(self) -> None:
        events = [opened(), event(EventKind.VISIBLE_REPLY, "1 10:30")]
        assert [c.percent for c in read(REPLY, events, "5 08:00").crossed] == [50]

    def test_every_change_is_announced(self) -> None:
        """Walking from change to change meets every state that walking minute by minute meets."""
        events = [opened("5 15:00")]
        stepped = {
            read(REPLY, events, f"{day} {h:02}:{m:02}").state for day in (5, 8) for h in range(15, 24) for m in (0, 30)
        }
        stepped |= {read(REPLY, events, f"8 {h:02}:{m:02}").state for h in range(15) for m in (0, 30, 59)}
        walked, moment = set(), on("5 15:00")
        while True:
            (reading,) = ticket_timers(events, [REPLY], OFFICE, moment)
            walked.add(reading.state)
            if reading.next_change is None:
                break
            assert reading.next_change > moment
            moment = reading.next_change
        assert walked == stepped == {TimerState.ON_TRACK, TimerState.DUE_SOON, TimerState.OVERDUE}


def test_a_reasonable_adjustment_lengthens_and_says_so() -> None:
    reading = read(replace(REPLY, stretch=150), [opened()], "1 12:15")
    assert (reading.due, reading.state) == (on("1 14:00"), TimerState.ON_TRACK)
    assert reading.reasons == (ReasonCode.ADJUSTED,)
    for percent in (-1, 1, 99, 1001):
        with pytest.raises(Refused, match=r"timing\.out_of_range"):
            replace(REPLY, stretch=percent)


def test_days_are_stretched_to_whole_days() -> None:
    days = replace(SOLVE, unit=Unit.BUSINESS_DAYS, length=5)
    due = [read(replace(days, stretch=percent), [opened()], "1 12:00").due for percent in (100, 150, 200)]
    assert due == [read(replace(days, length=length), [opened()], "1 12:00").due for length in (5, 8, 10)]


def test_a_clock_without_limit_runs_is_met_and_never_due() -> None:
    free = replace(SOLVE, stretch=UNTIMED)
    running = read(free, [opened()], "30 12:00")
    assert (running.due, running.state, running.next_crossing) == (None, TimerState.ON_TRACK, None)
    assert ReasonCode.ADJUSTED in running.reasons
    assert read(free, [opened(), waiting("1 10:00")], "30 12:00").state is TimerState.PAUSED
    assert read(free, [opened(), event(EventKind.RESOLVED, "29 10:00")], "30 12:00").state is TimerState.MET


def test_a_calendar_that_never_opens_is_never_due() -> None:
    (reading,) = ticket_timers([opened()], [REPLY], calendar_of(zone="UTC", hours={}), on("9 08:00"))
    assert (reading.state, reading.due) == (TimerState.NOT_STARTED, None)
    assert reading.reasons == (ReasonCode.NEVER_DUE,)


def test_naive_instants_are_refused() -> None:
    with pytest.raises(Refused, match=r"time\.naive"):
        ClockEvent(kind=EventKind.OPENED, at=datetime(2026, 6, 1))
    with pytest.raises(Refused, match=r"time\.naive"):
        ticket_timers([opened()], [REPLY], OFFICE, datetime(2026, 6, 1))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"length": -1}, "clock_rule.negative_length"),
        ({"thresholds": (0, 50)}, "clock_rule.threshold_out_of_range"),
        ({"thresholds": (120,)}, "clock_rule.threshold_out_of_range"),
        ({"valid_from": on("2 08:00").date(), "valid_to": on("1 08:00").date()}, "clock_rule.valid_to_before_from"),
    ],
)
def test_impossible_rules_are_refused(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        replace(SOLVE, **changed)
    assert refusal.value.code == code


def test_rules_know_the_days_they_govern() -> None:
    rule = replace(SOLVE, valid_from=on("2 08:00").date(), valid_to=on("4 08:00").date())
    assert [rule.is_valid_on(on(f"{day} 08:00").date()) for day in (1, 2, 4, 5)] == [False, True, True, False]


moments = st.integers(0, 14 * 24 * 60)


@given(st.lists(st.tuples(moments, st.booleans()), max_size=8), moments, st.integers(0, 3000))
def test_any_story_of_pauses_keeps_the_books(story: list[tuple[int, bool]], at: int, length: int) -> None:
    """What is left and what was used make the target; a due time to come is exactly what is left away."""
    start = on("1 08:00")
    events = [opened()]
    for minute, is_pause in story:
        kind = EventKind.PAUSED if is_pause else EventKind.RESUMED
        when = start + timedelta(minutes=minute)
        events.append(ClockEvent(kind=kind, at=when, waiting_for=PauseState.WAITING_CUSTOMER, reason="asked"))
    now = start + timedelta(minutes=at)
    rule = replace(SOLVE, length=length)
    (reading,) = ticket_timers(events, [rule], OFFICE, now)
    if reading.state is TimerState.OVERDUE:
        assert reading.left_seconds == 0
        assert reading.due is not None
        assert reading.due < now
    elif reading.due is not None and reading.due > now:
        (then,) = ticket_timers([e for e in events if e.at <= now], [rule], OFFICE, reading.due)
        assert then.left_seconds == 0
        assert then.state in (TimerState.DUE_SOON, TimerState.ON_TRACK) or length == 0
    assert reading.state is not TimerState.PAUSED or reading.due in (None, now)
    assert all(early.due <= late.due for early, late in pairwise(reading.crossed))
