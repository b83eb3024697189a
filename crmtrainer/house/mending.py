# SPDX-License-Identifier: MIT
"""Finishing what was cut off between a world and the centre: the world was written first, so it tells the truth."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlalchemy.orm import Session

from crmtrainer.application import Application
from crmtrainer.assessment.branches import branch_told, told
from crmtrainer.assessment.commands import BeginAttempt, FinishAttempt, HandInAttempt, RegisterWorld, ReopenAttempt
from crmtrainer.assessment.queries import AttemptRow, attempts
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.house import drafts
from crmtrainer.house.checking import glance
from crmtrainer.house.standing import plain_ref
from crmtrainer.journal.backups import FOLDER
from crmtrainer.journal.backups import sweep as sweep_backups
from crmtrainer.journal.entry import Result, entry_from
from crmtrainer.journal.key_state import destroy_key
from crmtrainer.journal.models import WorldIdentity
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.commands import SYSTEM, Actor, Origin, Realm, Role
from crmtrainer.kernel.errors import BadInput, Expected, Refused, StoreUnavailable
from crmtrainer.kernel.ids import AttemptId
from crmtrainer.kernel.moments import from_micros
from crmtrainer.people.queries import preferences
from crmtrainer.scenarios.commands import FinishScenario, StageScenario
from crmtrainer.scenarios.models import StagedScenario
from crmtrainer.scenarios.rules import Mode, RunState
from crmtrainer.seeding.unfinished import sweep as sweep_builds
from crmtrainer.store.engine import open_reading
from crmtrainer.store.files import look_at

log = logging.getLogger(__name__)

HOUSE = Actor("house", Role.TRAINER, Origin.SYSTEM)
"""Who finishes what a learner's act began."""


HANDING_IN = "handing_in"
"""What the centre remembers of the hand-in that was begun last: the attempt, and the end of its journal."""


def finish_what_was_cut_off(centre: Application, home: Path) -> None:
    """Remove half-made files, enter attempts the centre does not know, and bring the others in line with their world.

    The run in a world may be over, or going on again since the world was restored.
    """
    try:
        _sweep(home)
    except OSError as problem:  # to tidy up must keep nobody out
        log.warning("what was cut off could not be removed: %s", problem)
    worlds = home / "worlds"
    known = {row.path: row for row in centre.ask(attempts, HOUSE)}
    for file in sorted(worlds.glob("*.sqlite3")):
        _mend_or_log(centre, file, home, known)


def _sweep(home: Path) -> None:
    """Remove files that were never finished. Nothing is removed that somebody is making now, or that has its name."""
    worlds = home / "worlds"
    for folder in (home, worlds, home / "handed-in"):
        for part in folder.glob("*.sqlite3*.part*"):
            part.unlink(missing_ok=True)
    for part in (*(home / "keys").glob("*.part"), *(home / "drafts").glob("*.part")):
        part.unlink(missing_ok=True)
    for folder in (home / FOLDER, worlds / FOLDER):
        sweep_backups(folder)
    for folder in (worlds, worlds / "templates"):
        sweep_builds(folder)


def bring_in_line(centre: Application, home: Path, file: Path) -> None:
    """Tell the centre of one world that was restored."""
    _mend_or_log(centre, file, home, {row.path: row for row in centre.ask(attempts, HOUSE)})


def _mend_or_log(centre: Application, file: Path, home: Path, known: Mapping[str, AttemptRow]) -> None:
    path = file.relative_to(home).as_posix()
    try:
        _mend(centre, file, path, known.get(path))
    except Expected as problem:
        # One world that cannot be mended must not keep anybody from the others; its own opening will say why.
        log.warning("%s could not be brought in line with the centre: %s", path, problem.code)


def _mend(centre: Application, file: Path, path: str, row: AttemptRow | None) -> None:
    if row is None:
        _enter(centre, file, path)
    elif row.state is AttemptState.HANDED_IN:
        _end_hand_in(file, row)
    elif (staged := staged_in(file)) is not None:
        # A file that cannot be read is left for its own opening to complain of.
        is_over = staged[1].state is RunState.FINISHED
        if is_over and row.state is AttemptState.RUNNING:
            centre.perform(FinishAttempt(AttemptId(row.id)), HOUSE)
        elif is_over and row.state is AttemptState.FINISHED:
            _finish_hand_in(centre, file, row)
        elif not is_over and row.state is AttemptState.FINISHED:
            centre.perform(ReopenAttempt(AttemptId(row.id)), HOUSE)


def _finish_hand_in(centre: Application, file: Path, row: AttemptRow) -> None:
    """Tell the centre of a hand-in that was cut off when its file was whole, if nothing was done in the world since.

    A file that somebody put there is none: the centre was told beforehand of each that is one.
    """
    home = file.parents[1]
    handed = handed_in_file(home, row.ref)
    if not handed.is_file() or row.mode == Mode.EXPLORE or row.branch is not None:
        return
    seen, now = glance(handed), glance(file)
    if seen.problem is not None or now.problem is not None or (seen.entries, seen.head) != (now.entries, now.head):
        return
    head = told_head(now.entries, now.head)
    if centre.ask(preferences, SYSTEM).get(HANDING_IN) != told_hand_in(row.ref, head):
        return
    centre.perform(HandInAttempt(AttemptId(row.id), head), HOUSE)
    _end_hand_in(file, row)


