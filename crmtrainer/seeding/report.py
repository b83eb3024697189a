# SPDX-License-Identifier: MIT
"""What was made, counted in the filled file itself: who the customers are, what befell them, how well they were served.

Plain numbers with the base that each share is of; `telling` writes them down.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from crmtrainer.customers.rules import CustomerKind, Purpose, Stage
from crmtrainer.interactions.rules import Channel, PromiseState
from crmtrainer.kernel.moments import from_micros
from crmtrainer.orders.rules import OrderState
from crmtrainer.seeding.records import OF_THE_DEAD
from crmtrainer.seeding.sectors import DEFAULT_SECTOR, sector_named
from crmtrainer.store.engine import open_reading
from crmtrainer.tickets.rules import Status, TicketType

_MOST_CATEGORIES = 12
_MONTHS = 12
_BANDS = ((0, 34, "under 35"), (35, 49, "35 to 49"), (50, 65, "50 to 65"), (66, 200, "66 and over"))


@dataclass(frozen=True, slots=True)
class Line:
    """One number: what it counts, in words and as a key."""

    key: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Section:
    """Numbers that belong together. `of` is what their shares are of; 0 where shares say nothing."""

    key: str
    words: str
    of: int
    lines: tuple[Line, ...]

    def permille(self, line: Line) -> int | None:
        """How many of a thousand that is, rounded; None where shares say nothing."""
        return round(1000 * line.count / self.of) if self.of else None

    def count(self, key: str) -> int:
        """The number under this key. Raises `KeyError`."""
        return {line.key: line.count for line in self.lines}[key]


@dataclass(frozen=True, slots=True)
class SeedReport:
    """The whole of it, with what the world was made from."""

    about: dict[str, str]
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section:
        """The section of this key. Raises `KeyError`."""
        return {section.key: section for section in self.sections}[key]


def report_of(path: Path, about: dict[str, str]) -> SeedReport:
    """Count what is in a filled world. `about` is what its first entry tells. Raises `StoreUnavailable`."""
    engine = open_reading(path)
    try:
        with engine.connect() as connection:
            return SeedReport(about, tuple(_sections(_Counting(connection), about)))
    finally:
        engine.dispose()


class _Counting:
    """Questions to one file."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def one(self, question: str, *values: object) -> int:
        return int(self._connection.exec_driver_sql(question, values).scalar() or 0)

    def by(self, question: str, *values: object) -> dict[str, int]:
        rows = self._connection.exec_driver_sql(question, values).all()
        return {str(key): int(count) for key, count in rows}


def _sections(ask: _Counting, about: dict[str, str]) -> Iterable[Section]:
    customers = ask.one("SELECT count(*) FROM customer")
    persons = ask.one("SELECT count(*) FROM customer WHERE kind = ?", CustomerKind.PERSON.value)
    yield Section(
        "size",
        "What there is",
        0,
        (
            Line("customers", "customers", customers),
            Line("orders", "orders", ask.one("SELECT count(*) FROM customer_order")),
            Line("contacts", "contacts", ask.one("SELECT count(*) FROM interaction")),
            Line("tickets", "tickets", ask.one("SELECT count(*) FROM ticket")),
            Line("promises", "promises", ask.one("SELECT count(*) FROM promise")),
        ),
    )
    yield _ages(ask, date.fromisoformat(about["as_of"]), persons)
    stages = ask.by("SELECT stage, count(*) FROM customer GROUP BY stage")
    yield Section("stages", "Stages of customers", customers, _lines(Stage, stages))
    yield _lives(ask, about, customers)
    yield _consents(ask, customers)
    orders = ask.by("SELECT state, count(*) FROM customer_order GROUP BY state")
    yield Section("orders", "Orders", sum(orders.values()), _lines(OrderState, orders))
    yield from _tickets(ask)
    yield from _clocks(ask)
    yield from _contacts(ask)


def _ages(ask: _Counting, as_of: date, persons: int) -> Section:
    born = "SELECT count(*) FROM customer WHERE born > ? AND born <= ?"
    return Section(
        "ages",
        "Ages of people",
        persons,
        tuple(
            Line(
                words.replace(" ", "_"),
                words,
                ask.one(born, _years_before(as_of, most + 1), _years_before(as_of, least)),
            )
            for least, most, words in _BANDS
        ),
    )


def _years_before(day: date, years: int) -> str:
    return date(day.year - years, day.month, min(day.day, 28)).isoformat()


def _lives(ask: _Counting, about: dict[str, str], customers: int) -> Section:
    """What makes people worth meeting, and how many there are."""
    arrears = sector_named(about.get("sector", DEFAULT_SECTOR)).arrears
    told = "SELECT count(DISTINCT customer_id) FROM interaction WHERE reason = ?"
    twice = (
        "SELECT count(*) FROM customer a JOIN customer b ON b.id = a.id + 1 AND b.born = a.born AND b.town = a.town"
        " WHERE a.kind = 'person'"
    )
    alike = (
        "SELECT coalesce(sum(many), 0) FROM (SELECT count(*) AS many FROM customer WHERE given_folded <> ''"
        " GROUP BY family_folded, town_folded, substr(given_folded, 1, 1) HAVING count(*) > 2)"
    )
    return Section(
        "lives",
        "Worth meeting",
        customers,
        (
            Line("support", "need something done differently", ask.one(told, "Support")),
            Line("arrears", "have owed money", ask.one(told, arrears.reason)),
            Line(
                "arrangement", "pay in parts now", ask.one("SELECT count(*) FROM customer WHERE need = ?", arrears.need)
            ),
            Line(
                "moved",
                "have an old address",
                ask.one("SELECT count(DISTINCT customer_id) FROM address WHERE current = 0"),
            ),
            Line("died", "have died", ask.one("SELECT count(*) FROM customer WHERE need = ?", OF_THE_DEAD)),
            Line(
                "acted_for",
                "have somebody who acts for them",
                ask.one("SELECT count(DISTINCT to_id) FROM customer_link WHERE kind = 'acts_for'"),
            ),
            Line("twice", "are recorded twice", ask.one(twice)),
            Line("alike", "are taken for one another", ask.one(alike)),
        ),
    )


