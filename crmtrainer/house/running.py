# SPDX-License-Identifier: MIT
"""Attempts from start to hand-in: a world of its own for each, made whole or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crmtrainer import bootstrap
from crmtrainer.agenda.commands import SetSpeed
from crmtrainer.agenda.world import World
from crmtrainer.application import Application
from crmtrainer.assessment.branches import branch_told
from crmtrainer.assessment.commands import FinishAttempt, HandInAttempt, NameLearner, ReceiveAttempt
from crmtrainer.assessment.queries import AttemptRow, attempt, attempts, my_attempts
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.house import drafts
from crmtrainer.house.backups import back_up_before
from crmtrainer.house.catalogue import pack_of
from crmtrainer.house.keys import forget
from crmtrainer.house.mending import (
    HANDING_IN,
    enter_attempt,
    handed_in_file,
    profile_in,
    run_times,
    staged_in,
    told_hand_in,
    told_head,
)
from crmtrainer.house.slips import Leave, new_ref, note_own, own_leave, take_in
from crmtrainer.house.standing import standing_at
from crmtrainer.house.timing import follow_timing
from crmtrainer.house.worlds import attempt_world
from crmtrainer.journal.tables import WORLD
from crmtrainer.journal.verify import verify
from crmtrainer.journal.writer import head_of
from crmtrainer.kernel.commands import Actor, Origin, Role
from crmtrainer.kernel.errors import Refused, StoreUnavailable
from crmtrainer.kernel.ids import AttemptId
from crmtrainer.scenarios.commands import FinishScenario
from crmtrainer.scenarios.rules import Mode, RunState
from crmtrainer.store.files import copy_whole, export_whole
from crmtrainer.store.unit_of_work import reading

if TYPE_CHECKING:
    from crmtrainer.house.folder import House
    from crmtrainer.scenarios.loader import Pack

SUFFIX = ".sqlite3"
_REF = re.compile(r"A-[0-9A-F]{6}")
"""What an attempt's reference looks like; a received file's becomes a file name here."""


@dataclass(slots=True)
class Running:
    """An attempt with its world open."""

    row: AttemptRow
    world: World


def start(house: House, pack: Pack, scenario: str, mode: Mode, learner: Actor, leave: Leave | None = None) -> Running:
    """Make a world for one attempt, tell the centre, and open it with the clock standing."""
    number = next_number(house, scenario, learner)
    return enter(house, prepare(house.home, pack, scenario, mode, learner, number, leave), learner)


def start_with(house: House, line: str, learner: Actor) -> Running:
    """Begin the assessed attempt that a slip allows. Raises `Refused` where it allows none here.

    The one-time key that the slip was asked with is forgotten: the line opens nothing any more.
    """
    leave = take_in(house.home, line, learner)
    running = start(house, pack_for(house.home, leave), leave.slip.scenario, Mode.ASSESSED, learner, leave)
    forget_asked(leave)
    return running


def pack_for(home: Path, leave: Leave) -> Pack:
    """The pack a slip is for. Raises `Refused` where this machine has another version of it."""
    pack = pack_of(home, leave.slip.scenario)
    if pack.hash != leave.slip.pack:
        raise Refused("slip.other_pack", scenario=leave.slip.scenario)
    return pack


def forget_asked(leave: Leave) -> None:
    """Forget what a slip was asked with, once its attempt has begun."""
    if leave.asked is not None:
        forget(leave.asked)


def next_number(house: House, scenario: str, learner: Actor) -> int:
    """Which attempt of this learner at this scenario the next one is."""
    return 1 + sum(row.scenario == scenario for row in house.centre.ask(my_attempts, learner))


def prepare(
    home: Path, pack: Pack, scenario: str, mode: Mode, learner: Actor, number: int, leave: Leave | None = None
) -> Path:
    """Make the world file of a new attempt. Touches no centre, so that it may be done on another thread.

    The first one of a scenario takes some seconds, for it fills a template. Raises `Refused` for a slip that an
    attempt was begun under before.
    """
    ref = new_ref() if leave is None else leave.slip.attempt
    if mode is Mode.ASSESSED and leave is None:
        leave = own_leave(home, pack, scenario, learner, ref)
    path = home / "worlds" / f"{ref.lower()}{SUFFIX}"
    if path.exists():
        raise Refused("slip.used", ref=ref)
    attempt_world(home, path, pack, scenario, mode, learner, ref, number, leave)
    return path


def enter(house: House, path: Path, learner: Actor) -> Running:
    """Tell the centre of an attempt's world that was made a moment ago, and open it.

    Raises `StoreUnavailable` when the file holds no attempt.
    """
    staged = staged_in(path)
    if staged is None:
        raise StoreUnavailable("store.unfinished", path=str(path))
    enter_attempt(house.centre, *staged, path.relative_to(house.home).as_posix(), profile_in(path))
    note_own(house.centre, house.home, path)
    return _opened(house, house.attempt_named(staged[1].attempt), learner, just_made=True)


def resume(house: House, row: AttemptRow, actor: Actor) -> Running:
    """Open an attempt's world again; its practice clock stands where it stood.

    Raises `Refused` for somebody else's attempt.
    """
    return _opened(house, row, actor)


def _opened(house: House, row: AttemptRow, actor: Actor, *, just_made: bool = False) -> Running:
    if actor.role is Role.LEARNER and row.learner != actor.pseudonym:
        raise Refused("attempt.not_yours")
    running = Running(row, bootstrap.open_world(standing_at(house.home, row.path), just_made=just_made))
    if row.state is AttemptState.RUNNING and actor.role is Role.LEARNER:
        try:
            follow_timing(house.centre, running.world, row.learner)
        except BaseException:
            running.world.close()
            raise
    return running


def finish(house: House, running: Running, learner: Actor) -> AttemptRow:
    """Finish the run: the world first, its clock with it, then the centre."""
    running.world.perform(FinishScenario(), learner)
    if running.world.speed:
        running.world.perform(SetSpeed(0), learner)
    house.centre.perform(FinishAttempt(AttemptId(running.row.id)), _by_house(learner))
    running.row = house.centre.ask(attempt, learner, running.row.id)
    return running.row


def hand_in(house: House, running: Running, learner: Actor) -> Path:
    """Hand a finished attempt in: one world file, whole, under `handed-in`. Gives that file.

    Raises `Refused` before the run is finished, and for a second time: what was handed in is never replaced.
    """
    if running.row.state is AttemptState.RUNNING:
        raise Refused("attempt.not_finished", ref=running.row.ref)
    if running.row.state is AttemptState.HANDED_IN:
        raise Refused("attempt.already_handed_in", ref=running.row.ref)
    if running.row.mode == Mode.EXPLORE:
        raise Refused("attempt.exploring", ref=running.row.ref)
    if running.row.branch is not None:
        raise Refused("attempt.branch", ref=running.row.ref)
    file = handed_in_file(house.home, running.row.ref)
    file.unlink(missing_ok=True)  # left by a hand-in that was cut off before the centre knew
    running.world.app.checkpoint(closes=True)
    with reading(running.world.app.database) as session:
        last = head_of(session, WORLD, running.world.app.journal_id)
    head = told_head(last.seq, last.hash.hex())
    house.remember(HANDING_IN, told_hand_in(running.row.ref, head))
    export_whole(running.world.app.database.path, file)
    house.centre.perform(HandInAttempt(AttemptId(running.row.id), head), _by_house(learner))
    running.row = house.centre.ask(attempt, learner, running.row.id)
    end_sealing(running.world.app)
    drafts.forget(house.home, running.row.ref)
    return file


def end_sealing(app: Application) -> None:
    """What was handed in is sealed to its end: the key goes, so that nothing can be added to it."""
    if app.sealer is not None:
        app.sealer.end()
        app.sealer = None


def receive(house: House, file: Path, assessor: Actor, learner_name: str = "") -> AttemptRow:
    """Take in a world file that was handed in on another machine. The file given is only read.

    It knows its learner by pseudonym only; `learner_name` says who that is, which may also be said later.
    Raises `StoreUnavailable` for a file that is none of ours, `Refused` when it holds no finished attempt or is
    known already.
    """
    staged = staged_in(file)
    if staged is None or _REF.fullmatch(staged[1].attempt) is None:
        raise Refused("attempt.not_an_attempt", path=str(file))
    world, scenario = staged
    if scenario.state is not RunState.FINISHED:
        raise Refused("attempt.not_finished", ref=scenario.attempt)
    if scenario.mode is Mode.EXPLORE:
        raise Refused("attempt.exploring", ref=scenario.attempt)
    if branch_told(profile_in(file)) is not None:
        raise Refused("attempt.branch", ref=scenario.attempt)
    ran = run_times(file)
    if ran is None:
        raise Refused("attempt.not_an_attempt", path=str(file))
    known = Actor(assessor.pseudonym, Role.TRAINER, Origin.SYSTEM)
    if any(row.ref == scenario.attempt for row in house.centre.ask(attempts, known)):
        raise Refused("attempt.already_received", ref=scenario.attempt)
    back_up_before(house.centre.database.path, datetime.now(UTC))
    target = handed_in_file(house.home, scenario.attempt)
    target.unlink(missing_ok=True)  # left by a receipt that was cut off before the centre knew
    copy_whole(file, target)
    report = verify(target)
    house.centre.perform(
        ReceiveAttempt(
            scenario.attempt,
            scenario.learner,
            world,
            target.relative_to(house.home).as_posix(),
            scenario.key,
            scenario.title,
            scenario.pack_hash,
            scenario.mode.value,
            scenario.number,
            told_head(report.head_seq, report.head_hash),
            *ran,
        ),
        _by_house(assessor),
    )
    row = house.attempt_named(scenario.attempt)
    return name_learner(house, row, learner_name, assessor) if learner_name else row


def name_learner(house: House, row: AttemptRow, name: str, assessor: Actor) -> AttemptRow:
    """Say who the learner of a received attempt is. Raises `Refused` for one that was played here."""
    house.centre.perform(NameLearner(AttemptId(row.id), name), assessor)
    return house.attempt_named(row.ref)


def _by_house(actor: Actor) -> Actor:
    """The same person, acting through one of the functions here and not by a typed act."""
    return replace(actor, origin=Origin.SYSTEM)


def evidence_file(house: House, row: AttemptRow) -> Path:
    """The file an assessor reviews: what was handed in, or else the world as it stands.

    A file that a hand-in left which was cut off, and never came about, is none.
    """
    if row.state is not AttemptState.HANDED_IN:
        return standing_at(house.home, row.path)
    return file_under_review(house.home, row.ref, row.path)


def file_under_review(home: Path, ref: str, path: str) -> Path:
    """The file of the attempt with this reference, whose world stands at `path` in the data folder."""
    handed = handed_in_file(home, ref)
    return handed if handed.exists() else standing_at(home, path)
