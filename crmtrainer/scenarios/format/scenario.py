# SPDX-License-Identifier: MIT
"""A whole scenario, and the content that is staged in a world: the scenario together with its organisation."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Literal

from pydantic import Field

from crmtrainer.interactions.rules import Channel
from crmtrainer.scenarios.format.base import Line, LocalTime, Minutes, Model, Name, Prose, Texts
from crmtrainer.scenarios.format.cast import CastCustomer, Persona
from crmtrainer.scenarios.format.checks import Check
from crmtrainer.scenarios.format.organisation import CriterionKey, PackFile
from crmtrainer.scenarios.format.runs import Run
from crmtrainer.scenarios.format.talk import Beat, Hint, Move, Turn


class Claimed(Model):
    """A criterion the scenario can give evidence for, and how."""

    id: CriterionKey
    why: Line


class Scenario(Model):
    """What a learner meets: brief, starting data, people, talk, beats, hints, checks."""

    format: Literal["1"]
    key: Name
    number: int = Field(ge=1, le=999)
    title: Line
    teaser: Line
    """One line for the list: what is practised."""
    summary: Prose
    """Two sentences for the page on which it is started."""
    brief: Prose
    """What the learner is told before the first contact."""
    practises: Texts
    minutes: Minutes
    contacts: int = Field(ge=1, le=99)
    channels: tuple[Channel, ...] = Field(min_length=1)
    law_as_at: date
    law: tuple[Name, ...] = ()
    criteria: tuple[Claimed, ...] = Field(min_length=1)
    starts_at: LocalTime
    customer: Name
    """The one of the cast whom the case is about."""
    team: Name | None = None
    """The internal customer whose handoff the case turns on; the only team that acts, unless given."""
    cast: tuple[CastCustomer, ...] = Field(min_length=1)
    people: tuple[Persona, ...] = Field(min_length=1)
    varies: dict[Name, Texts] = Field(default_factory=dict)
    """Words that differ from attempt to attempt: {name} in any text stands for one of them, chosen by the seed."""
    word_lists: dict[Name, Texts] = Field(default_factory=dict)
    turns: tuple[Turn, ...] = ()
    beats: tuple[Beat, ...] = Field(min_length=1)
    hints: tuple[Hint, ...] = ()
    checks: tuple[Check, ...] = Field(min_length=1)

    def move(self, key: str) -> tuple[Turn, Move] | None:
        """The move of that name, with its turn."""
        for turn in self.turns:
            for move in turn.moves:
                if move.key == key:
                    return turn, move
        return None

    @property
    def case_team(self) -> str | None:
        """`team`, or the only one that acts; None where there is none, or several."""
        acting = {persona.team for persona in self.people if persona.team}
        return self.team or (min(acting) if len(acting) == 1 else None)

    def persona(self, key: str) -> Persona:
        """The person of that name. Raises `KeyError`; the loader has made sure that names are known."""
        return next(persona for persona in self.people if persona.key == key)


class RunsFile(Model):
    """runs.yaml: kept apart, for it is not staged with the scenario."""

    runs: tuple[Run, ...] = ()


class Content(Model):
    """What stands in a world that was made for a scenario."""

    pack: PackFile
    scenario: Scenario
    placed: dict[Name, int] = Field(default_factory=dict)
    """Which customer of the world each of the cast became; known once it is staged."""


def content_text(content: Content) -> str:
    """The one way to write content down: canonical JSON, what is left at its default left out."""
    data = content.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(data, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=8)
def content_from(text: str) -> Content:
    """The content that this text says. Raises `pydantic.ValidationError` for text that says none."""
    return Content.model_validate_json(text)
