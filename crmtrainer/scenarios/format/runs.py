# SPDX-License-Identifier: MIT
"""Runs: a scenario played by a list of acts, and which checks it then misses. They are the pack's own tests."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, model_validator

from crmtrainer.scenarios.format.base import Line, Minutes, Model, Name, Verb, YesNo
from crmtrainer.scenarios.format.conditions import When
from crmtrainer.scenarios.rules import Mode


class Step(Model):
    """One step of a run: an act (`do`), something said (`say`), practice time (`wait`, `until`)."""

    as_: Annotated[Name | None, Field(alias="as")] = None
    """A name by which other runs change this step."""

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
    """A golden run meets every check that comes up in it; those that do not are named."""
    mode: Mode = Mode.PRACTISE
    misses: tuple[Name, ...] = ()
    not_reached: tuple[Name, ...] = ()
    like: Name | None = None
    """The run whose steps this one takes over, but for those it changes."""
    change: dict[Name, tuple[Step, ...]] = Field(default_factory=dict)
    """Named steps of that run, and what is done instead (nothing: left out)."""
    steps: tuple[Step, ...] = ()

    @model_validator(mode="after")
    def _says_what_it_shows(self) -> Run:
        if self.golden == bool(self.misses):
            raise ValueError("a run is golden, or names the checks it misses")
        if bool(self.steps) == (self.like is not None) or (self.change and self.like is None):
            raise ValueError("give the run `steps` of its own, or say which run it is `like` and what to `change`")
        return self


def steps_of(run: Run, runs: tuple[Run, ...]) -> tuple[Step, ...]:
    """All steps of a run, with those of the run it is like put in. Raises `KeyError` for a run that is not there."""
    if run.like is None:
        return run.steps
    model = next((other for other in runs if other.key == run.like and other.like is None), None)
    if model is None:
        raise KeyError(run.like)
    steps: list[Step] = []
    for step in model.steps:
        steps += run.change.get(step.as_ or "", (step,))
    return tuple(steps)
