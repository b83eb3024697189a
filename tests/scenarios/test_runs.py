# SPDX-License-Identifier: MIT
"""Every run of the shipped pack through the real application: golden ones meet all, others miss what they name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from crmtrainer.cli.pack import trial_worlds
from crmtrainer.scenarios.beginnings import Beginnings, TrialWorlds
from crmtrainer.scenarios.checks.deciding import Verdict
from crmtrainer.scenarios.format.runs import Run, Step, steps_of
from crmtrainer.scenarios.runs import play
from tests.scenarios.stage import KEY, larkfield

RUNS = larkfield().scenario(KEY).runs


@pytest.fixture(scope="module")
def make_world() -> Iterator[TrialWorlds]:
    with trial_worlds() as maker:
        yield maker


@pytest.fixture(scope="module")
def beginnings(make_world: TrialWorlds) -> Beginnings:
    return Beginnings(make_world, RUNS)


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.key)
def test_a_run_comes_out_as_it_says(run: Run, make_world: TrialWorlds, beginnings: Beginnings) -> None:
    report = play(larkfield(), KEY, run, make_world, beginnings=beginnings)

    assert report.broken == ""
    assert report.unexpected == ()
    if run.golden:
        assert all(result.verdict is not Verdict.MISSED for result in report.results)
        assert all(
            result.cites for result in report.results if result.verdict is Verdict.MET and result.kind != "final"
        )


def test_who_does_nothing_meets_nothing_and_what_they_left_out_is_missed() -> None:
    by_key = {run.key: run for run in RUNS}
    checks = {check.key for check in larkfield().scenario(KEY).scenario.checks}
    said_one_sentence, unread = by_key["one-sentence"], by_key["empty-and-unread"]

    assert checks - {*said_one_sentence.misses, *said_one_sentence.not_reached} == {"feeling-first"}
    assert checks == {*by_key["never-looked"].misses, *by_key["never-looked"].not_reached}
    assert checks == {*by_key["never-answers"].misses, *by_key["never-answers"].not_reached}
    assert {"handoff-they-can-use", "texted-not-rung", "margin", "team-answered"} <= set(unread.not_reached)
    assert {"accepted", "promise-kept"} <= set(unread.misses)


def test_the_runs_show_what_the_issue_asks_for() -> None:
    misses = {run.key: run.misses for run in RUNS}

    assert sum(run.golden for run in RUNS) >= 1
    assert misses["reads-answers-out"] == ("identity-before-disclosure",)
    assert misses["see-notes"] == ("handoff-they-can-use",)
    assert misses["health-note"] == ("no-health-note",)
    assert misses["inside-their-target"] == ("margin",)
    assert misses["closed-untold"] == ("told-before-closing", "promise-kept")
    assert misses["kept-on-paper"] == ("promise-kept",)
    assert misses["types-them-himself"] == ("his-own-answers",)
    assert misses["greeted-and-closed"] == ("told-before-closing",)
    assert misses["health-in-other-words"] == ("no-health-note",)
    for run in ("reads-out-in-own-words", "reads-out-between-the-lines", "writes-it-out"):
        assert misses[run] == ("identity-before-disclosure",)
    for run in ("tells-the-internal-target", "promises-in-own-words"):
        assert misses[run] == ("agreed-before-promised", "margin")
    assert misses["promises-in-a-text"] == ("margin",)


def test_a_run_that_goes_on_from_another_comes_out_as_one_that_is_played_whole(make_world: TrialWorlds) -> None:
    model, other = RUNS[0], next(run for run in RUNS if run.key == "loose-ends")
    beginnings = Beginnings(make_world, (model, other))
    play(larkfield(), KEY, model, make_world, beginnings=beginnings)

    assert beginnings.longest(other, steps_of(other, RUNS))[0] > 30
    assert play(larkfield(), KEY, other, make_world, beginnings=beginnings) == play(larkfield(), KEY, other, make_world)


def test_the_warehouse_speaks_of_the_door_note_only_where_one_travelled(
    make_world: TrialWorlds, beginnings: Beginnings
) -> None:
    told = {}
    for run in RUNS:
        if run.key in ("golden", "whole-record"):
            report = play(larkfield(), KEY, run, make_world, beginnings=beginnings)
            told[run.key] = {variant for beat, variant in report.beats if beat == "dev-finishes"}
    assert told == {"golden": {"reminded"}, "whole-record": {"reminded-without-note"}}
    for beat in larkfield().scenario(KEY).scenario.beats:
        if beat.beat == "dev-finishes":
            assert beat.team is not None
            assert ("for the door" in str(beat.team.finishes)) == (beat.variant == "reminded")


def test_a_golden_run_meets_all_whatever_the_seed(make_world: TrialWorlds) -> None:
    report = play(larkfield(), KEY, RUNS[0], make_world, seed="another")

    assert report.is_as_expected


def broken(*steps: dict[str, object]) -> Run:
    return Run.model_validate({"key": "broken", "title": "T", "misses": ["margin"], "steps": list(steps)})


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ({"do": "no.such_act"}, "unknown_verb"),
        ({"do": "handoff.chase", "args": {"handoff_id": "<handoff>", "words": "x"}}, "run.nothing_there"),
        ({"do": "note.add", "args": {"customer_id": "<customer nobody>", "words": "x"}}, "run.nothing_there"),
        ({"do": "note.add", "args": {"customer_id": "<whoever>", "words": "x"}}, "run.unknown_symbol"),
        ({"do": "note.add", "args": {"words": "x"}}, "missing_field"),
        ({"do": "scenario.finish", "refused": "scenario.finished"}, "run.not_refused"),
        ({"say": "own-it"}, "run.nothing_there"),
        ({"until": {"handoff": {"team": "warehouse", "is": "done"}}}, "never comes"),
    ],
)
def test_a_step_that_cannot_be_played_is_reported(step: dict[str, object], says: str, make_world: TrialWorlds) -> None:
    report = play(larkfield(), KEY, broken(step), make_world)

    assert report.broken.startswith("step 1: ")
    assert says in report.broken
    assert not report.is_as_expected


def test_a_run_may_expect_a_refusal(make_world: TrialWorlds) -> None:
    expected = {
        "do": "note.add",
        "args": {"customer_id": "<customer harjit>", "words": " "},
        "refused": "note.no_words",
    }

    assert play(larkfield(), KEY, broken(expected), make_world).broken == ""


def test_a_run_like_another_takes_its_steps_over() -> None:
    one = Run.model_validate(
        {"key": "one", "title": "T", "golden": "yes", "steps": [{"as": "a", "wait": "1m"}, {"wait": "2m"}]}
    )
    other = Run.model_validate(
        {
            "key": "other",
            "title": "T",
            "misses": ["x"],
            "like": "one",
            "change": {"a": [{"wait": "5m"}, {"wait": "6m"}]},
        }
    )

    assert [step.wait for step in steps_of(other, (one, other))] == [5, 6, 2]
    with pytest.raises(KeyError):
        steps_of(other, (other,))
    with pytest.raises(ValueError, match="one of"):
        Step.model_validate({"do": "note.add", "wait": "1m"})
