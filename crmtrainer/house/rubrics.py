# SPDX-License-Identifier: MIT
"""The rubrics that come with the program, kept in the centre once each."""

from __future__ import annotations

from crmtrainer import paths
from crmtrainer.application import Application
from crmtrainer.assessment.commands import AddRubric
from crmtrainer.assessment.queries import newest_rubrics
from crmtrainer.assessment.rubrics import content_of, hash_of, rubric_from
from crmtrainer.kernel.commands import SYSTEM, Actor, Origin, Role

_HOUSE = Actor("house", Role.TRAINER, Origin.SYSTEM)


def keep_shipped(centre: Application) -> None:
    """Put each shipped rubric version that the centre lacks into it."""
    known = centre.ask(newest_rubrics, _HOUSE)
    for file in sorted((paths.resources() / "rubrics").glob("*.json")):
        rubric = rubric_from(file.read_text(encoding="utf-8"))
        content = content_of(rubric)
        if hash_of(content) not in known:
            centre.perform(AddRubric(rubric.key, rubric.version, content), SYSTEM)
