# SPDX-License-Identifier: MIT
"""Carries out what is asked about a customer's record."""

from __future__ import annotations

from sqlalchemy import select

from crmtrainer.customers import rules
from crmtrainer.customers.answers import matches, questions_on, says_something
from crmtrainer.customers.commands import (
    ChangeConsent,
    MoveStage,
    OpenRecord,
    PrintRecord,
    RevealField,
    SetNeed,
    VerifyIdentity,
)
from crmtrainer.customers.grants import CheckMade, checks_made, opened, proven_now, state_of, uncovered
from crmtrainer.customers.models import (
    Consent,
    Customer,
    IdentityCheck,
    RecordAccess,
    Reveal,
    StageChange,
)
from crmtrainer.customers.neighbours import (
    GOING_ON,
    check_ticket_of,
    conversation_about,
    conversation_row,
    unnamed_conversation,
)
from crmtrainer.customers.on_record import on_record
from crmtrainer.customers.rules import IdentityState
from crmtrainer.kernel.commands import Change, HandlerTable, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.store.unit_of_work import UnitOfWork

LONGEST_NEED = 200
LONGEST_SOURCE = 200


def open_record(cmd: OpenRecord, work: UnitOfWork) -> Outcome:
    reason = rules.checked_reason(cmd.reason)
    customer = work.get(Customer, cmd.customer_id)
    access = work.add(
        RecordAccess(
            id=work.new_id("record_access"),
            customer_id=customer.id,
            actor=work.actor.pseudonym,
            at=work.now,
            reason=reason,
        )
    )
    return Outcome(
        (Change("customer", customer.id),),
        {
            "customer_id": customer.id,
            "ref": customer.ref,
            "access_id": access.id,
            "conversation_id": conversation_about(work.session, customer.id),
        },
        _subject(customer),
    )


def reveal_field(cmd: RevealField, work: UnitOfWork) -> Outcome:
    customer = opened(work, cmd.customer_id)
    reason = rules.checked_reason(cmd.reason)
    work.add(
        Reveal(
            id=work.new_id("reveal"),
            customer_id=customer.id,
            field=cmd.field,
            actor=work.actor.pseudonym,
            at=work.now,
            reason=reason,
        )
    )
    identity = proven_now(work.session, customer.id, actor=work.actor.pseudonym, now=work.now)
    return Outcome(
        (Change("customer", customer.id),),
        {
            "customer_id": customer.id,
            "field": cmd.field.value,
            "identity": identity.value,
            "conversation_id": conversation_about(work.session, customer.id),
        },
        _subject(customer),
    )


def print_record(cmd: PrintRecord, work: UnitOfWork) -> Outcome:
    customer = opened(work, cmd.customer_id)
    reason = rules.checked_reason(cmd.reason)
    if cmd.ticket_id is not None:
        check_ticket_of(work.session, cmd.ticket_id, customer.id)
    may_read = uncovered(work.session, customer.id, actor=work.actor.pseudonym, now=work.now)
    covered = [field.value for field in cmd.fields if not may_read(field)]
    if covered:
        raise Refused("record.print_covered", field=covered[0])
    access = work.add(
        RecordAccess(
            id=work.new_id("record_access"),
            customer_id=customer.id,
            actor=work.actor.pseudonym,
            at=work.now,
            reason=reason,
        )
    )
    return Outcome(
        (Change("customer", customer.id),),
        {
            "customer_id": customer.id,
            "ref": customer.ref,
            "ticket_id": cmd.ticket_id,
            "fields": [field.value for field in cmd.fields],
            "access_id": access.id,
            "conversation_id": conversation_about(work.session, customer.id),
        },
        _subject(customer),
    )


def verify_identity(cmd: VerifyIdentity, work: UnitOfWork) -> Outcome:
    customer = opened(work, cmd.customer_id)
    _check_conversation(cmd.conversation_id, customer.id, work)
    before = _checks(cmd, work)
    if state_of(before) is IdentityState.FAILED:
        raise Refused("identity.already_failed")
    record = on_record(work.session, customer)
    if cmd.question not in questions_on(record):
        raise Refused("identity.not_on_record", question=cmd.question.value)
    if not says_something(cmd.said):
        raise Refused("identity.nothing_said", question=cmd.question.value)
    matched = matches(cmd.question, cmd.said, record)
    work.add(
        IdentityCheck(
            id=work.new_id("identity_check"),
            customer_id=customer.id,
            conversation_id=cmd.conversation_id,
            question=cmd.question,
            matched=matched,
            at=work.now,
            actor=work.actor.pseudonym,
        )
    )
    return Outcome(
        (Change("customer", customer.id), Change("identity", customer.id)),
        {
            "customer_id": customer.id,
            "conversation_id": cmd.conversation_id,
            "question": cmd.question.value,
            "matched": matched,
            "was": state_of(before).value,
            "state": state_of(_checks(cmd, work)).value,
        },
        _subject(customer),
    )


