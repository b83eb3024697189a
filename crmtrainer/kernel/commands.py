# SPDX-License-Identifier: MIT
"""The vocabulary of acts: what a command is, who asks for it, and what comes of it. Handlers live in the rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar

from crmtrainer.kernel.errors import BadInput
from crmtrainer.kernel.nearest import nearest

T = TypeVar("T", bound="type[Command]")


class Realm(StrEnum):
    """Which kind of database an act writes."""

    WORLD = "world"
    CENTRE = "centre"


class Role(StrEnum):
    """Who acts. SYSTEM is the world's own doing: its clocks, and the people and teams it plays."""

    LEARNER = "learner"
    TRAINER = "trainer"
    ASSESSOR = "assessor"
    IQA = "iqa"
    SYSTEM = "system"


HUMANS = frozenset({Role.LEARNER, Role.TRAINER, Role.ASSESSOR, Role.IQA})


class Origin(StrEnum):
    """Through which face an act came in."""

    WINDOW = "window"
    CLI = "cli"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a pseudonym, never a name, with the role in force."""

    pseudonym: str
    role: Role
    origin: Origin = Origin.WINDOW


SYSTEM = Actor("system", Role.SYSTEM, Origin.SYSTEM)


@dataclass(frozen=True, slots=True)
class Command:
    """What can be asked. Subclasses are frozen dataclasses of plain values, registered by `@verb`.

    `typed` names the fields that hold words a person typed: the journal keeps them by salted commitment.
    `after_finish` is true for acts that may still happen when a scenario is finished, like its reflection.
    """

    verb: ClassVar[str] = ""
    realm: ClassVar[Realm] = Realm.WORLD
    roles: ClassVar[frozenset[Role]] = frozenset()
    typed: ClassVar[frozenset[str]] = frozenset()
    after_finish: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Change:
    """One thing an act touched: announced to listeners, so that screens can ask again."""

    kind: str
    ident: int | str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act: the things it changed, and facts worth citing (plain values only)."""

    changes: tuple[Change, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """An act that is in the journal: its sequence number, what came of it, and whether it was a repeat."""

    seq: int
    outcome: Outcome
    repeated: bool = False


CATALOGUE: dict[str, type[Command]] = {}
"""Every registered command by its verb. Filled when the rooms are imported; `bootstrap` imports them all."""


def verb(
    name: str,
    *,
    roles: Iterable[Role],
    realm: Realm = Realm.WORLD,
    typed: Iterable[str] = (),
    after_finish: bool = False,
) -> Callable[[T], T]:
    """Register a frozen dataclass as the command `name`, allowed to `roles` and to nobody else.

    `after_finish` marks acts that stay open once an attempt is over (reading, reflecting).
    """

    def register(cls: T) -> T:
        if name in CATALOGUE and CATALOGUE[name].__qualname__ != cls.__qualname__:
            raise RuntimeError(f"two commands claim the verb {name}")
        cls.verb, cls.realm, cls.roles = name, realm, frozenset(roles)
        cls.typed, cls.after_finish = frozenset(typed), after_finish
        unknown = cls.typed - {f.name for f in fields(cls)}
        if unknown:
            raise RuntimeError(f"{name} has no fields {sorted(unknown)}")
        CATALOGUE[name] = cls
        return cls

    return register


def command_named(name: str) -> type[Command]:
    """The command class of a verb. Raises `BadInput` when there is none."""
    found = CATALOGUE.get(name)
    if found is None:
        near = nearest(name, CATALOGUE)
        raise BadInput("command.unknown_verb" + (".near" if near else ""), verb=name[:80], near=near)
    return found


HandlerTable = Mapping[type[Command], Callable[[Any, Any], Outcome]]
"""A room's table: command class → function(command, unit of work) → outcome."""
