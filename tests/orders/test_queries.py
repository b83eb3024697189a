# SPDX-License-Identifier: MIT
"""Orders with their lines and parts, read only with the record open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crmtrainer.customers.commands import OpenRecord
from crmtrainer.kernel.errors import NotFound, Refused
from crmtrainer.kernel.ids import CustomerId, OrderId, ProductId
from crmtrainer.orders.queries import LineRow, PartRow, order, orders_of_customer, parts_of_product
from crmtrainer.orders.rules import OrderState
from tests.customers.town import CONNOR, SAHOTA, populate
from tests.support import ASSESSOR, WorldUnderTest, copied_world

LEG, BOLTS = PartRow("LK-TL-72-OAK", "Table leg, oak"), PartRow("LK-TB-08", "Bolt set")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[WorldUnderTest]:
    world = copied_world(tmp_path, populate=populate)
    yield world
    world.world.close()


def test_orders_come_newest_first_with_lines_and_parts(town: WorldUnderTest) -> None:
    town.do(OpenRecord(CustomerId(SAHOTA), "They are on the phone"))
    rows = town.ask(orders_of_customer, customer_id=CustomerId(SAHOTA))

    assert [row.ref for row in rows] == ["LK-57121", "LK-57120"]
    assert (rows[0].state, rows[0].total, rows[0].delivered_at) == (OrderState.DELIVERED, 48900, None)
    assert rows[0].lines == (LineRow(ProductId(1), "LK-T72", "Arden oak table", 1, 48900, (BOLTS, LEG)),)
    assert town.ask(order, order_id=OrderId(1)) == rows[1]


def test_a_customer_without_orders_has_none(town: WorldUnderTest) -> None:
    town.do(OpenRecord(CustomerId(CONNOR), "They are on the phone"))

    assert town.ask(orders_of_customer, customer_id=CustomerId(CONNOR)) == ()


def test_orders_stay_closed_with_the_record(town: WorldUnderTest) -> None:
    town.do(OpenRecord(CustomerId(CONNOR), "They are on the phone"))

    with pytest.raises(Refused, match=r"record\.not_opened"):
        town.ask(orders_of_customer, customer_id=CustomerId(SAHOTA))
    with pytest.raises(Refused, match=r"record\.not_opened"):
        town.ask(order, order_id=OrderId(1))
    with pytest.raises(Refused, match=r"role\.not_allowed"):
        town.ask_as(ASSESSOR, orders_of_customer, customer_id=CustomerId(SAHOTA))


def test_what_is_not_there(town: WorldUnderTest) -> None:
    with pytest.raises(NotFound):
        town.ask(order, order_id=OrderId(99))
    with pytest.raises(NotFound):
        town.ask(orders_of_customer, customer_id=CustomerId(99))


def test_parts_of_a_product_are_nobodys_data(town: WorldUnderTest) -> None:
    assert town.ask_as(ASSESSOR, parts_of_product, product_id=ProductId(1)) == (BOLTS, LEG)
    assert town.ask(parts_of_product, product_id=ProductId(2)) == ()