def move_stage(cmd: MoveStage, work: UnitOfWork) -> Outcome:
    customer = opened(work, cmd.customer_id)
    reason = rules.checked_reason(cmd.reason)
    was = customer.stage
    rules.check_stage_move(was, cmd.stage)
    customer.stage = cmd.stage
    work.add(
        StageChange(
            id=work.new_id("stage_change"),
            customer_id=customer.id,
            at=work.now,
            was=was,
            now=cmd.stage,
            reason=reason,
            actor=work.actor.pseudonym,
        )
    )
    return Outcome(
        (Change("customer", customer.id),),
        {"customer_id": customer.id, "was": was.value, "now": cmd.stage.value},
        _subject(customer),
    )


def set_need(cmd: SetNeed, work: UnitOfWork) -> Outcome:
    customer = opened(work, cmd.customer_id)
    need = " ".join(cmd.need.split())
    if len(need) > LONGEST_NEED:
        raise Refused("customer.need_too_long", limit=LONGEST_NEED)
    detail = customer.need_detail if cmd.detail is None else cmd.detail.strip()
    if not need:
        if cmd.detail:
            raise Refused("customer.detail_without_need")
        detail = ""
    if (customer.need, customer.need_detail) == (need, detail):
        raise Refused("customer.need_unchanged")
    customer.need = need
    customer.need_detail = detail
    return Outcome(
        (Change("customer", customer.id),),
        {"customer_id": customer.id, "need": bool(need), "detail": bool(detail)},
        _subject(customer),
    )


def change_consent(cmd: ChangeConsent, work: UnitOfWork) -> Outcome:
    customer = opened(work, cmd.customer_id)
    rules.check_consent_channel(cmd.channel)
    source, wording = " ".join(cmd.source.split()), " ".join(cmd.wording.split())
    if not source:
        raise Refused("consent.no_source")
    if max(len(source), len(wording)) > LONGEST_SOURCE:
        raise Refused("consent.too_long", limit=LONGEST_SOURCE)
    if _consent_now(cmd, work) is cmd.given:
        raise Refused("consent.unchanged", given=cmd.given)
    consent = work.add(
        Consent(
            id=work.new_id("consent"),
            customer_id=customer.id,
            purpose=cmd.purpose,
            channel=cmd.channel,
            given=cmd.given,
            at=work.now,
            source=source,
            wording=wording,
        )
    )
    return Outcome(
        (Change("customer", customer.id), Change("consent", consent.id)),
        {
            "customer_id": customer.id,
            "purpose": cmd.purpose.value,
            "channel": cmd.channel,
            "given": cmd.given,
        },
        _subject(customer),
    )


def _check_conversation(conversation_id: int | None, customer_id: int, work: UnitOfWork) -> None:
    """Raises `Refused` unless this conversation is going on and said to be with this customer.

    Outside any conversation nothing may be checked while an unnamed caller is there: the answers are theirs, and
    would count for nothing.
    """
    if conversation_id is None:
        unnamed = unnamed_conversation(work.session)
        if unnamed is not None:
            raise Refused("identity.caller_not_named", conversation_id=unnamed)
        return
    whose, state = conversation_row(work.session, conversation_id)
    if state not in GOING_ON:
        raise Refused("identity.conversation_not_going_on", conversation_id=conversation_id, state=state)
    if whose is None:
        raise Refused("identity.caller_not_named", conversation_id=conversation_id)
    if whose != customer_id:
        raise Refused("identity.other_customer", conversation_id=conversation_id, customer_id=whose)


def _checks(cmd: VerifyIdentity, work: UnitOfWork) -> tuple[CheckMade, ...]:
    return checks_made(work.session, cmd.customer_id, cmd.conversation_id, actor=work.actor.pseudonym, now=work.now)


def _consent_now(cmd: ChangeConsent, work: UnitOfWork) -> bool | None:
    return work.session.scalar(
        select(Consent.given)
        .where(
            Consent.customer_id == cmd.customer_id,
            Consent.purpose == cmd.purpose,
            Consent.channel == cmd.channel,
        )
        .order_by(Consent.at.desc(), Consent.id.desc())
        .limit(1)
    )


def _subject(customer: Customer) -> str:
    return f"customer:{customer.id}"


HANDLERS: HandlerTable = {
    OpenRecord: open_record,
    RevealField: reveal_field,
    PrintRecord: print_record,
    MoveStage: move_stage,
    SetNeed: set_need,
    ChangeConsent: change_consent,
}
