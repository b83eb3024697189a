# SPDX-License-Identifier: MIT
"""What the README tells people to type is understood: every command, every option, and the arguments of each act."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer.main

from crmtrainer.bootstrap import all_questions
from crmtrainer.cli.root import app
from crmtrainer.kernel.codec import from_plain
from crmtrainer.kernel.commands import command_named
from crmtrainer.kernel.queries import arguments_for

README = Path(__file__).resolve().parents[2] / "README.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def lines() -> list[str]:
    """What is to be typed after `crmtrainer` or after `start.py --`."""
    typed = "".join(BLOCK.findall(README.read_text(encoding="utf-8"))).splitlines()
    found = [re.search(r"(?:^crmtrainer|start\.py --) (.+)$", line) for line in typed]
    return [each[1] for each in found if each]


def words_of(line: str) -> list[str]:
    return shlex.split(line, comments=True)


def parsed(words: list[str]) -> tuple[str, dict[str, Any]]:
    """The command that would run, and its parameters. Raises click's own errors for what it does not understand."""
    command: Any = typer.main.get_command(app)
    path: list[str] = []
    while hasattr(command, "commands"):
        path, words = [*path, words[0]], words[1:]
        command = command.commands[path[-1]]
    return " ".join(path), command.make_context(path[-1], list(words)).params


def test_there_is_something_to_type() -> None:
    assert len(lines()) > 25


@pytest.mark.parametrize("line", lines())
def test_it_is_understood(line: str) -> None:
    name, given = parsed(words_of(line))
    if name == "act":
        from_plain(command_named(given["verb"]), json.loads(given["arguments"]))
    if name == "ask":
        arguments_for(all_questions()[given["query"]], json.loads(given["arguments"]))


@pytest.mark.parametrize("line", ["attempt begin x", "seed --customer 5", "act note.add '{}'"])
def test_a_line_that_is_wrong_would_be_noticed(line: str) -> None:
    with pytest.raises(Exception, match=r"begin|customer|missing"):
        test_it_is_understood(line)
