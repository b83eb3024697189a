# SPDX-License-Identifier: MIT
"""Trying again from an act of a finished run: a new attempt, copied from the same start and led up to just before it.

The attempt it is taken from stays as it is. A branch says what it is, and is for practice only.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from crmtrainer import bootstrap
from crmtrainer.assessment.branches import Branch
from crmtrainer.assessment.queries import AttemptRow
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.house.catalogue import pack_of
from crmtrainer.house.running import SUFFIX, Running, enter, next_number
from crmtrainer.house.standing import standing_at
from crmtrainer.house.worlds import template_for
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.kernel.commands import Actor, Role
from crmtrainer.kernel.errors import Refused
from crmtrainer.replay import Begun, begun_as, follow
from crmtrainer.scenarios.commands import StageScenario
from crmtrainer.scenarios.rules import Mode, RunState
from crmtrainer.scenarios.script import staged_here
from crmtrainer.seeding.templates import copy_world, start_of
from crmtrainer.store.files import copy_whole
from crmtrainer.store.unit_of_work import reading

if TYPE_CHECKING:
    from crmtrainer.house.folder import House

FIRST_ACT = 3
"""The first entries of a journal begin it and set the scenario up; neither is done anew."""


def branch(house: House, row: AttemptRow, from_act: int, learner: Actor) -> Running:
    """Begin a practice branch and open it, its clock standing. Raises what the two functions below raise."""
    check_branch(row, learner)
    number = next_number(house, row.scenario, learner)
    return enter(house, prepare_branch(house.home, row, from_act, number), learner)


def check_branch(row: AttemptRow, learner: Actor) -> None:
    """Raises `Refused` for an attempt that nobody may branch off, or not this person."""
    if learner.role is Role.LEARNER and row.learner != learner.pseudonym:
        raise Refused("attempt.not_yours")
    if row.mode == Mode.ASSESSED.value:
        raise Refused("branch.assessed", ref=row.ref)
    if row.state is AttemptState.RUNNING:
        raise Refused("branch.not_finished", ref=row.ref)


def prepare_branch(home: Path, row: AttemptRow, from_act: int, number: int) -> Path:
    """Make the branch's world, whole or not at all. Touches no centre, so that it may be done on another thread.

    Raises `Refused` for an act that is none of the run's, and where the run's start or its acts do not come out again
    as they are on record.
    """
    ref = f"A-{uuid.uuid4().hex[:6].upper()}"
    path = home / "worlds" / f"{ref.lower()}{SUFFIX}"
    # Both end in .part: what is cut off here is cleared away at the next start.
    source, part = path.with_name(f"{path.name}.source.part"), path.with_name(f"{path.name}.part")
    try:
        copy_whole(standing_at(home, row.path), source)
        _make(home, source, part, row, Branch(row.ref, row.number, from_act), ref, number)
        part.replace(path)
    finally:
        source.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return path


def _make(home: Path, source: Path, part: Path, row: AttemptRow, told: Branch, ref: str, number: int) -> None:
    begun = begun_as(source)
    if not FIRST_ACT <= told.from_act <= begun.entries:
        raise Refused("branch.no_such_act", seq=told.from_act, ref=row.ref)
    template = _template(home, row, begun)
    about = {
        **begun.begin.about,
        "made": "as a practice branch",
        "branch_of": told.ref,
        "number": str(told.number),
        "from_act": str(told.from_act),
    }
    copy_world(template, part, about=about, seed=begun.begin.seed, starts_at=begun.practice)
    clock = FixedClock(begun.practice)
    world = bootstrap.open_world(part, clock=clock)
    try:
        follow(
            source,
            world.app,
            clock,
            until=told.from_act - 1,
            changed=lambda command: (
                replace(command, attempt=ref, number=number) if isinstance(command, StageScenario) else command
            ),
        )
        with reading(world.app.database) as session:
            if staged_here(session).state is not RunState.RUNNING:
                raise Refused("branch.no_such_act", seq=told.from_act, ref=row.ref)
    finally:
        world.close()


def _template(home: Path, row: AttemptRow, begun: Begun) -> Path:
    """The file that the run started from, the very same."""
    template = home / "worlds" / "templates" / Path(begun.begin.about.get("template", "?")).name
    if not template.is_file():
        template = template_for(home, pack_of(home, row.scenario), row.scenario)
    if start_of(template) != begun.begin.start:
        raise Refused("branch.other_start", ref=row.ref)
    return template