def _end_hand_in(file: Path, row: AttemptRow) -> None:
    """Remove what a handed-in attempt needs no more: its key, so that nothing can be sealed in it, and drafts."""
    try:
        destroy_key(file)
        drafts.forget(file.parents[1], row.ref)
    except OSError as problem:  # the next start tries again
        log.warning("what %s left could not be removed: %s", row.ref, problem)


def handed_in_file(home: Path, ref: str) -> Path:
    """Where the file of a handed-in attempt stands. Raises `StoreUnavailable` for a reference that leads elsewhere."""
    return home / "handed-in" / f"{plain_ref(ref, home).lower()}.sqlite3"


def told_hand_in(ref: str, head: str) -> str:
    """What the centre remembers as `HANDING_IN` before the file of a hand-in is written."""
    return f"{ref} {head}"


def told_head(seq: int, digest: str) -> str:
    """The journal's last entry as the centre notes it: number and the first 160 bits of its hash."""
    return f"{seq}:{digest[:40]}"


def _enter(centre: Application, file: Path, path: str) -> None:
    from crmtrainer.house.slips import note_own  # seldom needed, and slips need the ciphers

    staged = staged_in(file)
    if staged is None:
        return
    world, scenario = staged
    enter_attempt(centre, world, scenario, path, profile_in(file))
    note_own(centre, file.parents[1], file)


def enter_attempt(centre: Application, world: str, scenario: StagedScenario, path: str, profile: str) -> None:
    """Tell the centre of a world that was made for an attempt; telling it twice does nothing."""
    ref = scenario.attempt
    register = RegisterWorld(world, "attempt", scenario.title, path, profile)
    centre.perform(register, SYSTEM, request_id=f"register:{ref}")
    begin = BeginAttempt(
        ref,
        scenario.learner,
        world,
        scenario.key,
        scenario.title,
        scenario.pack_hash,
        scenario.mode.value,
        scenario.number,
    )
    centre.perform(begin, HOUSE, request_id=f"begin:{ref}")


def profile_in(file: Path) -> str:
    """What the centre keeps about a world: of which attempt it is a branch, if it is one. Raises `StoreUnavailable`."""
    engine = open_reading(file)
    try:
        with _said_by(file), Session(engine) as session:
            branch = branch_told(session.scalars(select(WorldIdentity.about)).one())
    finally:
        engine.dispose()
    return "{}" if branch is None else told(branch)


def run_times(file: Path) -> tuple[datetime, datetime] | None:
    """When the run in this world began and was finished, by its machine's clock; None where its journal does not say.

    These are the file's own words: verification says how far they hold.
    """
    entry = WORLD.entry.c
    engine = open_reading(file)
    try:
        with Session(engine) as session:
            bodies = session.scalars(
                select(entry.body)
                .where(entry.verb.in_((StageScenario.verb, FinishScenario.verb)), entry.outcome == Result.DONE)
                .order_by(entry.seq)
            ).all()
        walls = [from_micros(entry_from(body).wall) for body in bodies]
    except (DBAPIError, Expected, OverflowError, ValueError):
        return None
    finally:
        engine.dispose()
    return (walls[0], walls[-1]) if len(walls) > 1 else None


def staged_in(file: Path) -> tuple[str, StagedScenario] | None:
    """The world's journal id and the scenario it was made for; None for a file that is no attempt's world.

    Raises `StoreUnavailable` for a world that says of its attempt what no program of ours wrote.
    """
    try:
        if look_at(file).realm is not Realm.WORLD:
            return None
    except StoreUnavailable:
        return None
    engine = open_reading(file)
    try:
        with _said_by(file), Session(engine) as session:
            scenario = session.scalars(select(StagedScenario)).one_or_none()
            world = session.scalars(select(WorldIdentity.journal)).one_or_none()
            if scenario is None or world is None:
                return None
            _check_kinds(world, scenario)
    except DBAPIError:
        return None  # damaged: whoever opens or verifies it is told
    finally:
        engine.dispose()
    return world, scenario


@contextmanager
def _said_by(file: Path) -> Iterator[None]:
    """Values that cannot be read as what they should be are damage of this one file, and of nothing else.

    Raises `StoreUnavailable` for the unknown member, the impossible time, the wrong type, and the row too many.
    """
    try:
        yield
    except (ValueError, TypeError, AttributeError, OverflowError, Refused, BadInput, InvalidRequestError) as problem:
        told_problem = str(problem).splitlines()[0][:120]
        raise StoreUnavailable("store.damaged", path=str(file), problem=told_problem) from problem


def _check_kinds(world: object, scenario: StagedScenario) -> None:
    """SQLite keeps anything in any column. Raises `TypeError`."""
    texts = (world, scenario.key, scenario.title, scenario.pack_hash, scenario.attempt, scenario.learner)
    if not all(type(text) is str for text in texts) or type(scenario.number) is not int:
        raise TypeError("staged_scenario")
