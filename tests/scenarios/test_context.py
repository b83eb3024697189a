# SPDX-License-Identifier: MIT
"""What is true around acts: the case's own handoff among others, and promises from before a target was agreed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crmtrainer.kernel.commands import Role
from crmtrainer.scenarios.format.scenario import Content
from crmtrainer.scenarios.seen import ActSeen
from crmtrainer.scenarios.trace import in_context
from tests.scenarios.stage import KEY, larkfield

MINUTE = 60_000_000
CONTENT: Content = larkfield().content(KEY).model_copy(update={"placed": {"harjit": 7, "hardeep": 8}})


def seen(*acts: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The context of each act."""
    trace = [ActSeen(seq, seq * MINUTE, Role.LEARNER, verb, facts=facts) for seq, (verb, facts) in enumerate(acts, 1)]
    return [dict(act.context) for act in in_context(trace, CONTENT)]


def ticket(number: int, customer: int) -> tuple[str, dict[str, Any]]:
    return "ticket.open", {"ticket_id": number, "customer_id": customer}


def handoff(step: str, number: int, on: int, team: str, state: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return f"handoff.{step}", {"handoff_id": number, "ticket_id": on, "team": team, "state": state, **more}


def message(customer: int, **more: Any) -> tuple[str, dict[str, Any]]:
    return "message.send", {"customer_id": customer, **more}


def test_a_handoff_to_another_team_leaves_the_cases_own_as_it_was() -> None:
    found = seen(
        ticket(1, 7),
        handoff("complete", 1, 1, "warehouse", "done"),
        handoff("send", 2, 1, "delivery", "sent"),
        message(7, ticket_id=1),
        message(7),
    )

    assert [each["handoff"] for each in found[3:]] == ["done", "done"]


def test_a_handoff_on_another_customers_ticket_is_theirs() -> None:
    found = seen(
        ticket(1, 7),
        ticket(2, 8),
        handoff("complete", 1, 1, "warehouse", "done"),
        handoff("send", 2, 2, "warehouse", "sent"),
        message(7),
        message(8),
        message(99),
    )

    assert [each["handoff"] for each in found[4:]] == ["done", "sent", "none"]


def test_what_a_team_does_with_somebody_elses_handoff_is_not_the_learners() -> None:
    review = ActSeen(2, 2, Role.SYSTEM, "handoff.review", facts={"handoff_id": 1, "ticket_id": 1, "team": "warehouse"})
    for of_others in (True, False):
        send = replace(review, seq=1, role=Role.TRAINER, verb="handoff.send", of_others=of_others)
        assert [act.of_others for act in in_context((send, review), CONTENT)] == [of_others, of_others]


def test_a_corrected_handoff_takes_the_place_of_the_one_that_came_back() -> None:
    found = seen(
        ticket(1, 7),
        handoff("review", 1, 1, "warehouse", "bounced"),
        handoff("send", 2, 1, "warehouse", "sent"),
        message(7),
    )

    assert found[3]["handoff"] == "sent"


def test_the_margin_is_counted_from_the_target_of_the_cases_team() -> None:
    due = 500 * MINUTE
    found = seen(
        ticket(1, 7),
        handoff("review", 1, 1, "warehouse", "accepted", target_at=440 * MINUTE),
        handoff("review", 2, 1, "delivery", "accepted", target_at=499 * MINUTE),
        ("promise.make", {"customer_id": 7, "ticket_id": 1, "due_at": due}),
        message(7, promise_due=due, promised_at=450 * MINUTE),
        message(7, promised_at=True),
    )

    assert [each.get("margin_minutes") for each in found[3:]] == [60, 10, None]
    assert all(each["makes_promise"] for each in found[3:])


def test_a_promise_before_any_target_is_compared_once_there_is_one() -> None:
    found = seen(
        ticket(1, 7),
        ("conversation.say", {"persona": "sahota", "promised_at": 430 * MINUTE}),
        handoff("review", 2, 1, "delivery", "accepted", target_at=100 * MINUTE),
        handoff("review", 1, 1, "warehouse", "accepted", target_at=440 * MINUTE),
        handoff("answer", 1, 1, "warehouse", "accepted", target_at=460 * MINUTE),
    )

    assert (found[1]["customer"], found[1]["margin_minutes"]) == ("harjit", -10)


def test_whoever_is_on_the_line_is_meant_whomever_they_are_taken_for() -> None:
    found = seen(("conversation.say", {"persona": "sahota", "customer_id": 8, "discloses": ["address"]}))

    assert (found[0]["customer"], found[0]["tells_record"]) == ("harjit", True)


def test_only_the_cases_team_ends_the_look_at_its_target() -> None:
    breach = {"metric": "handoff_complete", "percent": 100}
    found = seen(
        ticket(1, 7),
        handoff("review", 1, 1, "warehouse", "accepted", target_at=1),
        handoff("review", 2, 1, "delivery", "accepted", target_at=1),
        handoff("complete", 2, 1, "delivery", "done"),
        ("clock.threshold", {**breach, "subject": "handoff:2"}),
        ("clock.threshold", {**breach, "subject": "handoff:1"}),
        handoff("complete", 1, 1, "warehouse", "done"),
    )

    assert [each.get("handoff_target_over", False) for each in found[3:]] == [False, False, True, True]
