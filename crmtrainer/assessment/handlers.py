# SPDX-License-Identifier: MIT
"""How attempts, rubrics and judgements are kept in the centre."""

from __future__ import annotations

from sqlalchemy import select

from crmtrainer.assessment.branches import branch_told
from crmtrainer.assessment.commands import (
    AddRubric,
    BeginAttempt,
    ChooseObservation,
    FinishAttempt,
    HandInAttempt,
    IssueSlip,
    MakeJudgement,
    NameLearner,
    NoteReceipt,
    ReceiveAttempt,
    RegisterWorld,
    ReopenAttempt,
)
from crmtrainer.assessment.models import Attempt, Judgement, ObservationChoice, Receipt, Rubric, Slip, WorldFile
from crmtrainer.assessment.rubrics import content_of, hash_of, rubric_from
from crmtrainer.assessment.rules import FLAG_NAMES, RECEIVED, AttemptState, check_answered, check_place
from crmtrainer.journal.receipts import read_receipt, tidy_code
from crmtrainer.journal.slips import slip_from
from crmtrainer.kernel.bounds import check_number
from crmtrainer.kernel.canonical import canonical
from crmtrainer.kernel.commands import Change, HandlerTable, Origin, Outcome, Role
from crmtrainer.kernel.errors import NotFound, Refused
from crmtrainer.kernel.plain import check_length, check_mark
from crmtrainer.people.models import Person, PersonName
from crmtrainer.people.rules import check_name
from crmtrainer.scenarios.rules import Mode
from crmtrainer.store.unit_of_work import UnitOfWork

_MARKS_OF_AN_ATTEMPT = {"ref": 24, "learner": 40, "scenario": 64, "pack_hash": 64, "mode": 16}
_MARKS_OF_A_SLIP = {"attempt": 40, "learner": 40, "scenario": 64, "pack": 64}
"""The most characters of each."""
_MOST_SCENARIOS, _MOST_VERSIONS = 999, 1_000_000


def register_world(cmd: RegisterWorld, work: UnitOfWork) -> Outcome:
    _not_typed(work)
    if _world_row(work, cmd.world) is not None:
        raise Refused("world.known", world=cmd.world)
    row = _add_world(work, cmd.world, cmd.kind, cmd.name, cmd.path, cmd.profile)
    return Outcome((Change("world", row.id),), {"world": cmd.world, "kind": cmd.kind}, f"world:{row.id}")


def begin_attempt(cmd: BeginAttempt, work: UnitOfWork) -> Outcome:
    _not_typed(work)
    world = _world_row(work, cmd.world)
    if world is None:
        raise NotFound("world", cmd.world)
    attempt = _add_attempt(work, cmd, world.id, AttemptState.RUNNING)
    return _about(attempt)


def finish_attempt(cmd: FinishAttempt, work: UnitOfWork) -> Outcome:
    _not_typed(work)
    attempt = _mine(work, cmd.attempt_id)
    if attempt.state is not AttemptState.RUNNING:
        raise Refused("attempt.already_finished", ref=attempt.ref)
    attempt.state, attempt.finished_at = AttemptState.FINISHED, work.now
    return _about(attempt)


def reopen_attempt(cmd: ReopenAttempt, work: UnitOfWork) -> Outcome:
    """What was handed in stays so: that file is whole, whatever became of the world."""
    _not_typed(work)
    attempt = _finished(work, cmd.attempt_id)
    attempt.state, attempt.finished_at = AttemptState.RUNNING, None
    return _about(attempt)


def hand_in_attempt(cmd: HandInAttempt, work: UnitOfWork) -> Outcome:
    _not_typed(work)
    attempt = _finished(work, cmd.attempt_id)
    if attempt.mode == Mode.EXPLORE:
        raise Refused("attempt.exploring", ref=attempt.ref)
    if branch_told(work.get(WorldFile, attempt.world_id).profile) is not None:
        raise Refused("attempt.branch", ref=attempt.ref)
    check_mark("head", cmd.head, 80)
    attempt.state, attempt.handed_in_at, attempt.head = AttemptState.HANDED_IN, work.now, cmd.head
    return _about(attempt)


def receive_attempt(cmd: ReceiveAttempt, work: UnitOfWork) -> Outcome:
    _not_typed(work)
    check_mark("ref", cmd.ref, 24)
    check_mark("head", cmd.head, 80)
    if cmd.mode == Mode.EXPLORE:
        raise Refused("attempt.exploring", ref=cmd.ref)
    if _world_row(work, cmd.world) is not None:
        raise Refused("attempt.already_received", ref=cmd.ref)
    world = _add_world(work, cmd.world, RECEIVED, cmd.title, cmd.path, "{}")
    attempt = _add_attempt(work, cmd, world.id, AttemptState.HANDED_IN)
    # When it was handed in nobody here can know; when it came is the world file's own date.
    attempt.started_at, attempt.finished_at, attempt.head = cmd.started_at, cmd.finished_at, cmd.head
    return _about(attempt)


