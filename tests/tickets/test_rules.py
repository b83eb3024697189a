# SPDX-License-Identifier: MIT
"""The ticket's rules as tables: moves of its life cycle, and the next sensible step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtrainer.kernel.errors import Refused
from crmtrainer.tickets.rules import (
    OPEN,
    CloseReason,
    NextStep,
    Situation,
    Status,
    TicketType,
    check_move,
    check_resolution,
    check_set_status,
    next_step,
    ref_of,
)

N, P, W, R, C = Status.NEW, Status.IN_PROGRESS, Status.WAITING, Status.RESOLVED, Status.CLOSED


@pytest.mark.parametrize(
    ("was", "allowed"),
    [(N, {P, W, R, C}), (P, {W, R, C}), (W, {P, R, C}), (R, {P, C}), (C, {P})],
)
def test_the_life_cycle_has_these_moves_and_no_others(was: Status, allowed: set[Status]) -> None:
    for now in allowed:
        check_move(was, now)
    for now in set(Status) - allowed:
        with pytest.raises(Refused, match=r"ticket\.no_such_move"):
            check_move(was, now)


@pytest.mark.parametrize(
    ("was", "now", "code"),
    [
        (P, C, "ticket.close_instead"),
        (C, P, "ticket.reopen_instead"),
        (P, N, "ticket.no_such_move"),
        (P, P, "ticket.no_such_move"),
    ],
)
def test_setting_a_status_neither_closes_nor_reopens(was: Status, now: Status, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_set_status(was, now)
    assert refusal.value.code == code


@pytest.mark.parametrize("reason", list(CloseReason))
def test_only_an_outcome_of_ours_needs_words(reason: CloseReason) -> None:
    if reason in {CloseReason.RESOLVED, CloseReason.NOT_UPHELD}:
        with pytest.raises(Refused, match=r"ticket\.no_resolution"):
            check_resolution(reason, "  ")
    else:
        check_resolution(reason, "")
    check_resolution(reason, "New legs delivered")


def _sent(**more: bool) -> Situation:
    return Situation(status=P, was_told=True, has_handoff=True, team_works=True, team_decides=True, **more)


def _accepted(**more: bool) -> Situation:
    return Situation(status=P, was_told=True, has_handoff=True, team_works=True, **more)


def _promised(**more: bool) -> Situation:
    return _accepted(has_open_promise=True, **more)


@pytest.mark.parametrize(
    ("case", "step"),
    [
        (Situation(is_ringing=True, status=P, team_asks=True), NextStep.ANSWER_CALL),
        (Situation(is_on_call=True), NextStep.CHECK_IDENTITY),
        (Situation(is_on_call=True, is_identity_proven=True), NextStep.OPEN_TICKET),
        (Situation(is_on_call=True, is_identity_proven=True, status=N), NextStep.CONTINUE_CALL),
        (Situation(is_on_call=True, has_identity_failed=True), NextStep.OPEN_TICKET),
        (Situation(is_on_call=True, has_identity_failed=True, status=N), NextStep.CONTINUE_CALL),
        (Situation(has_unlogged_call=True, status=N, was_told=True), NextStep.LOG_CALL),
        (Situation(customer_waits=True), NextStep.OPEN_TICKET),
        (Situation(), NextStep.NOTHING),
        (Situation(status=N), NextStep.TELL_CUSTOMER),
        (Situation(status=P, was_told=True), NextStep.HAND_OFF),
        (Situation(status=P, was_told=True, type=TicketType.ENQUIRY), NextStep.CLOSE),
        (Situation(status=P, was_told=True, has_handoff=True, team_bounced=True), NextStep.CORRECT_HANDOFF),
        (Situation(status=P, was_told=True, has_handoff=True, team_works=True), NextStep.TELL_CUSTOMER),
        (
            Situation(status=P, was_told=True, has_handoff=True, team_works=True, has_open_promise=True),
            NextStep.WAIT_FOR_TEAM,
        ),
        (Situation(status=P, has_handoff=True, team_asks=True, team_works=True), NextStep.ANSWER_TEAM),
        (Situation(status=P, was_told=True, has_handoff=True, has_news=True), NextStep.TELL_CUSTOMER),
        (Situation(status=W, was_told=True), NextStep.WAIT_FOR_CUSTOMER),
        # What the team is to work from was asked for and is on its way; it does not come: it is asked for again.
        (Situation(status=P, was_told=True, awaits_file=True), NextStep.AWAIT_FILE),
        (Situation(status=W, was_told=True, awaits_file=True), NextStep.AWAIT_FILE),
        (Situation(status=P, was_told=True, awaits_file=True, file_is_late=True), NextStep.WAIT_FOR_CUSTOMER),
        (Situation(status=P, was_told=True, awaits_file=True, customer_waits=True), NextStep.HAND_OFF),
        (Situation(status=P, was_told=True, awaits_file=True, has_unlogged_call=True), NextStep.LOG_CALL),
        # The photo that was asked for has come: now the work can go to the team.
        (Situation(status=P, was_told=True, customer_waits=True), NextStep.HAND_OFF),
        (Situation(status=W, was_told=True, customer_waits=True), NextStep.HAND_OFF),
        (Situation(status=P, was_told=True, has_open_promise=True), NextStep.HAND_OFF),
        (Situation(status=P, customer_waits=True), NextStep.TELL_CUSTOMER),
        (Situation(status=W, was_told=True, customer_waits=True, has_handoff=True), NextStep.TELL_CUSTOMER),
        # Sent, and not accepted yet: nothing to tell, whoever spoke last.
        (_sent(), NextStep.WAIT_FOR_TEAM),
        (_sent(customer_waits=True), NextStep.WAIT_FOR_TEAM),
        (_sent(has_open_promise=True), NextStep.WAIT_FOR_TEAM),
        (_sent(has_news=True), NextStep.TELL_CUSTOMER),
        # Accepted: the customer is told once, then one waits.
        (_accepted(), NextStep.TELL_CUSTOMER),
        (_accepted(told_since_accepted=True), NextStep.WAIT_FOR_TEAM),
        (_accepted(told_since_accepted=True, customer_waits=True), NextStep.TELL_CUSTOMER),
        (_sent(team_was_asked=True), NextStep.LET_TEAM_WORK),
        (_accepted(team_was_asked=True, has_open_promise=True), NextStep.TELL_CUSTOMER),
        (_accepted(team_was_asked=True, told_since_accepted=True), NextStep.LET_TEAM_WORK),
        (Situation(status=P, was_told=True, has_handoff=True, has_open_promise=True), NextStep.KEEP_PROMISE),
        # What was promised was told: it waits to be marked as kept, whatever the team does.
        (_promised(told_since_accepted=True, told_since_promise=True), NextStep.KEEP_PROMISE),
        (_promised(told_since_accepted=True), NextStep.WAIT_FOR_TEAM),
        (_promised(told_since_promise=True), NextStep.WAIT_FOR_TEAM),
        # A promise that runs out goes before every wait; a question that holds a team up goes before the promise.
        (_promised(promise_presses=True), NextStep.KEEP_PROMISE),
        (_promised(promise_presses=True, team_was_asked=True), NextStep.KEEP_PROMISE),
        (_promised(promise_presses=True, team_asks=True), NextStep.ANSWER_TEAM),
        (_promised(promise_presses=True, customer_waits=True, team_decides=True), NextStep.TELL_CUSTOMER),
        (_sent(promise_presses=True), NextStep.KEEP_PROMISE),
        (Situation(status=W, was_told=True, has_open_promise=True, promise_presses=True), NextStep.KEEP_PROMISE),
        (Situation(status=P, was_told=True, promise_presses=True), NextStep.KEEP_PROMISE),
        (Situation(status=P, was_told=True, has_handoff=True, team_awaits_thanks=True), NextStep.THANK_TEAM),
        (Situation(status=P, was_told=True, has_handoff=True), NextStep.CLOSE),
        (Situation(status=R, was_told=True), NextStep.CLOSE),
        (Situation(status=C, customer_waits=True), NextStep.NOTHING),
        (Situation(status=C, was_told=True, nothing_open=True), NextStep.FINISH),
        (Situation(status=C, was_told=True, nothing_open=True, has_unlogged_call=True), NextStep.LOG_CALL),
    ],
)
def test_next_step(case: Situation, step: NextStep) -> None:
    assert next_step(case) is step


situations = st.builds(
    Situation,
    status=st.sampled_from(Status),
    type=st.sampled_from(TicketType),
    **{name: st.booleans() for name in Situation.__dataclass_fields__ if name not in ("status", "type")},
)


@given(situations)
def test_closing_is_never_next_while_the_customer_or_a_team_waits_for_us(case: Situation) -> None:
    if next_step(case) is NextStep.CLOSE:
        assert case.was_told
        assert not any((case.customer_waits, case.has_news, case.team_asks, case.team_bounced, case.team_works))
        assert not case.has_open_promise


@given(situations)
def test_an_open_ticket_always_has_a_next_step(case: Situation) -> None:
    if case.status in OPEN:
        assert next_step(case) is not NextStep.NOTHING


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_references_differ_and_start_above_the_first_number(one: int, other: int) -> None:
    assert (ref_of(one) == ref_of(other)) == (one == other)
    assert ref_of(42) == "C-1042"
