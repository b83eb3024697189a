# SPDX-License-Identifier: MIT
"""Promises in a real world: kept in time, broken when their moment passes, made good late, taken back."""

from pathlib import Path

import pytest

from crmtrainer.agenda.queries import practice
from crmtrainer.interactions.commands import KeepPromise, MakePromise, SendMessage, WithdrawPromise
from crmtrainer.interactions.queries import open_promises
from crmtrainer.interactions.rules import Channel, PromiseState
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import PromiseId, TicketId
from crmtrainer.service_levels.timers import TimerState
from tests.casework.a_desk import OKAFOR, SAHOTA, Desk, a_desk, at
from tests.support import LEARNER


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def promised(desk: Desk, ticket: TicketId | None = None) -> PromiseId:
    return PromiseId(desk.do(MakePromise(SAHOTA, "I will text you by three", at(15), ticket))["promise_id"])


def test_a_promise_kept_in_time_meets_its_clock_and_never_lapses(desk: Desk) -> None:
    ticket = desk.ticket()
    promise = promised(desk, ticket)
    desk.until(at(14, 30))
    desk.do(SendMessage(SAHOTA, Channel.TEXT, "It comes on Thursday.", ticket))
    facts = desk.do(KeepPromise(promise))
    assert (facts["state"], facts["is_late"], facts["minutes_before_due"]) == ("kept", False, 30)
    assert facts["told_since_made"] is True
    desk.until(at(16))
    assert desk.clock(ticket, "promise", f"promise:{promise}").state is TimerState.MET
    assert desk.world.ask(open_promises) == ()


def test_marking_it_kept_without_a_word_to_the_customer_shows(desk: Desk) -> None:
    promise = promised(desk, desk.ticket())
    assert desk.do(KeepPromise(promise))["told_since_made"] is False


def test_a_promise_that_is_due_is_broken_and_stays_to_be_made_good(desk: Desk) -> None:
    ticket = desk.ticket()
    promise = promised(desk, ticket)
    desk.until(at(15, 1))
    (row,) = desk.world.ask(open_promises, ticket_id=ticket)
    assert (row.id, row.state, row.customer) == (promise, PromiseState.BROKEN, "Mr Harjit Sahota")
    desk.until(at(15, 20))
    facts = desk.do(KeepPromise(promise))
    assert (facts["state"], facts["is_late"], facts["minutes_before_due"]) == ("broken", True, -20)
    assert desk.world.ask(open_promises) == ()
    assert desk.clock(ticket, "promise", f"promise:{promise}").state is TimerState.MISSED
    with pytest.raises(Refused, match=r"promise\.ended"):
        desk.do(KeepPromise(promise))


def test_a_promise_kept_at_its_very_due_time_is_kept_and_its_clock_met(desk: Desk) -> None:
    ticket = desk.ticket()
    promise = promised(desk, ticket)
    desk.until(at(15))
    (row,) = desk.world.ask(open_promises, ticket_id=ticket)
    assert (row.state, row.is_overdue) == (PromiseState.OPEN, False)
    facts = desk.do(KeepPromise(promise))
    assert (facts["state"], facts["is_late"], facts["minutes_before_due"]) == ("kept", False, 0)
    assert desk.clock(ticket, "promise", f"promise:{promise}").state is TimerState.MET


def test_going_on_from_event_to_event_breaks_a_promise_when_its_clock_is_overdue_and_no_sooner(desk: Desk) -> None:
    ticket = desk.ticket()
    promise = promised(desk, ticket)
    states: list[PromiseState] = []
    while PromiseState.BROKEN not in states:
        desk.world.world.jump_to_next(LEARNER)
        (row,) = desk.world.ask(open_promises, ticket_id=ticket)
        clock = desk.clock(ticket, "promise", f"promise:{promise}")
        assert (row.state is PromiseState.BROKEN) == (clock.state is TimerState.OVERDUE)
        states.append(row.state)
    assert PromiseState.OPEN in states  # it was told of before, while it could be kept


def test_a_promise_taken_back_lapses_no_more(desk: Desk) -> None:
    promise = promised(desk)
    with pytest.raises(Refused, match=r"promise\.no_reason"):
        desk.do(WithdrawPromise(promise, " "))
    assert desk.do(WithdrawPromise(promise, "He no longer needs it"))["state"] == "withdrawn"
    assert desk.world.ask(practice).events == 0
    with pytest.raises(Refused, match=r"promise\.ended"):
        desk.do(KeepPromise(promise))


def test_a_message_may_carry_its_promise(desk: Desk) -> None:
    ticket = desk.ticket()
    facts = desk.do(SendMessage(SAHOTA, Channel.TEXT, "By 15:00.", ticket, at(15), "Delivery day"))
    assert (facts["promise_due"], facts["as_preferred"]) == (at(15), True)
    (row,) = desk.world.ask(open_promises, customer_id=SAHOTA)
    assert (row.words, row.due_at, row.ticket_ref) == ("Delivery day", at(15), "C-1001")


def test_promises_are_listed_soonest_first_and_by_customer(desk: Desk) -> None:
    later = promised(desk)
    sooner = desk.do(MakePromise(OKAFOR, "I ring back", at(10)))["promise_id"]
    assert [row.id for row in desk.world.ask(open_promises)] == [sooner, later]
    assert [row.id for row in desk.world.ask(open_promises, customer_id=OKAFOR)] == [sooner]


def test_a_promise_survives_closing_the_program(desk: Desk) -> None:
    promise = promised(desk)
    desk.world.reopen()
    desk.until(at(15, 1))
    assert [(row.id, row.state) for row in desk.world.ask(open_promises)] == [(promise, PromiseState.BROKEN)]


def test_the_contact_that_keeps_a_promise_is_with_the_same_customer(desk: Desk) -> None:
    promise = promised(desk)
    elsewhere = desk.do(SendMessage(OKAFOR, Channel.EMAIL, "Hello"))["interaction_id"]
    with pytest.raises(Refused, match=r"promise\.contact_of_another"):
        desk.do(KeepPromise(promise, elsewhere))
