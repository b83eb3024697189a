# SPDX-License-Identifier: MIT
"""Which rule judges what: pauses by the one in force when they began, events by the clock that they name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crmtrainer.service_levels.rules import ClockEvent, ClockRule, EventKind, Length, Metric, PauseState, Unit
from crmtrainer.service_levels.timers import ReasonCode, TimerState, ticket_timers
from tests.service_levels.stories import (
    ACCEPT,
    NEXT,
    OFFICE,
    PROMISE,
    REPLY,
    SOLVE,
    back,
    event,
    on,
    opened,
    read,
    waiting,
)

NO_WAIT = replace(SOLVE, id="no wait", pauses_in=frozenset())
SHORT_WAIT = replace(SOLVE, id="short wait", longest_pause=Length(30, Unit.ELAPSED_MINUTES))


def swapped(at: str, rule: ClockRule) -> ClockEvent:
    return event(EventKind.RULE_SWAPPED, at, metric=rule.metric, rule=rule)


class TestPausesAndSwaps:
    WAIT = (opened(), waiting("1 09:00"), back("1 10:00"))

    def test_a_pause_that_counted_counts_on_under_a_rule_that_knows_none(self) -> None:
        assert read(SOLVE, [*self.WAIT, swapped("1 12:00", NO_WAIT)], "1 13:00").due == on("2 09:00")

    def test_a_wait_that_was_no_pause_becomes_none_under_a_rule_that_has_it(self) -> None:
        assert read(NO_WAIT, [*self.WAIT, swapped("1 12:00", SOLVE)], "1 13:00").due == on("1 16:00")

    def test_a_pause_that_lasts_over_the_swap_is_judged_by_its_beginning(self) -> None:
        begun = [opened(), waiting("1 09:00"), swapped("1 12:00", NO_WAIT)]
        assert read(SOLVE, begun, "1 13:00").state is TimerState.PAUSED
        begun = [opened(), waiting("1 09:00"), swapped("1 12:00", SOLVE)]
        assert read(NO_WAIT, begun, "1 13:00").state is TimerState.ON_TRACK

    @pytest.mark.parametrize(
        ("before", "after", "due"), [(SOLVE, SHORT_WAIT, "2 09:00"), (SHORT_WAIT, SOLVE, "2 08:30")]
    )
    def test_how_long_it_may_last_is_said_by_the_rule_it_began_under(
        self, before: ClockRule, after: ClockRule, due: str
    ) -> None:
        reading = read(before, [*self.WAIT, swapped("1 12:00", after)], "1 13:00")
        assert reading.due == on(due)
        assert (ReasonCode.PAUSE_CUT_SHORT in reading.reasons) == (before is SHORT_WAIT)

    def test_when_it_ends_by_itself_is_said_by_that_rule_as_well(self) -> None:
        lasting = [opened(), waiting("1 09:00"), swapped("1 09:10", SOLVE)]
        reading = read(SHORT_WAIT, lasting, "1 09:20")
        assert (reading.state, reading.pause_ends, reading.next_change) == (
            TimerState.PAUSED,
            on("1 09:30"),
            on("1 09:30"),
        )
        lasting = [opened(), waiting("1 09:00"), swapped("1 09:10", SHORT_WAIT)]
        reading = read(SOLVE, lasting, "1 09:20")
        assert (reading.pause_ends, reading.next_change) == (None, None)

    def test_a_wait_at_the_very_moment_of_a_swap_is_under_the_new_rule(self) -> None:
        story = [opened(), swapped("1 09:00", NO_WAIT), waiting("1 09:00")]
        assert read(SOLVE, story, "1 10:00").state is TimerState.ON_TRACK
        story = [opened(), swapped("1 09:00:00.000001", NO_WAIT), waiting("1 09:00")]
        assert read(SOLVE, story, "1 10:00").state is TimerState.PAUSED


class TestAtTheSameMoment:
    """Practice time can stand still while somebody works: what ends a clock may come at the moment that began it."""

    def test_an_answer_at_the_moment_of_the_first_contact_meets_it(self) -> None:
        reading = read(REPLY, [opened(), event(EventKind.VISIBLE_REPLY, "1 08:00")], "1 09:00")
        assert (reading.state, reading.satisfied_at) == (TimerState.MET, on("1 08:00"))

    def test_a_turn_that_ends_at_its_beginning_is_met(self) -> None:
        told = [opened(), event(EventKind.VISIBLE_REPLY, "1 08:10")]
        asked = event(EventKind.CUSTOMER_MESSAGE, "1 09:00", subject="m1")
        ended = event(EventKind.SATISFIED, "1 09:00", metric=Metric.NEXT_RESPONSE, subject="m1")
        assert read(NEXT, [*told, asked, ended], "1 09:30").state is TimerState.MET

    def test_what_was_kept_is_not_called_off_by_what_comes_at_that_moment(self) -> None:
        said = event(EventKind.PROMISED, "1 09:00", subject="p1", due_at=on("6 12:00"))
        kept = event(EventKind.PROMISE_KEPT, "1 11:00", subject="p1")
        gone = event(EventKind.CANCELLED, "1 11:00", subject="p1", metric=Metric.PROMISE)
        assert read(PROMISE, [said, kept, gone], "3 09:00").state is TimerState.MET


class TestWhoseEventItIs:
    TURNS = (
        opened(),
        event(EventKind.VISIBLE_REPLY, "1 08:10"),
        event(EventKind.CUSTOMER_MESSAGE, "1 09:00", subject="m1"),
    )

    def turn(self, *more: ClockEvent, at: str = "1 09:40") -> TimerState:
        return read(NEXT, [*self.TURNS, *more], at).state

    def test_a_breach_or_a_waiver_that_names_no_turn_is_no_turns(self) -> None:
        breach = event(EventKind.BREACHED, "1 09:20", metric=Metric.NEXT_RESPONSE)
        assert self.turn(breach) is TimerState.ON_TRACK
        waived = event(EventKind.WAIVED, "1 11:00", metric=Metric.NEXT_RESPONSE, reason="The line was down")
        assert not read(NEXT, [*self.TURNS, waived], "1 12:00").is_waived

    def test_what_satisfies_one_turn_satisfies_no_other(self) -> None:
        for subject, state in (("m1", TimerState.MET), ("m9", TimerState.ON_TRACK), ("", TimerState.ON_TRACK)):
            ended = event(EventKind.SATISFIED, "1 09:30", metric=Metric.NEXT_RESPONSE, subject=subject)
            assert self.turn(ended) is state, subject
        of_another = event(EventKind.SATISFIED, "1 09:30", metric=Metric.RESOLUTION, subject="m1")
        assert self.turn(of_another) is TimerState.ON_TRACK

    def test_the_breach_of_one_handoff_is_not_the_others(self) -> None:
        sent = [event(EventKind.HANDOFF_SENT, "1 08:00", subject=name) for name in ("h1", "h2")]
        for name in ("h1", "h2", ""):
            breach = event(EventKind.BREACHED, "1 08:30", metric=Metric.HANDOFF_ACCEPT, subject=name)
            found = ticket_timers([*sent, breach], [ACCEPT], OFFICE, on("1 08:40"))
            assert [reading.is_breached for reading in found] == [name == "h1", name == "h2"]
            forgiven = event(EventKind.WAIVED, "1 09:30", metric=Metric.HANDOFF_ACCEPT, subject=name, reason="x")
            late = ticket_timers([*sent, forgiven], [ACCEPT], OFFICE, on("1 10:00"))
            assert [reading.is_waived for reading in late] == [name == "h1", name == "h2"]

    def test_a_swap_for_one_turn_leaves_the_others(self) -> None:
        longer = event(
            EventKind.RULE_SWAPPED, "1 09:10", metric=Metric.NEXT_RESPONSE, subject="m9", rule=replace(NEXT, length=600)
        )
        assert read(NEXT, [*self.TURNS, longer], "1 09:20").due == on("1 10:00")

    def test_what_a_handoff_waits_for_stops_no_other_clock(self) -> None:
        both = replace(SOLVE, pauses_in=frozenset({PauseState.WAITING_CUSTOMER, PauseState.WAITING_SENDER}))
        asked = event(EventKind.PAUSED, "1 09:00", subject="h1", waiting_for=PauseState.WAITING_SENDER, reason="x")
        assert read(both, [opened(), asked], "1 10:00").state is TimerState.ON_TRACK
