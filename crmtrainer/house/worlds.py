# SPDX-License-Identifier: MIT
"""A world for one attempt: a copy of a filled template, with a journal of its own and the scenario staged in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from crmtrainer import bootstrap
from crmtrainer.journal.genesis import write_genesis
from crmtrainer.kernel.commands import SYSTEM, Actor, Realm
from crmtrainer.scenarios.loader import Pack
from crmtrainer.scenarios.rules import Mode
from crmtrainer.scenarios.staging import stage_command, starts_at
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.templates import start_of, template_world
from crmtrainer.store.engine import open_database
from crmtrainer.store.files import copy_whole

TEMPLATE_CUSTOMERS = 2_000
TEMPLATE_SEED = 7


def attempt_world(
    home: Path, path: Path, pack: Pack, scenario: str, mode: Mode, learner: Actor, ref: str, number: int
) -> None:
    """Make the world file of an attempt at `path`, whole or not at all.

    The template is filled up to the scenario's own day, once for each day, and kept.
    """
    content = pack.content(scenario)
    begins = starts_at(content)
    template = template_world(home, _profile(begins.date(), pack.file.organisation))
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    copy_whole(template, part)
    database = open_database(part)
    write_genesis(
        database,
        Realm.WORLD,
        seed=f"{ref}",
        about={"made": "for an attempt", "scenario": scenario, "pack": pack.hash, "template": template.name},
        practice=begins,
        wall=datetime.now(UTC),
        start=start_of(template),
    )
    database.close()
    world = bootstrap.open_world(part)
    try:
        world.perform(stage_command(pack, scenario, mode, learner.pseudonym, ref, number), SYSTEM)
    finally:
        world.close()
    for leftover in (part.with_name(part.name + "-wal"), part.with_name(part.name + "-shm")):
        leftover.unlink(missing_ok=True)
    part.replace(path)


def _profile(day: date, organisation: str) -> Profile:
    return Profile(TEMPLATE_CUSTOMERS, TEMPLATE_SEED, day, organisation)
