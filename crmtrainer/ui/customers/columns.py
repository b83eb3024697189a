# SPDX-License-Identifier: MIT
"""What the short lists of a record show: orders as rows, consents and the access log as tables."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from crmtrainer.customers.queries import AccessRow, ConsentRow
from crmtrainer.orders.queries import OrderRow
from crmtrainer.ui.customers.labels import channel_words, field_words, order_mark, purpose_words
from crmtrainer.ui.dates import local, long_day, money, when, when_in_full
from crmtrainer.ui.filling import filled
from crmtrainer.ui.kit.reading import Told
from crmtrainer.ui.kit.rows import Row
from crmtrainer.ui.kit.windowed_table import Cell, Column
from crmtrainer.ui.theme import Tone


def order_row(order: OrderRow) -> Row:
    """An order in two lines: what was bought, then its number, day and price."""
    bought = [f"{line.quantity} × {line.product_name}" for line in order.lines]
    placed = long_day(local(order.placed_at).date())
    mark = order_mark(order.state)
    words = QCoreApplication.translate("Customer", "Order %1, %2, placed %3, %4, %5")
    spoken = filled(words, order.ref, ", ".join(bought), placed, money(order.total), mark.words)
    parts = [
        filled(QCoreApplication.translate("Customer", "Part %1 %2"), part.code, part.name)
        for line in order.lines
        for part in line.parts
    ]
    return Row(
        order.id,
        ", ".join(bought) or order.ref,
        order.ref,
        f"{placed} · {money(order.total)}",
        icon="cart-outline",
        mark=mark,
        spoken=spoken,
        tip="\n".join([spoken, *parts]),
    )


def order_told(order: OrderRow) -> Told:
    """All of an order: how it stands, its days, its lines with their prices and parts, and the sum."""
    tr = QCoreApplication.translate
    late = tr("Customer", "Not delivered yet")
    delivered = when_in_full(order.delivered_at) if order.delivered_at is not None else late
    facts = [
        (tr("Customer", "State"), order_mark(order.state).words),
        (tr("Customer", "Placed"), when_in_full(order.placed_at)),
        (tr("Customer", "Delivery"), delivered),
    ]
    for line in order.lines:
        name = f"{line.quantity} × {line.product_name}, {line.product_code}"
        price = filled(tr("Customer", "%1 each, %2 in all"), money(line.price), money(line.quantity * line.price))
        parts = [filled(tr("Customer", "Part %1 %2"), part.code, part.name) for part in line.parts]
        facts.append((tr("Customer", "Bought"), "\n".join([name, price, *parts])))
    facts.append((tr("Customer", "Total"), money(order.total)))
    return Told(filled(tr("Customer", "Order %1"), order.ref), tuple(facts))


def consent_columns() -> tuple[Column, ...]:
    """Consent as it stands: given or withdrawn, for what, how, when, where it was said."""

    def state(row: ConsentRow) -> Cell:
        if row.given:
            return Cell(QCoreApplication.translate("Customer", "Given"), "check-circle-outline", Tone.OK)
        return Cell(QCoreApplication.translate("Customer", "Withdrawn"), "close-circle-outline", Tone.PAUSED)

    return (
        Column(QCoreApplication.translate("Customer", "For"), lambda row: purpose_words(row.purpose), 140),
        Column(QCoreApplication.translate("Customer", "By"), lambda row: channel_words(row.channel), 80),
        Column(QCoreApplication.translate("Customer", "State"), state, 120),
        Column(QCoreApplication.translate("Customer", "Since"), lambda row: long_day(local(row.at).date()), 165),
        Column(QCoreApplication.translate("Customer", "Told us"), lambda row: row.source),
    )


def access_columns(me: Callable[[], str]) -> tuple[Column, ...]:
    """Who looked at the record, when, at what and why. `me` gives the pseudonym of whoever is at the desk now."""

    def who(row: AccessRow) -> str:
        return QCoreApplication.translate("Customer", "You") if row.actor == me() else row.actor

    def what(row: AccessRow) -> Cell:
        if row.is_on_paper:
            return Cell(QCoreApplication.translate("Customer", "Printed"), "printer-outline")
        if row.field is None:
            return Cell(QCoreApplication.translate("Customer", "Opened"), "folder-open-outline")
        words = QCoreApplication.translate("Customer", "Showed: %1").replace("%1", field_words(row.field))
        return Cell(words, "lock-open-variant-outline")

    return (
        Column(QCoreApplication.translate("Customer", "When"), lambda row: when(row.at), 130),
        Column(QCoreApplication.translate("Customer", "Who"), who, 90),
        Column(QCoreApplication.translate("Customer", "What"), what, 170),
        Column(QCoreApplication.translate("Customer", "Reason"), lambda row: row.reason),
    )
