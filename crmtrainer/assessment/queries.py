# SPDX-License-Identifier: MIT
"""Attempts, rubrics and judgements as the faces show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from crmtrainer.assessment.branches import Branch, branch_told
from crmtrainer.assessment.models import Attempt, Judgement, ObservationChoice, Receipt, Rubric, Slip, WorldFile
from crmtrainer.assessment.rubrics import RubricContent, rubric_from
from crmtrainer.assessment.rules import RECEIVED, AttemptState, Decision, Flag, Use
from crmtrainer.kernel.canonical import parse
from crmtrainer.kernel.commands import HUMANS, Realm, Role
from crmtrainer.kernel.errors import NotFound, Refused
from crmtrainer.kernel.queries import answers
from crmtrainer.people.models import Person, PersonName
from crmtrainer.store.unit_of_work import Reading

_REVIEWS = {Role.ASSESSOR, Role.TRAINER, Role.IQA}


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One attempt. `path` is relative to the data folder; `judged` counts criteria with a decision."""

    id: int
    ref: str
    learner: str
    learner_name: str
    scenario: str
    title: str
    mode: str
    number: int
    state: AttemptState
    started_at: datetime
    finished_at: datetime | None
    handed_in_at: datetime | None
    head: str
    world: str
    path: str
    judged: int
    pack_hash: str = ""
    branch: Branch | None = None
    """For a practice branch: the attempt it was taken from, and from which act."""
    received_at: datetime | None = None
    """When its file came from another machine; when that was handed in was not noted here."""


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """One decision. `superseded` tells that a later one stands in its place."""

    id: int
    criterion: str
    rubric_hash: str
    decision: Decision
    valid: Flag
    authentic: Flag
    reliable: Flag
    current: Flag
    sufficient: Flag
    reason: str
    cites: tuple[int, ...]
    by: str
    by_name: str
    at: datetime
    superseded: bool


@answers("attempts.all", roles=_REVIEWS, realm=Realm.CENTRE)
def attempts(read: Reading) -> tuple[AttemptRow, ...]:
    """Every attempt, those handed in first and oldest first among them."""
    rows = _attempts(read, None)
    order = {AttemptState.HANDED_IN: 0, AttemptState.FINISHED: 1, AttemptState.RUNNING: 2}
    return tuple(sorted(rows, key=lambda row: (order[row.state], _came_in(row), row.id)))


def _came_in(row: AttemptRow) -> datetime:
    return row.handed_in_at or row.received_at or row.started_at


@answers("attempts.mine", roles=HUMANS, realm=Realm.CENTRE)
def my_attempts(read: Reading) -> tuple[AttemptRow, ...]:
    """The asker's own attempts, newest first."""
    return tuple(sorted(_attempts(read, read.actor.pseudonym), key=lambda row: -row.id))


@answers("attempts.one", roles=HUMANS, realm=Realm.CENTRE)
def attempt(read: Reading, attempt_id: int) -> AttemptRow:
    """One attempt; learners see only their own."""
    found = next((row for row in _attempts(read, None) if row.id == attempt_id), None)
    if found is None:
        raise NotFound("attempt", attempt_id)
    if read.actor.role is Role.LEARNER and found.learner != read.actor.pseudonym:
        raise Refused("attempt.not_yours")
    return found


@answers("judgements.of_attempt", roles=_REVIEWS, realm=Realm.CENTRE)
def judgements(read: Reading, attempt_id: int) -> tuple[JudgementRow, ...]:
    """All decisions on an attempt, oldest first, the superseded ones marked."""
    names = _names(read)
    rows = read.session.scalars(
        select(Judgement).where(Judgement.attempt_id == attempt_id).order_by(Judgement.id)
    ).all()
    superseded = {row.supersedes_id for row in rows}
    return tuple(
        JudgementRow(
            row.id,
            row.criterion,
            row.rubric_hash,
            row.decision,
            row.valid,
            row.authentic,
            row.reliable,
            row.current,
            row.sufficient,
            row.reason,
            _numbers(row.cites),
            row.by,
            names.get(row.by, row.by),
            row.at,
            row.id in superseded,
        )
        for row in rows
    )


