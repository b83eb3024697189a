# SPDX-License-Identifier: MIT
"""Reasonable adjustments of timing: what runs, what begins later, what never moves, and that they ask no reason."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crmtrainer.interactions.commands import MakePromise, SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import TicketId
from crmtrainer.service_levels.commands import AdjustTiming, ChangeStandard
from crmtrainer.service_levels.definitions import DESK, StandardDefinition
from crmtrainer.service_levels.queries import ClockRow, why
from crmtrainer.service_levels.rules import ClockRule, Metric, Unit
from crmtrainer.service_levels.timers import ReasonCode, TimerState
from crmtrainer.service_levels.timing import timing
from crmtrainer.tickets.commands import SetPriority
from crmtrainer.tickets.rules import Priority
from crmtrainer.wording import sentence_for
from tests.casework.a_desk import SAHOTA, Desk, a_desk, at
from tests.support import TRAINER


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def adjust(desk: Desk, percent: int) -> dict[str, object]:
    return dict(desk.world.do(AdjustTiming(percent), TRAINER).outcome.facts)


def test_what_runs_and_what_begins_later_are_stretched_and_both_say_so(desk: Desk) -> None:
    before = desk.ticket()
    assert adjust(desk, 150) == {"percent": 150, "was": 100, "clocks": 2}
    after = desk.ticket()
    for ticket in (before, after):
        clock = desk.clock(ticket, "first_response")
        assert (clock.due, clock.stretch) == (at(10, 30), 150)
    assert desk.world.ask(timing) == 150
    desk.do(SetPriority(after, Priority.URGENT, "His table falls over"))
    assert desk.clock(after, "resolution").due == at(15)


def test_back_to_what_the_standards_say_takes_no_breach_away(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(10, 10))
    adjust(desk, 1000)
    clock = desk.clock(ticket, "first_response")
    assert (clock.state, clock.breached_at) == (TimerState.OVERDUE, at(10))
    adjust(desk, 100)
    clock = desk.clock(ticket, "first_response")
    assert (clock.state, clock.breached_at) == (TimerState.OVERDUE, at(10))


@pytest.mark.parametrize("given", [200, 0])
def test_set_back_what_runs_keeps_the_time_it_was_given_and_what_begins_then_does_not(desk: Desk, given: int) -> None:
    """Late in retrospect, for having relied on what was set, would be a penalty for the adjustment."""
    ticket = desk.ticket()
    adjust(desk, given)
    before = desk.clock(ticket, "first_response")
    desk.until(at(10, 30))  # half as long again as the standard says
    adjust(desk, 100)
    desk.until(at(10, 40))
    clock = desk.clock(ticket, "first_response")
    assert (clock.due, clock.stretch, clock.breached_at) == (before.due, given, None)
    assert ReasonCode.TIMING_KEPT in desk.world.ask(why, clock.id).reasons
    after = desk.clock(desk.ticket(), "first_response")
    assert (after.due, after.stretch) == (at(11, 40), 100)
    assert ReasonCode.TIMING_KEPT not in desk.world.ask(why, after.id).reasons


def test_less_than_before_and_more_than_the_standard_says_is_for_what_begins_then_as_well(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(9, 1))
    adjust(desk, 300)
    adjust(desk, 150)
    assert desk.clock(ticket, "first_response").due == at(12)
    assert desk.clock(desk.ticket(), "first_response").due == at(10, 31)
    adjust(desk, 400)
    assert desk.clock(ticket, "first_response").due == at(13)


def test_another_target_leaves_what_runs_the_timing_it_was_given(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.until(at(9, 1))
    adjust(desk, 200)
    adjust(desk, 100)
    desk.opened()
    desk.do(SetPriority(ticket, Priority.URGENT, "His table falls over"))
    clock = desk.clock(ticket, "resolution")
    assert (clock.due, clock.stretch) == (at(17), 200)


def test_switched_off_a_clock_runs_and_is_met_and_is_never_due(desk: Desk) -> None:
    ticket = desk.ticket()
    adjust(desk, 0)
    desk.until(at(9) + timedelta(days=9))
    clock = desk.clock(ticket, "first_response")
    assert (clock.state, clock.due) == (TimerState.ON_TRACK, None)
    desk.opened()
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", ticket))
    assert desk.clock(ticket, "first_response").state is TimerState.MET


def turns(desk: Desk, ticket: TicketId) -> list[ClockRow]:
    return [clock for clock in desk.clocks(ticket) if clock.metric == Metric.NEXT_RESPONSE]


def test_turns_to_come_get_the_timing_of_their_day_and_the_one_that_runs_keeps_its_own(desk: Desk) -> None:
    rule = ClockRule(id="next", metric=Metric.NEXT_RESPONSE, unit=Unit.BUSINESS_MINUTES, length=60, source="House")
    desk.world.do(ChangeStandard(StandardDefinition(rule, DESK), "Each turn", first=True), TRAINER)
    ticket = desk.ticket()

    def reply() -> None:
        desk.opened()
        desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", ticket))

    reply()
    adjust(desk, 200)  # no turn runs: it is for those to come
    desk.writes(ticket)
    assert [(turn.due, turn.stretch) for turn in turns(desk, ticket)] == [(at(11), 200)]
    desk.until(at(10, 30))
    adjust(desk, 100)
    (running,) = turns(desk, ticket)
    assert (running.due, running.stretch, running.breached_at) == (at(11), 200, None)
    reply()
    desk.until(at(10, 40))
    desk.writes(ticket)
    assert [(turn.due, turn.stretch) for turn in turns(desk, ticket)] == [(at(11), 200), (at(11, 40), 100)]


def test_a_team_and_a_promise_keep_their_time(desk: Desk) -> None:
    ticket = desk.ticket()
    desk.do(MakePromise(SAHOTA, "Ring back by noon", at(12), ticket))
    adjust(desk, 300)
    desk.hand_over(ticket)
    assert desk.clock(ticket, "promise", "promise:1").due == at(12)
    handoff = desk.clock(ticket, "handoff_accept", "handoff:1")
    assert (handoff.due, handoff.stretch) == (at(10), 100)


def test_what_ended_in_time_stays_as_it_was_judged(desk: Desk) -> None:
    ticket = desk.ticket()
    adjust(desk, 200)
    desk.until(at(10, 30))
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", ticket))
    for percent in (100, 300):
        adjust(desk, percent)
        clock = desk.clock(ticket, "first_response")
        assert (clock.state, clock.due, clock.stretch) == (TimerState.MET, at(11), 200)


def test_a_quarter_more_is_the_least_that_is_given(desk: Desk) -> None:
    assert adjust(desk, 125)["percent"] == 125


@pytest.mark.parametrize("percent", [-1, 50, 99, 101, 124, 1001, 10**9])
def test_what_is_no_adjustment_is_refused_in_words(desk: Desk, percent: int) -> None:
    with pytest.raises(Refused) as caught:
        adjust(desk, percent)
    assert "from 125 to 1000 % of the time, 100 % as it is set, or no limit with 0" in sentence_for(caught.value)
    with pytest.raises(Refused, match=r"timing\.same"):
        adjust(desk, 100)
    with pytest.raises(Refused, match="role"):
        desk.do(AdjustTiming(200))
