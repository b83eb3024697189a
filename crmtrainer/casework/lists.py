# SPDX-License-Identifier: MIT
"""Lists of tickets: my queue, complaints, a customer's own. Catalogued as `tickets.*`, which they are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true

from crmtrainer.casework.standing import unanswered
from crmtrainer.customers.grants import require_open
from crmtrainer.customers.models import Customer
from crmtrainer.customers.rules import display_name
from crmtrainer.handoffs.models import Handoff
from crmtrainer.handoffs.rules import RUNNING
from crmtrainer.interactions.models import Conversation
from crmtrainer.interactions.rules import TALKING
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.folding import fold
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.kernel.queries import answers
from crmtrainer.organisation.models import Team
from crmtrainer.service_levels.models import ServiceClock
from crmtrainer.service_levels.rules import BREACH
from crmtrainer.service_levels.waived import STANDING_SINCE
from crmtrainer.store.unit_of_work import Reading
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import OPEN, Priority, Severity, Status, TicketType

DESK = frozenset({Role.LEARNER, Role.TRAINER})
COMPLAINTS = (TicketType.COMPLAINT, TicketType.DATA_COMPLAINT)
LARGEST_PAGE = 1000


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A ticket in a list. `due_at` is the earliest of all limits that run on it, `unread`: the customer spoke last."""

    id: int
    ref: str
    subject: str
    customer_id: int
    customer: str
    channel: str
    type: TicketType
    status: Status
    severity: Severity
    priority: Priority
    owner: str
    is_mine: bool
    unread: bool
    is_on_call: bool
    opened_at: datetime
    due_at: datetime | None
    clock_ids: tuple[int, ...]
    teams: tuple[tuple[str, str], ...] = ()
    """Whose clocks may show beside the ticket's own: the subject of a handoff's clocks, and its team's name."""


@dataclass(frozen=True, slots=True)
class TicketCounts:
    """How many tickets the lists hold."""

    queue: int
    complaints: int


@answers("tickets.queue", roles=DESK)
def queue(read: Reading, *, limit: int = 500, offset: int = 0) -> tuple[QueueRow, ...]:
    """Tickets that are mine or nobody's, open or closed with a limit that still runs, the soonest due first.

    Those whose limits stand still come last.
    """
    return _listed(read, _in_queue(read), limit, offset)


@answers("tickets.complaints", roles=DESK)
def complaints(
    read: Reading, *, with_closed: bool = False, words: str = "", limit: int = 200, offset: int = 0
) -> tuple[QueueRow, ...]:
    """Complaints of every owner that hold these words: open ones first, the soonest due before others."""
    return _listed(read, _complaints(with_closed) & _holds(words), limit, offset)


@answers("tickets.complaint_count", roles=DESK)
def complaint_count(read: Reading, *, with_closed: bool = False, words: str = "") -> int:
    """How many complaints hold these words."""
    wanted = _complaints(with_closed) & _holds(words)
    counted = select(func.count()).select_from(Ticket).join(Customer, Customer.id == Ticket.customer_id).where(wanted)
    return read.session.scalar(counted) or 0


@answers("tickets.counts", roles=DESK)
def counts(read: Reading) -> TicketCounts:
    """How many tickets the queue and the open complaints hold."""

    def count(wanted: ColumnElement[bool]) -> int:
        return read.session.scalar(select(func.count()).select_from(Ticket).where(wanted)) or 0

    return TicketCounts(count(_in_queue(read)), count(_complaints(False)))


@answers("tickets.of_customer", roles=DESK)
def of_customer(read: Reading, customer_id: CustomerId, *, limit: int = 100) -> tuple[QueueRow, ...]:
    """A customer's tickets, open ones first. Raises `Refused` unless the record is open."""
    require_open(read.session, customer_id, actor=read.actor.pseudonym, now=read.now)
    rows = _listed(read, Ticket.customer_id == customer_id, limit, 0)
    return tuple(sorted(rows, key=lambda row: (row.status not in OPEN, -row.opened_at.timestamp(), -row.id)))


def _in_queue(read: Reading) -> ColumnElement[bool]:
    """Found by their owner; only of those that are closed it is asked whether anything of them runs."""
    mine = or_(Ticket.owner == read.actor.pseudonym, Ticket.owner == "")
    owed = select(ServiceClock.id).where(ServiceClock.ticket_id == Ticket.id, ServiceClock.open).exists()
    return mine & or_(Ticket.status.in_(OPEN), owed)


