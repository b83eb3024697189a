# SPDX-License-Identifier: MIT
"""What the identity panel shows: which questions the record can answer, how each went, and how far that proves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crmtrainer.customers.answers import questions_on
from crmtrainer.customers.commands import DESK
from crmtrainer.customers.grants import CheckMade, checks_made, require_open, state_of
from crmtrainer.customers.models import Customer
from crmtrainer.customers.neighbours import conversation_about
from crmtrainer.customers.on_record import on_record
from crmtrainer.customers.rules import NEEDED_ANSWERS, IdentityState, Question, matched_questions
from crmtrainer.kernel.errors import NotFound
from crmtrainer.kernel.ids import ConversationId, CustomerId
from crmtrainer.kernel.queries import answers
from crmtrainer.store.unit_of_work import Reading


@answers("identity.state", roles=DESK)
def identity_panel(
    read: Reading, *, customer_id: CustomerId, conversation_id: ConversationId | None = None
) -> IdentityPanel:
    """The state of one conversation, or else of the one going on, or else of today's checks outside any.

    Never holds an answer on record. Raises `Refused` unless the reader opened the record today, or `NotFound`.
    """
    session, actor = read.session, read.actor.pseudonym
    require_open(session, customer_id, actor=actor, now=read.now)
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise NotFound("customer", customer_id)
    talk = conversation_id if conversation_id is not None else conversation_about(session, customer_id)
    checks = checks_made(session, customer_id, talk, actor=actor, now=read.now)
    proven = matched_questions(made.answer for made in checks)
    return IdentityPanel(
        state=state_of(checks),
        matched=len(proven),
        needed=NEEDED_ANSWERS,
        mismatches=sum(not made.matched for made in checks),
        conversation_id=None if talk is None else ConversationId(talk),
        questions=tuple(_row(question, checks) for question in questions_on(on_record(session, customer))),
    )


def _row(question: Question, checks: tuple[CheckMade, ...]) -> QuestionRow:
    """How one question went: once matched it stays matched."""
    made = [check for check in checks if check.question is question]
    if not made:
        return QuestionRow(question, QuestionState.NOT_ASKED, None)
    decisive = next((check for check in made if check.matched), made[-1])
    state = QuestionState.MATCHED if decisive.matched else QuestionState.NOT_MATCHED
    return QuestionRow(question, state, decisive.at)


class QuestionState(StrEnum):
    """How a question went."""

    NOT_ASKED = "not_asked"
    MATCHED = "matched"
    NOT_MATCHED = "not_matched"


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question that the record can answer."""

    question: Question
    state: QuestionState
    at: datetime | None


@dataclass(frozen=True, slots=True)
class IdentityPanel:
    """How far identity is proven: "Partly checked: 2 of 3"."""

    state: IdentityState
    matched: int
    needed: int
    mismatches: int
    conversation_id: ConversationId | None
    questions: tuple[QuestionRow, ...]
