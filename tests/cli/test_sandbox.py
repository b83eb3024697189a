# SPDX-License-Identifier: MIT
"""A filled world from the command line: filled, counted, opened, worked in, and practice time let pass."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from crmtrainer.cli.root import run_cli


class Line:
    """The command line over one data folder; gives what was printed."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self._capsys = home, capsys

    def run(self, *arguments: str, code: int = 0) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["crmtrainer", "--data", str(self.home), *arguments])
            with pytest.raises(SystemExit) as left:
                run_cli()
        told = self._capsys.readouterr()
        assert left.value.code == code, told.err
        return told.out if code == 0 else told.err

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments))


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(tmp_path / "home", capsys)


def test_a_profile_is_filled_counted_opened_and_worked_in(line: Line, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    options = ("--profile", "council", "--customers", "240", "--quiet", "--report", str(report))
    path = line.run("seed", *options).strip()
    counted = json.loads(report.read_text(encoding="utf-8"))
    assert counted["about"]["sector"] == "council"
    sections = {section["key"]: section for section in counted["sections"]}
    assert sections["size"]["lines"][0] == {"key": "customers", "words": "customers", "count": 240, "permille": None}
    assert sum(line["permille"] for line in sections["stages"]["lines"]) == pytest.approx(1000, abs=5)

    (listed,) = line.json("sandbox", "list")
    assert (listed["name"], listed["sector"], listed["path"]) == ("Marrowdale Council", "council", path)
    opened = line.json("sandbox", "open", "marrowdale council")
    assert opened["organisation"] == "Marrowdale Council"
    assert opened["practice"]["now"].startswith("2026-03-03T09:00")
    assert opened["queue"]
    assert all(row["clock_ids"] for row in opened["queue"])

    customer = opened["queue"][0]["customer_id"]
    act = json.dumps({"customer_id": customer, "reason": "Working on their ticket"})
    assert line.json("act", "record.open", act, "--world", path)["entry"] >= 2
    later = line.json("sandbox", "wait", "Marrowdale Council", "--minutes", "30")
    assert later["now"].startswith("2026-03-03T09:30")
    assert "What tickets are about" in line.run("sandbox", "report", "Marrowdale Council")


def test_a_report_for_people_has_bars(line: Line, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    line.run("seed", "--customers", "60", "--quiet", "--report", str(report))
    told = report.read_text(encoding="utf-8")
    assert told.startswith("Larkfield Home & Connect: 60 customers, seed 7, up to 2026-03-03\nNobody in it is real.\n")
    assert "█" in told


def test_what_there_is_not_is_one_sentence(line: Line) -> None:
    assert "retail, broadband, housing, council" in line.run("seed", "--profile", "circus", code=64)
    assert line.run("sandbox", "open", "Tuesday class", code=1).count("\n") == 1
    line.run("seed", "--customers", "24", "--quiet", "--name", "Tuesday class")
    refused = line.run("sandbox", "open", "Tuesday class", "--as", "assessor", code=1)
    assert refused == "Filled worlds are for learners and trainers. Switch person first.\n"
