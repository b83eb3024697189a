# SPDX-License-Identifier: MIT
"""What a check compared, in words: which act is meant, and the two times that were held against one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.moments import to_micros
from crmtrainer.scenarios.checks.deciding import RunSeen, Verdict, decide_one
from crmtrainer.scenarios.comparing import Comparing
from crmtrainer.scenarios.debrief_rows import DebriefClock
from crmtrainer.scenarios.format.checks import Check
from crmtrainer.scenarios.seen import ActSeen
from crmtrainer.scenarios.situation import PromiseView, Situation
from crmtrainer.scenarios.telling import Teller

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
TELLER = Teller({"customer:7": "Mr Sahota", "team:1": "Warehouse", "team:warehouse": "Warehouse"}, ZoneInfo("UTC"))
PROMISING = ["message.send", "interaction.log"]


def micros(minutes: int) -> int:
    return to_micros(NOON + timedelta(minutes=minutes))


def act(seq: int, minute: int, verb: str, facts: dict[str, Any] | None = None, **context: Any) -> ActSeen:
    return ActSeen(seq, micros(minute), Role.LEARNER, verb, facts=facts or {}, context=context)


def text(seq: int, minute: int, **context: Any) -> ActSeen:
    return act(seq, minute, "message.send", {"customer_id": 7, "channel": "text"}, **context)


def accepted(seq: int, minute: int, target: int) -> ActSeen:
    facts = {"handoff_id": 1, "decision": "accepted", "target_at": micros(target)}
    return ActSeen(seq, micros(minute), Role.SYSTEM, "handoff.review", facts=facts)


def run_of(*acts: ActSeen, **end: Any) -> RunSeen:
    return RunSeen(acts, Situation(NOON + timedelta(minutes=480), acts=acts, **end))


def told(run: RunSeen, clocks: tuple[DebriefClock, ...] = (), **check: Any) -> tuple[Verdict, str]:
    whole = {"key": "k", "title": "T", "severity": "major", "met": "Yes.", "missed": "No.", "good": "Do.", **check}
    asked = Check.model_validate(whole)
    result = decide_one(asked, run)
    return result.verdict, Comparing(run, TELLER, clocks).told(asked, result)


MARGIN = {"kind": "absence", "of": {"verb": PROMISING, "where": {"margin_minutes": {"at_most": 29}}}}
FIRST = {
    "kind": "precedence",
    "first": {"verb": "handoff.review"},
    "then": {"verb": PROMISING, "where": {"makes_promise": "yes", "promise_of": "work"}},
    "shown_by": {"verb": PROMISING},
}


def promise(minute: int, **more: Any) -> dict[str, Any]:
    return {"makes_promise": True, "promise_of": "work", "promised_for": micros(minute), **more}


def test_a_promise_in_words_is_named_with_its_time_and_the_teams_own() -> None:
    held = {"margin_minutes": -20, "agreed_for": micros(290), "agreed_by": "warehouse"}
    verdict, words = told(run_of(accepted(3, 50, 290), text(5, 70, **promise(270, **held))), **MARGIN)

    assert verdict is Verdict.MISSED
    assert words == (
        "Act 5 (Tue 13:10, “Wrote to Mr Sahota by text”; its words promise Tue 16:30): Warehouse had agreed to Tue"
        " 16:50, so the promise lies 20 min before that; wanted are 30 min after it or more."
    )


def test_of_promises_with_room_the_nearest_is_told_and_when_the_team_agreed_only_later() -> None:
    far = promise(500, margin_minutes=210, agreed_for=micros(290), agreed_by="warehouse")
    near = promise(360, margin_minutes=70, agreed_for=micros(290), agreed_by="warehouse", agreed_later=micros(50))
    verdict, words = told(run_of(text(2, 30, **near), accepted(3, 50, 290), text(5, 70, **far)), **MARGIN)

    assert verdict is Verdict.MET
    assert words.startswith("The nearest is act 2 (Tue 12:30, ")
    assert "Warehouse agreed only at Tue 12:50, to Tue 16:50, so the promise lies 1 h 10 min after that." in words


def test_a_promise_made_too_soon_stands_beside_the_act_that_should_have_come_first() -> None:
    run = run_of(text(2, 30, **promise(270)), accepted(3, 50, 290))

    assert told(run, **FIRST) == (
        Verdict.MISSED,
        "Act 2 (Tue 12:30, “Wrote to Mr Sahota by text”; its words promise Tue 16:30) came before act 3 (Tue 12:50,"
        " “Warehouse accepted H-0001, to be done by Tue 16:50”).".replace("H-0001", "a handoff"),
    )
    alone = told(run_of(text(2, 30, **promise(270))), **FIRST)
    assert alone[1].endswith("came, and what had to come first never did.")


def test_a_promise_to_be_in_touch_is_said_not_to_count() -> None:
    log = act(2, 30, "interaction.log", {"customer_id": 7, "promise_due": micros(360)}, makes_promise=True)
    word = ActSeen(log.seq, log.at, log.role, log.verb, facts=log.facts, context={**log.context, "promise_of": "word"})
    verdict, words = told(run_of(word, accepted(3, 50, 290), text(5, 70, **promise(400))), **FIRST)

    assert verdict is Verdict.MET
    assert words.startswith("Act 3 (Tue 12:50, ")
    assert "came before act 5 (Tue 13:10, " in words
    assert words.endswith(
        "Not counted, for it only promises to be in touch: act 2 (Tue 12:30, “Logged a contact with Mr Sahota”; it"
        " notes a promise by Tue 18:00)."
    )


def test_an_answer_stands_beside_its_limit_in_time_later_or_never() -> None:
    check = {"kind": "response", "first": {"verb": "handoff.ask"}, "then": {"verb": "handoff.answer"}, "within": "1h"}
    ask = act(4, 60, "handoff.ask", {"handoff_id": 1})
    late, in_time = act(6, 130, "handoff.answer"), act(5, 65, "handoff.answer")

    asked = "After act 4 (Tue 13:00, “Warehouse asked about a handoff”), due by Tue 14:00, "
    assert told(run_of(ask, in_time), **check)[1].startswith(f"{asked}act 5 (Tue 13:05, ")
    assert told(run_of(ask, late), **check)[1].endswith("came only later.")
    assert told(run_of(ask), **check) == (Verdict.MISSED, f"{asked}nothing of the kind came.")
    soon = replace(run_of(ask), end=Situation(NOON + timedelta(minutes=90)))
    assert told(soon, **check)[1] == f"{asked}nothing of the kind came until the run ended, Tue 13:30."


def test_what_never_came_is_told_with_the_acts_between_which_it_was_due() -> None:
    check = {
        "kind": "existence",
        "of": {"verb": "handoff.chase"},
        "after": {"verb": "handoff.review"},
        "before": {"verb": "handoff.complete"},
    }
    done, chase = act(9, 250, "handoff.complete", {"handoff_id": 1}), act(10, 255, "handoff.chase")
    verdict, words = told(run_of(accepted(3, 50, 290), done, chase), **check)

    assert verdict is Verdict.MISSED
    assert words.startswith("Nothing of the kind came after act 3 (Tue 12:50, ")
    assert "and before act 9 (Tue 16:10, “Warehouse finished a handoff”)." in words
    assert words.endswith("came later.")
    in_time = told(run_of(accepted(3, 50, 290), act(5, 90, "handoff.chase"), done), **check)
    assert in_time[1].startswith("Act 5 (Tue 13:30, ")


def test_the_end_is_told_by_its_clock_and_its_promises() -> None:
    clock = DebriefClock(
        1,
        "resolution",
        "C-1001",
        "",
        "missed",
        480,
        NOON + timedelta(minutes=400),
        NOON + timedelta(minutes=460),
        0,
        3600,
    )
    check = {"kind": "final", "that": {"clock": {"metric": "resolution", "is": "met"}}}
    ended = run_of(act(1, 0, "ticket.open"), clocks=(("resolution", "missed"),))
    assert told(ended, (clock,), **check)[1] == "Resolution of C-1001: due Tue 18:40, stopped Tue 19:40."

    keep = act(8, 300, "promise.keep", {"promise_id": 1, "customer_id": 7})
    promises = (PromiseView(1, "kept", NOON + timedelta(minutes=360)), PromiseView(2, "broken", NOON))
    words = told(run_of(keep, promises=promises), kind="final", that={"promise": "none"})[1]
    assert words == (
        "Promised for Tue 18:00, marked as kept by act 8 (Tue 17:00, “Kept a promise to Mr Sahota”)."
        " Promised for Tue 12:00, and never marked as kept."
    )


@pytest.mark.parametrize("kind", ["absence", "exactly"])
def test_what_should_not_have_been_done_is_named(kind: str) -> None:
    verdict, words = told(run_of(text(4, 60)), kind=kind, of={"verb": "message.send"}, times="0")

    assert verdict is Verdict.MISSED
    assert words == "Act 4 (Tue 13:00, “Wrote to Mr Sahota by text”)."
