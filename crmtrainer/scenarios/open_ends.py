# SPDX-License-Identifier: MIT
"""What a run would leave open if it were finished now, of the scenario's own customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import exists, or_, select

from crmtrainer.handoffs.models import Handoff
from crmtrainer.handoffs.rules import RUNNING, HandoffState
from crmtrainer.interactions.models import Conversation, Interaction, Promise
from crmtrainer.interactions.queries import missed_conversations
from crmtrainer.interactions.rules import RUNNING as GOING_ON
from crmtrainer.interactions.rules import ConversationState, PromiseState
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.queries import answers
from crmtrainer.organisation.models import Team
from crmtrainer.scenarios.script import script_of, staged
from crmtrainer.store.unit_of_work import Reading
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import Status

DESK = frozenset({Role.LEARNER, Role.TRAINER})


class OpenKind(StrEnum):
    """What is open. A call is LIVE until it ends, and UNLOGGED until it is written down.

    AWAITED: nobody has been in touch yet. MISSED: a call that nobody took, from a number that did not ring again.
    """

    AWAITED = "awaited"
    LIVE = "live"
    MISSED = "missed"
    UNLOGGED = "unlogged"
    TICKET = "ticket"
    HANDOFF = "handoff"
    UNTHANKED = "unthanked"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """One thing that is open: a reference, what it is about, and until when, where there is such a time."""

    kind: OpenKind
    ref: str
    about: str
    at: datetime | None = None


@answers("scenario.open_ends", roles=DESK)
def open_ends(read: Reading) -> tuple[OpenEnd, ...]:
    """What is still open, calls first; nothing in a sandbox."""
    row = staged(read.session)
    if row is None:
        return ()
    customers = tuple(script_of(row).content.placed.values())
    return (
        *_awaited(read, customers, row.opened_at),
        *_calls(read, customers),
        *_tickets(read, customers),
        *_handoffs(read, customers),
        *_promises(read, customers),
    )


def _awaited(read: Reading, customers: tuple[int, ...], opened_at: datetime) -> list[OpenEnd]:
    """Whether the first contact of the case is still to come."""
    begun = or_(
        exists().where(Conversation.started_at >= opened_at),
        exists().where(Interaction.customer_id.in_(customers), Interaction.at >= opened_at),
    )
    return [] if read.session.scalar(select(begun)) else [OpenEnd(OpenKind.AWAITED, "", "")]


def _calls(read: Reading, customers: tuple[int, ...]) -> list[OpenEnd]:
    found = [
        OpenEnd(OpenKind.LIVE, "", talk.shown, talk.started_at)
        for talk in read.session.execute(
            select(Conversation.shown, Conversation.started_at).where(Conversation.state.in_(GOING_ON))
        )
    ]
    found += [OpenEnd(OpenKind.MISSED, "", talk.shown, talk.started_at) for talk in missed_conversations(read)]
    unlogged = select(Conversation.shown, Conversation.started_at).where(
        Conversation.customer_id.in_(customers),
        Conversation.state == ConversationState.ENDED,
        ~exists().where(Interaction.conversation_id == Conversation.id),
    )
    found += [OpenEnd(OpenKind.UNLOGGED, "", talk.shown, talk.started_at) for talk in read.session.execute(unlogged)]
    return found


def _tickets(read: Reading, customers: tuple[int, ...]) -> list[OpenEnd]:
    mine = or_(Ticket.customer_id.in_(customers), Ticket.owner == read.actor.pseudonym)
    rows = read.session.execute(
        select(Ticket.ref, Ticket.subject).where(mine, Ticket.status != Status.CLOSED).order_by(Ticket.id)
    )
    return [OpenEnd(OpenKind.TICKET, row.ref, row.subject) for row in rows]


def _handoffs(read: Reading, customers: tuple[int, ...]) -> list[OpenEnd]:
    rows = read.session.execute(
        select(Handoff.ref, Handoff.state, Handoff.target_at, Team.name)
        .join(Ticket, Ticket.id == Handoff.ticket_id)
        .join(Team, Team.id == Handoff.team_id)
        .where(Ticket.customer_id.in_(customers), Handoff.state.in_((*RUNNING, HandoffState.DONE)))
        .order_by(Handoff.id)
    )
    return [
        OpenEnd(
            OpenKind.UNTHANKED if row.state is HandoffState.DONE else OpenKind.HANDOFF,
            row.ref,
            row.name,
            None if row.state is HandoffState.DONE else row.target_at,
        )
        for row in rows
    ]


def _promises(read: Reading, customers: tuple[int, ...]) -> list[OpenEnd]:
    rows = read.session.execute(
        select(Promise.words, Promise.due_at)
        .where(Promise.customer_id.in_(customers), Promise.state == PromiseState.OPEN)
        .order_by(Promise.due_at, Promise.id)
    )
    return [OpenEnd(OpenKind.PROMISE, "", row.words, row.due_at) for row in rows]
