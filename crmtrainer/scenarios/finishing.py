# SPDX-License-Identifier: MIT
"""The end of a run, with what it leaves open, and the learner's reflection on it afterwards."""

from __future__ import annotations

from sqlalchemy import select

from crmtrainer.handoffs.models import Handoff
from crmtrainer.handoffs.rules import HandoffState
from crmtrainer.interactions.models import Promise
from crmtrainer.interactions.rules import PromiseState
from crmtrainer.journal.entry import entry_from
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.canonical import Json, canonical
from crmtrainer.kernel.commands import Change, Outcome
from crmtrainer.kernel.errors import Refused
from crmtrainer.scenarios.commands import FinishScenario, SubmitReflection
from crmtrainer.scenarios.models import Reflection
from crmtrainer.scenarios.rules import RunState
from crmtrainer.scenarios.script import ONLY, running, script_of, staged_here
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import Status

_HANDOFF_OVER = (HandoffState.CLOSED, HandoffState.BOUNCED, HandoffState.WITHDRAWN)


def finish_scenario(cmd: FinishScenario, work: UnitOfWork) -> Outcome:
    row = running(work.session)
    if row is None:
        raise Refused("scenario.none")
    row.state, row.finished_at = RunState.FINISHED, work.now
    customers = tuple(script_of(row).content.placed.values())
    tickets = work.session.execute(
        select(Ticket.id, Ticket.ref).where(Ticket.customer_id.in_(customers), Ticket.status != Status.CLOSED)
    ).all()
    handoffs = work.session.scalars(
        select(Handoff.ref)
        .join(Ticket, Ticket.id == Handoff.ticket_id)
        .where(Ticket.customer_id.in_(customers), Handoff.state.not_in(_HANDOFF_OVER))
        .order_by(Handoff.id)
    ).all()
    promises = work.session.scalars(
        select(Promise.id)
        .where(Promise.customer_id.in_(customers), Promise.state == PromiseState.OPEN)
        .order_by(Promise.id)
    ).all()
    return Outcome(
        (Change("scenario", ONLY),),
        {
            "open_tickets": [ticket.ref for ticket in tickets],
            "open_handoffs": list(handoffs),
            "open_promises": list(promises),
        },
        f"scenario:{row.key}",
    )


def submit_reflection(cmd: SubmitReflection, work: UnitOfWork) -> Outcome:
    row = staged_here(work.session)
    if row.state is not RunState.FINISHED:
        raise Refused("scenario.not_finished")
    if not cmd.words.strip():
        raise Refused("reflection.no_words")
    cites = sorted(set(cmd.cites))
    _check_cites(work, row.learner, cites)
    numbers: list[Json] = list(cites)
    reflection = work.add(
        Reflection(
            id=work.new_id("reflection"),
            at=work.now,
            words=cmd.words,
            cites=canonical(numbers).decode(),
            actor=work.actor.pseudonym,
        )
    )
    return Outcome(
        (Change("reflection", reflection.id),),
        {"reflection_id": reflection.id, "cites": cites, "words": len(cmd.words.split())},
        f"reflection:{reflection.id}",
    )


def _check_cites(work: UnitOfWork, learner: str, cites: list[int]) -> None:
    """Raises `Refused` for a number that is no act of the learner's."""
    entry = WORLD.entry.c
    bodies = work.session.execute(select(entry.seq, entry.body).where(entry.seq.in_(cites))).all()
    known = {row.seq for row in bodies if entry_from(row.body).actor in (learner, work.actor.pseudonym)}
    for seq in cites:
        if seq not in known:
            raise Refused("reflection.no_such_act", seq=seq)
