# SPDX-License-Identifier: MIT
"""What a customer bought, with lines, products and their spare parts. An order belongs to a record: open that first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.customers.commands import DESK
from crmtrainer.customers.grants import require_open
from crmtrainer.kernel.commands import HUMANS
from crmtrainer.kernel.errors import NotFound
from crmtrainer.kernel.ids import CustomerId, OrderId, ProductId
from crmtrainer.kernel.queries import answers
from crmtrainer.orders.models import Order, OrderLine, Part, Product
from crmtrainer.orders.rules import OrderState
from crmtrainer.store.unit_of_work import Reading

MOST_ORDERS = 200


@answers("orders.of_customer", roles=DESK)
def orders_of_customer(read: Reading, *, customer_id: CustomerId) -> tuple[OrderRow, ...]:
    """The orders of a customer, newest first. Raises `Refused` unless the reader opened the record today."""
    require_open(read.session, customer_id, actor=read.actor.pseudonym, now=read.now)
    wanted = (
        select(Order)
        .where(Order.customer_id == customer_id)
        .order_by(Order.placed_at.desc(), Order.id.desc())
        .limit(MOST_ORDERS)
    )
    return _rows(read.session, list(read.session.scalars(wanted)))


@answers("orders.one", roles=DESK)
def order(read: Reading, *, order_id: OrderId) -> OrderRow:
    """One order. Raises `Refused` unless the reader opened its customer's record today, or `NotFound`."""
    found = read.session.get(Order, order_id)
    if found is None:
        raise NotFound("order", order_id)
    require_open(read.session, found.customer_id, actor=read.actor.pseudonym, now=read.now)
    return _rows(read.session, [found])[0]


@answers("orders.parts", roles=HUMANS)
def parts_of_product(read: Reading, *, product_id: ProductId) -> tuple[PartRow, ...]:
    """The spare parts of a product, by code: what the warehouse picks by. Nobody's data, so open to all."""
    return _parts(read.session, {product_id}).get(product_id, ())


def _rows(session: Session, orders: list[Order]) -> tuple[OrderRow, ...]:
    lines = _lines(session, [each.id for each in orders])
    return tuple(
        OrderRow(
            OrderId(each.id),
            each.ref,
            CustomerId(each.customer_id),
            each.placed_at,
            each.delivered_at,
            each.state,
            each.total,
            tuple(lines.get(each.id, ())),
        )
        for each in orders
    )


def _lines(session: Session, order_ids: list[int]) -> dict[int, list[LineRow]]:
    found = session.execute(
        select(
            OrderLine.order_id,
            OrderLine.product_id,
            Product.code,
            Product.name,
            OrderLine.quantity,
            OrderLine.price,
        )
        .join(Product, Product.id == OrderLine.product_id)
        .where(OrderLine.order_id.in_(order_ids))
        .order_by(OrderLine.id)
    ).all()
    parts = _parts(session, {row.product_id for row in found})
    lines: dict[int, list[LineRow]] = {}
    for row in found:
        line = LineRow(
            ProductId(row.product_id),
            row.code,
            row.name,
            row.quantity,
            row.price,
            parts.get(ProductId(row.product_id), ()),
        )
        lines.setdefault(row.order_id, []).append(line)
    return lines


def _parts(session: Session, product_ids: set[ProductId] | set[int]) -> dict[ProductId, tuple[PartRow, ...]]:
    found = session.execute(
        select(Part.product_id, Part.code, Part.name)
        .where(Part.product_id.in_(sorted(product_ids)))
        .order_by(Part.product_id, Part.code, Part.id)
    )
    parts: dict[ProductId, tuple[PartRow, ...]] = {}
    for row in found:
        product = ProductId(row.product_id)
        parts[product] = (*parts.get(product, ()), PartRow(row.code, row.name))
    return parts


@dataclass(frozen=True, slots=True)
class PartRow:
    """A replaceable part, with the code the warehouse picks by."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """One product of an order: how many, and the price of one in pence when it was bought."""

    product_id: ProductId
    product_code: str
    product_name: str
    quantity: int
    price: int
    parts: tuple[PartRow, ...]


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order with its lines; `total` in pence."""

    id: OrderId
    ref: str
    customer_id: CustomerId
    placed_at: datetime
    delivered_at: datetime | None
    state: OrderState
    total: int
    lines: tuple[LineRow, ...]
