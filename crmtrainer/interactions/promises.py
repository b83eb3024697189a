# SPDX-License-Identifier: MIT
"""Promises to customers: made, kept, taken back, or broken when their time comes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from crmtrainer.agenda.planning import drop, plan
from crmtrainer.customers.grants import opened
from crmtrainer.interactions.commands import KeepPromise, LapsePromise, MakePromise, WithdrawPromise
from crmtrainer.interactions.last_word import Whose, last_told
from crmtrainer.interactions.models import Interaction, Promise
from crmtrainer.interactions.promise_words import promise_of
from crmtrainer.interactions.rules import PromiseState, check_promise, check_words
from crmtrainer.kernel.commands import Change, HandlerTable, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import PromiseId
from crmtrainer.service_levels.keeping import note, start_promise
from crmtrainer.service_levels.rules import TOO_LATE_BY
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import check_open
from crmtrainer.tickets.writing import begin, ticket_of


def promise(
    work: UnitOfWork,
    customer_id: int,
    ticket: Ticket | None,
    words: str,
    due_at: datetime,
    interaction: Interaction | None = None,
) -> Promise:
    """Enter a promise, start its clock, and plan the moment at which it is broken.

    Raises `Refused`, also on a closed ticket: what is still to be done for a customer belongs to an open one.
    """
    if ticket is not None:
        check_open(ticket.status, ticket.ref)
    check_promise(words, due_at, work.now)
    made = work.add(
        Promise(
            id=work.new_id("promise"),
            customer_id=customer_id,
            ticket_id=ticket.id if ticket else None,
            interaction_id=interaction.id if interaction else None,
            words=words,
            made_at=work.now,
            due_at=due_at,
            state=PromiseState.OPEN,
            ended_at=None,
            actor=work.actor.pseudonym,
        )
    )
    start_promise(work, made.id, made.ticket_id, due_at)
    plan(work, due_at + TOO_LATE_BY, LapsePromise(PromiseId(made.id)), topic=_topic(made))
    return made


def make_promise(cmd: MakePromise, work: UnitOfWork) -> Outcome:
    opened(work, cmd.customer_id)
    ticket = None if cmd.ticket_id is None else ticket_of(work, cmd.ticket_id, cmd.customer_id)
    if ticket is not None:
        begin(work, ticket)
    made = promise(work, cmd.customer_id, ticket, cmd.words, cmd.due_at)
    return _outcome(made, {"due_at": made.due_at, "promise_of": promise_of(cmd.words).value})


def keep_promise(cmd: KeepPromise, work: UnitOfWork) -> Outcome:
    made = _opened_promise(work, cmd.promise_id)
    if made.state not in (PromiseState.OPEN, PromiseState.BROKEN) or made.ended_at is not None:
        raise Refused("promise.ended", state=made.state.value)
    if cmd.interaction_id is not None:
        contact = work.get(Interaction, cmd.interaction_id)
        if contact.customer_id != made.customer_id:
            raise Refused("promise.contact_of_another")
    is_late = work.now > made.due_at
    if not is_late:
        made.state = PromiseState.KEPT
    made.ended_at = work.now
    drop(work, _topic(made))
    note(work, "promise", made.id, "kept", ticket_id=made.ticket_id)
    told = last_told(work.session, Whose(made.ticket_id, made.customer_id), work.now)
    return _outcome(
        made,
        {
            "is_late": is_late,
            "interaction_id": cmd.interaction_id,
            "told_since_made": told.at is not None and told.at > made.made_at,
            "minutes_before_due": int((made.due_at - work.now).total_seconds() // 60),
        },
    )


def withdraw_promise(cmd: WithdrawPromise, work: UnitOfWork) -> Outcome:
    check_words(cmd.reason, "promise.no_reason")
    made = _opened_promise(work, cmd.promise_id)
    if made.state is not PromiseState.OPEN:
        raise Refused("promise.ended", state=made.state.value)
    made.state = PromiseState.WITHDRAWN
    made.ended_at = work.now
    drop(work, _topic(made))
    note(work, "promise", made.id, "cancelled", ticket_id=made.ticket_id, reason=cmd.reason)
    return _outcome(made, {})


def lapse_promise(cmd: LapsePromise, work: UnitOfWork) -> Outcome:
    made = work.get(Promise, cmd.promise_id)
    if made.state is PromiseState.OPEN:
        made.state = PromiseState.BROKEN
    return _outcome(made, {})


def _opened_promise(work: UnitOfWork, promise_id: int) -> Promise:
    """The promise, once it is sure that the actor opened its customer's record. Raises `NotFound` or `Refused`."""
    made = work.get(Promise, promise_id)
    opened(work, made.customer_id)
    return made


def _outcome(made: Promise, facts: Mapping[str, object]) -> Outcome:
    changes = [Change("promise", made.id), Change("customer", made.customer_id)]
    if made.ticket_id is not None:
        changes.append(Change("ticket", made.ticket_id))
    told = {
        "promise_id": made.id,
        "ticket_id": made.ticket_id,
        "customer_id": made.customer_id,
        "state": made.state.value,
        **facts,
    }
    return Outcome(tuple(changes), told, f"promise:{made.id}")


def _topic(made: Promise) -> str:
    return f"promise:{made.id}"


HANDLERS: HandlerTable = {
    MakePromise: make_promise,
    KeepPromise: keep_promise,
    WithdrawPromise: withdraw_promise,
    LapsePromise: lapse_promise,
}
