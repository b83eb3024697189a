# SPDX-License-Identifier: MIT
"""A small desk to work at in tests: two customers, an order, a warehouse team with its acceptance rules."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from crmtrainer.casework.queries import TicketRecord, TimelineItem, record, timeline
from crmtrainer.customers.commands import OpenRecord
from crmtrainer.customers.models import Customer
from crmtrainer.customers.rules import CustomerKind, Stage
from crmtrainer.handoffs.commands import HandoffItemGiven, SendHandoff
from crmtrainer.interactions.commands import ReceiveMessage, RingConversation
from crmtrainer.interactions.models import Attachment
from crmtrainer.interactions.rules import Channel
from crmtrainer.journal.entry import entry_from
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.commands import SYSTEM, Actor, Command
from crmtrainer.kernel.ids import ConversationId, CustomerId, HandoffId, OrderId, TicketId
from crmtrainer.orders.models import Order
from crmtrainer.orders.rules import OrderState
from crmtrainer.organisation.models import Organisation, Team
from crmtrainer.service_levels.definitions import DEFAULT_STANDARDS, DESK, StandardDefinition
from crmtrainer.service_levels.keeping import add_standard
from crmtrainer.service_levels.queries import ClockRow, clocks_of
from crmtrainer.service_levels.rules import ClockRule, Metric, PauseState, Unit
from crmtrainer.store.unit_of_work import UnitOfWork, reading
from crmtrainer.tickets.commands import OpenTicket
from crmtrainer.tickets.rules import TicketType
from tests.support import LEARNER, START, WorldUnderTest, fresh_world

SAHOTA, OKAFOR = CustomerId(1), CustomerId(2)
LEGS = OrderId(1)
HARMLESS = {"part_code": "LK-TL-72-OAK", "quantity": "4"}

ACCEPTANCE = {
    "required": [
        {"field": "part_code", "label": "Part code", "pattern": "LK-[A-Z0-9-]+", "hint": "like LK-TL-72-OAK"},
        {"field": "photo", "label": "Photo of the plate", "kind": "attachment"},
        {"field": "need_by", "label": "Needed by", "kind": "moment"},
    ],
    "review_minutes": 20,
    "work_minutes": 90,
}
URGENT = StandardDefinition(
    ClockRule(
        id="urgent",
        metric=Metric.RESOLUTION,
        unit=Unit.BUSINESS_MINUTES,
        length=240,
        pauses_in=frozenset({PauseState.WAITING_CUSTOMER}),
    ),
    DESK,
    priorities=("urgent",),
)


def a_desk(folder: Path) -> Desk:
    """A world with the desk's people and things in it, at nine o'clock on a Tuesday, both records open."""
    desk = unopened(folder)
    for customer in (SAHOTA, OKAFOR):
        desk.opened(customer)
    return desk


def unopened(folder: Path) -> Desk:
    """The same desk before anybody's record was opened."""
    return Desk(fresh_world(folder, populate=people_and_things))


def at(hour: int, minute: int = 0) -> datetime:
    """A time on the Tuesday at which the world starts; London is on UTC in March."""
    return datetime(2026, 3, 3, hour, minute, tzinfo=UTC)


