# SPDX-License-Identifier: MIT
"""The cast of a scenario put into a world, found there like anybody else: folded columns, search keys, histories."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from crmtrainer.customers.models import Address, Consent, ContactPoint, Customer, Household, NameKey
from crmtrainer.customers.rules import PointKind, ref_of
from crmtrainer.interactions.models import Interaction
from crmtrainer.interactions.rules import Direction, kind_of
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.folding import fold, fold_email, fold_phone, fold_postcode, name_keys
from crmtrainer.orders.models import Order, OrderLine, Product
from crmtrainer.scenarios.beats import local_instant
from crmtrainer.scenarios.format.cast import CastCustomer, CastOrder, PastTicket, Point
from crmtrainer.scenarios.format.scenario import Content
from crmtrainer.service_levels.keeping import start_ticket_clocks
from crmtrainer.store.unit_of_work import UnitOfWork
from crmtrainer.tickets.models import Ticket
from crmtrainer.tickets.rules import ref_of as ticket_ref
from crmtrainer.tickets.writing import traits_of


def place_cast(work: UnitOfWork, content: Content) -> dict[str, int]:
    """Enter everybody of the cast. Gives which customer each became. Raises `Refused` when an order number is taken."""
    homes: dict[str, int] = {}
    placed: dict[str, int] = {}
    for person in content.scenario.cast:
        ident = work.new_id("customer")
        placed[person.key] = ident
        _customer(work, ident, person, _household(work, person, homes))
        for order in person.orders:
            _order(work, content, ident, order)
        for consent in person.consents:
            work.add(
                Consent(
                    id=work.new_id("consent"),
                    customer_id=ident,
                    purpose=consent.purpose,
                    channel=consent.channel.value,
                    given=consent.given,
                    at=local_instant(content, consent.at),
                    source=consent.source,
                    wording=consent.wording,
                )
            )
        _contacts(work, content, ident, person)
        for ticket in person.tickets:
            _ticket(work, content, ident, ticket)
    return placed


def _household(work: UnitOfWork, person: CastCustomer, homes: dict[str, int]) -> int | None:
    if person.household is None:
        return None
    if person.household not in homes:
        home = work.add(Household(id=work.new_id("household"), name=person.family))
        homes[person.household] = home.id
    return homes[person.household]


def _customer(work: UnitOfWork, ident: int, person: CastCustomer, household: int | None) -> None:
    town = person.home.town if person.home else ""
    work.add(
        Customer(
            id=ident,
            ref=ref_of(ident),
            kind=person.kind,
            title=person.title,
            given=person.given,
            family=person.family,
            family_folded=fold(person.family),
            given_folded=fold(person.given),
            town=town,
            town_folded=fold(town),
            born=person.born,
            since=person.since,
            stage=person.stage,
            household_id=household,
            need=person.need,
            need_detail=person.need_detail,
            preferred_channel=person.preferred_channel.value if person.preferred_channel else "",
        )
    )
    for word in name_keys(person.given, person.family):
        work.add(NameKey(id=work.new_id("name_key"), customer_id=ident, word=word))
    for point in person.points:
        work.add(
            ContactPoint(
                id=work.new_id("contact_point"),
                customer_id=ident,
                kind=point.kind,
                value=point.value,
                folded=_folded(point),
                preferred=point.preferred,
            )
        )
    if person.home is not None:
        work.add(
            Address(
                id=work.new_id("address"),
                customer_id=ident,
                line1=person.home.line1,
                line2=person.home.line2,
                town=town,
                postcode=person.home.postcode,
                postcode_folded=fold_postcode(person.home.postcode),
                current=True,
            )
        )


def _folded(point: Point) -> str:
    return fold_email(point.value) if point.kind is PointKind.EMAIL else fold_phone(point.value)


def _order(work: UnitOfWork, content: Content, customer: int, bought: CastOrder) -> None:
    if work.session.scalar(select(Order.id).where(Order.ref == bought.ref)) is not None:
        raise Refused("scenario.ref_taken", ref=bought.ref)
    codes = [line.product for line in bought.lines]
    goods = {row.code: row for row in work.session.scalars(select(Product).where(Product.code.in_(codes)))}
    order = work.add(
        Order(
            id=work.new_id(Order.__tablename__),
            ref=bought.ref,
            customer_id=customer,
            placed_at=local_instant(content, bought.placed_at),
            delivered_at=local_instant(content, bought.delivered_at) if bought.delivered_at else None,
            state=bought.state,
            total=sum(goods[line.product].price * line.quantity for line in bought.lines),
        )
    )
    for line in bought.lines:
        product = goods[line.product]
        work.add(
            OrderLine(
                id=work.new_id("order_line"),
                order_id=order.id,
                product_id=product.id,
                quantity=line.quantity,
                price=product.price,
            )
        )


def _contacts(work: UnitOfWork, content: Content, customer: int, person: CastCustomer) -> None:
    for contact in sorted(person.contacts, key=lambda each: each.at):
        direction = Direction.IN if contact.inbound else Direction.OUT
        at: datetime = local_instant(content, contact.at)
        work.add(
            Interaction(
                id=work.new_id("interaction"),
                customer_id=customer,
                kind=kind_of(contact.channel, direction),
                channel=contact.channel,
                direction=direction,
                author=contact.author,
                reason=contact.reason,
                summary=contact.summary,
                at=at,
                entered_at=at,
            )
        )


def _ticket(work: UnitOfWork, content: Content, customer: int, past: PastTicket) -> None:
    number = work.new_id("ticket")
    opened = local_instant(content, past.opened_at)
    ticket = work.add(
        Ticket(
            id=number,
            ref=ticket_ref(number),
            customer_id=customer,
            type=past.type,
            severity=past.severity,
            priority=past.priority,
            status=past.status,
            channel=past.channel.value,
            subject=past.subject,
            description=past.description,
            owner="",
            opened_at=opened,
            first_contact_at=opened,
            closed_at=None,
            close_reason=None,
        )
    )
    start_ticket_clocks(work, number, traits_of(ticket), opened)
