# SPDX-License-Identifier: MIT
"""The customers list: ids in any order under any filter, straight from an index, and rows by the page.

Rows hold what finding the right person needs and no more; the record itself is opened with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from crmtrainer.customers.masking import covered_phone
from crmtrainer.customers.models import ContactPoint, Customer
from crmtrainer.customers.on_record import TELEPHONES
from crmtrainer.customers.rules import CustomerFilter, CustomerKind, CustomerSort, Stage, display_name
from crmtrainer.customers.search_keys import begins, begins_unindexed, is_unindexed
from crmtrainer.customers.titles import untitled
from crmtrainer.kernel.commands import HUMANS
from crmtrainer.kernel.errors import BadInput
from crmtrainer.kernel.folding import fold
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.kernel.queries import answers
from crmtrainer.store.prepared import PreparedForMany, first_column, many
from crmtrainer.store.unit_of_work import Reading

LARGEST_PAGE = 1000
_NAMES = (Customer.family_folded, Customer.given_folded, Customer.id)
_ORDERS: dict[CustomerSort, tuple[InstrumentedAttribute[Any], ...]] = {
    CustomerSort.NAME: _NAMES,
    CustomerSort.TOWN: (Customer.town_folded, *_NAMES),
    CustomerSort.STAGE: (Customer.stage, *_NAMES),
    CustomerSort.SINCE: (Customer.since, *_NAMES),
}
EVERYBODY = CustomerFilter()


@answers("customers.ids", roles=HUMANS)
def customer_ids(
    read: Reading,
    *,
    sort: CustomerSort = CustomerSort.NAME,
    descending: bool = False,
    filter: CustomerFilter = EVERYBODY,
    limit: int | None = None,
) -> tuple[int, ...]:
    """The ids of the customers that `filter` leaves, in order; the first `limit` of them, or all."""
    wanted = ids_in_order(sort, filter, descending=descending).limit(limit)
    return tuple(first_column(read.session.connection(), wanted))


@answers("customers.count", roles=HUMANS)
def customer_count(read: Reading, *, filter: CustomerFilter = EVERYBODY) -> int:
    """How many customers `filter` leaves."""
    counted = select(func.count()).select_from(Customer).where(*_conditions(filter, CustomerSort.NAME))
    return read.session.scalar(counted) or 0


@answers("customers.page", roles=HUMANS)
def customer_page(read: Reading, *, ids: tuple[int, ...]) -> tuple[CustomerRow, ...]:
    """The rows of these customers, in this order; ids that no longer exist are left out. Raises `BadInput`."""
    if len(ids) > LARGEST_PAGE:
        raise BadInput("list.page_too_large", where="ids", limit=LARGEST_PAGE)
    rows = {row.id: row for row in customer_rows(read.session, ids)}
    return tuple(rows[CustomerId(ident)] for ident in ids if ident in rows)


def ids_in_order(sort: CustomerSort, filter: CustomerFilter, *, descending: bool) -> Select[int]:
    """The select behind `customer_ids`."""
    order = [column.desc() if descending else column.asc() for column in _ORDERS[sort]]
    return select(Customer.id).where(*_conditions(filter, sort)).order_by(*order)


def customer_rows(session: Session, ids: Iterable[int]) -> list[CustomerRow]:
    """The rows of these customers, in no particular order."""
    connection, wanted = session.connection(), list(dict.fromkeys(ids))
    # The preferred number comes last, and takes the place of the others.
    phones = dict(_PHONES.run(connection, wanted))
    return [
        CustomerRow(
            ident,
            ref,
            CustomerKind(kind),
            display_name(title, given, family),
            town,
            Stage(stage),
            covered_phone(phones.get(ident, "")),
            date.fromisoformat(since),
            f"{family_folded} {given_folded}",
        )
        for ident, ref, kind, title, given, family, town, stage, since, family_folded, given_folded in _ROWS.run(
            connection, wanted
        )
    ]


_CUSTOMER, _POINT = Customer.__table__.c, ContactPoint.__table__.c
_ROWS = PreparedForMany(
    select(
        _CUSTOMER.id,
        _CUSTOMER.ref,
        _CUSTOMER.kind,
        _CUSTOMER.title,
        _CUSTOMER.given,
        _CUSTOMER.family,
        _CUSTOMER.town,
        _CUSTOMER.stage,
        _CUSTOMER.since,
        _CUSTOMER.family_folded,
        _CUSTOMER.given_folded,
    ).where(_CUSTOMER.id.in_(many()))
)
_PHONES = PreparedForMany(
    select(_POINT.customer_id, _POINT.value)
    .where(_POINT.customer_id.in_(many()), _POINT.kind.in_(TELEPHONES))
    .order_by(_POINT.preferred, _POINT.id.desc())
)


def _conditions(filter: CustomerFilter, sort: CustomerSort) -> list[ColumnElement[bool]]:
    """The filter's conditions, indexable only where the index gives the wanted order too.

    Otherwise SQLite might look up one condition and then sort, which in a large world takes far longer than reading
    the ordered index to its end.
    """
    conditions: list[ColumnElement[bool]] = []
    town, name = fold(filter.town), fold(filter.name)
    if filter.stage is not None:
        ordered_too = sort in {CustomerSort.NAME, CustomerSort.STAGE}
        conditions.append(
            Customer.stage == filter.stage if ordered_too else is_unindexed(Customer.stage, filter.stage.value)
        )
    if town:
        ordered_too = sort is CustomerSort.TOWN
        conditions.append((begins if ordered_too else begins_unindexed)(Customer.town_folded, town))
    if filter.kind is not None:
        conditions.append(Customer.kind == filter.kind)
    if name:
        # As it stands too, for firms have names like Dr Cane Ltd.
        asked = dict.fromkeys((name, " ".join(untitled(tuple(name.split())))))
        conditions.append(or_(*(_is_called(each) for each in asked)))
    return conditions


def _is_called(name: str) -> ColumnElement[bool]:
    """Whose first or family name begins like this, or both of them, in either order."""
    given, family = Customer.given_folded, Customer.family_folded
    both = (given + " " + family, family + " " + given) if " " in name else (given, family)
    return or_(*(begins_unindexed(names, name) for names in both))


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One line of a list: enough to tell people of one name apart. `phone` has its end covered."""

    id: CustomerId
    ref: str
    kind: CustomerKind
    name: str
    town: str
    stage: Stage
    phone: str
    since: date
    sort_name: str
