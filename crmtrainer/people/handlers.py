# SPDX-License-Identifier: MIT
"""How people and preferences are kept."""

from __future__ import annotations

from sqlalchemy import select

from crmtrainer.kernel.commands import Change, HandlerTable, Outcome, Role
from crmtrainer.kernel.errors import NotFound, Refused
from crmtrainer.kernel.plain import check_mark
from crmtrainer.people.commands import AddPerson, RenamePerson, SetPreference, SetTiming
from crmtrainer.people.models import Person, PersonName, Preference
from crmtrainer.people.rules import TIMING, check_name, check_stretch
from crmtrainer.store.unit_of_work import UnitOfWork


def add_person(cmd: AddPerson, work: UnitOfWork) -> Outcome:
    if cmd.role is Role.SYSTEM:
        raise Refused("person.not_a_role", role=cmd.role.value)
    if work.actor.role is Role.LEARNER:
        raise Refused("person.not_by_learners")
    check_mark("pseudonym", cmd.pseudonym, 40)
    name = check_name(cmd.name)
    if work.session.scalars(select(Person).where(Person.pseudonym == cmd.pseudonym)).first() is not None:
        raise Refused("person.pseudonym_taken", pseudonym=cmd.pseudonym)
    ident = work.new_id("person")
    work.add(Person(id=ident, pseudonym=cmd.pseudonym, role=cmd.role, created_at=work.now))
    work.add(PersonName(person_id=ident, name=name))
    return Outcome((Change("person", ident),), {"person": ident, "role": cmd.role.value}, f"person:{ident}")


def rename_person(cmd: RenamePerson, work: UnitOfWork) -> Outcome:
    person = work.session.scalars(select(Person).where(Person.pseudonym == cmd.pseudonym)).first()
    if person is None:
        raise NotFound("person", cmd.pseudonym)
    if work.actor.role is Role.LEARNER and work.actor.pseudonym != cmd.pseudonym:
        raise Refused("person.not_you")
    name = work.get(PersonName, person.id)
    name.name = check_name(cmd.name) if cmd.name else ""
    return Outcome((Change("person", person.id),), {"person": person.id}, f"person:{person.id}")


def set_timing(cmd: SetTiming, work: UnitOfWork) -> Outcome:
    person = work.session.scalars(select(Person).where(Person.pseudonym == cmd.pseudonym)).first()
    if person is None:
        raise NotFound("person", cmd.pseudonym)
    if person.role is not Role.LEARNER:
        raise Refused("timing.not_a_learner", pseudonym=cmd.pseudonym)
    check_stretch(cmd.percent)
    _keep(work, f"{TIMING}{cmd.pseudonym}", str(cmd.percent))
    return Outcome((Change("person", person.id),), {"percent": cmd.percent}, f"person:{person.id}")


def set_preference(cmd: SetPreference, work: UnitOfWork) -> Outcome:
    if cmd.key.startswith(TIMING):
        raise Refused("timing.not_as_a_preference")
    check_mark("key", cmd.key, 64)
    _keep(work, cmd.key, cmd.value)
    return Outcome((Change("preference", cmd.key),), {"key": cmd.key}, f"preference:{cmd.key}")


def _keep(work: UnitOfWork, key: str, value: str) -> None:
    kept = work.session.get(Preference, key)
    if kept is None:
        work.add(Preference(key=key, value=value))
    else:
        kept.value = value


HANDLERS: HandlerTable = {
    AddPerson: add_person,
    RenamePerson: rename_person,
    SetTiming: set_timing,
    SetPreference: set_preference,
}