def _consents(ask: _Counting, customers: int) -> Section:
    newest = (
        "SELECT purpose || ' ' || channel, sum(given) FROM consent WHERE id IN"
        " (SELECT max(id) FROM consent GROUP BY customer_id, purpose, channel) GROUP BY purpose, channel"
    )
    given = ask.by(newest)
    words = {Purpose.SERVICE: "about their service", Purpose.MARKETING: "offers", Purpose.SURVEY: "surveys"}
    lines = [
        Line(f"{purpose.value}_{key.partition(' ')[2]}", f"{words[purpose]}, by {key.partition(' ')[2]}", count)
        for purpose in Purpose
        for key, count in sorted(given.items())
        if key.startswith(purpose.value)
    ]
    changes = (
        "SELECT count(*) FROM consent b WHERE EXISTS (SELECT 1 FROM consent a WHERE a.customer_id = b.customer_id"
        " AND a.purpose = b.purpose AND a.channel = b.channel AND a.id < b.id)"
    )
    lines.append(Line("changed", "changed their mind (times)", ask.one(changes)))
    return Section("consents", "Consents in force", customers, tuple(lines))


def _tickets(ask: _Counting) -> Iterable[Section]:
    kinds = ask.by("SELECT type, count(*) FROM ticket GROUP BY type")
    total = sum(kinds.values())
    yield Section("types", "Tickets by kind", total, _lines(TicketType, kinds))
    states = ask.by("SELECT status, count(*) FROM ticket GROUP BY status")
    yield Section("states", "Where tickets stand", total, _lines(Status, states))
    categories = ask.by(
        "SELECT category, count(*) FROM ticket GROUP BY category ORDER BY count(*) DESC, category LIMIT ?",
        _MOST_CATEGORIES,
    )
    lines = tuple(Line(key.replace(" ", "_"), key, count) for key, count in categories.items())
    yield Section("categories", "What tickets are about", total, lines)


def _clocks(ask: _Counting) -> Iterable[Section]:
    for metric, words in (("first_response", "First answers"), ("resolution", "Cases put right")):
        counted = "SELECT count(*) FROM service_clock WHERE metric = ? AND open = ? AND noticed "
        met, missed = (ask.one(counted + sign, metric, 0) for sign in ("< 100", "= 100"))
        running, over = (ask.one(counted + sign, metric, 1) for sign in ("< 100", "= 100"))
        lines = (
            Line("met", "in time", met),
            Line("missed", "late", missed),
            Line("running", "still running, in time", running),
            Line("overdue", "still running, overdue", over),
        )
        yield Section(metric, words, met + missed + running + over, lines)
    states = ask.by(
        "SELECT CASE WHEN state = 'broken' AND ended_at IS NOT NULL THEN 'late' ELSE state END, count(*)"
        " FROM promise GROUP BY 1"
    )
    kinds = {
        PromiseState.KEPT.value: "kept",
        "late": "broken, made good late",
        PromiseState.BROKEN.value: "broken, nothing done since",
        PromiseState.OPEN.value: "still to be kept",
        PromiseState.WITHDRAWN.value: "taken back",
    }
    told = tuple(
        Line(key, meaning, states.get(key, 0)) for key, meaning in kinds.items() if key in states or key != "withdrawn"
    )
    yield Section("promises", "Promises", sum(states.values()), told)


def _contacts(ask: _Counting) -> Iterable[Section]:
    channels = ask.by("SELECT coalesce(channel, 'internal'), count(*) FROM interaction GROUP BY 1")
    total = sum(channels.values())
    lines = (*_lines(Channel, channels), Line("internal", "among ourselves", channels.get("internal", 0)))
    yield Section("channels", "Contacts by channel", total, lines)
    day = 86_400_000_000
    days = ask.by(f"SELECT at / {day} AS day, count(*) FROM interaction GROUP BY day")
    months: dict[str, int] = {}
    for number, count in sorted((int(key), count) for key, count in days.items()):
        month = from_micros(number * day).strftime("%Y-%m")
        months[month] = months.get(month, 0) + count
    newest = sorted(months)[-_MONTHS:]
    yield Section("months", "Contacts a month", 0, tuple(Line(month, month, months[month]) for month in newest))


def _lines(kinds: Iterable[object], counts: dict[str, int]) -> tuple[Line, ...]:
    """A line for each value of an enum that is there at all, in the enum's order."""
    found = []
    for kind in kinds:
        key = str(getattr(kind, "value", kind))
        if key in counts:
            found.append(Line(key, key.replace("_", " "), counts[key]))
    return tuple(found)
