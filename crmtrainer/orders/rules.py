# SPDX-License-Identifier: MIT
"""States of an order."""

from __future__ import annotations

from enum import StrEnum


class OrderState(StrEnum):
    PLACED = "placed"
    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    RETURNED = "returned"


FIRST_NUMBER = 200_000


def ref_of(order_id: int) -> str:
    """The order number that customers are given: LK-200042 for the forty-second order of a world.

    Six digits, so that the five-digit order numbers that packs bring along stay free.
    """
    return f"LK-{FIRST_NUMBER + order_id}"
