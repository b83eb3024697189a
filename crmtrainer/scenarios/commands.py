# SPDX-License-Identifier: MIT
"""What can be asked of a scenario: set it up, play a beat, finish it, reflect on it."""

from __future__ import annotations

from dataclasses import dataclass

from crmtrainer.kernel.commands import Command, Role, verb
from crmtrainer.scenarios.rules import Mode

_RUNS = {Role.LEARNER, Role.TRAINER}


@verb("scenario.stage", roles={Role.SYSTEM, Role.TRAINER})
@dataclass(frozen=True, slots=True)
class StageScenario(Command):
    """Put a scenario with its organisation and cast into this world, and begin.

    `content` is the canonical JSON text of both, in pieces that fit the limit of one text. `variation_seed` chooses the
    words that vary; the content is already varied, the seed is kept for the record.
    """

    content: tuple[str, ...]
    pack: str
    pack_hash: str
    mode: Mode
    attempt: str
    number: int
    learner: str
    variation_seed: str = ""


@verb("beat.play", roles={Role.SYSTEM})
@dataclass(frozen=True, slots=True)
class PlayBeat(Command):
    """One of the scenario's people speaks or acts, if the conditions still hold."""

    beat: str
    variant: str


@verb("scenario.finish", roles=_RUNS)
@dataclass(frozen=True, slots=True)
class FinishScenario(Command):
    """The run is over. What is still open stays so, and the debrief can be read."""


@verb("reflection.submit", roles=_RUNS, typed={"words"}, after_finish=True)
@dataclass(frozen=True, slots=True)
class SubmitReflection(Command):
    """The learner's own account of a finished run; `cites` are the numbers of acts it speaks of."""

    words: str
    cites: tuple[int, ...] = ()