@dataclass
class Desk:
    """The world under test, and the few things that nearly every test does first."""

    world: WorldUnderTest

    def do(self, command: Command) -> dict[str, Any]:
        """Perform as the learner; gives the facts."""
        return dict(self.world.do(command).outcome.facts)

    def happens(self, command: Command) -> dict[str, Any]:
        """Something the world itself does; gives the facts."""
        return dict(self.world.do(command, SYSTEM).outcome.facts)

    def told(self, verb: str) -> dict[str, Any]:
        """What the newest act of a verb told, as the journal has it."""
        entry = WORLD.entry.c
        newest = select(entry.body).where(entry.verb == verb).order_by(entry.seq.desc()).limit(1)
        with reading(self.world.world.app.database) as session:
            return dict(entry_from(session.scalars(newest).one()).facts)

    def ticket(self, *, customer: CustomerId = SAHOTA, subject: str = "Wrong legs", **fields: Any) -> TicketId:
        given = {"type": TicketType.COMPLAINT, "channel": "email", **fields}
        return TicketId(self.do(OpenTicket(customer_id=customer, subject=subject, **given))["ticket_id"])

    def writes(self, ticket: TicketId | None, words: str = "Any news?", *, file: str = "") -> int:
        """The customer writes an email. Gives the id of the file that came with it, or 0."""
        self.happens(ReceiveMessage(SAHOTA, Channel.EMAIL, "Mr Sahota", words, ticket, file, "a photo" if file else ""))
        with reading(self.world.world.app.database) as session:
            return session.scalar(select(Attachment.id).order_by(Attachment.id.desc())) or 0

    def rings(self, persona: str = "sahota") -> ConversationId:
        return ConversationId(
            self.happens(RingConversation(persona, Channel.PHONE, "0113 496 0142"))["conversation_id"]
        )

    def hand_over(self, ticket: TicketId, *, photo: int | None = None, **fields: Any) -> HandoffId:
        """Send the warehouse what it asks for; without a photo, all but that."""
        items = [HandoffItemGiven(name, value) for name, value in HARMLESS.items()]
        if photo is not None:
            items.append(HandoffItemGiven("photo", "plate.jpg", photo))
        given = {"need_by": at(17), "items": tuple(items), "summary": "Pick four oak legs, 72 cm", **fields}
        return HandoffId(self.do(SendHandoff(ticket, "warehouse", **given))["handoff_id"])

    def until(self, moment: datetime) -> None:
        """Let practice time pass until then."""
        self.world.advance(minutes=(moment - self.world.clock.now()) / timedelta(minutes=1))

    def opened(self, customer: CustomerId = SAHOTA, by: Actor = LEARNER) -> None:
        self.world.do(OpenRecord(customer, "Working on the complaint"), by)

    def record(self, ticket: TicketId) -> TicketRecord:
        self.opened()
        return self.world.ask(record, ticket)

    def timeline(self, ticket: TicketId, **asked: Any) -> tuple[TimelineItem, ...]:
        self.opened()
        return self.world.ask(timeline, ticket_id=ticket, **asked)

    def clocks(self, ticket: TicketId) -> tuple[ClockRow, ...]:
        return self.world.ask(clocks_of, ticket)

    def clock(self, ticket: TicketId, metric: str, subject: str = "") -> ClockRow:
        return next(c for c in self.clocks(ticket) if c.metric == metric and c.subject == subject)


def people_and_things(work: UnitOfWork) -> None:
    for ident, title, given, family, channel in (
        (SAHOTA, "Mr", "Harjit", "Sahota", "text"),
        (OKAFOR, "Ms", "Adaeze", "Okafor", ""),
    ):
        work.add(
            Customer(
                id=ident,
                ref=f"T-{ident}",
                kind=CustomerKind.PERSON,
                title=title,
                given=given,
                family=family,
                family_folded=family.lower(),
                given_folded=given.lower(),
                born=None,
                since=date(2020, 1, 1),
                stage=Stage.ACTIVE,
                need="Slow to the door" if ident == SAHOTA else "",
                preferred_channel=channel,
            )
        )
    delivered = START - timedelta(days=2)
    work.add(
        Order(
            id=LEGS,
            ref="LK-58213",
            customer_id=SAHOTA,
            placed_at=START - timedelta(days=9),
            delivered_at=delivered,
            state=OrderState.DELIVERED,
            total=48_900,
        )
    )
    for definition in (URGENT, *DEFAULT_STANDARDS):
        add_standard(work, definition)
    work.add(Organisation(id=1, name="Larkfield", brand="{}"))
    work.add(
        Team(
            id=1,
            key="warehouse",
            name="Warehouse pickers",
            contact="Dev Marsh",
            calendar="desk",
            accept_minutes=60,
            complete_minutes=240,
            acceptance=json.dumps(ACCEPTANCE),
        )
    )
