# SPDX-License-Identifier: MIT
"""What stops a clock, what does not, and how it is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.rules import (
    EventKind,
    Length,
    PauseState,
    Unit,
)
from crmtrainer.service_levels.timers import (
    ReasonCode,
    TimerState,
)
from tests.service_levels.stories import (
    REPLY,
    SOLVE,
    back,
    event,
    on,
    opened,
    read,
    waiting,
)


class TestPauses:
    def test_while_paused_time_left_is_shown_and_no_due_time(self) -> None:
        reading = read(SOLVE, [opened(), waiting("1 10:00")], "3 12:00")
        assert reading.state is TimerState.PAUSED
        assert reading.due is None
        assert reading.left_seconds == 360 * 60
        assert reading.paused_since == on("1 10:00")
        assert reading.paused_for is PauseState.WAITING_CUSTOMER
        assert reading.next_change is None
        assert reading.reasons == ()

    def test_a_pause_moves_the_due_time_by_what_it_took(self) -> None:
        reading = read(SOLVE, [opened(), waiting("1 10:00"), back("2 09:00")], "2 09:00")
        assert reading.state is TimerState.ON_TRACK
        assert reading.due == on("2 15:00")

    def test_waiting_for_the_customer_never_pauses_a_response(self) -> None:
        assert read(REPLY, [opened(), waiting("1 08:05")], "1 12:01").state is TimerState.OVERDUE
        with pytest.raises(Refused, match="responses_never_pause"):
            replace(REPLY, pauses_in=frozenset({PauseState.WAITING_CUSTOMER}))

    def test_a_state_that_the_rule_does_not_name_does_not_pause(self) -> None:
        outside = event(EventKind.PAUSED, "1 10:00", waiting_for=PauseState.WAITING_OUTSIDE, reason="supplier")
        assert read(SOLVE, [opened(), outside], "1 12:00").state is TimerState.ON_TRACK

    @pytest.mark.parametrize(
        ("told", "reason"),
        [
            ({"reason": " "}, ReasonCode.PAUSE_WITHOUT_REASON),
            ({"visible_message": False}, ReasonCode.PAUSE_WITHOUT_MESSAGE),
        ],
    )
    def test_an_unexplained_pause_is_allowed_and_marked(self, told: dict[str, Any], reason: ReasonCode) -> None:
        reading = read(SOLVE, [opened(), waiting("1 10:00", **told)], "1 12:00")
        assert reading.state is TimerState.PAUSED
        assert reading.reasons == (reason,)

    def test_two_states_at_once_pause_once(self) -> None:
        both = replace(SOLVE, pauses_in=frozenset({PauseState.WAITING_CUSTOMER, PauseState.WAITING_OUTSIDE}))
        outside = event(EventKind.PAUSED, "1 09:30", waiting_for=PauseState.WAITING_OUTSIDE, reason="supplier")
        inside = event(EventKind.RESUMED, "1 11:00", waiting_for=PauseState.WAITING_OUTSIDE)
        events = [opened(), waiting("1 09:00"), outside, back("1 10:00"), inside]
        assert read(both, events, "1 12:00").due == on("2 10:00")
        assert read(both, events, "1 10:30").paused_since == on("1 09:00")

    def test_pausing_twice_is_one_pause(self) -> None:
        events = [opened(), waiting("1 09:00"), waiting("1 09:30"), back("1 10:00")]
        assert read(SOLVE, events, "1 12:00").due == on("2 09:00")

    def test_a_longest_pause_ends_by_itself(self) -> None:
        rule = replace(SOLVE, longest_pause=Length(4, Unit.ELAPSED_HOURS))
        events = [opened(), waiting("1 10:00")]
        paused, running = read(rule, events, "1 13:00"), read(rule, events, "1 15:00")
        assert paused.state is TimerState.PAUSED
        assert paused.next_change == paused.pause_ends == on("1 14:00")
        assert running.pause_ends is None
        assert running.state is TimerState.ON_TRACK
        assert running.due == on("2 12:00")
        assert ReasonCode.PAUSE_CUT_SHORT in running.reasons

    def test_a_longest_pause_in_business_days(self) -> None:
        rule = replace(SOLVE, longest_pause=Length(2, Unit.BUSINESS_DAYS))
        assert read(rule, [opened("4 08:00"), waiting("4 10:00")], "8 12:00").state is TimerState.PAUSED
        assert read(rule, [opened(), waiting("1 10:00")], "4 08:00").due == on("4 14:00")

    def test_a_pause_on_an_overdue_clock_stops_the_count_and_not_the_breach(self) -> None:
        reading = read(SOLVE, [opened(), waiting("2 08:30")], "9 08:00")
        assert reading.state is TimerState.OVERDUE
        assert reading.over_seconds == 30 * 60
        assert reading.paused_since == on("2 08:30")

    def test_paused_from_the_first_moment(self) -> None:
        reading = read(SOLVE, [opened(), waiting("1 08:00")], "2 08:00")
        assert (reading.state, reading.starts_at, reading.left_seconds) == (TimerState.PAUSED, None, 480 * 60)

    def test_resolving_ends_the_wait(self) -> None:
        events = [opened(), waiting("1 10:00"), event(EventKind.RESOLVED, "1 12:00")]
        assert read(SOLVE, events, "5 08:00").state is TimerState.MET
        reopened = [*events, event(EventKind.REOPENED, "2 08:00")]
        assert read(SOLVE, reopened, "2 09:00").due == on("2 14:00")
