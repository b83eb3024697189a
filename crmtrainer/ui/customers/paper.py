# SPDX-License-Identifier: MIT
"""A customer's record on paper: as it stands on the screen now, covered where it is covered there."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from crmtrainer.customers.commands import PrintRecord
from crmtrainer.customers.queries import CustomerRecord
from crmtrainer.customers.rules import Masked
from crmtrainer.orders.queries import OrderRow
from crmtrainer.reports.html import paper_print
from crmtrainer.reports.paper import Fact, Item, Paper, Part
from crmtrainer.ui.customers.covered import shown_value
from crmtrainer.ui.customers.labels import (
    channel_words,
    field_words,
    order_mark,
    point_words,
    purpose_words,
    stage_words,
)
from crmtrainer.ui.dates import local, long_day, money, when_in_full
from crmtrainer.ui.filling import filled
from crmtrainer.ui.paper import Printable


def record_to_print(
    record: CustomerRecord, orders: tuple[OrderRow, ...], story: tuple[Item, ...], now: datetime, by: str
) -> Printable:
    """The record with its orders and what happened, ready for paper, and the act that this is. `by` prints it."""
    header = record.header
    clear = tuple(field.field for field in record.fields if field.is_clear and field.text)
    paper = Paper(
        title=header.name,
        beneath=filled(_tr("Record %1, as it stood on %2"), header.ref, when_in_full(now)),
        note=f"{_note(record, clear)} {_tr('Printed by %1.').replace('%1', by)}".strip(),
        parts=(
            Part("", facts=_facts(record)),
            Part(_tr("Fields that can be covered"), facts=tuple(_fields(record))),
            _details(record),
            _orders(orders),
            _consents(record),
            Part(_tr("Timeline, newest first"), items=story, nothing=_tr("Nothing happened yet.")),
        ),
    )
    return Printable(
        title=filled(_tr("Record %1"), header.ref),
        stem=f"record-{header.ref.lower()}",
        html=paper_print(paper),
        foot=filled(_tr("Record %1 · %2"), header.ref, when_in_full(now)),
        act=PrintRecord(header.id, _reason(clear), clear),
    )


def _note(record: CustomerRecord, clear: tuple[Masked, ...]) -> str:
    if any(field.text and not field.is_clear for field in record.fields):
        return _tr("What was covered on the screen is covered here.")
    return _tr("Nothing on this record was covered when it was printed.") if clear else ""


def _reason(clear: tuple[Masked, ...]) -> str:
    """What the access log says of it."""
    names = ", ".join(field_words(field).lower() for field in clear)
    if not names:
        return _tr("Printed or saved as a PDF, everything covered")
    return _tr("Printed or saved as a PDF, with: %1").replace("%1", names)


def _facts(record: CustomerRecord) -> tuple[Fact, ...]:
    header = record.header
    found = [
        Fact(_tr("Stage"), stage_words(header.stage)),
        Fact(_tr("What helps"), header.need or _tr("No need noted")),
        Fact(_tr("Town"), header.town),
        Fact(_tr("Customer since"), long_day(header.since)),
    ]
    if header.preferred_channel:
        found.insert(2, Fact(_tr("Prefers"), channel_words(header.preferred_channel)))
    return tuple(found)


def _fields(record: CustomerRecord) -> list[Fact]:
    """Each field as its cell shows it."""
    found = []
    for field in record.fields:
        if field.text or field.field is not Masked.NEED_DETAIL:
            words = shown_value(field) or _tr("Not on record")
            if field.text and not field.is_clear:
                words = filled(_tr("%1 (covered)"), words)
            found.append(Fact(field_words(field.field), words))
    return found


def _details(record: CustomerRecord) -> Part:
    lines = [Fact(point_words(point.kind), point.text) for point in record.points]
    lines += [Fact(_tr("Address") if a.is_current else _tr("Address before"), a.text) for a in record.addresses]
    lines += [Fact(_tr("Same household"), f"{row.name}, {row.ref}") for row in record.household]
    lines += [Fact(_tr("Belongs with"), f"{row.name}, {row.ref}") for row in record.links]
    return Part(_tr("Details"), facts=tuple(lines), nothing=_tr("Nothing on record."))


def _orders(orders: tuple[OrderRow, ...]) -> Part:
    rows = tuple(
        (
            order.ref,
            ", ".join(f"{line.quantity} × {line.product_name}" for line in order.lines),
            long_day(local(order.placed_at).date()),
            money(order.total),
            order_mark(order.state).words,
        )
        for order in orders
    )
    heads = (_tr("Order"), _tr("What"), _tr("Placed"), _tr("Price"), _tr("State"))
    return Part(_tr("Orders"), heads=heads, rows=rows, nothing=_tr("No orders on this record."))


def _consents(record: CustomerRecord) -> Part:
    rows = tuple(
        (
            purpose_words(row.purpose),
            channel_words(row.channel),
            _tr("Given") if row.given else _tr("Withdrawn"),
            long_day(local(row.at).date()),
            row.source,
        )
        for row in record.consents
    )
    heads = (_tr("For"), _tr("By"), _tr("State"), _tr("Since"), _tr("Told us"))
    return Part(_tr("Consents"), heads=heads, rows=rows, nothing=_tr("Nothing noted yet."))


def _tr(words: str) -> str:
    return QCoreApplication.translate("CustomerPaper", words)
