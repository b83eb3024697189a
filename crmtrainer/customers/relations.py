# SPDX-License-Identifier: MIT
"""Who belongs to a customer: the household, and people or firms linked with them. Names and references only."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.customers.models import Customer, CustomerLink
from crmtrainer.customers.rules import LinkKind, display_name
from crmtrainer.kernel.ids import CustomerId

_NAMED = (Customer.id, Customer.ref, Customer.title, Customer.given, Customer.family)
LARGEST_HOUSEHOLD = 50
MOST_LINKS = 200


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody else of the same household."""

    id: CustomerId
    ref: str
    name: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A linked record. `theirs` is true where the other acts or works for this one."""

    id: CustomerId
    ref: str
    name: str
    kind: LinkKind
    theirs: bool


def household_of(session: Session, customer: Customer) -> tuple[MemberRow, ...]:
    """The others of the customer's household, by name."""
    if customer.household_id is None:
        return ()
    found = session.execute(
        select(*_NAMED)
        .where(Customer.household_id == customer.household_id, Customer.id != customer.id)
        .order_by(Customer.family_folded, Customer.given_folded, Customer.id)
        .limit(LARGEST_HOUSEHOLD)
    )
    return tuple(MemberRow(CustomerId(c.id), c.ref, display_name(c.title, c.given, c.family)) for c in found)


def links_of(session: Session, customer_id: int) -> tuple[LinkRow, ...]:
    """The records this one is linked with, in either direction, oldest link first."""
    rows = []
    for mine, other, theirs in (
        (CustomerLink.from_id, CustomerLink.to_id, False),
        (CustomerLink.to_id, CustomerLink.from_id, True),
    ):
        found = session.execute(
            select(*_NAMED, CustomerLink.kind, CustomerLink.id.label("link_id"))
            .join(Customer, Customer.id == other)
            .where(mine == customer_id)
            .order_by(CustomerLink.id)
            .limit(MOST_LINKS)
        )
        for c in found:
            name = display_name(c.title, c.given, c.family)
            rows.append((c.link_id, LinkRow(CustomerId(c.id), c.ref, name, c.kind, theirs)))
    return tuple(row for _, row in sorted(rows, key=lambda entry: entry[0]))
