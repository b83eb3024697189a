# SPDX-License-Identifier: MIT
"""What a check says of a trace: verdict, the acts it cites, and the moment at which a missing act was due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.moments import to_micros
from crmtrainer.scenarios.checks.deciding import CheckResult, RunSeen, Verdict, decide_one
from crmtrainer.scenarios.format.checks import Check
from crmtrainer.scenarios.seen import ActSeen
from crmtrainer.scenarios.situation import PromiseView, Situation

START = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def run_of(*steps: tuple[int, str], end: int = 480, **ending: Any) -> RunSeen:
    """A run of acts at minutes after noon; the sequence number is the place in the list, from 1."""
    acts = tuple(
        ActSeen(
            place,
            to_micros(START + timedelta(minutes=minute)),
            Role.SYSTEM if verb.startswith("team.") else Role.LEARNER,
            verb,
        )
        for place, (minute, verb) in enumerate(steps, start=1)
    )
    return RunSeen(acts, Situation(now=START + timedelta(minutes=end), acts=acts, **ending))


def decided(run: RunSeen, **check: Any) -> CheckResult:
    whole = {"key": "k", "title": "T", "severity": "major", "met": "Yes.", "missed": "No.", "good": "Do.", **check}
    return decide_one(Check.model_validate(whole), run)


def minute(result: CheckResult) -> int | None:
    return None if result.at is None else int((result.at - START).total_seconds() // 60)


def test_an_act_that_never_came_is_missed_at_the_end() -> None:
    result = decided(run_of((1, "a.a")), kind="existence", of={"verb": "b.b"})

    assert (result.verdict, result.cites, minute(result)) == (Verdict.MISSED, (), 480)
    assert result.sentence == "No."


def test_an_act_that_came_too_late_is_missed_at_its_deadline() -> None:
    run = run_of((0, "a.a"), (90, "b.b"))
    result = decided(run, kind="existence", of={"verb": "b.b"}, after={"verb": "a.a"}, within="1h")

    assert (result.verdict, minute(result)) == (Verdict.MISSED, 60)


def test_a_look_between_two_acts_sees_nothing_outside() -> None:
    run = run_of((0, "b.b"), (10, "team.open"), (200, "team.close"), (210, "b.b"))
    between = {"after": {"verb": "team.open"}, "before": {"verb": "team.close"}}
    result = decided(run, kind="existence", of={"verb": "b.b"}, **between)

    assert (result.verdict, minute(result)) == (Verdict.MISSED, 200)
    assert decided(run_of((10, "team.open"), (20, "b.b")), kind="existence", of={"verb": "b.b"}, **between).cites == (
        2,
    )


def test_a_look_that_never_opens_is_not_reached() -> None:
    result = decided(run_of((0, "b.b")), kind="existence", of={"verb": "b.b"}, after={"verb": "a.a"})

    assert result.verdict is Verdict.NOT_REACHED
    assert result.sentence == "This never came up."


def test_an_absence_cites_what_broke_it_or_what_it_looked_at() -> None:
    words = {"verb": "a.a", "words": {"stems": "health"}}
    assert decided(run_of((0, "b.b"), (1, "a.a")), kind="absence", of=words).cites == (2,)
    broken = decided(run_of((0, "a.a"), (1, "b.b"), (2, "a.a")), kind="absence", of={"verb": "a.a"}, times="1")
    assert (broken.verdict, broken.cites) == (Verdict.MISSED, (3,))


NEVER = {
    "an absence": {"kind": "absence", "of": {"verb": "a.a"}},
    "none of a kind": {"kind": "exactly", "of": {"verb": "a.a"}, "times": "0"},
    "a precedence": {"kind": "precedence", "first": {"verb": "b.b"}, "then": {"verb": "a.a"}},
    "a response": {"kind": "response", "first": {"verb": "a.a"}, "then": {"verb": "b.b"}},
    "a not-succession": {"kind": "not_succession", "first": {"verb": "a.a"}, "then": {"verb": "b.b"}},
    "an end that nothing led to": {"kind": "final", "that": {"promise": "none"}, "shown_by": {"verb": "a.a"}},
}


@pytest.mark.parametrize("check", NEVER.values(), ids=NEVER.keys())
def test_what_never_came_up_is_neither_met_nor_missed(check: dict[str, Any]) -> None:
    result = decided(run_of((0, "b.b")), **check)

    assert (result.verdict, result.cites) == (Verdict.NOT_REACHED, ())
    earlier = decided(run_of((0, "b.b")), if_never="met", **check)
    assert earlier.verdict is Verdict.NOT_REACHED
    fault = decided(run_of((0, "b.b")), if_never="missed", **check)
    assert (fault.verdict, minute(fault)) == (Verdict.MISSED, 480)


def test_an_absence_is_shown_by_acts_of_its_kind_or_by_those_it_names() -> None:
    clean = {"verb": "a.a", "words": {"stems": "health"}}
    run = run_of((0, "a.a"), (1, "b.b"))

    assert decided(run, kind="absence", of={"verb": "c.c"}, shown_by={"verb": "b.b"}).cites == (2,)
    seen = RunSeen(tuple(replace(act, words="legs") for act in run.acts), run.end)
    assert (decided(seen, kind="absence", of=clean).verdict, decided(seen, kind="absence", of=clean).cites) == (
        Verdict.MET,
        (1,),
    )


def test_what_an_absence_puts_up_with_shows_nothing_by_itself() -> None:
    check = {"kind": "absence", "of": {"verb": "team.bounce"}, "times": "1", "shown_by": {"verb": "team.accept"}}

    assert decided(run_of((0, "team.bounce")), **check).verdict is Verdict.NOT_REACHED
    assert decided(run_of((0, "team.bounce"), (9, "team.accept")), **check).cites == (1, 2)
    assert decided(run_of((0, "team.bounce"), (9, "team.bounce")), **check).verdict is Verdict.MISSED


def test_an_end_cites_the_acts_that_led_to_it() -> None:
    run = run_of((0, "a.a"), (5, "b.b"), promises=(PromiseView(1, "kept", START),))
    result = decided(run, kind="final", that={"promise": "kept"}, shown_by={"verb": "b.b"})

    assert (result.verdict, result.cites) == (Verdict.MET, (2,))


def test_precedence_cites_the_acts_that_came_too_early() -> None:
    result = decided(
        run_of((0, "b.b"), (1, "a.a"), (2, "b.b")), kind="precedence", first={"verb": "a.a"}, then={"verb": "b.b"}
    )

    assert (result.verdict, result.cites, result.at) == (Verdict.MISSED, (1,), None)


def test_a_response_that_is_missing_has_a_moment_and_cites_the_question() -> None:
    run = run_of((0, "team.ask"), (70, "b.b"))
    result = decided(run, kind="response", first={"verb": "team.ask"}, then={"verb": "b.b"}, within="1h")

    assert (result.verdict, result.cites, minute(result)) == (Verdict.MISSED, (1,), 60)


def test_working_minutes_are_counted_by_the_calendar() -> None:
    def due(calendar: str | None, start: int, minutes: int) -> int:
        assert calendar == "desk"
        return start + 2 * minutes * 60_000_000

    run = run_of((0, "team.ask"), (100, "b.b"))
    counted = RunSeen(run.acts, run.end, due)
    check = {"kind": "response", "first": {"verb": "team.ask"}, "then": {"verb": "b.b"}, "within": "1h"}
    assert decided(counted, calendar="desk", **check).verdict is Verdict.MET
    assert decided(run, calendar="desk", **check).verdict is Verdict.MISSED


def test_chains_and_beginnings_step_over_what_does_not_count() -> None:
    run = run_of((0, "team.ring"), (1, "a.a"), (2, "team.beat"), (3, "b.b"))
    chain = {"kind": "chain_response", "first": {"verb": "a.a"}, "then": {"verb": "b.b"}}

    assert decided(run, **chain).verdict is Verdict.MET
    assert decided(run, kind="init", of={"verb": "a.a"}).cites == (2,)
    assert decided(run, **chain, among={"verb": ["a.a", "b.b", "team.beat"]}).verdict is Verdict.MISSED


def test_a_final_state_is_decided_on_the_end() -> None:
    kept = run_of((0, "a.a"), promises=(PromiseView(1, "kept", START),))

    assert decided(kept, kind="final", that={"promise": "kept"}).verdict is Verdict.MET
    missed = decided(kept, kind="final", that={"promise": "broken"})
    assert (missed.verdict, minute(missed)) == (Verdict.MISSED, 480)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "existence"},
        {"kind": "existence", "of": {"verb": "a.a"}, "then": {"verb": "b.b"}},
        {"kind": "response", "first": {"verb": "a.a"}},
        {"kind": "final", "of": {"verb": "a.a"}},
        {"kind": "precedence", "first": {"verb": "a.a"}, "then": {"verb": "b.b"}, "within": "1h"},
        {"kind": "existence", "of": {"verb": "a.a"}, "calendar": "desk"},
        {"kind": "existence", "of": {"verb": "a.a"}, "shown_by": {"verb": "b.b"}},
    ],
)
def test_a_check_that_is_not_whole_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        decided(run_of((0, "a.a")), **wrong)
