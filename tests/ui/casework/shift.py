# SPDX-License-Identifier: MIT
"""A shift at the desk for tests of screens: the shipped scenario staged, its call about to ring, other work waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Concatenate, ParamSpec, TypeVar

from crmtrainer import bootstrap
from crmtrainer.agenda.commands import Jump
from crmtrainer.agenda.world import World
from crmtrainer.casework.handlers import open_ticket
from crmtrainer.casework.queries import record
from crmtrainer.customers.commands import OpenRecord, VerifyIdentity
from crmtrainer.customers.queries import find
from crmtrainer.customers.rules import Question
from crmtrainer.handoffs.commands import AskBack, HandoffItemGiven, SendHandoff
from crmtrainer.house import House
from crmtrainer.house.catalogue import pack_of
from crmtrainer.interactions.commands import (
    AnswerConversation,
    EndConversation,
    IdentifyCaller,
    LogInteraction,
    ReceiveMessage,
)
from crmtrainer.interactions.queries import live_conversations
from crmtrainer.interactions.rules import Channel, ContactOutcome, Direction
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.kernel.commands import SYSTEM, Command
from crmtrainer.kernel.ids import ConversationId, CustomerId, HandoffId, OrderId, TicketId
from crmtrainer.orders.queries import orders_of_customer
from crmtrainer.scenarios.rules import Mode
from crmtrainer.scenarios.staging import stage_command, starts_at
from crmtrainer.store.unit_of_work import Reading, UnitOfWork
from crmtrainer.tickets.commands import CloseTicket, OpenTicket
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import CloseReason, Priority, Status, TicketType
from crmtrainer.tickets.writing import change_status
from crmtrainer.ui.desk import Desk
from tests.customers.town import add_customer
from tests.support import LEARNER, WorldUnderTest, fresh_world

P = ParamSpec("P")
R = TypeVar("R")

SCENARIO = "passed-to-warehouse"
OTHERS = (
    ("Ms", "Siân", "O’Connor", "Kettle refund not received", Channel.EMAIL, Priority.NORMAL),
    ("Ms", "Adaeze", "Okafor", "Second slot missed, sofa", Channel.PHONE, Priority.NORMAL),
    ("Mrs", "Joan", "Clark", "Charged twice for one lamp", Channel.CHAT, Priority.HIGH),
    ("Mrs", "Ilona", "Varga", "Move my delivery to my son’s", Channel.EMAIL, Priority.LOW),
)


@dataclass
class Shift:
    """The world of a shift, what nearly every test does first in it, and the desk where it is shown."""

    under_test: WorldUnderTest
    seat: Desk | None = None

    @property
    def desk(self) -> Desk:
        assert self.seat is not None
        return self.seat

    @property
    def world(self) -> World:
        return self.under_test.world

    def now(self) -> datetime:
        return self.under_test.clock.now()

    def do(self, command: Command) -> dict[str, object]:
        """Perform as the learner, past the screens; gives the facts."""
        return dict(self.world.perform(command, LEARNER).outcome.facts)

    def happens(self, command: Command) -> dict[str, object]:
        """Something the world itself does."""
        return dict(self.world.perform(command, SYSTEM).outcome.facts)

    def ask(self, query: Callable[Concatenate[Reading, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        return self.world.ask(query, LEARNER, *args, **kwargs)

    def advance(self, minutes: float) -> None:
        self.happens(Jump(self.now() + timedelta(minutes=minutes)))

    def customer(self, name: str) -> CustomerId:
        return self.ask(find, text=name).rows[0].customer_id

    def opened(self, customer: CustomerId) -> None:
        self.do(OpenRecord(customer, "Working on their ticket"))

    def ringing(self) -> ConversationId:
        """Let the scenario's call come in."""
        for _ in range(20):
            talks = self.ask(live_conversations)
            if talks:
                return ConversationId(talks[0].id)
            self.world.jump_to_next(LEARNER)
        raise AssertionError("nobody called")

    def answered(self) -> ConversationId:
        talk = self.ringing()
        self.do(AnswerConversation(talk))
        return talk

    def named(self) -> tuple[ConversationId, CustomerId]:
        """Mr Sahota on the line, his record open and named."""
        talk, customer = self.answered(), self.customer("LK-57120")
        self.opened(customer)
        self.do(IdentifyCaller(talk, customer))
        return talk, customer

    def identified(self) -> tuple[ConversationId, CustomerId]:
        """Mr Sahota on the line, and his identity proven."""
        talk, customer = self.named()
        for question, said in (
            (Question.FULL_NAME, "Harjit Sahota"),
            (Question.POSTCODE, "LS99 4QV"),
            (Question.ORDER_NUMBER, "LK-57120"),
        ):
            self.do(VerifyIdentity(customer, talk, question, said))
        return talk, customer

    def complaint(self) -> tuple[TicketId, CustomerId, ConversationId]:
        """His complaint opened from the call, which still goes on."""
        talk, customer = self.identified()
        orders = self.ask(orders_of_customer, customer_id=customer)
        made = self.do(
            OpenTicket(
                customer_id=customer,
                type=TicketType.COMPLAINT,
                subject="Wrong legs with dining table",
                channel="phone",
                description="All four legs have a plate with four holes; the table needs six.",
                desired_outcome="The right legs before Thursday’s dinner",
                order_id=next(OrderId(order.id) for order in orders if order.ref == "LK-57120"),
                conversation_id=talk,
            )
        )
        return TicketId(_number(made["ticket_id"])), customer, talk

    def after_the_call(self) -> tuple[TicketId, CustomerId]:
        """The complaint with its call ended and logged, and a photo that came with a text."""
        ticket, customer, talk = self.complaint()
        self.do(EndConversation(talk))
        self.do(
            LogInteraction(
                customer_id=customer,
                channel=Channel.PHONE,
                direction=Direction.IN,
                reason="Wrong part delivered",
                summary="All four legs have four-hole plates. Dinner on Thursday. He will text a photo.",
                outcome=ContactOutcome.FOLLOW_UP,
                next_step="Hand to the warehouse",
                ticket_id=ticket,
                conversation_id=talk,
                promise_words="Text the warehouse’s time",
                promise_due=self.now() + timedelta(hours=3),
            )
        )
        self.happens(
            ReceiveMessage(
                customer, Channel.TEXT, "Mr Sahota", "Here is the plate.", ticket, "plate.jpg", "the plate of one leg"
            )
        )
        return ticket, customer

    def closed(self) -> TicketId:
        """Ms O’Connor's ticket closed, her record open."""
        self.opened(self.customer("O’Connor"))
        self.do(CloseTicket(TicketId(1), CloseReason.RESOLVED, "Refunded today, she knows."))
        return TicketId(1)

    def bounced(self) -> tuple[TicketId, HandoffId]:
        """The warehouse sent it back: things were missing."""
        ticket, handoff = self.handed_off(complete=False)
        while self.ask(record, ticket).handoffs[0].state != "bounced":
            self.world.jump_to_next(LEARNER)
        return ticket, handoff

    def handed_off(self, *, complete: bool = True) -> tuple[TicketId, HandoffId]:
        """The warehouse has the work; without `complete` something it asks for is missing."""
        ticket, _customer = self.after_the_call()
        files = self.ask(record, ticket).attachments
        items = (HandoffItemGiven("part_code", "LK-TL-72-OAK"), HandoffItemGiven("photo", "", files[0].id))
        made = self.do(
            SendHandoff(
                ticket,
                "warehouse",
                "Pick four oak legs with six-hole plates for this order",
                self.now() + timedelta(hours=26),
                items if complete else items[1:],
            )
        )
        return ticket, HandoffId(_number(made["handoff_id"]))

    def asked_back(self) -> tuple[TicketId, HandoffId]:
        """The warehouse accepted, and now asks something."""
        ticket, handoff = self.handed_off()
        while self.ask(record, ticket).handoffs[0].state != "accepted":
            self.world.jump_to_next(LEARNER)
        if self.ask(record, ticket).handoffs[0].state == "accepted":
            self.happens(AskBack(handoff, "Two plates show in your photo. Is it 4-hole or 6-hole?"))
        return ticket, handoff


