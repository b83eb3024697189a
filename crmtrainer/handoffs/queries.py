# SPDX-License-Identifier: MIT
"""What can be asked about handoffs: those of a ticket with all that was said, and those that are under way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from crmtrainer.customers.grants import require_open
from crmtrainer.customers.models import Customer
from crmtrainer.customers.rules import display_name
from crmtrainer.handoffs.models import Handoff, HandoffItem, HandoffMessage
from crmtrainer.handoffs.rules import RUNNING, HandoffState, Said
from crmtrainer.interactions.models import Attachment
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import NotFound
from crmtrainer.kernel.ids import TicketId
from crmtrainer.kernel.queries import answers
from crmtrainer.organisation.models import Team
from crmtrainer.service_levels.models import ServiceClock
from crmtrainer.service_levels.queries import ClockRow, clocks_of
from crmtrainer.service_levels.rules import Metric
from crmtrainer.service_levels.story import table_of
from crmtrainer.store.unit_of_work import Reading
from crmtrainer.tickets.models import Ticket

DESK = frozenset({Role.LEARNER, Role.TRAINER})


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One thing that travelled."""

    field: str
    value: str
    attachment_id: int | None
    attachment: str


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One thing said between the desk and the team."""

    id: int
    at: datetime
    ours: bool
    author: str
    said: Said
    words: str


@dataclass(frozen=True, slots=True)
class HandoffRow:
    """A handoff with everything on it.

    `target_at` is what the team agreed to. `answer_by`: while it waits for us, the last time at which an answer still
    lets it finish inside the ticket's resolution limit; None when that is past, or when there is no such limit.
    """

    id: int
    ref: str
    ticket_id: int
    team: str
    team_name: str
    contact: str
    state: HandoffState
    summary: str
    need_by: datetime | None
    target_at: datetime | None
    sent_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None
    replaces_id: int | None
    replaced_by_id: int | None
    answer_by: datetime | None
    items: tuple[ItemRow, ...]
    messages: tuple[MessageRow, ...]


@dataclass(frozen=True, slots=True)
class RunningRow:
    """A handoff that is under way, for the day's list."""

    id: int
    ref: str
    ticket_id: int
    ticket_ref: str
    customer: str
    team_name: str
    state: HandoffState
    target_at: datetime | None


@answers("handoffs.of_ticket", roles=DESK)
def of_ticket(read: Reading, ticket_id: TicketId) -> tuple[HandoffRow, ...]:
    """A ticket's handoffs, newest first. Raises `Refused` unless its customer's record is open."""
    customer_id = read.session.scalar(select(Ticket.customer_id).where(Ticket.id == ticket_id))
    if customer_id is None:
        raise NotFound("ticket", ticket_id)
    require_open(read.session, customer_id, actor=read.actor.pseudonym, now=read.now)
    found = read.session.execute(
        select(Handoff, Team)
        .join(Team, Team.id == Handoff.team_id)
        .where(Handoff.ticket_id == ticket_id)
        .order_by(Handoff.id.desc())
    ).all()
    clocks = clocks_of(read, ticket_id) if any(row.Handoff.state is HandoffState.ASKED for row in found) else ()
    later = {row.Handoff.replaces_id: row.Handoff.id for row in found if row.Handoff.replaces_id is not None}
    return tuple(_row(read, row.Handoff, row.Team, later.get(row.Handoff.id), clocks) for row in found)


@answers("handoffs.running", roles=DESK)
def running(read: Reading) -> tuple[RunningRow, ...]:
    """Handoffs that a team has or is about to look at, the soonest target first."""
    wanted = (
        select(
            Handoff.id,
            Handoff.ref,
            Handoff.ticket_id,
            Ticket.ref.label("ticket_ref"),
            Customer.title,
            Customer.given,
            Customer.family,
            Team.name,
            Handoff.state,
            Handoff.target_at,
        )
        .join(Ticket, Ticket.id == Handoff.ticket_id)
        .join(Customer, Customer.id == Ticket.customer_id)
        .join(Team, Team.id == Handoff.team_id)
        .where(Handoff.state.in_(RUNNING))
        .order_by(Handoff.target_at.is_(None), Handoff.target_at, Handoff.id)
    )
    return tuple(
        RunningRow(
            id=row.id,
            ref=row.ref,
            ticket_id=row.ticket_id,
            ticket_ref=row.ticket_ref,
            customer=display_name(row.title, row.given, row.family),
            team_name=row.name,
            state=row.state,
            target_at=row.target_at,
        )
        for row in read.session.execute(wanted)
    )


def _row(
    read: Reading, handoff: Handoff, team: Team, replaced_by: int | None, clocks: Iterable[ClockRow]
) -> HandoffRow:
    items = read.session.execute(
        select(HandoffItem.field, HandoffItem.value, HandoffItem.attachment_id, Attachment.name)
        .outerjoin(Attachment, Attachment.id == HandoffItem.attachment_id)
        .where(HandoffItem.handoff_id == handoff.id)
        .order_by(HandoffItem.id)
    )
    messages = read.session.execute(
        select(
            HandoffMessage.id,
            HandoffMessage.at,
            HandoffMessage.ours,
            HandoffMessage.author,
            HandoffMessage.said,
            HandoffMessage.words,
        )
        .where(HandoffMessage.handoff_id == handoff.id)
        .order_by(HandoffMessage.id)
    )
    return HandoffRow(
        id=handoff.id,
        ref=handoff.ref,
        ticket_id=handoff.ticket_id,
        team=team.key,
        team_name=team.name,
        contact=team.contact,
        state=handoff.state,
        summary=handoff.summary,
        need_by=handoff.need_by,
        target_at=handoff.target_at,
        sent_at=handoff.sent_at,
        accepted_at=handoff.accepted_at,
        ended_at=handoff.ended_at,
        replaces_id=handoff.replaces_id,
        replaced_by_id=replaced_by,
        answer_by=_answer_by(read, handoff, clocks),
        items=tuple(ItemRow(row.field, row.value, row.attachment_id, row.name or "") for row in items),
        messages=tuple(MessageRow(*row) for row in messages),
    )


def _answer_by(read: Reading, handoff: Handoff, clocks: Iterable[ClockRow]) -> datetime | None:
    """The time until the ticket's limit, less the working time that the team still has by its own."""
    if handoff.state is not HandoffState.ASKED:
        return None
    limit = next((c.due for c in clocks if c.metric == Metric.RESOLUTION.value and not c.subject), None)
    theirs = next(
        (c for c in clocks if c.metric == Metric.HANDOFF_COMPLETE.value and c.subject == f"handoff:{handoff.id}"), None
    )
    if limit is None or theirs is None or limit <= read.now:
        return None
    counts_by = read.session.scalars(select(ServiceClock.calendar_id).where(ServiceClock.id == theirs.id)).one()
    table = table_of(read.session, counts_by)
    slack = table.elapsed(read.now, limit) - theirs.left_seconds
    return table.due(read.now, slack) if slack >= 0 else None
