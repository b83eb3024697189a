# SPDX-License-Identifier: MIT
"""`crmtrainer slip`, `receipt` and what `verify` says of a sealed attempt, from the request to the assessor's proof."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from crmtrainer.cli.root import run_cli
from crmtrainer.house import House
from crmtrainer.house.catalogue import pack_of
from crmtrainer.house.running import finish, hand_in, resume
from crmtrainer.house.worlds import template_for
from crmtrainer.kernel.commands import Actor, Role
from tests.journal.tampering import behind_the_back, body_of, rechain, store_body

SCENARIO = "passed-to-warehouse"


class Machine:
    """One data folder, used by the command line."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self._patch, self._capsys = home, monkeypatch, capsys

    def run(self, *arguments: str) -> tuple[int, str]:
        """The exit code, and what was printed."""
        self._patch.setattr(sys, "argv", ["crmtrainer", "--data", str(self.home), *arguments])
        with pytest.raises(SystemExit) as left:
            run_cli()
        told = self._capsys.readouterr()
        assert isinstance(left.value.code, int)
        return left.value.code, told.out or told.err

    def told(self, *arguments: str) -> Any:
        code, printed = self.run(*arguments)
        assert code == 0, printed
        return json.loads(printed)


def test_from_the_request_to_the_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    learner = Machine(tmp_path / "learner", monkeypatch, capsys)
    assessor = Machine(tmp_path / "assessor", monkeypatch, capsys)
    request = learner.told("slip", "ask")["send_to_your_assessor"]
    given = assessor.told("slip", "give", SCENARIO, request, "--minutes", "10")
    begun = learner.told("slip", "begin", given["send_to_the_learner"])
    ref = begun["attempt"]
    assert given["attempt"] == ref == assessor.told("slip", "list")[0]["attempt"]
    code, words = learner.run("slip", "begin", given["send_to_the_learner"])
    assert (code, "begun already" in words) == (1, True)

    with House.open(learner.home):  # a receipt is shown beside an open window
        receipt = learner.told("receipt", "show", ref.lower())
    noted = assessor.told("receipt", "record", ref, receipt["receipt"])
    assert assessor.told("receipt", "list", ref) == [noted]
    code, words = assessor.run("receipt", "record", ref, receipt["receipt"][:-1])
    assert (code, "20 characters" in words) == (1, True)

    with House.open(learner.home) as house:
        who = Actor(house.actor_for(Role.LEARNER).pseudonym, Role.LEARNER)
        running = resume(house, house.attempt_named(ref), who)
        finish(house, running, who)
        file = hand_in(house, running, who)
        running.world.close()
    report = assessor.told("verify", str(file), "--strict", "--json")
    assert (report["assurance"], report["witnessed_to"]) == ("witnessed", receipt["entries"])
    assert report["told"]["record"].startswith("Record: INTACT.")
    assert report["told"]["assurance"].startswith(f"Assurance: witnessed to entry {receipt['entries']} at ")
    assert report["told"]["not_proven"].startswith("Not proven:")
    code, words = learner.run("verify", str(file))
    assert (code, words.splitlines()[1].split(".")[0]) == (0, "Assurance: self-held")
    paper = f"{receipt['receipt']}@2026-03-03T12:40+00:00"
    assert "at 03 Mar 2026, 12:40 UTC" in learner.run("verify", str(file), "--receipt", paper)[1]
    assert learner.run("verify", str(file), "--receipt", "00000")[0] == 64
    assert assessor.run("verify", str(file), "--attempt", "A-FFFFFF")[0] == 0  # nothing is held about that one

    with behind_the_back(file) as connection:
        body = body_of(connection, 2)
        store_body(connection, 2, {**body, "wall": body["wall"] + 1})
        rechain(connection, 2, to_the_end=True)
    code, words = assessor.run("verify", str(file))
    assert (code, words.splitlines()[0]) == (1, "Record: DAMAGED, first at entry 2.")
    assert learner.run("verify", str(file))[0] == 1  # its own folder holds the checkpoints it noted
    (assessor.home / "keys" / "centre.key").write_text("spoilt")
    assert assessor.run("verify", str(file))[0] == 2


def test_strict_lets_no_warning_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An attempt that was taken from the machine before it was closed."""
    learner = Machine(tmp_path / "learner", monkeypatch, capsys)
    assessor = Machine(tmp_path / "assessor", monkeypatch, capsys)
    with House.open(learner.home):
        template_for(learner.home, pack_of(learner.home, SCENARIO), SCENARIO)
    request = learner.told("slip", "ask")["send_to_your_assessor"]
    line = assessor.told("slip", "give", SCENARIO, request)["send_to_the_learner"]
    file = learner.told("slip", "begin", line)["world"]
    code, words = assessor.run("verify", file)
    assert (code, words.splitlines()[0].split(".")[0]) == (0, "Record: UNCLOSED at entry 4")
    assert assessor.run("verify", file, "--strict")[0] == 3
    assert learner.run("verify", file, "--strict")[0] == 0


def test_a_centre_put_back_without_its_key_says_what_can_be_proved_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Backups travel, and the key would make seals for whoever finds it: it is not in them."""
    learner = Machine(tmp_path / "learner", monkeypatch, capsys)
    assessor = Machine(tmp_path / "assessor", monkeypatch, capsys)
    request = learner.told("slip", "ask")["send_to_your_assessor"]
    assessor.told("slip", "give", SCENARIO, request)
    assessor.told("backup")
    assert "keys.gone" not in assessor.run("doctor", "--json")[1]
    key = assessor.home / "keys" / "centre.key"
    assert not [file for file in (assessor.home / "backups").iterdir() if key.read_bytes() in file.read_bytes()]

    elsewhere = Machine(tmp_path / "elsewhere", monkeypatch, capsys)
    shutil.copytree(assessor.home / "backups", elsewhere.home / "backups")
    monkeypatch.setattr(sys, "argv", ["crmtrainer", "--data", str(elsewhere.home), "restore", "centre.sqlite3"])
    with pytest.raises(SystemExit) as left:
        run_cli()
    assert left.value.code == 0
    assert str(elsewhere.home / "keys" / "centre.key") in capsys.readouterr().err
    code, found = elsewhere.run("doctor", "--json")
    assert (code, "keys.gone" in found) == (1, True)
    (elsewhere.home / "keys").mkdir(exist_ok=True)
    shutil.copyfile(key, elsewhere.home / "keys" / "centre.key")
    assert "keys.gone" not in elsewhere.run("doctor", "--json")[1]
