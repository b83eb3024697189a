# SPDX-License-Identifier: MIT
"""What the centre's own journal tells: attempts, rubrics, choices among observations, judgements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crmtrainer.assessment.rules import Decision, Flag, Use
from crmtrainer.kernel.commands import HUMANS, Command, Realm, Role, verb
from crmtrainer.kernel.ids import AttemptId

_MARKS = {Role.ASSESSOR}
_TAKES_IN = {Role.ASSESSOR, Role.TRAINER, Role.IQA}
_RUNS = {Role.LEARNER, Role.TRAINER}


@verb("world.register", roles=HUMANS | {Role.SYSTEM}, realm=Realm.CENTRE)
@dataclass(frozen=True, slots=True)
class RegisterWorld(Command):
    """Note a world file that the centre is to know of. `path` is relative to the data folder."""

    world: str
    kind: str
    name: str
    path: str
    profile: str


@verb("attempt.begin", roles=_RUNS, realm=Realm.CENTRE)
@dataclass(frozen=True, slots=True)
class BeginAttempt(Command):
    """Note that a learner has begun a scenario in a world of its own."""

    ref: str
    learner: str
    world: str
    scenario: str
    title: str
    pack_hash: str
    mode: str
    number: int


@verb("attempt.finish", roles=_RUNS, realm=Realm.CENTRE)
@dataclass(frozen=True, slots=True)
class FinishAttempt(Command):
    """Note that the run is over; its debrief can be read."""

    attempt_id: AttemptId


@verb("attempt.reopen", roles=_RUNS, realm=Realm.CENTRE)
@dataclass(frozen=True, slots=True)
class ReopenAttempt(Command):
    """Note that the run of a finished attempt goes on: its world was restored from before the end."""

    attempt_id: AttemptId


@verb("attempt.hand_in", roles=_RUNS, realm=Realm.CENTRE)
@dataclass(frozen=True, slots=True)
class HandInAttempt(Command):
    """Note that the attempt was handed in with its journal ending at `head` (number and hash)."""

    attempt_id: AttemptId
    head: str


@verb("attempt.receive", roles=_TAKES_IN, realm=Realm.CENTRE)
@dataclass(frozen=True, slots=True)
class ReceiveAttempt(Command):
    """Take in a handed-in world file from another machine. Its times are what the file itself says of its run."""

    ref: str
    learner: str
    world: str
    path: str
    scenario: str
    title: str
    pack_hash: str
    mode: str
    number: int
    head: str
    started_at: datetime
    finished_at: datetime


@verb("attempt.name_learner", roles=_TAKES_IN, realm=Realm.CENTRE, typed={"name"})
@dataclass(frozen=True, slots=True)
class NameLearner(Command):
    """Say who the learner of a received attempt is: its file knows them by pseudonym only."""

    attempt_id: AttemptId
    name: str


@verb("slip.issue", roles=_TAKES_IN | {Role.SYSTEM}, realm=Realm.CENTRE)
@dataclass(frozen=True, slots=True)
class IssueSlip(Command):
    """Note the slip that was given out for an attempt: its canonical text, as it was signed."""

    attempt: str
    learner: str
    content: str


@verb("receipt.note", roles=_TAKES_IN, realm=Realm.CENTRE)
@dataclass(frozen=True, slots=True)
class NoteReceipt(Command):
    """Note a receipt that was read out from an attempt, and when; now, unless it is said."""

    attempt: str
    code: str
    at: datetime | None = None


@verb("rubric.add", roles={Role.ASSESSOR, Role.TRAINER, Role.SYSTEM}, realm=Realm.CENTRE)
@dataclass(frozen=True, slots=True)
class AddRubric(Command):
    """Keep one immutable version of a rubric; the same content again is the same rubric."""

    key: str
    version: int
    content: str


@verb("observation.choose", roles=_MARKS, realm=Realm.CENTRE)
@dataclass(frozen=True, slots=True)
class ChooseObservation(Command):
    """Use, or leave, what a check offers towards a criterion."""

    attempt_id: AttemptId
    criterion: str
    check: str
    use: Use


@verb("judgement.make", roles=_MARKS, realm=Realm.CENTRE, typed={"reason"})
@dataclass(frozen=True, slots=True)
class MakeJudgement(Command):
    """Decide on one criterion of one attempt. An earlier decision is superseded and stays on record."""

    attempt_id: AttemptId
    criterion: str
    rubric_hash: str
    decision: Decision
    reason: str
    cites: tuple[int, ...] = ()
    valid: Flag = Flag.OPEN
    authentic: Flag = Flag.OPEN
    reliable: Flag = Flag.OPEN
    current: Flag = Flag.OPEN
    sufficient: Flag = Flag.OPEN
