# SPDX-License-Identifier: MIT
"""A world for one attempt: a copy of a filled template, with a journal of its own and the scenario staged in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from crmtrainer import bootstrap
from crmtrainer.kernel.commands import SYSTEM, Actor
from crmtrainer.scenarios.loader import Pack
from crmtrainer.scenarios.rules import Mode
from crmtrainer.scenarios.staging import stage_command, starts_at
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.templates import copy_world, template_world

TEMPLATE_CUSTOMERS = 2_000
"""So many that the right customer has to be found, so few that the first start does not keep anybody waiting."""
TEMPLATE_SEED = 7


def attempt_world(
    home: Path, path: Path, pack: Pack, scenario: str, mode: Mode, learner: Actor, ref: str, number: int
) -> None:
    """Make the world file of an attempt at `path`, whole or not at all.

    The template is filled up to the scenario's own day, once for each day, and kept.
    """
    begins = starts_at(pack.content(scenario))
    template = template_for(home, pack, scenario)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    about = {"made": "for an attempt", "scenario": scenario, "pack": pack.hash, "template": template.name}
    copy_world(template, part, about=about, seed=ref, starts_at=begins)
    world = bootstrap.open_world(part)
    try:
        world.perform(stage_command(pack, scenario, mode, learner.pseudonym, ref, number), SYSTEM)
    finally:
        world.close()
    part.replace(path)


def template_for(home: Path, pack: Pack, scenario: str) -> Path:
    """The filled template of a scenario, made when it is missing: a few seconds, once."""
    begins = starts_at(pack.content(scenario))
    return template_world(home, _profile(begins.date(), pack.file.organisation))


def _profile(day: date, organisation: str) -> Profile:
    return Profile(TEMPLATE_CUSTOMERS, TEMPLATE_SEED, day, organisation)
