# SPDX-License-Identifier: MIT
"""The check of a pack: lints beyond names, and the command with its exit codes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crmtrainer.cli.pack import trial_worlds
from crmtrainer.cli.root import app
from crmtrainer.scenarios.loader import load_pack
from crmtrainer.scenarios.pack_check import check_pack, lint
from crmtrainer.scenarios.pack_files import shipped_packs
from crmtrainer.scenarios.problems import PackFaulty
from crmtrainer.scenarios.sentences import MOST_GUESSED
from tests.scenarios.stage import KEY, larkfield


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The shipped pack with one short run, to be spoilt."""
    folder = tmp_path / "larkfield"
    shutil.copytree(shipped_packs()[0], folder)
    (folder / KEY / "runs.yaml").write_text(
        """
runs:
  - key: idle
    title: Does nothing at all
    misses: [right-record, accepted, need-as-need, promise-kept, both-sides-closed, resolved-in-time]
    not_reached:
      [only-his-record, identity-before-disclosure, his-own-answers, feeling-first, fact-played-back, complaint-opened,
       call-logged, handoff-they-can-use, no-health-note, no-contact-details, agreed-before-promised, margin,
       team-answered, right-plate, checked-before-due, told-before-closing, texted-not-rung]
    steps:
      - do: scenario.finish
""",
        encoding="utf-8",
    )
    return folder


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_pack_has_no_fault_on_paper() -> None:
    assert list(lint(larkfield().scenario(KEY))) == []


def test_checks_that_no_run_misses_and_a_missing_golden_run_are_found(copy: Path) -> None:
    whats = [problem.what for problem in lint(load_pack(copy).scenario(KEY))]

    assert "There is no golden run in which every check comes up." in whats
    assert "No run misses the check margin." in whats
    assert "No run misses the check accepted." not in whats


def test_a_run_like_none_or_changing_none_is_found(copy: Path) -> None:
    with (copy / KEY / "runs.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {key: a, title: T, golden: yes, like: nobody}\n")
        file.write("  - {key: b, title: T, golden: yes, like: idle, change: {gone: []}}\n")

    whats = " ".join(problem.what for problem in lint(load_pack(copy).scenario(KEY)))
    assert "a is like nobody, which has no steps of its own" in whats
    assert "b changes the step gone, which idle does not have" in whats


def test_what_nobody_reaches_is_advice(copy: Path) -> None:
    replace(
        copy / KEY / "beats.yaml",
        "    when: [{said: own-it}, {call",
        "    when: [{trust: {person: dev, at_least: 99}}, {call",
    )
    with trial_worlds() as make_world:
        report = check_pack(copy, make_world)

    told = [problem.what for problem in report.advice]
    assert "The beat gives-details (willing) was never played." in told
    assert "The move ask-everything was never made." not in told
    assert not report.is_fit
    assert report.scenarios[0].runs[0].is_as_expected


def test_the_command_says_what_is_wrong_and_leaves_with_its_code(copy: Path) -> None:
    replace(copy / KEY / "scenario.yaml", "teaser:", "teasre:")
    told = CliRunner().invoke(app, ["pack", "check", str(copy)])

    assert told.exit_code == 2
    assert f"{KEY}/scenario.yaml, line 7: `teasre` is not known here. Did you mean `teaser`?" in told.stdout
    assert "not fit to use" in told.stdout


def test_the_command_speaks_json_and_tells_its_progress_in_plain_lines_where_there_is_no_terminal(copy: Path) -> None:
    told = CliRunner().invoke(app, ["pack", "check", str(copy), "--json"])
    report = json.loads(told.stdout)

    assert told.exit_code == 1
    assert report["scenarios"][0]["runs"][0]["key"] == "idle"
    assert any(fault["what"] == "There is no golden run in which every check comes up." for fault in report["faults"])
    lines = told.stderr.splitlines()
    assert lines[0] == f"{KEY}: run 1 of 1, idle"
    assert lines[-1] == f"{KEY}: walk 4 of 4"
    assert "\033" not in told.stderr


def test_of_very_many_faults_the_first_are_told_and_the_rest_counted(copy: Path) -> None:
    """Soon: what was meant is guessed for those that are read, and no file may be endless."""
    pack = copy / "pack.yaml"
    pack.write_text(pack.read_text("utf-8") + "".join(f"organisatoin{number}: x\n" for number in range(3_000)), "utf-8")
    told = CliRunner().invoke(app, ["pack", "check", str(copy)])

    lines = told.stdout.splitlines()
    assert told.exit_code == 2
    assert len(lines) == 102
    assert "Did you mean `organisation`?" in lines[0]
    assert lines[-2] == "And 2,900 more: mend these first."
    report = json.loads(CliRunner().invoke(app, ["pack", "check", str(copy), "--json"]).stdout)
    assert (len(report["faults"]), report["more"]) == (100, 2_900)


def test_no_more_is_guessed_than_is_read(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("crmtrainer.scenarios.sentences._best", lambda field, known: asked.append(field))
    pack = copy / "pack.yaml"
    pack.write_text(pack.read_text("utf-8") + "".join(f"strange{number}: x\n" for number in range(3_000)), "utf-8")
    with pytest.raises(PackFaulty) as raised:
        load_pack(copy)

    assert len(raised.value.problems) == 3_000
    assert len(asked) <= 2 * MOST_GUESSED
