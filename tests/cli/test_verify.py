# SPDX-License-Identifier: MIT
"""`crmtrainer verify`: exit codes that scripts rely on, sentences for people, a report for programs."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import pytest

from crmtrainer import bootstrap
from crmtrainer.cli.root import run_cli
from crmtrainer.journal.report import Damage, Finding, Note
from crmtrainer.journal.wording import WORDING, told
from crmtrainer.wording import sentence
from tests.house.an_attempt import Made
from tests.house.conftest import made, played
from tests.journal import play_room as play
from tests.journal.tampering import behind_the_back

__all__ = ["made", "played"]

FACTS = ("or", "journal", "table", "row", "touched_by", "column", "guard", "problem", "format", "seconds", "pieces")
FACTS += ("reached", "epoch", "turn", "before", "after", "by", "replaced", "wanted", "index", "kept")


@pytest.fixture
def world(tmp_path: Path) -> Path:
    with play.play_room():
        made = play.play_world(tmp_path)
        for number in range(30):
            made.do(play.Feel("anna", number))
        made.world.close()
    return made.path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["crmtrainer", *arguments])
    with pytest.raises(SystemExit) as left:
        run_cli()
    assert isinstance(left.value.code, int)
    return left.value.code


def test_intact(world: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, "verify", str(world)) == 0
    told_lines = capsys.readouterr().out.splitlines()
    assert told_lines[0] == "Record: INTACT. 31 entries, and every table is what they made of it."
    assert told_lines[1].startswith("Assurance: self-held.")
    assert told_lines[-1].startswith("Not proven by a record that its owner kept: who was at the keyboard")


def test_damaged(world: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with behind_the_back(world) as connection:
        connection.execute("DELETE FROM journal_entry WHERE seq = 4")
    assert run(monkeypatch, "verify", str(world)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert (lines[0], lines[2]) == ("Record: DAMAGED, first at entry 4.", "  Entry 4 is missing.")


def test_changed_behind_the_back(
    world: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with behind_the_back(world) as connection:
        connection.execute("UPDATE persona_state SET trust = 99 WHERE key = 'anna'")
    assert run(monkeypatch, "verify", str(world)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [lines[0], lines[2]] == [
        "Record: DAMAGED. The 31 entries hold, but what stands beside them was changed.",
        "  persona_state anna was changed behind the journal’s back (trust), after entry 31.",
    ]


def test_much_damage_is_summed_up(
    world: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with behind_the_back(world) as connection:
        connection.execute("UPDATE journal_entry SET outcome = 'refused'")
    assert run(monkeypatch, "verify", str(world)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[21] == "  Beside entry 20, the column result does not say what the entry says."
    assert lines[22] == "  … 11"


def test_unusable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam, " * 20)
    assert run(monkeypatch, "verify", str(path)) == 2
    assert capsys.readouterr().out.splitlines() == [
        "Record: UNVERIFIABLE. Nothing can be said about it.",
        f"  The file {path} is not one of this program’s. It was left as it is; choose another.",
    ]


@pytest.mark.parametrize("arguments", [["verify"], ["verify", "one", "two"], ["verify", "--loudly", "one"]])
def test_wrong_usage(arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, *arguments) == 64
    assert capsys.readouterr().err


def test_the_report_as_json(world: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with behind_the_back(world) as connection:
        connection.execute("DELETE FROM journal_entry WHERE seq IN (4, 5)")
    assert run(monkeypatch, "verify", str(world), "--json") == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["result"], report["first_bad"], report["entries"]) == ("damaged", 4, 29)
    assert report["findings"] == [{"kind": "removed", "seq": 4, "facts": {"entries": 2}}]
    assert report["assurance"] == "self_held"
    assert "person" in report["not_proven"]


@pytest.mark.parametrize("kind", [*Damage, *Note], ids=lambda kind: kind.value)
def test_every_finding_has_its_sentence(kind: Damage | Note) -> None:
    facts = dict.fromkeys(FACTS, 7)
    code, told_facts = told(Finding(kind, 3, {**facts, "code": "store.empty", "what": "c", "part": "all", "path": "p"}))
    assert code in WORDING or code == "store.empty"
    assert "…" not in sentence(code, told_facts)


def test_a_whole_attempt_is_replayed(
    played: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = played.home / "handed-in" / f"{played.ref.lower()}.sqlite3"
    before, beside = file.read_bytes(), sorted(file.parent.iterdir())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert run(monkeypatch, "verify", str(file), "--replay", "--json") == 0
    told_report = json.loads(capsys.readouterr().out)
    acts = told_report["entries"] - 1
    assert told_report["replay"] == {"acts": acts, "first_difference": None, "same": True}
    assert run(monkeypatch, "verify", str(file), "--replay") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2] == f"Replayed: performing its {acts} acts again gives the same world."
    assert (file.read_bytes(), sorted(file.parent.iterdir()), list(tmp_path.iterdir())) == (before, beside, [])


def test_what_comes_out_otherwise_leaves_with_one(
    world: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Its verbs are known only while the tests' own room is open.
    assert run(monkeypatch, "verify", str(world), "--replay") == 1
    assert capsys.readouterr().out.splitlines()[2].startswith("Replayed: entry 2 comes out otherwise (")


@pytest.mark.parametrize(
    ("statement", "code", "words"),
    [("DELETE FROM journal_entry WHERE seq = 4", 1, "Only an intact record can be replayed."), ("", 0, "is a centre")],
)
def test_what_cannot_be_replayed_is_said(
    world: Path,
    tmp_path: Path,
    statement: str,
    code: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = world
    if statement:
        with behind_the_back(world) as connection:
            connection.execute(statement)
    else:
        bootstrap.open_centre(tmp_path).close()
        file = tmp_path / "centre.sqlite3"
    assert run(monkeypatch, "verify", str(file), "--replay") == code
    assert words in capsys.readouterr().out.splitlines()[2]
