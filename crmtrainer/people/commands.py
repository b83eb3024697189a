# SPDX-License-Identifier: MIT
"""Adding people and their names, and what a data folder remembers of its users."""

from __future__ import annotations

from dataclasses import dataclass

from crmtrainer.kernel.commands import HUMANS, Command, Realm, Role, verb

_ANYBODY = HUMANS | {Role.SYSTEM}


@verb("person.add", roles=_ANYBODY, realm=Realm.CENTRE, typed={"name"})
@dataclass(frozen=True, slots=True)
class AddPerson(Command):
    """Make somebody known here under a fresh pseudonym, in one role."""

    pseudonym: str
    role: Role
    name: str


@verb("person.rename", roles=_ANYBODY, realm=Realm.CENTRE, typed={"name"})
@dataclass(frozen=True, slots=True)
class RenamePerson(Command):
    """Correct a name. Empty erases it: the pseudonym stays."""

    pseudonym: str
    name: str


@verb("person.set_timing", roles={Role.TRAINER, Role.ASSESSOR}, realm=Realm.CENTRE)
@dataclass(frozen=True, slots=True)
class SetTiming(Command):
    """A reasonable adjustment: the share of each limit of ours that clocks give a learner, in percent; 0 for no limit.

    It is 100 as the standards say, or from 125 to 1000.
    It counts from the next time one of their attempts is begun or opened. Why is not asked: that is about their health.
    """

    pseudonym: str
    percent: int


@verb("preference.set", roles=_ANYBODY, realm=Realm.CENTRE)
@dataclass(frozen=True, slots=True)
class SetPreference(Command):
    """Remember something about this data folder."""

    key: str
    value: str
