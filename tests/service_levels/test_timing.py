# SPDX-License-Identifier: MIT
"""Reasonable adjustments of timing: what runs, what begins later, what never moves, and that they ask no reason."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crmtrainer.interactions.commands import MakePromise, SendMessage
from crmtrainer.interactions.rules import Channel
from crmtrainer.kernel.errors import Refused
from crmtrainer.service_levels.commands import AdjustTiming
from crmtrainer.service_levels.timers import TimerState
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
    assert desk.clock(ticket, "first_response").stretch == 100


def test_switched_off_a_clock_runs_and_is_met_and_is_never_due(desk: Desk) -> None:
    ticket = desk.ticket()
    adjust(desk, 0)
    desk.until(at(9) + timedelta(days=9))
    clock = desk.clock(ticket, "first_response")
    assert (clock.state, clock.due) == (TimerState.ON_TRACK, None)
    desk.opened()
    desk.do(SendMessage(SAHOTA, Channel.EMAIL, "We are on it.", ticket))
    assert desk.clock(ticket, "first_response").state is TimerState.MET


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
    adjust(desk, 100)
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
