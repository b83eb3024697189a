# SPDX-License-Identifier: MIT
"""Who is known here, by name; and what the data folder remembers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from crmtrainer.kernel.commands import HUMANS, Realm, Role
from crmtrainer.kernel.queries import answers
from crmtrainer.people.models import Person, PersonName, Preference
from crmtrainer.people.rules import TIMING
from crmtrainer.store.unit_of_work import Reading

_ANYBODY = HUMANS | {Role.SYSTEM}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody known here. `name` is empty once it was erased."""

    id: int
    pseudonym: str
    role: Role
    name: str


@answers("people.all", roles=_ANYBODY, realm=Realm.CENTRE)
def people(read: Reading) -> tuple[PersonRow, ...]:
    """Everybody known here, by role and name."""
    rows = read.session.execute(
        select(Person.id, Person.pseudonym, Person.role, PersonName.name)
        .join(PersonName, PersonName.person_id == Person.id)
        .order_by(Person.role, PersonName.name, Person.id)
    )
    return tuple(PersonRow(row.id, row.pseudonym, row.role, row.name) for row in rows)


@answers("people.preferences", roles=_ANYBODY, realm=Realm.CENTRE)
def preferences(read: Reading) -> dict[str, str]:
    """Everything this data folder remembers, by key."""
    return {row.key: row.value for row in read.session.execute(select(Preference.key, Preference.value))}


@answers("people.timings", roles=_ANYBODY, realm=Realm.CENTRE)
def timings(read: Reading) -> dict[str, int]:
    """The share of each limit that clocks give, in percent, by pseudonym of each learner for whom it was set."""
    kept = select(Preference.key, Preference.value).where(Preference.key.startswith(TIMING, autoescape=True))
    return {row.key.removeprefix(TIMING): int(row.value) for row in read.session.execute(kept.order_by(Preference.key))}
