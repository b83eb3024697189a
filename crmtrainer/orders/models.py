# SPDX-License-Identifier: MIT
"""Products with their parts, orders with their lines."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from crmtrainer.orders.rules import OrderState
from crmtrainer.store.base import Id, Pence, Ref, Short, WorldBase, choice


class Product(WorldBase):
    """Something we sell."""

    __tablename__ = "product"
    id: Mapped[Id]
    code: Mapped[Ref]
    name: Mapped[Short]
    price: Mapped[Pence]


class Part(WorldBase):
    """A replaceable part of a product, with the code the warehouse picks by."""

    __tablename__ = "part"
    id: Mapped[Id]
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    code: Mapped[str] = mapped_column(String(32), index=True)
    name: Mapped[Short]


class Order(WorldBase):
    """What a customer bought."""

    __tablename__ = "customer_order"
    __table_args__ = (Index("ix_customer_order_customer", "customer_id", "placed_at"),)
    id: Mapped[Id]
    ref: Mapped[Ref]
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    placed_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    state: Mapped[OrderState] = choice(OrderState)
    total: Mapped[Pence]


class OrderLine(WorldBase):
    """One product of an order."""

    __tablename__ = "order_line"
    id: Mapped[Id]
    order_id: Mapped[int] = mapped_column(ForeignKey("customer_order.id"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    quantity: Mapped[int]
    price: Mapped[Pence]
