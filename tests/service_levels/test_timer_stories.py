# SPDX-License-Identifier: MIT
"""Longer stories: swaps, breaches and waivers, reopening, turns, handoffs, promises, statutory limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from crmtrainer.service_levels.rules import (
    ClockEvent,
    ClockRule,
    DayOne,
    EventKind,
    Metric,
    PauseState,
    Roll,
    Unit,
)
from crmtrainer.service_levels.timers import (
    ReasonCode,
    TimerReading,
    TimerState,
    ticket_timers,
)
from tests.service_levels.stepper import utc
from tests.service_levels.stories import (
    ACCEPT,
    ACCESS,
    COMPLETE,
    FIRST_FIX,
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


class TestSwaps:
    def swapped(self, at: str, length: int) -> ClockEvent:
        return event(EventKind.RULE_SWAPPED, at, metric=Metric.RESOLUTION, rule=replace(SOLVE, id="new", length=length))

    def test_anchor_pauses_and_used_time_stay(self) -> None:
        events = [opened(), waiting("1 09:00"), back("1 10:00"), self.swapped("1 12:00", 960)]
        reading = read(SOLVE, events, "1 12:00")
        assert reading.due == on("3 09:00")
        assert reading.left_seconds == (960 - 180) * 60
        assert reading.rule.id == "new"
        assert reading.reasons == (ReasonCode.RULE_SWAPPED,)

    def test_a_shorter_target_may_have_passed_already(self) -> None:
        reading = read(SOLVE, [opened(), self.swapped("1 12:00", 120)], "1 12:00")
        assert reading.state is TimerState.OVERDUE
        assert reading.breached_at == on("1 10:00")
        assert reading.over_seconds == 120 * 60

    def test_a_longer_target_heals_no_breach(self) -> None:
        events = [opened(), self.swapped("2 09:00", 9600)]
        reading = read(SOLVE, events, "2 10:00")
        assert reading.state is TimerState.OVERDUE
        assert reading.breached_at == on("1 16:00")
        assert ReasonCode.BREACH_STANDS in reading.reasons
        assert read(SOLVE, [*events, event(EventKind.RESOLVED, "2 11:00")], "3 08:00").state is TimerState.MISSED

    def test_what_is_over_was_judged_by_the_rule_it_ended_under(self) -> None:
        solved = event(EventKind.RESOLVED, "1 15:00")
        for swap in (self.swapped("1 16:00", 60), self.swapped("1 15:00", 60)):
            reading = read(SOLVE, [opened(), solved, swap], "3 10:00")
            assert (reading.state, reading.due, reading.rule.id) == (TimerState.MET, on("1 16:00"), SOLVE.id)
        just_before = read(SOLVE, [opened(), self.swapped("1 15:00", 60), solved], "3 10:00")
        assert (just_before.state, just_before.rule.id) == (TimerState.MISSED, "new")
        again = [opened(), solved, self.swapped("1 16:00", 60), event(EventKind.REOPENED, "2 09:00")]
        assert read(SOLVE, again, "2 10:00").rule.id == "new"

    def test_a_waiver_forgives_and_stays_visible(self) -> None:
        waiver = event(EventKind.WAIVED, "2 09:30", metric=Metric.RESOLUTION, reason="system was down")
        reading = read(SOLVE, [opened(), self.swapped("2 09:00", 9600), waiver], "2 10:00")
        assert reading.state is TimerState.ON_TRACK
        assert reading.waiver == "system was down"
        assert reading.is_breached
        assert reading.reasons == (ReasonCode.RULE_SWAPPED, ReasonCode.WAIVED)

    def test_a_waiver_does_not_touch_another_clock(self) -> None:
        waiver = event(EventKind.WAIVED, "2 09:30", metric=Metric.FIRST_RESPONSE, reason="system was down")
        assert read(SOLVE, [opened(), waiver], "3 10:00").waiver is None

    def test_a_rule_swapped_for_another_metric_changes_nothing(self) -> None:
        assert read(REPLY, [opened(), self.swapped("1 09:00", 1)], "1 09:30").due == on("1 12:00")


class TestBreachesInTheStory:
    def test_an_entered_breach_outlives_a_backdated_reply(self) -> None:
        breach = event(EventKind.BREACHED, "1 12:00", metric=Metric.FIRST_RESPONSE, entered_at=on("1 12:01"))
        reply = event(EventKind.VISIBLE_REPLY, "1 11:00", entered_at=on("1 13:00"))
        reading = read(REPLY, [opened(), breach, reply], "1 14:00")
        assert reading.state is TimerState.MISSED
        assert reading.reasons == (ReasonCode.BACKDATED, ReasonCode.BREACH_STANDS)
        waiver = event(EventKind.WAIVED, "1 14:00", metric=Metric.FIRST_RESPONSE, reason="logged late")
        assert read(REPLY, [opened(), breach, reply, waiver], "1 15:00").state is TimerState.MET

    def test_a_backdated_first_contact_moves_the_clock_to_the_true_time(self) -> None:
        earlier = event(EventKind.OPENED, "1 08:00", entered_at=on("1 11:00"))
        reading = read(REPLY, [opened("1 10:00"), earlier], "1 11:00")
        assert (reading.anchor, reading.due) == (on("1 08:00"), on("1 12:00"))
        assert reading.reasons == (ReasonCode.BACKDATED,)


class TestResolution:
    STORY = (opened(), event(EventKind.RESOLVED, "1 10:00"), event(EventKind.REOPENED, "2 10:00"))

    def test_the_resolved_span_is_a_pause_of_total_resolution(self) -> None:
        reading = read(SOLVE, list(self.STORY), "2 11:00")
        assert reading.state is TimerState.ON_TRACK
        assert reading.due == on("2 16:00")
        assert reading.reasons == (ReasonCode.REOPENED,)

    def test_first_resolution_stays_judged_as_it_was(self) -> None:
        assert read(FIRST_FIX, list(self.STORY), "9 11:00").state is TimerState.MET

    def test_resolved_again_is_judged_on_the_total(self) -> None:
        again = [*self.STORY, event(EventKind.RESOLVED, "2 16:00")]
        late = [*self.STORY, event(EventKind.RESOLVED, "3 08:07")]
        assert read(SOLVE, again, "9 11:00").state is TimerState.MET
        assert read(SOLVE, late, "9 11:00").over_seconds == 7 * 60

    def test_while_resolved_it_is_met(self) -> None:
        assert read(SOLVE, list(self.STORY), "1 12:00").state is TimerState.MET


class TestTurns:
    def test_one_clock_for_each_turn_of_the_customer(self) -> None:
        events = [
            opened(),
            event(EventKind.CUSTOMER_MESSAGE, "1 08:30", subject="m1"),
            event(EventKind.VISIBLE_REPLY, "1 09:00"),
            event(EventKind.CUSTOMER_MESSAGE, "1 10:00", subject="m2"),
            event(EventKind.CUSTOMER_MESSAGE, "1 10:30", subject="m3"),
            event(EventKind.VISIBLE_REPLY, "1 11:30"),
            event(EventKind.CUSTOMER_MESSAGE, "1 15:30"),
        ]
        first, second = ticket_timers(events, [NEXT], OFFICE, on("2 08:00"))
        assert (first.subject, first.anchor, first.state) == ("m2", on("1 10:00"), TimerState.MISSED)
        assert (second.anchor, second.due, second.state) == (on("1 15:30"), on("2 08:30"), TimerState.ON_TRACK)
        assert second.subject not in ("", first.subject)

    def test_a_breach_belongs_to_its_own_turn(self) -> None:
        events = [
            opened(),
            event(EventKind.VISIBLE_REPLY, "1 09:00"),
            event(EventKind.CUSTOMER_MESSAGE, "1 10:00", subject="m2"),
            event(EventKind.BREACHED, "1 11:00", metric=Metric.NEXT_RESPONSE, subject="m2"),
            event(EventKind.VISIBLE_REPLY, "1 11:30"),
            event(EventKind.CUSTOMER_MESSAGE, "1 13:00", subject="m3"),
        ]
        first, second = ticket_timers(events, [NEXT], OFFICE, on("1 13:30"))
        assert (first.is_breached, second.is_breached) == (True, False)

    def test_reopening_by_message_starts_a_turn(self) -> None:
        events = [
            opened(),
            event(EventKind.VISIBLE_REPLY, "1 09:00"),
            event(EventKind.RESOLVED, "1 09:00"),
            event(EventKind.CUSTOMER_MESSAGE, "3 09:00"),
            event(EventKind.REOPENED, "3 09:05"),
        ]
        assert read(NEXT, events, "3 09:10").due == on("3 10:00")

    def test_progress_updates_run_from_word_to_word_until_resolved(self) -> None:
        events = [
            opened(),
            event(EventKind.VISIBLE_REPLY, "1 10:00"),
            event(EventKind.RESOLVED, "2 08:00"),
            event(EventKind.REOPENED, "3 08:00"),
        ]
        readings = ticket_timers(events, [UPDATE], OFFICE, on("3 09:00"))
        assert [(r.anchor, r.state) for r in readings] == [
            (on("1 08:00"), TimerState.MET),
            (on("1 10:00"), TimerState.MISSED),
            (on("3 08:00"), TimerState.ON_TRACK),
        ]


class TestHandoffsAndPromises:
    SENT = (
        event(EventKind.HANDOFF_SENT, "1 09:00", subject="h1"),
        event(EventKind.HANDOFF_SENT, "1 10:00", subject="h2"),
    )

    def test_each_handoff_has_clocks_of_its_own(self) -> None:
        events = [*self.SENT, event(EventKind.HANDOFF_ACCEPTED, "1 09:30", subject="h1")]
        first, second = ticket_timers(events, [ACCEPT], OFFICE, on("1 10:50"))
        assert (first.subject, first.state) == ("h1", TimerState.MET)
        assert (second.subject, second.state, second.due) == ("h2", TimerState.DUE_SOON, on("1 11:00"))

    def test_completion_pauses_while_they_wait_for_our_answer(self) -> None:
        asked = event(EventKind.PAUSED, "1 10:00", subject="h1", waiting_for=PauseState.WAITING_SENDER)
        first, second = ticket_timers([*self.SENT, asked], [COMPLETE], OFFICE, on("2 08:00"))
        assert (first.state, first.left_seconds) == (TimerState.PAUSED, 420 * 60)
        assert second.state is TimerState.DUE_SOON

    def test_resolving_the_ticket_answers_the_customer_and_not_the_team(self) -> None:
        asked = event(EventKind.PAUSED, "1 10:00", subject="h1", waiting_for=PauseState.WAITING_SENDER)
        resolved = event(EventKind.RESOLVED, "1 12:00")
        told = [*self.SENT, waiting("1 11:00"), asked, resolved]
        first, second = ticket_timers(told, [COMPLETE], OFFICE, on("1 14:00"))
        assert (first.state, first.paused_since) == (TimerState.PAUSED, on("1 10:00"))
        assert (second.state, second.due) == (TimerState.ON_TRACK, on("2 11:00"))

    def test_a_bounce_answers_and_ends_the_completion(self) -> None:
        events = [self.SENT[0], event(EventKind.HANDOFF_BOUNCED, "1 09:30", subject="h1")]
        (reading,) = ticket_timers(events, [ACCEPT, COMPLETE], OFFICE, on("1 12:00"))
        assert (reading.metric, reading.state) == (Metric.HANDOFF_ACCEPT, TimerState.MET)

    def test_a_promise_is_due_when_we_said(self) -> None:
        said = event(EventKind.PROMISED, "1 09:00", subject="p1", due_at=on("6 12:00"))
        kept = event(EventKind.PROMISE_KEPT, "6 11:00", subject="p1")
        assert read(PROMISE, [said], "2 09:00").due == on("6 12:00")
        assert read(PROMISE, [said], "6 12:10").over_seconds == 600
        assert read(PROMISE, [said, kept], "9 09:00").state is TimerState.MET
        assert read(replace(PROMISE, stretch=1000), [said], "2 09:00").due == on("6 12:00")

    def test_a_cancelled_clock_is_not_read_unless_it_was_over(self) -> None:
        said = event(EventKind.PROMISED, "1 09:00", subject="p1", due_at=on("6 12:00"))
        gone = event(EventKind.CANCELLED, "2 09:00", subject="p1", metric=Metric.PROMISE)
        kept = event(EventKind.PROMISE_KEPT, "1 11:00", subject="p1")
        assert ticket_timers([said, gone], [PROMISE], OFFICE, on("3 09:00")) == []
        assert read(PROMISE, [said, kept, gone], "3 09:00").state is TimerState.MET


class TestStatute:
    def started(self, at: str, **more: Any) -> ClockEvent:
        return ClockEvent(kind=EventKind.STARTED, at=utc(at), subject="CLK-SAR", **more)

    def sar(self, events: list[ClockEvent], now: str) -> TimerReading:
        (reading,) = ticket_timers(events, [replace(ACCESS, stretch=200)], OFFICE, utc(now))
        return reading

    def clarify(self, kind: EventKind, at: str) -> ClockEvent:
        return ClockEvent(kind=kind, at=utc(at), waiting_for=PauseState.WAITING_CLARIFICATION, subject="CLK-SAR")

    def test_a_month_by_the_date_not_stretched(self) -> None:
        reading = self.sar([self.started("2026-07-31 10:00")], "2026-08-01 09:00")
        assert reading.due == utc("2026-09-01 22:59:59.999999")
        assert reading.state is TimerState.ON_TRACK
        assert ReasonCode.ADJUSTED not in reading.reasons

    def test_clarification_pauses_and_gives_the_days_back(self) -> None:
        events = [
            self.started("2026-03-10 10:00"),
            self.clarify(EventKind.PAUSED, "2026-03-15 12:00"),
            self.clarify(EventKind.RESUMED, "2026-03-25 12:00"),
        ]
        paused = self.sar(events, "2026-03-20 12:00")
        assert (paused.state, paused.due) == (TimerState.PAUSED, None)
        assert self.sar(events, "2026-04-01 12:00").due == utc("2026-04-21 22:59:59.999999")

    def test_what_is_left_stands_still_while_paused(self) -> None:
        events = [self.started("2026-03-10 10:00"), self.clarify(EventKind.PAUSED, "2026-03-15 12:00")]
        rule = replace(ACCESS, roll=Roll.NONE)
        noons = [utc(f"2026-03-{day} 12:00") for day in (16, 20, 24)]
        waits = {ticket_timers(events, [rule], OFFICE, noon)[0].left_seconds for noon in noons}
        assert len(waits) == 1

    def test_thresholds_move_with_the_pause(self) -> None:
        events = [
            self.started("2026-03-10 10:00"),
            self.clarify(EventKind.PAUSED, "2026-03-15 12:00"),
            self.clarify(EventKind.RESUMED, "2026-03-25 12:00"),
        ]
        plain, moved = self.sar(events[:1], "2026-05-20 12:00"), self.sar(events, "2026-05-20 12:00")
        assert [b.due - a.due for a, b in zip(plain.crossed, moved.crossed, strict=True)] == [timedelta(days=11)] * 4

    def test_an_extension_lengthens_from_the_start(self) -> None:
        extended = ClockEvent(kind=EventKind.EXTENDED, at=utc("2026-08-20 09:00"), subject="CLK-SAR", reason="complex")
        events = [self.started("2026-07-31 10:00"), extended]
        assert self.sar(events, "2026-08-21 09:00").due == utc("2026-11-02 23:59:59.999999")
        twice = [*events, replace(extended, at=utc("2026-08-22 09:00"))]
        assert self.sar(twice, "2026-08-23 09:00").due == utc("2026-11-02 23:59:59.999999")

    def test_overdue_counts_real_time(self) -> None:
        reading = self.sar([self.started("2026-07-31 10:00")], "2026-09-02 23:00")
        assert (reading.state, reading.over_seconds) == (TimerState.OVERDUE, 86_400)

    def test_a_limit_without_a_weekday_counts_the_first_day_if_it_says_so(self) -> None:
        refund = ClockRule(
            id="CLK-CRA-REFUND",
            metric=Metric.STATUTORY,
            unit=Unit.CALENDAR_DAYS,
            length=14,
            day_one=DayOne.SAME_DAY,
        )
        agreed = event(EventKind.STARTED, "1 10:00", subject="CLK-CRA-REFUND")
        assert read(refund, [agreed], "2 10:00").due == on("14 22:59:59.999999")
