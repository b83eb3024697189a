# SPDX-License-Identifier: MIT
"""`judge` and `evidence` as typed: a decision on record, both documents, and plain refusals."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crmtrainer.assessment.rules import FLAG_NAMES
from crmtrainer.cli.root import app
from crmtrainer.kernel.errors import Refused
from tests.house.an_attempt import Made
from tests.house.conftest import made, played

__all__ = ["made", "played"]


ANSWERED = [word for name in FLAG_NAMES for word in (f"--{name}", "yes")]


def run(made: Made, *arguments: str) -> dict[str, object]:
    done = CliRunner().invoke(app, ["--data", str(made.home), *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert isinstance(told, dict)
    return told


def test_judged_and_written_out(made: Made, tmp_path: Path) -> None:
    decision = ("--decision", "competent", "--reason", "At act 46.", "--act", "46", *ANSWERED)
    told = run(made, "judge", made.ref, "S2-M4", *decision)
    assert (told["decision"], told["valid"], told["authentic"], told["cites"]) == ("competent", "yes", "yes", [46])
    out = tmp_path / "out"
    written = run(made, "evidence", made.ref, "--out", str(out), "--html-only")
    page = Path(str(written["html"]))
    assert [file.name for file in out.iterdir()] == [page.name]
    assert "At act 46." in page.read_text(encoding="utf-8")


def test_what_cannot_be_judged_is_refused_in_words(made: Made) -> None:
    not_yet = ("judge", made.ref, "S2-M4", "--decision", "not_yet_competent")
    for arguments, code in (
        (("judge", made.ref, "S9-M9", "--decision", "competent", "--reason", "x"), "judgement.unknown_criterion"),
        (("judge", made.ref, "S2-M4", "--decision", "competent", "--reason", "x"), "judgement.flags_open"),
        ((*not_yet, "--reason", "x", "--act", "99999"), "judgement.no_such_act"),
        (("judge", made.ref, "S2-M4", "--decision", "competent", "--reason", " "), "judgement.no_reason"),
        (("evidence", "A-000000", "--out", "nowhere"), "not_found"),
    ):
        with pytest.raises(Refused, match=code):
            CliRunner().invoke(app, ["--data", str(made.home), *arguments], catch_exceptions=False)