def name_learner(cmd: NameLearner, work: UnitOfWork) -> Outcome:
    attempt = work.get(Attempt, cmd.attempt_id)
    if work.get(WorldFile, attempt.world_id).kind != RECEIVED:
        raise Refused("attempt.not_received", ref=attempt.ref)
    name = check_name(cmd.name)
    person = work.session.scalars(select(Person).where(Person.pseudonym == attempt.learner)).first()
    if person is None:
        ident = work.new_id("person")
        work.add(Person(id=ident, pseudonym=attempt.learner, role=Role.LEARNER, created_at=work.now))
        work.add(PersonName(person_id=ident, name=name))
    elif person.role is not Role.LEARNER:
        raise Refused("attempt.learner_is_none", ref=attempt.ref)
    else:
        work.get(PersonName, person.id).name = name
    return _about(attempt)


def issue_slip(cmd: IssueSlip, work: UnitOfWork) -> Outcome:
    _not_typed(work)
    slip = slip_from(cmd.content.encode())
    if (slip.attempt, slip.learner) != (cmd.attempt, cmd.learner):
        raise Refused("slip.unreadable")
    for field, limit in _MARKS_OF_A_SLIP.items():
        check_mark(field, getattr(slip, field), limit)
    if work.session.get(Slip, cmd.attempt) is not None:
        raise Refused("slip.known", ref=cmd.attempt)
    work.add(
        Slip(
            attempt=cmd.attempt,
            learner=cmd.learner,
            content=cmd.content,
            issued_at=work.now,
            by=work.actor.pseudonym,
        )
    )
    told = {"attempt": cmd.attempt, "scenario": slip.scenario, "sealed": slip.sealed}
    return Outcome((Change("slip", cmd.attempt),), told, f"slip:{cmd.attempt}")


def note_receipt(cmd: NoteReceipt, work: UnitOfWork) -> Outcome:
    attempt = cmd.attempt.upper()
    found = read_receipt(attempt, cmd.code)
    check_mark("attempt", attempt, 40)
    at = cmd.at or work.now
    if at > work.now:
        raise Refused("receipt.not_yet")
    row = work.add(
        Receipt(id=work.new_id("receipt"), attempt=attempt, code=tidy_code(cmd.code), at=at, by=work.actor.pseudonym)
    )
    told = {"attempt": attempt, "entries": found.size, "receipt": row.id}
    return Outcome((Change("receipt", row.id),), told, f"slip:{attempt}")


def add_rubric(cmd: AddRubric, work: UnitOfWork) -> Outcome:
    rubric = rubric_from(cmd.content)
    if (rubric.key, rubric.version) != (cmd.key, cmd.version):
        raise Refused("rubric.another")
    check_mark("key", rubric.key, 64)
    check_number("version", rubric.version, 1, _MOST_VERSIONS)
    content = content_of(rubric)
    ident = hash_of(content)
    if work.session.get(Rubric, ident) is None:
        work.add(Rubric(hash=ident, key=cmd.key, version=cmd.version, content=content))
    return Outcome((Change("rubric", ident),), {"hash": ident}, f"rubric:{cmd.key}")


def choose_observation(cmd: ChooseObservation, work: UnitOfWork) -> Outcome:
    attempt = _handed_in(work, cmd.attempt_id)
    work.add(
        ObservationChoice(
            id=work.new_id("observation_choice"),
            attempt_id=attempt.id,
            criterion=cmd.criterion,
            check=cmd.check,
            use=cmd.use,
            by=work.actor.pseudonym,
            at=work.now,
        )
    )
    return _about(attempt, criterion=cmd.criterion, check=cmd.check, use=cmd.use.value)


