# SPDX-License-Identifier: MIT
"""What can be asked about a customer's record: open it, uncover a field, prove identity, change what it says."""

from __future__ import annotations

from dataclasses import dataclass

from crmtrainer.customers.rules import Masked, Purpose, Question, Stage
from crmtrainer.kernel.commands import Command, Role, verb
from crmtrainer.kernel.ids import ConversationId, CustomerId, TicketId

DESK = frozenset({Role.LEARNER, Role.TRAINER})
"""Who works at the desk. Assessors read the journal instead."""


@verb("record.open", roles=DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class OpenRecord(Command):
    """Look at a record. Grants reading it for the rest of the practice day; the access log says who and why."""

    customer_id: CustomerId
    reason: str


@verb("record.reveal", roles=DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class RevealField(Command):
    """Uncover one covered field for the rest of the practice day."""

    customer_id: CustomerId
    field: Masked
    reason: str


@verb("record.print", roles=DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class PrintRecord(Command):
    """Put a record, or one of its tickets, on paper or into a file. `fields` are the coverable ones it shows clear.

    Paper has no lock: the access log says who made it, when and why.
    """

    customer_id: CustomerId
    reason: str
    fields: tuple[Masked, ...] = ()
    ticket_id: TicketId | None = None


@verb("identity.verify", roles=DESK, typed={"said"})
@dataclass(frozen=True, slots=True)
class VerifyIdentity(Command):
    """Compare what somebody said with the record. The answer on record is neither given back nor kept."""

    customer_id: CustomerId
    conversation_id: ConversationId | None
    question: Question
    said: str


@verb("customer.move_stage", roles=DESK, typed={"reason"})
@dataclass(frozen=True, slots=True)
class MoveStage(Command):
    """Move a customer along the life cycle."""

    customer_id: CustomerId
    stage: Stage
    reason: str


@verb("customer.set_need", roles=DESK, typed={"need", "detail"})
@dataclass(frozen=True, slots=True)
class SetNeed(Command):
    """Note what a customer needs to be served well (`need`), and apart from it, covered, why (`detail`).

    An empty need clears both; without a detail the one on record stays.
    """

    customer_id: CustomerId
    need: str
    detail: str | None = None


@verb("consent.change", roles=DESK, typed={"source", "wording"})
@dataclass(frozen=True, slots=True)
class ChangeConsent(Command):
    """Note consent given or withdrawn for one purpose on one channel: where it was said, to what question."""

    customer_id: CustomerId
    purpose: Purpose
    channel: str
    given: bool
    source: str
    wording: str = ""
