# SPDX-License-Identifier: MIT
"""A small town of customers for tests: look-alikes, accents, a shared telephone, an organisation, a live call."""

from __future__ import annotations

from datetime import UTC, date, datetime

from crmtrainer.customers.models import (
    Address,
    Consent,
    ContactPoint,
    Customer,
    CustomerLink,
    Household,
    NameKey,
)
from crmtrainer.customers.rules import CustomerKind, LinkKind, PointKind, Purpose, Stage
from crmtrainer.handoffs.models import Handoff
from crmtrainer.handoffs.rules import HandoffState
from crmtrainer.interactions.models import Conversation
from crmtrainer.interactions.rules import Channel, ConversationState, Direction
from crmtrainer.kernel.folding import fold, fold_email, fold_phone, fold_postcode, name_keys
from crmtrainer.orders.models import Order, OrderLine, Part, Product
from crmtrainer.orders.rules import OrderState
from crmtrainer.organisation.models import Team
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import Priority, Severity, Status, TicketType

SAHOTA, OCONNOR, ILVES, OAKWOOD, HANDLEY, CONNOR = 1, 2, 3, 4, 5, 6
CALL, OTHER_CALL, OVER = 1, 2, 3
"""The conversations in the order they are made below."""
BEFORE = datetime(2026, 2, 2, 10, 0, tzinfo=UTC)


def populate(work: UnitOfWork) -> None:
    """Six customers, one ticket with a handoff, two orders, a call about Mr Sahota and one about Mrs Ilves."""
    work.add(Household(id=1, name="Sahota"))
    _customers(work)
    _links_and_consents(work)
    _orders(work)
    _ticket(work)
    for customer, state in ((SAHOTA, "live"), (ILVES, "held"), (SAHOTA, "ended")):
        work.add(
            Conversation(
                id=work.new_id("conversation"),
                persona="somebody",
                channel=Channel.PHONE,
                direction=Direction.IN,
                state=ConversationState(state),
                shown="0113 496 0142",
                customer_id=customer,
                started_at=BEFORE,
            )
        )


def add_customer(
    work: UnitOfWork,
    ident: int,
    name: tuple[str, str, str],
    *,
    born: date | None = None,
    town: str = "Leeds",
    line1: str = "14 Orchard Row",
    postcode: str = "LS99 4QT",
    phone: str = "07700 900142",
    email: str = "",
    stage: Stage = Stage.ACTIVE,
    kind: CustomerKind = CustomerKind.PERSON,
    household_id: int | None = None,
    need: tuple[str, str] = ("", ""),
) -> Customer:
    """One customer with a contact point of each kind given, an address and search keys."""
    title, given, family = name
    customer = work.add(
        Customer(
            id=ident,
            ref=f"K-{10000 + ident}",
            kind=kind,
            title=title,
            given=given,
            family=family,
            family_folded=fold(family),
            given_folded=fold(given),
            town=town,
            town_folded=fold(town),
            born=born,
            since=date(2020, 1, 1 + ident % 28),
            stage=stage,
            household_id=household_id,
            need=need[0],
            need_detail=need[1],
            preferred_channel="text",
        )
    )
    points = ((PointKind.MOBILE, phone, fold_phone(phone)), (PointKind.EMAIL, email, fold_email(email)))
    for kind_of_point, value, folded in points:
        if value:
            work.add(
                ContactPoint(
                    id=work.new_id("contact_point"),
                    customer_id=ident,
                    kind=kind_of_point,
                    value=value,
                    folded=folded,
                    preferred=kind_of_point is PointKind.MOBILE,
                )
            )
    if line1:
        work.add(
            Address(
                id=work.new_id("address"),
                customer_id=ident,
                line1=line1,
                town=town,
                postcode=postcode,
                postcode_folded=fold_postcode(postcode),
            )
        )
    for word in name_keys(given, family):
        work.add(NameKey(id=work.new_id("name_key"), customer_id=ident, word=word))
    return customer