def _complaints(with_closed: bool) -> ColumnElement[bool]:
    ours = Ticket.type.in_(COMPLAINTS)
    return ours if with_closed else ours & Ticket.status.in_(OPEN)


MOST_WORDS = 12
"""Words of a filter that are looked for; a pasted page would make a statement that no database takes."""


def _holds(words: str) -> ColumnElement[bool]:
    """Tickets whose reference, subject or customer's name holds each of the words; names whatever their accents."""
    subject = func.lower(Ticket.subject)
    for mark in "'’":
        subject = func.replace(subject, mark, "")
    places = (
        func.lower(Ticket.ref),
        subject,
        func.lower(Customer.title),
        Customer.given_folded,
        Customer.family_folded,
    )
    return and_(
        true(),
        *(
            or_(*(place.contains(each, autoescape=True) for place in places))
            for each in dict.fromkeys(fold(words).split()[:MOST_WORDS])
        ),
    )


def _listed(read: Reading, wanted: ColumnElement[bool], limit: int, offset: int) -> tuple[QueueRow, ...]:
    due_at = ServiceClock.due_at
    # A breach that stands is due already, whatever its target has become, and while the clock stands still as well.
    became = and_(ServiceClock.noticed >= BREACH, or_(due_at > read.now, due_at.is_(None)))
    since = case((became, func.coalesce(STANDING_SINCE, due_at)), else_=due_at)
    due = select(func.min(since)).where(ServiceClock.ticket_id == Ticket.id, ServiceClock.open).scalar_subquery()
    found = read.session.execute(
        select(
            Ticket.id,
            Ticket.ref,
            Ticket.subject,
            Ticket.customer_id,
            Customer.title,
            Customer.given,
            Customer.family,
            Ticket.channel,
            Ticket.type,
            Ticket.status,
            Ticket.severity,
            Ticket.priority,
            Ticket.owner,
            Ticket.opened_at,
            due.label("due_at"),
        )
        .join(Customer, Customer.id == Ticket.customer_id)
        .where(wanted)
        .order_by(and_(Ticket.status.not_in(OPEN), due.is_(None)), due.is_(None), due, Ticket.opened_at, Ticket.id)
        .limit(min(limit, LARGEST_PAGE))
        .offset(offset)
    ).all()
    ids = [row.id for row in found]
    clocks, waiting, talking = _clock_ids(read, ids), unanswered(read.session, ids, read.now), _on_call(read, ids)
    teams = _teams(read, ids)
    return tuple(
        QueueRow(
            id=row.id,
            ref=row.ref,
            subject=row.subject,
            customer_id=row.customer_id,
            customer=display_name(row.title, row.given, row.family),
            channel=row.channel,
            type=row.type,
            status=row.status,
            severity=row.severity,
            priority=row.priority,
            owner=row.owner,
            is_mine=row.owner == read.actor.pseudonym,
            unread=row.id in waiting,
            is_on_call=row.id in talking,
            opened_at=row.opened_at,
            due_at=row.due_at,
            clock_ids=tuple(clocks.get(row.id, ())),
            teams=tuple(teams.get(row.id, ())),
        )
        for row in found
    )


def _clock_ids(read: Reading, tickets: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    own = select(ServiceClock.ticket_id, ServiceClock.id).where(
        ServiceClock.ticket_id.in_(tickets), ServiceClock.subject == ""
    )
    for ticket_id, ident in read.session.execute(own.order_by(ServiceClock.id)):
        if ticket_id is not None:
            found.setdefault(ticket_id, []).append(ident)
    return found


def _teams(read: Reading, tickets: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    handed = select(Handoff.ticket_id, Handoff.id, Team.name).join(Team, Team.id == Handoff.team_id)
    wanted = handed.where(Handoff.ticket_id.in_(tickets), Handoff.state.in_(RUNNING)).order_by(Handoff.id)
    for ticket_id, ident, name in read.session.execute(wanted):
        found.setdefault(ticket_id, []).append((f"handoff:{ident}", name))
    return found


def _on_call(read: Reading, tickets: Iterable[int]) -> set[int | None]:
    talking = select(Conversation.ticket_id).where(Conversation.ticket_id.in_(tickets), Conversation.state.in_(TALKING))
    return set(read.session.scalars(talking))
