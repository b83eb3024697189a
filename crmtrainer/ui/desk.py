# SPDX-License-Identifier: MIT
"""What a screen holds: perform an act, ask a question, hear what changed. Shows refusals through the window's banner.

Screens never see the databases. There is one desk for the window; the world behind it comes and goes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from crmtrainer.application import Application
from crmtrainer.house import House
from crmtrainer.kernel.commands import Actor, Change, Command, Done, Realm
from crmtrainer.kernel.errors import Expected, Refused
from crmtrainer.store.unit_of_work import Reading
from crmtrainer.ui.drafts import Drafts

if TYPE_CHECKING:
    from crmtrainer.agenda.world import World

P = ParamSpec("P")
R = TypeVar("R")


class Desk(QObject):
    """The window's hold on the house: who acts, and which world is open, if any."""

    changed = Signal(object)
    """tuple[Change, ...] after each act, whoever did it; screens ask again for what they show."""
    acting = Signal(object)
    """A `Command` that the person at the desk is about to have carried out, or refused; None once it was."""
    acted = Signal(object, object)
    """`Done` and `Command` of each act, the world's own included; for announcements."""
    refused = Signal(object)
    """An `Expected` error that a person caused: shown calmly, in place."""
    opening = Signal()
    """A world is about to be put under the desk: whoever has to hear of it from its first act on is made now."""
    world_changed = Signal()
    """Another world was opened, or the world was closed."""

    def __init__(self, house: House, actor: Actor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.house = house
        self.actor = actor
        self._drafts = Drafts(house.home, self)
        self._world: World | None = None
        self._leave: list[Callable[[], None]] = [house.centre.subscribe(self._tell)]

    @property
    def drafts(self) -> Drafts:
        """What is typed in the open world and not yet done."""
        return self._drafts

    @property
    def world(self) -> World:
        """The open world. Raises `Refused` when there is none."""
        if self._world is None:
            raise Refused("desk.no_world")
        return self._world

    @property
    def person_name(self) -> str:
        """The name of whoever is at the desk; the pseudonym when it was erased; empty before anybody sat down."""
        known = {person.pseudonym: person.name or person.pseudonym for person in self.house.people()}
        return known.get(self.actor.pseudonym, "")

    @property
    def has_world(self) -> bool:
        """Whether a world is open."""
        return self._world is not None

    def now(self) -> datetime:
        """Practice time. Raises `Refused` when no world is open."""
        return self.world.clock.now()

    def open_world(self, world: World | None, *, shared: bool = False) -> None:
        """Put another world under the desk; the one before is closed. `shared`: others practise in it as well."""
        if world is not None:
            self.opening.emit()
        if self._world is not None:
            self._leave.pop()()
            self._world.close()
        self._world = world
        # A world's file is named after the attempt that it was made for.
        name = "" if world is None else world.app.database.path.stem
        self.drafts.turn_to(f"{name}-{self.actor.pseudonym}" if shared else name)
        if world is not None:
            self._leave.append(world.app.subscribe(self._tell))
        self.world_changed.emit()

    def follow_centre(self) -> None:
        """Hear the centre that was opened anew; the one before is closed and says nothing more."""
        self._leave[0] = self.house.centre.subscribe(self._tell)

    def perform(self, command: Command) -> Done | None:
        """Carry out an act as the person at the desk. A refusal is shown, and gives None."""
        done = self.try_to(command)
        if isinstance(done, Expected):
            self.refused.emit(done)
            return None
        return done

    def try_to(self, command: Command) -> Done | Expected:
        """The same for forms, which show a refusal themselves: what was done, or the problem."""
        self.acting.emit(command)
        try:
            if command.realm is Realm.CENTRE:
                return self.house.centre.perform(command, self.actor)
            return self.world.perform(command, self.actor)
        except Expected as problem:
            return problem
        finally:
            self.acting.emit(None)

    def ask(self, query: Callable[Concatenate[Reading, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The answer to a question about the world or the centre. Raises `Expected` for what may not be seen."""
        realm: Realm = getattr(query, "realm", Realm.WORLD)
        app: Application | World = self.house.centre if realm is Realm.CENTRE else self.world
        return app.ask(query, self.actor, *args, **kwargs)

    def close(self) -> None:
        """Close the world, if one is open. The house is closed by whoever opened it."""
        self.open_world(None)
        for leave in self._leave:
            leave()
        self._leave.clear()

    def _tell(self, done: Done, command: Command) -> None:
        changes: tuple[Change, ...] = done.outcome.changes
        self.changed.emit(changes)
        self.acted.emit(done, command)