@contextmanager
def a_shift(
    folder: Path, moment: str = "", mode: Mode = Mode.PRACTISE, before: Callable[[Path], object] = lambda path: None
) -> Iterator[Shift]:
    """A learner at a desk with four tickets of other customers waiting, half past twelve on Tuesday 3 March 2026.

    `moment` is the name of a method of `Shift`: the shift begins after that. `before` may change the world's file.
    """
    file, centre, now = _files_at(moment, mode)
    path, home = folder / "world.sqlite3", folder / "home"
    home.mkdir()
    path.write_bytes(file)
    before(path)
    (home / "centre.sqlite3").write_bytes(centre)
    clock = FixedClock(now)
    with House.open(home) as house:
        desk = Desk(house, LEARNER)
        shift = Shift(WorldUnderTest(path, bootstrap.open_world(path, clock=clock), clock), desk)
        desk.open_world(shift.world)
        yield shift
        desk.close()


@cache
def _files_at(moment: str, mode: Mode) -> tuple[bytes, bytes, datetime]:
    """The world's and the centre's files at a moment: played once for all tests that begin there."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        with House.open(folder / "home") as house:
            pack = pack_of(house.home, SCENARIO)
        shift = Shift(fresh_world(folder, starts_at=starts_at(pack.content(SCENARIO)), populate=_others))
        shift.happens(stage_command(pack, SCENARIO, mode, LEARNER.pseudonym, "A-1", 1, "test"))
        if moment:
            getattr(shift, moment)()
        now = shift.now()
        shift.world.close()
        return shift.under_test.path.read_bytes(), (folder / "home" / "centre.sqlite3").read_bytes(), now


def _others(work: UnitOfWork) -> None:
    """Four customers with a ticket each, worked on by the learner before today's records were opened."""
    for number, (title, given, family, subject, channel, priority) in enumerate(OTHERS):
        customer = add_customer(work, work.new_id("customer"), (title, given, family))
        opening = OpenTicket(
            customer_id=CustomerId(customer.id),
            type=TicketType.COMPLAINT,
            subject=subject,
            channel=channel.value,
            priority=priority,
            first_contact_at=work.now - timedelta(hours=(23, 5, 1, 2)[number]),
        )
        ticket = work.get(Ticket, _number(open_ticket(opening, work).facts["ticket_id"]))
        ticket.owner = LEARNER.pseudonym
        work.session.flush()
        if number == 3:
            change_status(work, ticket, Status.WAITING, "She sends the new address")


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value
