# SPDX-License-Identifier: MIT
"""What customers bought: products with their parts, orders placed and delivered before the as-of day, their lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from crmtrainer.customers.rules import Stage
from crmtrainer.orders.models import Order, OrderLine, Part, Product
from crmtrainer.orders.rules import OrderState, ref_of
from crmtrainer.seeding.chunks import Draws, Flags, Ints, cumulated, texts
from crmtrainer.seeding.daytime import DAY, HOUR, MINUTE, desk_of
from crmtrainer.seeding.lives import MOST_ORDERS, Lives, is_stage
from crmtrainer.seeding.people import People
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.rows import Batch, table_of, where
from crmtrainer.seeding.sectors import sector_named
from crmtrainer.seeding.wares import wares

SLOTS = 8
"""Row numbers kept for the dealings of one customer: orders first, other matters behind them."""
assert MOST_ORDERS < SLOTS
MOST_LINES = 3
NEVER = -1

_SECOND = 1_000_000
_HOURS = cumulated((1, 0, 0, 0, 0, 1, 2, 4, 6, 8, 9, 8, 9, 7, 6, 6, 7, 8, 10, 12, 13, 11, 7, 3))
"""At which hour of the day people order."""
_STATES = texts([state.value for state in OrderState])
_STATE = {state: number for number, state in enumerate(OrderState)}
_LINE_WEIGHTS = cumulated((62, 27, 11))


@dataclass(frozen=True, slots=True)
class Purchases:
    """Orders by column, each customer's in the order of time. `owner` is a position among the people.

    `row` is the number that further draws about the order use; `delivered` is `NEVER` where nothing arrived.
    """

    owner: Ints
    ordinal: Ints
    row: Ints
    placed: Ints
    delivered: Ints
    state: Ints
    item: Ints

    @property
    def count(self) -> int:
        return len(self.owner)

    @property
    def cancelled(self) -> Flags:
        return np.asarray(self.state == _STATE[OrderState.CANCELLED])


def products(sector: str) -> tuple[Batch, Batch]:
    """What the firm sells, and the parts of it."""
    items = sector_named(sector).products
    parts = [(number, part.code, part.name) for number, item in enumerate(items, start=1) for part in item.parts]
    return (
        Batch(
            table_of(Product),
            len(items),
            {
                "id": range(1, len(items) + 1),
                "code": [item.code for item in items],
                "name": [item.name for item in items],
                "price": [item.price for item in items],
            },
        ),
        Batch(
            table_of(Part),
            len(parts),
            {
                "id": range(1, len(parts) + 1),
                "product_id": [number for number, _, _ in parts],
                "code": [code for _, code, _ in parts],
                "name": [name for _, _, name in parts],
            },
        ),
    )


def draw_purchases(profile: Profile, people: People, lives: Lives) -> Purchases:
    """Every order of these customers, placed within their window and before the as-of day."""
    draws, until, goods = Draws(profile.seed, "customer_order"), profile.until, wares(profile.sector)
    owner = np.repeat(np.arange(people.count), lives.orders)
    starts = np.cumsum(lives.orders) - lives.orders
    ordinal = np.arange(len(owner)) - starts[owner]
    row = people.number[owner] * SLOTS + ordinal

    opening = (ordinal == 0) & is_stage(lives, Stage.WON_BACK)[owner]
    low = np.where(opening, lives.early[0][owner], lives.from_day[owner])
    high = np.where(opening, lives.early[1][owner], lives.to_day[owner])
    day = draws.between("day", row, low, high)
    day = np.where((ordinal == 0) & lives.starts_with_order[owner], lives.since_day[owner], day)
    within = draws.weighted("hour", row, _HOURS) * HOUR + draws.below("second", row, 3600) * _SECOND
    placed = day * DAY + within
    placed = placed[np.lexsort((placed, owner))]

    item = draws.weighted("item", row, goods.thresholds)
    lead = draws.between("lead", row, goods.lead[item, 0], goods.lead[item, 1])
    arrives = desk_of(profile).working_day(placed // DAY + lead) * DAY
    arrives += draws.between("arrives", row, 8 * 60, 17 * 60) * MINUTE
    cancelled = draws.chance("cancelled", row, 32)
    delivered = np.where(cancelled | (arrives >= until), NEVER, arrives)
    on_its_way = (delivered == NEVER) & (placed + DAY < until)
    state = np.where(on_its_way, _STATE[OrderState.DISPATCHED], _STATE[OrderState.PLACED])
    state = np.where(delivered != NEVER, _STATE[OrderState.DELIVERED], state)
    state = np.where(cancelled, _STATE[OrderState.CANCELLED], state)
    return Purchases(owner, ordinal, row, placed, delivered, state, item)


def milestones(people: People, bought: Purchases) -> tuple[Ints, Ints, Ints]:
    """For each customer when they first, last and secondly ordered, or `NEVER`."""
    first, last, second = (np.full(people.count, NEVER, dtype=np.int64) for _ in range(3))
    opening = bought.ordinal == 0
    first[bought.owner[opening]] = bought.placed[opening]
    again = bought.ordinal == 1
    second[bought.owner[again]] = bought.placed[again]
    np.maximum.at(last, bought.owner, bought.placed)
    return first, last, second


def order_rows(
    profile: Profile, people: People, bought: Purchases, returned: Flags, order_base: int, line_base: int
) -> list[Batch]:
    """The orders and their lines; `returned` says which came back."""
    draws, count, goods = Draws(profile.seed, "order_line"), bought.count, wares(profile.sector)
    most = np.where(goods.single[bought.item], 1, 1 + draws.weighted("lines", bought.row, _LINE_WEIGHTS))
    order = np.repeat(np.arange(count), most)
    place = np.arange(len(order)) - np.repeat(np.cumsum(most) - most, most)
    row = bought.row[order] * MOST_LINES + place
    # Further lines step on from the first, so that no order names a product twice.
    item = (bought.item[order] + place * draws.between("step", bought.row[order], 1, goods.widest_step)) % goods.count
    firm = people.is_firm[bought.owner[order]]
    quantity = np.where(firm, draws.between("quantity", row, 1, 6), 1 + draws.front("quantity", row, 2))
    quantity = np.where(goods.single[item], 1, quantity)
    reduced = draws.chance("reduced", row, 140)
    price = np.where(reduced, goods.price[item] * 9 // 10, goods.price[item])
    total = np.bincount(order, weights=quantity * price, minlength=count).astype(np.int64)
    return [
        Batch(
            table_of(Order),
            count,
            {
                "id": order_base + 1 + np.arange(count),
                "ref": [ref_of(number) for number in range(order_base + 1, order_base + 1 + count)],
                "customer_id": people.number[bought.owner] + 1,
                "placed_at": bought.placed,
                "delivered_at": where(bought.delivered != NEVER, bought.delivered),
                "state": np.where(returned, OrderState.RETURNED.value, _STATES[bought.state]),
                "total": total,
            },
        ),
        Batch(
            table_of(OrderLine),
            len(order),
            {
                "id": line_base + 1 + np.arange(len(order)),
                "order_id": order_base + 1 + order,
                "product_id": item + 1,
                "quantity": quantity,
                "price": price,
            },
        ),
    ]