@answers("observations.chosen", roles=_REVIEWS, realm=Realm.CENTRE)
def chosen_observations(read: Reading, attempt_id: int) -> dict[str, Use]:
    """What was chosen for each `criterion/check`; what nobody has decided on is left out."""
    rows = read.session.execute(
        select(ObservationChoice.criterion, ObservationChoice.check, ObservationChoice.use)
        .where(ObservationChoice.attempt_id == attempt_id)
        .order_by(ObservationChoice.id)
    )
    return {f"{row.criterion}/{row.check}": row.use for row in rows}


@dataclass(frozen=True, slots=True)
class SlipRow:
    """The slip of one attempt, as it was given out here."""

    attempt: str
    learner: str
    content: str
    issued_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One receipt that was read out and noted here."""

    id: int
    attempt: str
    code: str
    at: datetime
    by: str


@answers("slips.all", roles=_REVIEWS, realm=Realm.CENTRE)
def slips(read: Reading) -> tuple[SlipRow, ...]:
    """Every slip that was given out here, the newest first."""
    rows = read.session.scalars(select(Slip).order_by(Slip.issued_at.desc(), Slip.attempt))
    return tuple(SlipRow(row.attempt, row.learner, row.content, row.issued_at, row.by) for row in rows)


@answers("receipts.of_attempt", roles=_REVIEWS, realm=Realm.CENTRE)
def receipts(read: Reading, attempt: str) -> tuple[ReceiptRow, ...]:
    """The receipts of the attempt with this reference, in the order in which they were read out."""
    rows = read.session.scalars(select(Receipt).where(Receipt.attempt == attempt).order_by(Receipt.at, Receipt.id))
    return tuple(ReceiptRow(row.id, row.attempt, row.code, row.at, row.by) for row in rows)


@answers("rubrics.newest", roles=HUMANS, realm=Realm.CENTRE)
def newest_rubrics(read: Reading) -> dict[str, RubricContent]:
    """The newest version of each rubric, by its content's hash."""
    rows = read.session.execute(select(Rubric.hash, Rubric.key, Rubric.version, Rubric.content)).all()
    newest: dict[str, tuple[int, str, str]] = {}
    for row in rows:
        if row.key not in newest or newest[row.key][0] < row.version:
            newest[row.key] = (row.version, row.hash, row.content)
    return {ident: rubric_from(content) for _, ident, content in newest.values()}


@answers("rubrics.all", roles=HUMANS, realm=Realm.CENTRE)
def all_rubrics(read: Reading) -> dict[str, RubricContent]:
    """Every version of every rubric, by its content's hash: earlier judgements rest on earlier versions."""
    rows = read.session.execute(select(Rubric.hash, Rubric.content).order_by(Rubric.key, Rubric.version)).all()
    return {row.hash: rubric_from(row.content) for row in rows}


def _attempts(read: Reading, learner: str | None) -> list[AttemptRow]:
    names = _names(read)
    columns = (Attempt, WorldFile.world, WorldFile.path, WorldFile.profile, WorldFile.kind, WorldFile.created_at)
    query = select(*columns).join(WorldFile, WorldFile.id == Attempt.world_id)
    if learner is not None:
        query = query.where(Attempt.learner == learner)
    judged: dict[int, set[str]] = {}
    for row in read.session.execute(select(Judgement.attempt_id, Judgement.criterion)):
        judged.setdefault(row.attempt_id, set()).add(row.criterion)
    return [
        AttemptRow(
            found.id,
            found.ref,
            found.learner,
            names.get(found.learner, found.learner),
            found.scenario,
            found.title,
            found.mode,
            found.number,
            found.state,
            found.started_at,
            found.finished_at,
            None if kind == RECEIVED else found.handed_in_at,
            found.head,
            world,
            path,
            len(judged.get(found.id, ())),
            found.pack_hash,
            branch_told(profile),
            created_at if kind == RECEIVED else None,
        )
        for found, world, path, profile, kind, created_at in read.session.execute(query)
    ]


def _names(read: Reading) -> dict[str, str]:
    rows = read.session.execute(
        select(Person.pseudonym, PersonName.name).join(PersonName, PersonName.person_id == Person.id)
    )
    return {row.pseudonym: row.name or row.pseudonym for row in rows}


def _numbers(data: str) -> tuple[int, ...]:
    numbers = parse(data)
    assert isinstance(numbers, list)
    return tuple(number for number in numbers if isinstance(number, int))
