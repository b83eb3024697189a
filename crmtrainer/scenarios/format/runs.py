# SPDX-License-Identifier: MIT
"""Runs: a scenario played by a list of acts, and which checks it then misses. They are the pack's own tests."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from crmtrainer.scenarios.format.base import Line, Minutes, Model, Name, Verb, YesNo
from crmtrainer.scenarios.format.conditions import When
from crmtrainer.scenarios.rules import Mode


class Step(Model):
    """One step of a run: an act (`do`), something said (`say`), practice time (`wait`, `until`)."""

    do: Verb | None = None
    args: dict[str, Any] = Field(default_factory=dict)
    """Plain values; `<name>` stands for something in the world, see `scenarios.symbols`."""
    refused: str | None = None
    """The act is expected to be refused with this code."""
    say: Name | None = None
    words: str | None = None
    """With `say`: the learner's own words, which must be heard as that move."""
    wait: Minutes | None = None
    until: When | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Step:
        if sum(part is not None for part in (self.do, self.say, self.wait, self.until)) != 1:
            raise ValueError("a step is one of: do, say, wait, until")
        if self.args and self.do is None:
            raise ValueError("`args` belong to `do`")
        if self.words is not None and self.say is None:
            raise ValueError("`words` belong to `say`")
        return self


class Run(Model):
    """A named way to play the scenario, and the checks it is expected to miss or not to reach."""

    key: Name
    title: Line
    golden: YesNo = False
    """A golden run meets every check."""
    mode: Mode = Mode.PRACTISE
    misses: tuple[Name, ...] = ()
    not_reached: tuple[Name, ...] = ()
    steps: tuple[Step, ...] = ()

    @model_validator(mode="after")
    def _says_what_it_shows(self) -> Run:
        if self.golden == bool(self.misses or self.not_reached):
            raise ValueError("a run is golden, or names the checks it misses")
        return self
