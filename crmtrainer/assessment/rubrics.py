# SPDX-License-Identifier: MIT
"""Rubrics as values: criteria with wording for learner and marker, found by the hash of their content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from crmtrainer.kernel.canonical import canonical, parse
from crmtrainer.kernel.codec import from_plain, to_plain


@dataclass(frozen=True, slots=True)
class CriterionText:
    """One criterion: its stable id, its wording, what the verb asks for, and what is enough to decide."""

    id: str
    wording: str
    short: str
    command_verb: str
    evidence: str
    weak: str
    items_needed: int
    reflection_needed: bool


@dataclass(frozen=True, slots=True)
class RubricContent:
    """One version of a rubric. `simulation` tells whether simulated evidence is accepted at all."""

    key: str
    version: int
    title: str
    source: str
    simulation: bool
    criteria: tuple[CriterionText, ...]

    def criterion(self, ident: str) -> CriterionText | None:
        """The criterion with this id."""
        return next((criterion for criterion in self.criteria if criterion.id == ident), None)


def content_of(rubric: RubricContent) -> str:
    """The rubric as canonical text: what its hash is taken of."""
    return canonical(to_plain(rubric)).decode()


def rubric_from(content: str) -> RubricContent:
    """The rubric in a text. Raises `BadInput` or `Refused` when it is none."""
    return from_plain(RubricContent, parse(content), "rubric")


def hash_of(content: str) -> str:
    """SHA-256 of a rubric's canonical text, in hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()
