# SPDX-License-Identifier: MIT
"""What happened to a record: stages with their reasons, consent as it stands, and who looked, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.customers.commands import PrintRecord
from crmtrainer.customers.models import Consent, RecordAccess, Reveal, StageChange
from crmtrainer.customers.rules import Masked, Purpose, Stage
from crmtrainer.journal.tables import WORLD

LONGEST_LOG = 200
_PRINTED = PrintRecord.verb
"""What tells a record on paper from one on the screen is the act that made the row."""


@dataclass(frozen=True, slots=True)
class StageRow:
    """One step of the life cycle."""

    at: datetime
    was: Stage
    now: Stage
    reason: str
    actor: str


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """Consent for one purpose on one channel, as it stands."""

    purpose: Purpose
    channel: str
    given: bool
    at: datetime
    source: str
    wording: str


@dataclass(frozen=True, slots=True)
class AccessRow:
    """Somebody opened the record, put it on paper, or uncovered the field named."""

    at: datetime
    actor: str
    reason: str
    field: Masked | None
    is_on_paper: bool = False


def stages_of(session: Session, customer_id: int) -> tuple[StageRow, ...]:
    """The steps of the life cycle, newest first."""
    step = StageChange
    found = session.execute(
        select(step.at, step.was, step.now, step.reason, step.actor)
        .where(step.customer_id == customer_id)
        .order_by(step.at.desc(), step.id.desc())
    )
    return tuple(StageRow(*row) for row in found)


def consents_now(session: Session, customer_id: int) -> tuple[ConsentRow, ...]:
    """The newest word on each purpose and channel, by purpose and channel."""
    found = session.execute(
        select(Consent.purpose, Consent.channel, Consent.given, Consent.at, Consent.source, Consent.wording)
        .where(Consent.customer_id == customer_id)
        .order_by(Consent.at, Consent.id)
    )
    newest = {(row.purpose, row.channel): ConsentRow(*row) for row in found}
    return tuple(newest[key] for key in sorted(newest))


def access_log(session: Session, customer_id: int) -> tuple[AccessRow, ...]:
    """Who opened the record or uncovered a field of it, newest first, as far back as the log is shown."""
    entry = WORLD.entry.c
    opened = session.execute(
        select(RecordAccess.at, RecordAccess.actor, RecordAccess.reason, RecordAccess.last_act, entry.verb)
        .outerjoin(WORLD.entry, entry.seq == RecordAccess.last_act)
        .where(RecordAccess.customer_id == customer_id)
        .order_by(RecordAccess.at.desc(), RecordAccess.id.desc())
        .limit(LONGEST_LOG)
    )
    revealed = session.execute(
        select(Reveal.at, Reveal.actor, Reveal.reason, Reveal.last_act, Reveal.field)
        .where(Reveal.customer_id == customer_id)
        .order_by(Reveal.at.desc(), Reveal.id.desc())
        .limit(LONGEST_LOG)
    )
    rows = [
        (row.at, row.last_act, AccessRow(row.at, row.actor, row.reason, None, row.verb == _PRINTED)) for row in opened
    ]
    rows += [(row.at, row.last_act, AccessRow(row.at, row.actor, row.reason, row.field)) for row in revealed]
    rows.sort(key=lambda entry: entry[:2], reverse=True)
    return tuple(row for _, _, row in rows[:LONGEST_LOG])
