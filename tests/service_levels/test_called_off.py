# SPDX-License-Identifier: MIT
"""Clocks that no standard fits any more: they say so from then on, and come back as if they had never been away."""

from __future__ import annotations

from dataclasses import replace

from crmtrainer.service_levels.rules import ClockEvent, ClockRule, EventKind, Metric, PauseState
from crmtrainer.service_levels.timers import ReasonCode, TimerState, ticket_timers
from tests.service_levels.stories import NEXT, OFFICE, REPLY, SOLVE, UPDATE, event, on, opened, read, waiting

HOUR = 60


def ended(at: str, metric: Metric = Metric.RESOLUTION) -> ClockEvent:
    return event(EventKind.RULE_ENDED, at, metric=metric, reason="it was only a question")


def put(at: str, rule: ClockRule) -> ClockEvent:
    return event(EventKind.RULE_SWAPPED, at, metric=rule.metric, rule=rule)


def test_it_stands_where_it_was_and_says_why_and_since_when() -> None:
    reading = read(SOLVE, [opened(), ended("1 12:00")], "3 10:00")
    assert (reading.state, reading.satisfied_at) == (TimerState.CALLED_OFF, on("1 12:00"))
    assert (reading.called_off, reading.reasons) == ("it was only a question", (ReasonCode.CALLED_OFF,))
    assert (reading.is_running, reading.is_breached, reading.kept_due) == (False, False, None)
    assert (reading.due, reading.left_seconds) == (None, 4 * HOUR * 60)


def test_a_breach_from_before_stays_missed() -> None:
    reading = read(SOLVE, [opened(), ended("2 09:00")], "3 10:00")
    assert (reading.state, reading.breached_at) == (TimerState.MISSED, on("1 16:00"))
    assert reading.over_seconds == HOUR * 60
    assert ReasonCode.CALLED_OFF in reading.reasons


def test_what_was_over_before_stays_as_it_was_judged() -> None:
    events = [opened(), event(EventKind.RESOLVED, "1 10:00"), ended("1 12:00")]
    reading = read(SOLVE, events, "3 10:00")
    assert (reading.state, reading.called_off) == (TimerState.MET, None)


def test_back_under_a_standard_all_that_passed_counts() -> None:
    away = [opened(), ended("1 10:00")]
    back = read(SOLVE, [*away, put("1 12:00", SOLVE)], "1 13:00")
    assert (back.state, back.due, back.left_seconds) == (TimerState.ON_TRACK, on("1 16:00"), 3 * HOUR * 60)
    late = read(SOLVE, [*away, put("2 09:00", replace(SOLVE, id="new", length=240))], "2 09:00")
    assert (late.state, late.breached_at) == (TimerState.OVERDUE, on("1 12:00"))


def test_no_breach_happens_while_no_standard_fits() -> None:
    events = [opened(), ended("1 12:00"), put("2 12:00", replace(SOLVE, id="longer", length=1440))]
    reading = read(SOLVE, events, "2 12:00")
    assert (reading.state, reading.is_breached, reading.due) == (TimerState.ON_TRACK, False, on("3 16:00"))


def test_what_ended_meanwhile_is_judged_by_the_standard_that_fits_next() -> None:
    meanwhile = [opened(), ended("1 08:30", Metric.FIRST_RESPONSE), event(EventKind.VISIBLE_REPLY, "1 10:00")]
    assert read(REPLY, meanwhile, "1 11:00").state is TimerState.CALLED_OFF
    kind, strict = put("1 12:00", REPLY), put("1 12:00", replace(REPLY, id="strict", length=HOUR))
    assert read(REPLY, [*meanwhile, kind], "1 12:00").state is TimerState.MET
    missed = read(REPLY, [*meanwhile, strict], "1 12:00")
    assert (missed.state, missed.breached_at, missed.rule.id) == (TimerState.MISSED, on("1 09:00"), "strict")
    after = put("1 13:00", replace(REPLY, id="later", length=1))
    assert read(REPLY, [*meanwhile, kind, after], "1 13:00").state is TimerState.MET


def test_a_pause_that_lasts_ends_with_it_and_goes_on_with_the_next_standard() -> None:
    events = [opened(), waiting("1 10:00"), ended("1 12:00")]
    off = read(SOLVE, events, "1 15:00")
    assert (off.state, off.left_seconds, off.paused_since) == (TimerState.CALLED_OFF, 6 * HOUR * 60, None)
    on_again = read(SOLVE, [*events, put("1 14:00", SOLVE)], "1 15:00")
    assert (on_again.state, on_again.paused_for) == (TimerState.PAUSED, PauseState.WAITING_CUSTOMER)
    assert on_again.left_seconds == 6 * HOUR * 60


def test_a_turn_that_begins_under_no_standard_is_none_until_one_fits() -> None:
    turn = [
        opened(),
        event(EventKind.VISIBLE_REPLY, "1 09:00"),
        ended("1 10:00", Metric.NEXT_RESPONSE),
        event(EventKind.CUSTOMER_MESSAGE, "1 11:00", subject="m1"),
    ]
    assert ticket_timers(turn, [NEXT], OFFICE, on("1 12:00")) == []
    (reading,) = ticket_timers([*turn, put("1 13:00", NEXT)], [NEXT], OFFICE, on("1 13:00"))
    assert (reading.anchor, reading.state, reading.breached_at) == (
        on("1 11:00"),
        TimerState.OVERDUE,
        on("1 12:00"),
    )
    assert ReasonCode.RULE_SWAPPED not in reading.reasons


def test_a_turn_that_runs_is_called_off_and_its_next_never_begins() -> None:
    events = [opened(), ended("1 09:00", Metric.PROGRESS_UPDATE), event(EventKind.VISIBLE_REPLY, "1 10:00")]
    (reading,) = ticket_timers(events, [UPDATE], OFFICE, on("3 09:00"))
    assert (reading.anchor, reading.state) == (on("1 08:00"), TimerState.CALLED_OFF)


def test_a_turn_of_the_very_moment_is_told_apart_by_what_was_entered_first() -> None:
    message = event(EventKind.CUSTOMER_MESSAGE, "1 10:00", subject="m1")
    before = [opened(), event(EventKind.VISIBLE_REPLY, "1 09:00")]
    off = ended("1 10:00", Metric.NEXT_RESPONSE)
    (reading,) = ticket_timers([*before, message, off], [NEXT], OFFICE, on("1 10:30"))
    assert reading.state is TimerState.CALLED_OFF
    assert ticket_timers([*before, off, message], [NEXT], OFFICE, on("1 10:30")) == []


def test_another_metric_is_left_alone() -> None:
    assert read(REPLY, [opened(), ended("1 09:00")], "1 10:00").state is TimerState.ON_TRACK


def test_a_turn_that_no_standard_ever_fitted_is_none_though_the_ticket_waited() -> None:
    waited = [opened(), waiting("1 08:30"), ended("1 09:00", Metric.PROGRESS_UPDATE)]
    told = event(EventKind.VISIBLE_REPLY, "1 10:00")
    (reading,) = ticket_timers([*waited, told, ended("1 10:00", Metric.RESOLUTION)], [UPDATE], OFFICE, on("1 11:00"))
    assert (reading.anchor, reading.state) == (on("1 08:00"), TimerState.CALLED_OFF)
