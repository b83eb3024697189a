# SPDX-License-Identifier: MIT
"""The one search box: finds customers, tickets, orders and handoffs by whatever is typed. A read, not an act.

Every look-up is a range or an equality on an index and stops at the limit, so that it answers while one types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial

from sqlalchemy import ColumnElement, Connection, Select, String, bindparam, cast, exists, func, select
from sqlalchemy.orm import Session

from crmtrainer.customers.listing import CustomerRow, customer_rows
from crmtrainer.customers.models import Address, ContactPoint, Customer, NameKey
from crmtrainer.customers.rules import FoundKind, ReadAs
from crmtrainer.customers.search_keys import begins
from crmtrainer.customers.search_references import Hit, by_reference
from crmtrainer.customers.search_terms import Term, is_outward, phone_beginnings, phone_tail, readings
from crmtrainer.kernel.commands import HUMANS
from crmtrainer.kernel.folding import LAST
from crmtrainer.kernel.ids import CustomerId
from crmtrainer.kernel.queries import answers
from crmtrainer.store.prepared import Prepared
from crmtrainer.store.unit_of_work import Reading

MOST_ROWS = 200
MOST_COUNTED = 10_000
_DIGITS = ("0", ":")
"""Telephone numbers sort between these; e-mail addresses that begin with a digit are read past."""


@answers("customers.find", roles=HUMANS)
def find(read: Reading, *, text: str, limit: int = 50) -> Found:
    """What `text` finds, at most `limit` rows, with what it was taken for. Any text is safe, any is bounded."""
    most = max(1, min(limit, MOST_ROWS))
    terms = readings(text)
    rows: dict[tuple[FoundKind, int], FoundRow] = {}
    read_as = terms[0].kind if terms else ReadAs.NOTHING
    for term in terms:
        if term.kind is ReadAs.NAME and rows:
            break
        found = _LOOK_UP[term.kind](read.session, term, most + 1)
        if found and not rows:
            read_as = term.kind
        rows |= {(row.kind, row.id): row for row in found if (row.kind, row.id) not in rows}
    return Found(tuple(rows.values())[:most], len(rows) > most, read_as)


def _by_reference(session: Session, term: Term, most: int) -> list[FoundRow]:
    hits = by_reference(session, term.values, most)
    customers = {row.id: row for row in customer_rows(session, (hit.customer_id for hit in hits))}
    return [_row_of(hit, customers[CustomerId(hit.customer_id)]) for hit in hits]


def _row_of(hit: Hit, whose: CustomerRow) -> FoundRow:
    """A hit with the name of the customer it belongs to."""
    if hit.kind is FoundKind.CUSTOMER:
        return _customer(whose)
    title, subtitle = (hit.title, whose.name) if hit.title else (whose.name, whose.town)
    return FoundRow(hit.kind, hit.id, hit.ref, title, subtitle, hit.state, whose.id)


def _by_email(session: Session, term: Term, most: int) -> list[FoundRow]:
    return _customers(session, session.scalars(_points(begins(ContactPoint.folded, term.values[0])).limit(most)))


def _by_phone(session: Session, term: Term, most: int) -> list[FoundRow]:
    ids: dict[int, None] = {}
    for beginning in phone_beginnings(term.values[0]):
        ids |= dict.fromkeys(session.scalars(_points(begins(ContactPoint.folded, beginning)).limit(most)))
    tail = phone_tail(term.values[0])
    if tail and len(ids) < most:
        ids |= dict.fromkeys(session.scalars(_points(ContactPoint.folded.in_(numbers_ending(tail))).limit(most)))
    return _customers(session, list(ids)[:most])


def _by_postcode(session: Session, term: Term, most: int) -> list[FoundRow]:
    """A first half finds its own postcodes; only where there are none, those that go on from it."""
    postcode = term.values[0]
    lives = select(Address.customer_id).where(begins(Address.postcode_folded, postcode)).distinct().limit(most)
    ids = []
    if is_outward(postcode):
        ids = list(session.scalars(lives.where(func.length(Address.postcode_folded) == len(postcode) + 3)))
    return _customers(session, ids or session.scalars(lives))


def _by_name(session: Session, term: Term, most: int) -> list[FoundRow]:
    words, connection = term.values, session.connection()
    ids: dict[int, None] = {}
    if len(words) == 1:
        in_order = _BY_FAMILY.run(connection, **_range(words[0]), most=most)
        ids = dict.fromkeys(in_order.scalars())
    if len(ids) < most:
        # The rarest is looked up, the others are asked of what it finds.
        rarest, *others = sorted(words, key=partial(_how_many, connection)) if len(words) > 1 else words
        begun = {f"word_{number}": word for number, word in enumerate(others)}
        lengths = {f"length_{number}": len(word) for number, word in enumerate(others)}
        anywhere = _by_words(len(others)).run(connection, **_range(rarest), **begun, **lengths, most=most + len(ids))
        ids |= dict.fromkeys(anywhere.scalars())
    return _customers(session, list(ids)[:most], first=words[0])


def _how_many(connection: Connection, word: str) -> tuple[int, int]:
    """How often names begin with a word, as far as counting pays; of two that often do, the longer is rarer."""
    return _COUNT.run(connection, **_range(word)).scalar() or 0, -len(word)


def _range(beginning: str) -> dict[str, str]:
    return {"low": beginning, "high": beginning + LAST}


_CUSTOMER, _KEY = Customer.__table__.c, NameKey.__table__.c
_BY_FAMILY = Prepared(
    select(_CUSTOMER.id)
    .where(_CUSTOMER.family_folded >= bindparam("low"), _CUSTOMER.family_folded < bindparam("high"))
    .order_by(_CUSTOMER.family_folded, _CUSTOMER.given_folded, _CUSTOMER.id)
    .limit(bindparam("most"))
)
"""Customers whose family name begins with a word, in the order of the list."""
_COUNT = Prepared(
    select(func.count()).select_from(
        select(_KEY.word)
        .where(_KEY.word >= bindparam("low"), _KEY.word < bindparam("high"))
        .limit(MOST_COUNTED)
        .subquery()
    )
)


@cache
def _by_words(others: int) -> Prepared:
    """Customers with a name that begins with one word, and further names that begin with so many others."""
    wanted = select(_KEY.customer_id).where(_KEY.word >= bindparam("low"), _KEY.word < bindparam("high")).distinct()
    for number in range(others):
        other = NameKey.__table__.alias(f"other_{number}").c
        begins = func.substr(other.word, 1, bindparam(f"length_{number}")) == bindparam(f"word_{number}")
        # One column and not all, so that its index is enough.
        too = select(other.word).where(other.customer_id == _KEY.customer_id, begins)
        wanted = wanted.where(exists(too.correlate(NameKey.__table__)))
    return Prepared(wanted.limit(bindparam("most")))


def numbers_ending(tail: str) -> Select[str]:
    """The telephone numbers on record that end with `tail`.

    Steps from each number to the next in the index instead of reading every contact: many customers share the few
    thousand numbers that are reserved for invented people.
    """
    low, high = _DIGITS
    point = ContactPoint.folded
    first = select(func.min(point).label("number")).where(point >= low, point < high)
    numbers = first.cte("numbers", recursive=True)
    following = select(func.min(point)).where(point > numbers.c.number, point < high).scalar_subquery()
    numbers = numbers.union_all(select(following).where(numbers.c.number.is_not(None)))
    ends = func.substr(numbers.c.number, func.length(numbers.c.number) - len(tail) + 1) == tail
    return select(cast(numbers.c.number, String)).where(ends)


def _points(condition: ColumnElement[bool]) -> Select[int]:
    return select(ContactPoint.customer_id).where(condition).distinct()


def _customers(session: Session, ids: Iterable[int], *, first: str = "") -> list[FoundRow]:
    """Customers as rows, by name; those whose family name begins with `first` before others."""
    rows = sorted(customer_rows(session, ids), key=lambda c: (not c.sort_name.startswith(first), c.sort_name, c.id))
    return [_customer(row) for row in rows]


def _customer(row: CustomerRow) -> FoundRow:
    return FoundRow(FoundKind.CUSTOMER, row.id, row.ref, row.name, row.town, row.stage.value, row.id, row.phone)


_LOOK_UP: dict[ReadAs, Callable[[Session, Term, int], list[FoundRow]]] = {
    ReadAs.REFERENCE: _by_reference,
    ReadAs.EMAIL: _by_email,
    ReadAs.PHONE: _by_phone,
    ReadAs.POSTCODE: _by_postcode,
    ReadAs.NAME: _by_name,
}


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One thing found. `title` and `subtitle` are data (a name, a subject, a team, a town), `state` is the value of
    its own kind of state, `customer_id` whose it is, `phone` a telephone number with its end covered.
    """

    kind: FoundKind
    id: int
    ref: str
    title: str
    subtitle: str
    state: str
    customer_id: CustomerId
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, whether there is more, and what the words were taken for."""

    rows: tuple[FoundRow, ...]
    more: bool
    read_as: ReadAs
