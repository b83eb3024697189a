# SPDX-License-Identifier: MIT
"""An attempt as an assessor has it open: the original verified, its content read from a copy that goes when it closes.

The file that was handed in is never opened for writing, and nothing is left beside it.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from crmtrainer.application import authorise_query
from crmtrainer.assessment.queries import AttemptRow, all_rubrics, chosen_observations, judgements
from crmtrainer.assessment.rules import AttemptState
from crmtrainer.house.leftovers import FOLDER
from crmtrainer.house.running import evidence_file
from crmtrainer.house.trusting import kept_at, trust_about
from crmtrainer.journal.report import RecordState, Report
from crmtrainer.journal.verify import verify
from crmtrainer.kernel.commands import Actor
from crmtrainer.kernel.errors import Expected, Refused, StoreUnavailable
from crmtrainer.kernel.moments import utc
from crmtrainer.replay import ReplayReport, replay_aside
from crmtrainer.reports.acts import ActRow, acts
from crmtrainer.reports.evidence import EvidenceReport, Marked, evidence_report
from crmtrainer.reports.timing import TimingRow, adjustments
from crmtrainer.reports.timing import told as timing_told
from crmtrainer.scenarios.debrief_rows import Debrief
from crmtrainer.scenarios.queries import debrief
from crmtrainer.store.engine import open_reading
from crmtrainer.store.files import copy_whole, has_log
from crmtrainer.store.unit_of_work import Reading
from crmtrainer.wording import sentence

if TYPE_CHECKING:
    from crmtrainer.house.folder import House

P = ParamSpec("P")
R = TypeVar("R")

_HEAD_LETTERS = 40


class HandIn(StrEnum):
    """Whether the file ends where the centre noted that it ended: at hand-in here, or when it came from elsewhere."""

    SAME = "same"
    OTHER = "other"
    RECEIVED = "received"
    OTHER_SINCE = "other_since"
    NOT_NOTED = "not_noted"


@dataclass(slots=True)
class Review:
    """One attempt under review. Close it when done; use it from one thread at a time.

    `acts` and `story` are empty where the record is too damaged to be read, and `problem` says why.
    """

    row: AttemptRow
    evidence: Path
    report: Report
    hand_in: HandIn
    acts: tuple[ActRow, ...] = ()
    story: Debrief | None = None
    timing: tuple[TimingRow, ...] = ()
    problem: str = ""
    replay: ReplayReport | None = None
    """What performing the acts again came to; None before that, and where it cannot be done."""
    _copy: Path | None = None
    _engine: Engine | None = field(default=None, repr=False)

    def ask(self, query: Callable[Concatenate[Reading, P], R], by: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
        """The answer of the copy to a question about the world. Raises `Refused`, or `StoreUnavailable` without one."""
        authorise_query(by, query)
        if self._engine is None:
            raise StoreUnavailable("review.not_readable", path=str(self.evidence))
        now = self.acts[-1].at if self.acts else self.row.started_at
        with Session(self._engine, autoflush=False) as session:
            return query(Reading(session, utc(now), by), *args, **kwargs)

    def act(self, seq: int) -> ActRow | None:
        """The act of this number."""
        return next((row for row in self.acts if row.seq == seq), None)

    def close(self) -> None:
        """Let go of the copy and remove it."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None
        if self._copy is not None:
            self._copy.unlink(missing_ok=True)
            self._copy = None


def open_review(house: House, row: AttemptRow, assessor: Actor) -> Review:
    """Verify what was handed in and read it, also when it is damaged.

    Raises `Refused` for an attempt that is not handed in, `StoreUnavailable` when its file is gone or no copy of it
    can be made.
    """
    if row.state is not AttemptState.HANDED_IN:
        raise Refused("attempt.not_handed_in", ref=row.ref)
    evidence = evidence_file(house, row)
    if not evidence.is_file():
        raise StoreUnavailable("store.missing", path=str(evidence))
    report = verify(evidence, trust=trust_about(house.home, row.ref), kept_at=kept_at(house.home, row.ref))
    review = Review(row, evidence, report, _compared(row, report))
    if report.result is RecordState.UNUSABLE:
        return review
    review._copy = _copied(evidence, house.home / FOLDER / f"{row.ref.lower()}-{uuid.uuid4().hex[:8]}.sqlite3")
    try:
        review._engine = open_reading(review._copy)
        _read(review, assessor)
    except BaseException:
        review.close()
        raise
    return review


def played_again(house: House, review: Review) -> ReplayReport:
    """Perform the acts of what was handed in again, in a copy that goes. For another thread: it takes some seconds.

    Raises `Expected` where that cannot be done, because words were erased, say.
    """
    folder = house.home / FOLDER
    folder.mkdir(exist_ok=True)
    return replay_aside(review.evidence, folder)


def _read(review: Review, assessor: Actor) -> None:
    """Fill in acts and story. A damaged record may say anything; an intact one that cannot be read is our bug."""
    try:
        review.acts = review.ask(acts, assessor)
        review.timing = review.ask(adjustments, assessor)
        review.story = review.ask(debrief, assessor)
    except Exception as problem:
        if review.report.is_whole and not isinstance(problem, Expected):
            raise
        review.problem = str(problem)[:200]


def _compared(row: AttemptRow, report: Report) -> HandIn:
    if not row.head:
        return HandIn.NOT_NOTED
    found = f"{report.head_seq}:{report.head_hash[:_HEAD_LETTERS]}"
    if row.received_at is not None:
        return HandIn.RECEIVED if found == row.head else HandIn.OTHER_SINCE
    return HandIn.SAME if found == row.head else HandIn.OTHER


def _copied(source: Path, target: Path) -> Path:
    """A copy by bytes: SQLite itself would leave a log beside a file that was last open in that mode."""
    if has_log(source):
        copy_whole(source, target)
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copyfile(source, target)
    except OSError as problem:
        target.unlink(missing_ok=True)
        raise StoreUnavailable("store.not_copied", path=str(target), problem=str(problem)) from problem
    return target


def evidence_of(house: House, review: Review, assessor: Actor) -> EvidenceReport:
    """The attempt as evidence, with what the centre holds about it now."""
    ask, row = house.centre.ask, review.row
    marked = Marked(
        judgements=ask(judgements, assessor, row.id),
        chosen=ask(chosen_observations, assessor, row.id),
        rubrics=ask(all_rubrics, assessor),
    )
    names = {person.pseudonym: person.name for person in house.people()}
    return evidence_report(
        row,
        review.report,
        review.hand_in.value,
        review.acts,
        review.story,
        marked,
        timing=timing_told(review.timing),
        tell=sentence,
        made_at=datetime.now(UTC),
        made_by=names.get(assessor.pseudonym) or assessor.pseudonym,
        problem=review.problem,
    )