def make_judgement(cmd: MakeJudgement, work: UnitOfWork) -> Outcome:
    attempt = _handed_in(work, cmd.attempt_id)
    rubric = work.get(Rubric, cmd.rubric_hash)
    if rubric_from(rubric.content).criterion(cmd.criterion) is None:
        raise Refused("judgement.unknown_criterion", criterion=cmd.criterion)
    if not cmd.reason.strip():
        raise Refused("judgement.no_reason")
    flags = {name: getattr(cmd, name) for name in FLAG_NAMES}
    check_answered(cmd.decision, flags)
    before = work.session.scalars(
        select(Judgement)
        .where(Judgement.attempt_id == attempt.id, Judgement.criterion == cmd.criterion)
        .order_by(Judgement.id.desc())
    ).first()
    row = work.add(
        Judgement(
            id=work.new_id("judgement"),
            attempt_id=attempt.id,
            criterion=cmd.criterion,
            rubric_hash=rubric.hash,
            decision=cmd.decision,
            valid=cmd.valid,
            authentic=cmd.authentic,
            reliable=cmd.reliable,
            current=cmd.current,
            sufficient=cmd.sufficient,
            reason=cmd.reason,
            cites=canonical(list(cmd.cites)).decode(),
            by=work.actor.pseudonym,
            at=work.now,
            supersedes_id=None if before is None else before.id,
        )
    )
    return _about(attempt, criterion=cmd.criterion, decision=cmd.decision.value, supersedes=row.supersedes_id)


def _not_typed(work: UnitOfWork) -> None:
    """These acts stand for something done with files: `house` enters them, and typing them alone would be a lie."""
    if work.actor.origin is Origin.CLI:
        raise Refused("attempt.with_its_file")


def _world_row(work: UnitOfWork, world: str) -> WorldFile | None:
    return work.session.scalars(select(WorldFile).where(WorldFile.world == world)).first()


def _add_world(work: UnitOfWork, world: str, kind: str, name: str, path: str, profile: str) -> WorldFile:
    check_mark("world", world, 64)
    check_mark("kind", kind, 16)
    check_length("name", name, 200)
    check_place(path)
    ident = work.new_id("world_file")
    return work.add(
        WorldFile(id=ident, world=world, kind=kind, name=name, path=path, profile=profile, created_at=work.now)
    )


def _add_attempt(work: UnitOfWork, cmd: BeginAttempt | ReceiveAttempt, world_id: int, state: AttemptState) -> Attempt:
    for field, limit in _MARKS_OF_AN_ATTEMPT.items():
        check_mark(field, getattr(cmd, field), limit)
    check_length("title", cmd.title, 200)
    check_number("number", cmd.number, 1, _MOST_SCENARIOS)
    if work.session.scalars(select(Attempt).where(Attempt.ref == cmd.ref)).first() is not None:
        raise Refused("attempt.known", ref=cmd.ref)
    return work.add(
        Attempt(
            id=work.new_id("attempt"),
            ref=cmd.ref,
            learner=cmd.learner,
            world_id=world_id,
            scenario=cmd.scenario,
            title=cmd.title,
            pack_hash=cmd.pack_hash,
            mode=cmd.mode,
            number=cmd.number,
            state=state,
            started_at=work.now,
            finished_at=None,
            handed_in_at=None,
        )
    )


def _handed_in(work: UnitOfWork, attempt_id: int) -> Attempt:
    """The attempt, when it can be marked."""
    attempt = work.get(Attempt, attempt_id)
    if attempt.state is not AttemptState.HANDED_IN:
        raise Refused("attempt.not_handed_in", ref=attempt.ref)
    return attempt


def _finished(work: UnitOfWork, attempt_id: int) -> Attempt:
    """An attempt of one's own that is over and not handed in."""
    attempt = _mine(work, attempt_id)
    if attempt.state is AttemptState.RUNNING:
        raise Refused("attempt.not_finished", ref=attempt.ref)
    if attempt.state is AttemptState.HANDED_IN:
        raise Refused("attempt.already_handed_in", ref=attempt.ref)
    return attempt


def _mine(work: UnitOfWork, attempt_id: int) -> Attempt:
    """The attempt, when it is the actor's own. Trainers may act for their learners."""
    attempt = work.get(Attempt, attempt_id)
    if work.actor.role is Role.LEARNER and attempt.learner != work.actor.pseudonym:
        raise Refused("attempt.not_yours")
    return attempt


def _about(attempt: Attempt, **facts: str | int | None) -> Outcome:
    told = {"attempt": attempt.ref, "state": attempt.state.value, **facts}
    return Outcome((Change("attempt", attempt.id),), told, f"attempt:{attempt.id}")


HANDLERS: HandlerTable = {
    RegisterWorld: register_world,
    BeginAttempt: begin_attempt,
    FinishAttempt: finish_attempt,
    ReopenAttempt: reopen_attempt,
    HandInAttempt: hand_in_attempt,
    ReceiveAttempt: receive_attempt,
    NameLearner: name_learner,
    IssueSlip: issue_slip,
    NoteReceipt: note_receipt,
    AddRubric: add_rubric,
    ChooseObservation: choose_observation,
    MakeJudgement: make_judgement,
}
