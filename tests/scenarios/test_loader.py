# SPDX-License-Identifier: MIT
"""Packs read from folders: what makes one unfit, told by file and line, and the hash of what is in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crmtrainer.scenarios.format.scenario import content_from, content_text
from crmtrainer.scenarios.loader import load_pack
from crmtrainer.scenarios.pack_files import shipped_packs
from crmtrainer.scenarios.problems import PackFaulty, PackProblem
from tests.scenarios.stage import KEY, larkfield


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The shipped pack, to be spoilt."""
    folder = tmp_path / "larkfield"
    shutil.copytree(shipped_packs()[0], folder)
    return folder


def faults(folder: Path) -> tuple[PackProblem, ...]:
    with pytest.raises(PackFaulty) as raised:
        load_pack(folder)
    return raised.value.problems


def change(path: Path, old: str, new: str) -> int:
    """Replace the first `old` in a file. Gives its line."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_shipped_pack_holds_together() -> None:
    pack = larkfield()

    assert pack.file.organisation == "Larkfield Home & Connect"
    assert pack.scenario(KEY).scenario.title == "Passed to warehouse"
    assert len(pack.scenario(KEY).scenario.checks) >= 11
    with pytest.raises(StopIteration):
        pack.scenario("not-there")


def test_content_written_down_and_read_again_is_the_same() -> None:
    content = larkfield().content(KEY)
    text = content_text(content)

    assert content_from(text) == content
    assert content_text(content_from(text)) == text


def test_the_hash_is_of_what_is_said_and_not_of_how_it_is_laid_out(copy: Path) -> None:
    before = load_pack(copy).hash
    change(copy / KEY / "talk.yaml", "turns:\n", "# A remark\n\nturns:\n")
    assert load_pack(copy).hash == before == larkfield().hash

    change(copy / KEY / "talk.yaml", "trust: 8", "trust: 9")
    assert load_pack(copy).hash != before


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "fix"),
    [
        ("scenario.yaml", "teaser:", "teasre:", "`teasre` is not known", "Did you mean `teaser`?"),
        ("scenario.yaml", "minutes: 25m", "minutes: soon", "“soon”", "25m, 4h"),
        ("scenario.yaml", "number: 4", "number: four", "not a whole number", "Write a whole number"),
        ("scenario.yaml", "postcode: LS99 4QV", "postcode: LS1 4AP", "LS1 4AP", "cannot exist"),
        ("scenario.yaml", "value: 07700 900412", "value: 07711 900412", "07711", "kept for drama"),
        ("scenario.yaml", "customer: harjit", "customer: harjitt", "harjitt, which does not exist", "mean harjit?"),
        ("scenario.yaml", "id: S2-M4", "id: S9-M4", "S9-M4", "Did you mean"),
        ("talk.yaml", "technique: acknowledge", "technique: hug", "“hug”", "acknowledge"),
        ("talk.yaml", "value: put-it-right", "value: put-right", "put-right", "put-it-right"),
        ("talk.yaml", "{guests}", "{gests}", "{gests}", "guests"),
        ("beats.yaml", "after: 3m\n", "aftr: 3m\n", "`aftr` is not known", "Did you mean `after`?"),
        ("beats.yaml", "{said: own-it}", "{said: own-itt}", "own-itt", "Did you mean own-it?"),
        ("beats.yaml", "team: warehouse\n      asks:", "team: warehose\n      asks:", "warehose", "warehouse"),
        ("beats.yaml", "list: photo", "list: foto", "foto", "photo"),
        ("checks.yaml", "severity: minor", "severity: tiny", "“tiny”", "critical"),
        ("checks.yaml", "kind: precedence", "kind: before", "“before”", "precedence"),
        ("checks.yaml", "key: margin", "key: accepted", "accepted stands here a second time", "its own name"),
        ("checks.yaml", "team: warehouse, before_due: yes", "teem: warehouse, before_dew: yes", "teem, which", "team?"),
        (
            "checks.yaml",
            "team: warehouse, before_due: yes",
            "team: warehouse, before_dew: yes",
            "before_dew",
            "before_due",
        ),
        (
            "checks.yaml",
            "team: warehouse, decision: bounced",
            "team: warehose, decision: bounced",
            "warehose",
            "warehouse",
        ),
        (
            "checks.yaml",
            "where: {customer: {is_not: harjit}}",
            "where: {customer: {is_not: harji}}",
            "harji,",
            "harjit?",
        ),
        ("checks.yaml", "where: {technique: [acknowledge", "where: {tecnique: [acknowledge", "tecnique", "technique?"),
        ("beats.yaml", "decision: bounced", "decisoin: bounced", "decisoin", "Did you mean decision?"),
        ("checks.yaml", "policy: [promises]", "policy: [promisses]", "promisses", "Did you mean promises?"),
        ("scenario.yaml", "team: warehouse\n\nvaries", "team: warehose\n\nvaries", "warehose", "warehouse"),
        (
            "checks.yaml",
            "    policy: [what-travels]\n    criteria",
            "    criteria",
            "nobody has checked",
            "`policy` it rests",
        ),
        ("checks.yaml", "[acknowledge, apologise", "[acknowlege, apologise", "acknowlege", "Did you mean acknowledge?"),
        ("checks.yaml", "type: complaint", "type: complain", "`type` cannot be complain.", "mean complaint?"),
        ("checks.yaml", "decision: accepted", "decision: acepted", "acepted", "Did you mean accepted?"),
        ("checks.yaml", "channel: phone", "channel: fone", "fone", "Did you mean phone?"),
        ("checks.yaml", "heard_state: passed", "heard_state: pased", "pased", "Did you mean passed?"),
        ("checks.yaml", "before_due: yes", "before_due: true", "`before_due` cannot be true.", "no, yes"),
        (
            "checks.yaml",
            "verb: conversation.place",
            "verb: conversation.plaice",
            "no act called",
            "conversation.place?",
        ),
        ("beats.yaml", "verb: conversation.place", "verb: conversation.plaice", "no act called", "conversation.place?"),
        ("runs.yaml", "do: conversation.answer", "do: conversation.anser", "no act called", "conversation.answer?"),
        ("checks.yaml", "    times: 1\n", "    if_never: met\n", "never came up cannot be met", "`shown_by`"),
        ("runs.yaml", "misses: [margin]", "misses: [margine]", "margine", "Did you mean margin?"),
        ("runs.yaml", "say: play-back", "say: play-bak", "play-bak", "Did you mean play-back?"),
    ],
)
def test_a_fault_is_told_at_its_line_with_what_would_put_it_right(
    copy: Path, file: str, old: str, new: str, what: str, fix: str
) -> None:
    line = change(copy / KEY / file, old, new)

    problem = next(each for each in faults(copy) if what in f"{each.what}")
    assert problem.file == f"{KEY}/{file}"
    assert abs(problem.line - line) <= 1
    assert fix in problem.fix


def test_a_law_card_that_was_read_against_its_source_may_stand_alone(copy: Path) -> None:
    change(copy / KEY / "checks.yaml", "    policy: [what-travels]\n    criteria", "    criteria")
    change(copy / "pack.yaml", 'confirmed: "no"', 'confirmed: "in_part"')

    load_pack(copy)


@pytest.mark.parametrize(
    ("old", "new", "fix"),
    [
        ('mon: ["08:00-20:00"]', 'mon: ["08:00-13:00", "12:00-20:00"]', "Two openings of mon overlap."),
        ('mon: ["07:30-17:30"]', 'mon: ["22:00-08:00"]', "Mon is still open when tue opens."),
        ("length: 1h", "length: 0m", "First-response needs a length of more than nothing."),
        ("metric: first_response", "metric: promise", "Promise is set by a promise, a team or the law"),
        ("metric: first_response", "metric: handoff_accept", "Handoff_accept is set by a promise, a team or the law"),
        ("pauses_in: [waiting_customer]", "longest_pause: 1h", "Resolution never pauses, so it has no longest pause."),
    ],
)
def test_hours_and_standards_that_no_clock_could_keep_are_refused_in_words(
    copy: Path, old: str, new: str, fix: str
) -> None:
    change(copy / "pack.yaml", old, new)

    (problem,) = faults(copy)
    assert fix in problem.fix
    assert problem.file == "pack.yaml"


def test_several_faults_in_several_files_are_told_together(copy: Path) -> None:
    change(copy / "pack.yaml", "calendar: field", "calendar: fild")
    change(copy / KEY / "beats.yaml", "{said: own-it}", "{said: nothing-like-it}")
    change(copy / KEY / "scenario.yaml", "law: [gdpr-5-1-c, gdpr-32]", "law: [gdpr-99]")

    assert {problem.file for problem in faults(copy)} == {"pack.yaml", f"{KEY}/beats.yaml", f"{KEY}/scenario.yaml"}


def test_a_part_may_stand_in_one_file_only(copy: Path) -> None:
    with (copy / KEY / "scenario.yaml").open("a", encoding="utf-8") as file:
        file.write("\nhints: []\n")
    with (copy / KEY / "beats.yaml").open("a", encoding="utf-8") as file:
        file.write("\nchecks: []\n")

    whats = " ".join(problem.what for problem in faults(copy))
    assert "`hints` stands in scenario.yaml as well" in whats
    assert "`checks` does not belong in this file" in whats


def test_the_key_of_a_scenario_is_its_folders_name(copy: Path) -> None:
    change(copy / KEY / "scenario.yaml", f"key: {KEY}", "key: another")

    assert "differs from the folder’s name" in faults(copy)[0].what


def test_a_folder_without_a_pack_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path)[0].what == "There is no pack.yaml here."


def test_a_pack_without_scenarios_is_told(copy: Path) -> None:
    shutil.rmtree(copy / KEY)

    assert "holds no scenario" in faults(copy)[0].what


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("Notes.yaml", "can make trouble"),
        ("con.yaml", "can make trouble"),
        ("-x.yaml", "can make trouble"),
        ("run.exe", "no files of this kind"),
        ("a/b/c/d.yaml", "too deep"),
    ],
)
def test_names_that_make_trouble_are_refused(copy: Path, name: str, what: str) -> None:
    path = copy / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x: 1\n", encoding="utf-8")

    assert any(what in problem.what for problem in faults(copy))


def test_links_are_refused(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text("secret: 1\n", encoding="utf-8")
    try:
        (copy / "inside.yaml").symlink_to(tmp_path / "outside.yaml")
    except OSError:
        pytest.skip("this machine makes no links")

    assert "link" in faults(copy)[0].what


def test_a_pack_that_is_too_large_is_refused(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crmtrainer.scenarios.pack_files.MOST_FILES", 3)

    assert "too large" in faults(copy)[0].what


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    severity: minor", "   severity: minor"),
        ("    severity: minor", "    severety: minor"),
        ("    kind: precedence", "    knid: precedence"),
    ],
)
def test_one_fault_is_told_once_and_at_its_line(copy: Path, old: str, new: str) -> None:
    line = change(copy / KEY / "checks.yaml", old, new)

    (problem,) = faults(copy)
    assert problem.file == f"{KEY}/checks.yaml"
    assert abs(problem.line - line) <= 1
