# SPDX-License-Identifier: MIT
"""Words on a terminal steer nothing: what is hidden in them is spelt out, and in JSON it is escaped."""

import json
import re
from pathlib import Path

import pytest

import crmtrainer.cli
from crmtrainer.cli.common import complain, say, show
from crmtrainer.kernel.errors import Refused

SLY = "safe\u202egnp\x1b[31m\x07\u200b\nSaved."
DIRECT = {
    "clock.py": 1,  # JSON, escaped
    "common.py": 2,  # here words and JSON are printed
    "doctor.py": 1,  # JSON in ASCII
    "pack.py": 2,  # the line that changes on a terminal
    "root.py": 2,  # words of ours alone
    "sandbox.py": 1,  # a whole report, its lines kept
    "seed.py": 1,  # a path for programs
}


def test_a_complaint_is_one_line_with_nothing_hidden_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    complain(Refused("attempt.known", ref=SLY))
    told = capsys.readouterr().err
    assert "safe[U+202E]gnp[U+001B][31m[U+0007][U+200B] Saved. is known already." in told
    assert told.count("\n") == 1


def test_words_keep_their_lines_and_show_what_is_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    say(SLY)
    assert capsys.readouterr().out == "safe[U+202E]gnp[U+001B][31m[U+0007][U+200B]\nSaved.\n"


def test_json_says_the_same_in_characters_that_can_be_seen(capsys: pytest.CaptureFixture[str]) -> None:
    show({"words": f"{SLY}\U000e0001 Zoë \ud83d"})
    told = capsys.readouterr().out
    assert json.loads(told) == {"words": f"{SLY}\U000e0001 Zoë \ud83d"}
    assert "\\u202e" in told
    assert "Zoë" in told
    assert not set("\u202e\x1b\u200b\U000e0001") & set(told)


def test_everything_for_people_is_printed_there() -> None:
    folder = Path(crmtrainer.cli.__file__).parent
    found = {file.name: len(re.findall(r"typer\.echo\b", file.read_text("utf-8"))) for file in folder.glob("*.py")}
    assert {name: count for name, count in found.items() if count} == DIRECT
