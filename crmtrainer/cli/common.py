# SPDX-License-Identifier: MIT
"""What every command shares: the data folder, printing JSON, and complaining in one sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from crmtrainer import paths
from crmtrainer.kernel.canonical import Json
from crmtrainer.kernel.codec import to_plain
from crmtrainer.kernel.errors import BadInput, Expected
from crmtrainer.kernel.plain import is_hidden, visible

if TYPE_CHECKING:
    from crmtrainer.house import House

USAGE = 64
MOST_MINUTES = 366 * 24 * 60
"""The longest practice time that is let pass at once: a year."""
"""Exit code for a command that was written wrongly."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the options of every command say."""

    data: Path | None

    @property
    def home(self) -> Path:
        """The data folder in force."""
        return paths.data_folder(self.data)


@contextmanager
def open_house(home: Path) -> Iterator[House]:
    """The data folder, open for the time of the block; what is to be said about it is said once."""
    from crmtrainer.house import PATIENCE, House

    with House.open(home, patience=PATIENCE) as house:
        if house.notice is not None:
            complain(house.notice)
        yield house


def settings_of(context: typer.Context) -> Settings:
    """The options given before the command's name."""
    found = context.obj
    assert isinstance(found, Settings)
    return found


def show(value: object) -> None:
    """Print plain data as JSON, readable and in a fixed order."""
    typer.echo(escaped(json.dumps(plain(value), ensure_ascii=False, indent=2, sort_keys=True)))


def say(words: str, *, err: bool = False) -> None:
    """Print words for people. What would steer a terminal, or cannot be seen on it, is spelt out."""
    typer.echo(visible(words), err=err)


def escaped(text: str) -> str:
    """JSON with each hidden character written as an escape, which reads back as the same."""
    return "".join(json.dumps(letter)[1:-1] if letter != "\n" and is_hidden(letter) else letter for letter in text)


def plain(value: object) -> Json:
    """Rows, also within lists and mappings, as plain data; instants as ISO text."""
    return to_plain(value, moment=datetime.isoformat)


def object_from(text: str) -> dict[str, Any]:
    """A JSON object from an argument, or from standard input when it is `-`. Raises `BadInput`."""
    from crmtrainer.kernel.canonical import parse

    value = parse(sys.stdin.read() if text == "-" else text)
    if not isinstance(value, dict):
        raise BadInput("codec.not_an_object", where="")
    return value


def complain(problem: Expected) -> None:
    """One sentence on standard error."""
    from crmtrainer.wording import sentence_for

    say(visible(sentence_for(problem), lines=False), err=True)
