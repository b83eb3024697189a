# SPDX-License-Identifier: MIT
"""Gathers what a record can be asked for when identity is checked. Stays inside a handler or query."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.customers.answers import OnRecord
from crmtrainer.customers.models import Address, ContactPoint, Customer
from crmtrainer.customers.neighbours import order_refs
from crmtrainer.customers.rules import PointKind

TELEPHONES = (PointKind.MOBILE, PointKind.PHONE)


def on_record(session: Session, customer: Customer) -> OnRecord:
    """What this customer can be asked: names, birth, current postcodes, telephones, order numbers."""
    postcodes = select(Address.postcode).where(Address.customer_id == customer.id, Address.current.is_(True))
    phones = select(ContactPoint.value).where(
        ContactPoint.customer_id == customer.id, ContactPoint.kind.in_(TELEPHONES)
    )
    return OnRecord(
        given=customer.given,
        family=customer.family,
        born=customer.born,
        postcodes=tuple(session.scalars(postcodes)),
        phones=tuple(session.scalars(phones)),
        order_refs=order_refs(session, customer.id),
    )
