# SPDX-License-Identifier: MIT
"""The case that the README plays on the command line: each of its lines does what it says, and none is refused."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from crmtrainer.cli.root import run_cli
from tests.cli.test_readme import README, words_of

REF = "A-3F2C1B"
TICKET, CALLER = re.compile(r'"ticket_id": \d+'), re.compile(r'"customer_id": \d+')


def walk() -> list[str]:
    """The lines of the one case, in order."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (case,) = (block for block in blocks if block.startswith("crmtrainer attempt start"))
    return [line.removeprefix("crmtrainer ") for line in case.splitlines()]


def typed(line: str, names: dict[str, str], home: Path) -> list[str]:
    """A line with the numbers of this run instead of the printed ones."""
    ref = names.get("ref", REF)
    line = line.replace(REF, ref).replace(REF.lower(), ref.lower()).replace("DATA/", f"{home.as_posix()}/")
    line = line.replace("--out evidence", f"--out {(home / 'evidence').as_posix()}")
    line = CALLER.sub(f'"customer_id": {names.get("caller", "0")}', line)
    return words_of(TICKET.sub(f'"ticket_id": {names.get("ticket", "0")}', line))


@pytest.mark.usefixtures("qapp")  # paper would make an application without widgets, and it stays for what comes after
def test_the_case_can_be_typed_from_its_first_line_to_its_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home, names = tmp_path / "home", dict[str, str]()
    told: dict[str, Any] = {}
    for line in walk():
        words = typed(line, names, home)
        monkeypatch.setattr(sys, "argv", ["crmtrainer", "--data", str(home), *words])
        with pytest.raises(SystemExit) as left:
            run_cli()
        out, err = capsys.readouterr()
        assert left.value.code in (None, 0), f"{line}\n{err}"
        if words[0] != "verify":
            told[" ".join(words[:2])] = json.loads(out)
        if words[:2] == ["attempt", "start"]:
            names["ref"] = told["attempt start"]["attempt"]
        if words[:2] == ["ask", "customers.find"]:
            (caller,) = (row for row in told["ask customers.find"]["rows"] if row["title"] == "Mr Harjit Sahota")
            names["caller"] = str(caller["customer_id"])
        if words[:2] == ["act", "ticket.open"]:
            made = (one for one in told["act ticket.open"]["changes"] if one["kind"] == "ticket")
            names["ticket"] = str(next(made)["id"])
    acts = told["ask scenario.debrief"]["acts"]
    verdicts = {check["key"]: check["verdict"] for act in acts for check in act["checks"]}
    assert verdicts["feeling-first"] == verdicts["his-own-answers"] == verdicts["call-logged"] == "met"
    assert verdicts["both-sides-closed"] == "missed"
    assert {path.suffix for path in (home / "evidence").iterdir()} == {".html", ".pdf"}
