# SPDX-License-Identifier: MIT
"""A world for one attempt: a copy of a filled template, with a journal of its own and the scenario staged in it."""

from __future__ import annotations

from pathlib import Path

from crmtrainer import bootstrap
from crmtrainer.house.catalogue import packs
from crmtrainer.house.slips import Leave
from crmtrainer.journal.checkpoints import lines_file
from crmtrainer.journal.key_state import key_file
from crmtrainer.journal.sealer import SLIP, begin_sealing, keep_slip
from crmtrainer.kernel.commands import SYSTEM, Actor
from crmtrainer.scenarios.loader import Pack
from crmtrainer.scenarios.rules import Mode
from crmtrainer.scenarios.staging import stage_command, starts_at
from crmtrainer.seeding.builder import Cancelled, never
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.templates import copy_world, stands, template_path, template_world
from crmtrainer.store.engine import open_database
from crmtrainer.store.unit_of_work import writing

TEMPLATE_CUSTOMERS = 5_000
"""So many that the right customer has to be found. A copy takes a fraction of a second; the template is made
beforehand, in the background, and only whoever starts at once waits for it."""
TEMPLATE_SEED = 7


def attempt_world(
    home: Path,
    path: Path,
    pack: Pack,
    scenario: str,
    mode: Mode,
    learner: Actor,
    ref: str,
    number: int,
    leave: Leave | None = None,
) -> None:
    """Make the world file of an attempt at `path`, whole or not at all; sealed from its first entry with a `leave`.

    The template is filled up to the scenario's own day, once for each day, and kept.
    """
    begins = starts_at(pack.content(scenario))
    template = template_for(home, pack, scenario)
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    about = {"made": "for an attempt", "scenario": scenario, "pack": pack.hash, "template": template.name}
    if leave is not None:
        about[SLIP] = leave.signed.digest
    journal = copy_world(template, part, about=about, seed=ref, starts_at=begins)
    if leave is not None:
        _begin_sealing(part, journal, leave)
    world = bootstrap.open_world(part)
    try:
        world.perform(stage_command(pack, scenario, mode, learner.pseudonym, ref, number), SYSTEM)
    finally:
        world.close()
    for beside in (key_file, lines_file):
        if beside(part).exists():
            beside(part).replace(beside(path))
    part.replace(path)


def _begin_sealing(part: Path, journal: str, leave: Leave) -> None:
    database = open_database(part)
    try:
        with writing(database) as session:
            keep_slip(session.connection(), leave.signed)
    finally:
        database.close()
    begin_sealing(part, journal, leave.key)


def template_for(home: Path, pack: Pack, scenario: str, *, cancelled: Cancelled = never) -> Path:
    """The filled template of a scenario, made when it is missing: a few seconds, once."""
    return template_world(home, _profile(pack, scenario), cancelled=cancelled)


def make_templates(home: Path, *, cancelled: Cancelled = never) -> int:
    """Make what is missing for a quick start of every scenario here. Gives how many templates that were.

    Touches no centre and no world, so that it may be done on another thread. Raises what `template_world` raises,
    `SeedingCancelled` among it, and `PackFaulty`.
    """
    made = 0
    for pack in packs(home):
        for found in pack.scenarios:
            key = found.scenario.key
            if not stands(template_path(home, _profile(pack, key))):
                template_for(home, pack, key, cancelled=cancelled)
                made += 1
    return made


def _profile(pack: Pack, scenario: str) -> Profile:
    """People and their past; organisation, standards and clocks are the pack’s own."""
    day = starts_at(pack.content(scenario)).date()
    return Profile(TEMPLATE_CUSTOMERS, TEMPLATE_SEED, day, pack.file.organisation, is_bare=True)