def _customers(work: UnitOfWork) -> None:
    add_customer(
        work,
        SAHOTA,
        ("Mr", "Harjit", "Sahota"),
        born=date(1980, 5, 1),
        email="h.sahota@example.org",
        household_id=1,
        need=("Prefers text", "Loses words on the phone after a stroke"),
    )
    add_customer(work, OCONNOR, ("Ms", "Siân", "O’Connor"), town="York", phone="0113 496 0165", household_id=1)
    add_customer(
        work,
        ILVES,
        ("Mrs", "Maire", "Ilves"),
        email="i.ilves_100%@example.org",
        phone="+44 7700 900199",
        postcode="LS9 7ZZ",
        stage=Stage.AT_RISK,
    )
    add_customer(
        work,
        OAKWOOD,
        ("", "", "Oakwood Care Ltd"),
        kind=CustomerKind.ORGANISATION,
        town="Élmet",
        phone="020 7946 0958",
        line1="",
        stage=Stage.PROSPECT,
    )
    add_customer(work, HANDLEY, ("Ms", "Rosa", "Handley"), phone="07700 900142", postcode="LS99 5VK")
    add_customer(work, CONNOR, ("Mr", "Sean", "Connor"), town="York", phone="", line1="")


def _links_and_consents(work: UnitOfWork) -> None:
    work.add(CustomerLink(id=1, from_id=ILVES, to_id=SAHOTA, kind=LinkKind.ACTS_FOR))
    work.add(CustomerLink(id=2, from_id=SAHOTA, to_id=OAKWOOD, kind=LinkKind.WORKS_FOR))
    for day, given in ((1, True), (2, False)):
        work.add(
            Consent(
                id=work.new_id("consent"),
                customer_id=SAHOTA,
                purpose=Purpose.MARKETING,
                channel="email",
                given=given,
                at=BEFORE.replace(day=day),
                source="shop form",
                wording="May we write to you?",
            )
        )


def _orders(work: UnitOfWork) -> None:
    work.add(Product(id=1, code="LK-T72", name="Arden oak table", price=48900))
    work.add(Part(id=1, product_id=1, code="LK-TL-72-OAK", name="Table leg, oak"))
    work.add(Part(id=2, product_id=1, code="LK-TB-08", name="Bolt set"))
    for ident, ref, day in ((1, "LK-57120", 5), (2, "LK-57121", 9)):
        work.add(
            Order(
                id=ident,
                ref=ref,
                customer_id=SAHOTA,
                placed_at=BEFORE.replace(day=day),
                delivered_at=None,
                state=OrderState.DELIVERED,
                total=48900,
            )
        )
        work.add(OrderLine(id=ident, order_id=ident, product_id=1, quantity=1, price=48900))


def _ticket(work: UnitOfWork) -> None:
    work.add(
        Team(
            id=1,
            key="warehouse",
            name="Warehouse pickers",
            contact="Kerry Dunn",
            calendar="warehouse",
            accept_minutes=60,
            complete_minutes=240,
            acceptance='{"required":[{"field":"part_code","kind":"text","label":"Part code"}],"review_minutes":25}',
        )
    )
    work.add(
        Ticket(
            id=1,
            ref="C-1042",
            customer_id=SAHOTA,
            order_id=1,
            type=TicketType.COMPLAINT,
            severity=Severity.NORMAL,
            priority=Priority.NORMAL,
            status=Status.IN_PROGRESS,
            channel="phone",
            subject="Wrong legs with table",
            owner="L-1",
            opened_at=BEFORE,
            first_contact_at=BEFORE,
        )
    )
    work.add(
        Handoff(
            id=1,
            ref="H-0311",
            ticket_id=1,
            team_id=1,
            state=HandoffState.SENT,
            summary="New legs",
            sent_at=BEFORE,
            actor="L-1",
        )
    )
