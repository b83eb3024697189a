# SPDX-License-Identifier: MIT
"""One customer's record, for whoever opened it today: covered fields stay covered until `rules` says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.customers.commands import DESK
from crmtrainer.customers.grants import proven_now, require_open, uncovered
from crmtrainer.customers.masking import (
    COVERED_DATE,
    covered_address,
    covered_email,
    covered_phone,
    covered_words,
)
from crmtrainer.customers.models import Address, ContactPoint, Customer
from crmtrainer.customers.neighbours import OrderHead, orders_of
from crmtrainer.customers.record_history import (
    AccessRow,
    ConsentRow,
    StageRow,
    access_log,
    consents_now,
    stages_of,
)
from crmtrainer.customers.relations import LinkRow, MemberRow, household_of, links_of
from crmtrainer.customers.rules import CustomerKind, IdentityState, Masked, PointKind, Stage, display_name
from crmtrainer.kernel.errors import NotFound
from crmtrainer.kernel.ids import ContactPointId, CustomerId
from crmtrainer.kernel.queries import answers
from crmtrainer.store.unit_of_work import Reading

MayRead = Callable[[Masked], bool]


@answers("customers.record", roles=DESK)
def record(read: Reading, *, customer_id: CustomerId) -> CustomerRecord:
    """The whole record. Raises `Refused` ("record.not_opened") unless the reader opened it today, or `NotFound`."""
    session, actor = read.session, read.actor.pseudonym
    require_open(session, customer_id, actor=actor, now=read.now)
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise NotFound("customer", customer_id)
    may_read = uncovered(session, customer_id, actor=actor, now=read.now)
    identity = proven_now(session, customer_id, actor=actor, now=read.now)
    points = _points(session, customer_id, may_read)
    addresses = _addresses(session, customer_id, may_read)
    return CustomerRecord(
        header=_header(customer, identity),
        fields=_fields(customer, points, addresses, may_read),
        points=points,
        addresses=addresses,
        household=household_of(session, customer),
        links=links_of(session, customer_id),
        orders=orders_of(session, customer_id),
        consents=consents_now(session, customer_id),
        stages=stages_of(session, customer_id),
        accesses=access_log(session, customer_id),
    )


def _header(customer: Customer, identity: IdentityState) -> RecordHeader:
    return RecordHeader(
        CustomerId(customer.id),
        customer.ref,
        customer.kind,
        display_name(customer.title, customer.given, customer.family),
        customer.stage,
        customer.town,
        customer.since,
        customer.need,
        customer.preferred_channel,
        identity,
    )


def _points(session: Session, customer_id: int, may_read: MayRead) -> tuple[PointRow, ...]:
    found = session.execute(
        select(ContactPoint.id, ContactPoint.kind, ContactPoint.value, ContactPoint.preferred)
        .where(ContactPoint.customer_id == customer_id)
        .order_by(ContactPoint.preferred.desc(), ContactPoint.id)
    )
    rows = []
    for point in found:
        is_email = point.kind is PointKind.EMAIL
        clear = may_read(Masked.EMAIL if is_email else Masked.PHONE)
        cover = covered_email if is_email else covered_phone
        text = point.value if clear else cover(point.value)
        rows.append(PointRow(ContactPointId(point.id), point.kind, text, clear, point.preferred))
    return tuple(rows)


def _addresses(session: Session, customer_id: int, may_read: MayRead) -> tuple[AddressRow, ...]:
    clear = may_read(Masked.ADDRESS)
    found = session.execute(
        select(Address.line1, Address.line2, Address.town, Address.postcode, Address.current)
        .where(Address.customer_id == customer_id)
        .order_by(Address.current.desc(), Address.id.desc())
    )
    return tuple(
        AddressRow(
            ", ".join(part for part in (a.line1, a.line2, a.town, a.postcode) if part)
            if clear
            else covered_address(a.line1, a.town),
            clear,
            a.current,
        )
        for a in found
    )


def _fields(
    customer: Customer, points: tuple[PointRow, ...], addresses: tuple[AddressRow, ...], may_read: MayRead
) -> tuple[CoveredField, ...]:
    """One entry for each field that can be covered, as the strip above the timeline shows them."""
    born = customer.born.isoformat() if customer.born else ""
    detail = customer.need_detail
    texts = {
        Masked.PHONE: next((p.text for p in points if p.kind is not PointKind.EMAIL), ""),
        Masked.EMAIL: next((p.text for p in points if p.kind is PointKind.EMAIL), ""),
        Masked.ADDRESS: next((a.text for a in addresses if a.is_current), ""),
        Masked.BORN: born if may_read(Masked.BORN) else born and COVERED_DATE,
        Masked.NEED_DETAIL: detail if may_read(Masked.NEED_DETAIL) else covered_words(detail),
    }
    return tuple(CoveredField(field, text, may_read(field)) for field, text in texts.items())


@dataclass(frozen=True, slots=True)
class RecordHeader:
    """Who it is, and what whoever serves them must know at once."""

    id: CustomerId
    ref: str
    kind: CustomerKind
    name: str
    stage: Stage
    town: str
    since: date
    need: str
    preferred_channel: str
    identity: IdentityState


@dataclass(frozen=True, slots=True)
class CoveredField:
    """A field that can be covered: its text, dotted unless `is_clear`. Empty text: nothing on record.

    A date of birth that is clear is an ISO date.
    """

    field: Masked
    text: str
    is_clear: bool


@dataclass(frozen=True, slots=True)
class PointRow:
    """A telephone number or e-mail address."""

    id: ContactPointId
    kind: PointKind
    text: str
    is_clear: bool
    is_preferred: bool


@dataclass(frozen=True, slots=True)
class AddressRow:
    """Where somebody lives or lived, on one line."""

    text: str
    is_clear: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class CustomerRecord:
    """Everything directly on a record. Orders with their lines, tickets and contacts have queries of their own."""

    header: RecordHeader
    fields: tuple[CoveredField, ...]
    points: tuple[PointRow, ...]
    addresses: tuple[AddressRow, ...]
    household: tuple[MemberRow, ...]
    links: tuple[LinkRow, ...]
    orders: tuple[OrderHead, ...]
    consents: tuple[ConsentRow, ...]
    stages: tuple[StageRow, ...]
    accesses: tuple[AccessRow, ...]

    def field(self, field: Masked) -> CoveredField:
        """The entry of one field."""
        return next(entry for entry in self.fields if entry.field is field)
