# SPDX-License-Identifier: MIT
"""What a fill will give, before it is started: about how much of everything, and some of the people."""

from __future__ import annotations

from dataclasses import dataclass

from crmtrainer.seeding.chunks import GROUP
from crmtrainer.seeding.histories import Numbers, chunk_rows
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.rows import Batch

_SAMPLE = 50 * GROUP
_BYTES_PER_ROW = 138


@dataclass(frozen=True, slots=True)
class PreviewPerson:
    """One of the people there will be. `note` is an access need, or nothing."""

    name: str
    town: str
    phone: str
    note: str
    tickets: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Numbers reckoned from the first customers, exact where the world is no larger than these."""

    customers: int
    orders: int
    interactions: int
    tickets: int
    rows: int
    bytes: int
    people: tuple[PreviewPerson, ...]


def preview(profile: Profile, people: int = 5) -> Preview:
    """What this profile gives. Draws some hundred customers, which takes well under a second."""
    sample = min(profile.customers, _SAMPLE)
    numbers = Numbers()
    batches = {batch.table.name: batch for batch in chunk_rows(profile, 0, sample, numbers)} if sample else {}

    def about(count: int) -> int:
        return count * profile.customers // max(sample, 1)

    rows = about(sum(numbers.last.values()))
    return Preview(
        profile.customers,
        about(numbers.after("customer_order")),
        about(numbers.after("interaction")),
        about(numbers.after("ticket")),
        rows,
        rows * _BYTES_PER_ROW,
        _people(batches, people) if sample else (),
    )


def _people(batches: dict[str, Batch], wanted: int) -> tuple[PreviewPerson, ...]:
    """Some people worth meeting: those with a need or with tickets come first, in the order of their numbers."""
    tickets: dict[object, int] = {}
    for (customer,) in _columns(batches["ticket"], "customer_id"):
        tickets[customer] = tickets.get(customer, 0) + 1
    phones: dict[object, str] = {}
    for customer, kind, value in _columns(batches["contact_point"], "customer_id", "kind", "value"):
        if kind != "email":
            phones.setdefault(customer, str(value))
    found = [
        PreviewPerson(f"{given} {family}".strip(), str(town), phones.get(ident, ""), str(need), tickets.get(ident, 0))
        for ident, given, family, town, need in _columns(batches["customer"], "id", "given", "family", "town", "need")
    ]
    found.sort(key=lambda person: (not person.note, not person.tickets))
    return tuple(found[:wanted])


def _columns(batch: Batch, *names: str) -> list[tuple[object, ...]]:
    places = [[column.name for column in batch.table.columns].index(name) for name in names]
    return [tuple(row[place] for place in places) for row in batch.rows()]
