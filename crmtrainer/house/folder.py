# SPDX-License-Identifier: MIT
"""The data folder itself: held by one process, with the centre open, and people who act in it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from crmtrainer.application import Application
from crmtrainer.assessment.queries import AttemptRow, attempts
from crmtrainer.centre import open_centre
from crmtrainer.house import leftovers, marking, mending, rubrics
from crmtrainer.house.standing import standing_at
from crmtrainer.journal.backups import backups_of, newest_sound
from crmtrainer.kernel.commands import SYSTEM, Actor, Origin, Realm, Role
from crmtrainer.kernel.errors import BadInput, NotFound, Refused, StoreUnavailable
from crmtrainer.people.commands import AddPerson, SetPreference
from crmtrainer.people.queries import PersonRow, people, preferences
from crmtrainer.store.belonging import lies_in
from crmtrainer.store.holding import Hold, hold
from crmtrainer.store.places import Place, place_of
from crmtrainer.store.problems import told_of

if TYPE_CHECKING:
    from crmtrainer.agenda.world import World

R = TypeVar("R")
PATIENCE = 30.0
"""Seconds that a command waits for each one before it: each of them has the folder for a second or two."""
AT_THE_DESK = frozenset({Role.LEARNER, Role.TRAINER})
"""Who can practise in a filled world."""
_LETTERS = {Role.LEARNER: "L", Role.TRAINER: "T", Role.ASSESSOR: "A", Role.IQA: "Q"}
_UNNAMED = {
    Role.LEARNER: "Learner",
    Role.TRAINER: "Trainer",
    Role.ASSESSOR: "Assessor",
    Role.IQA: "Quality assurer",
}


def lock_of(home: Path) -> Path:
    """What is held while a data folder is open: the lock stands beside this name, in the folder."""
    return home / "crmtrainer"


def hold_home(home: Path, *, patience: float = PATIENCE, stays: bool = False) -> Hold:
    """Hold a data folder as `hold` does.

    Raises `StoreUnavailable`, which tells a window from a command at work, and says what can be done in a folder that
    can only be read.
    """
    try:
        return hold(lock_of(home), "home.in_use", passing="home.busy", patience=patience, stays=stays)
    except StoreUnavailable as problem:
        if problem.code != "store.read_only":
            raise
        raise StoreUnavailable("home.read_only", path=str(home)) from problem


def _warning_of(home: Path) -> StoreUnavailable | None:
    place = place_of(home)
    return None if place is Place.LOCAL else StoreUnavailable(f"place.{place.value}", path=str(home))


def lost_centre(home: Path) -> StoreUnavailable | None:
    """What is to be said where the centre is gone that there was: nothing is made in its place unless somebody asks."""
    centre = home / "centre.sqlite3"
    if centre.exists():
        return None
    if newest_sound(centre, Realm.CENTRE) is not None:
        return StoreUnavailable("home.centre_gone", path=str(centre))
    was_there = bool(backups_of(centre)) or any((home / "worlds").glob("*.sqlite3"))
    return StoreUnavailable("home.centre_lost", path=str(centre)) if was_there else None


def _notice_about(home: Path) -> StoreUnavailable | None:
    """What is to be said of a folder in which the centre is to be made. Raises `StoreUnavailable` where it was lost."""
    lost = lost_centre(home)
    if lost is not None:
        raise lost
    return None if (home / "centre.sqlite3").exists() else _warning_of(home)


def begin_anew(home: Path) -> StoreUnavailable:
    """Make a new centre where the old one is lost for good, with the attempts found here. Gives what to say of it.

    Raises `StoreUnavailable` where it is not lost, or can be put back.
    """
    held = hold_home(home)
    try:
        centre, lost = home / "centre.sqlite3", lost_centre(home)
        if lost is None:
            raise StoreUnavailable("home.centre_not_lost", path=str(centre))
        if lost.code != "home.centre_lost":
            raise lost
        _centre_of(home).close()
    finally:
        held.let_go()
    return StoreUnavailable("home.centre_anew", path=str(centre))


def _centre_of(home: Path) -> Application:
    """The centre, open, with what an earlier run left half done finished."""
    centre = open_centre(home)
    try:
        centre.gates = (*centre.gates, marking.gate_of(home))
        rubrics.keep_shipped(centre)
        mending.finish_what_was_cut_off(centre, home)
    except BaseException:
        centre.close()
        raise
    return centre


@dataclass(slots=True)
class House:
    """One data folder, held by one process. Use it in a `with` block, or close it."""

    home: Path
    centre: Application
    _held: Hold
    notice: StoreUnavailable | None = None
    """What is to be said once about a folder in which the centre was just made."""

    @classmethod
    def open(cls, home: Path, *, patience: float = 0, stays: bool = False) -> House:
        """Open a data folder, made when it is missing, and finish what an earlier run left half done.

        `patience`: how many seconds to wait for another crmtrainer that is about to be done. `stays`: this one is not,
        and nobody needs to wait for it. Raises `StoreUnavailable` when another crmtrainer holds it, nothing can be
        written there, or its centre cannot be opened.
        """
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise told_of(problem, home) or problem from problem
        held = hold_home(home, patience=patience, stays=stays)
        try:
            notice = _notice_about(home)
            leftovers.clear(home)
            return cls(home, _centre_of(home), held, notice)
        except BaseException:
            held.let_go()
            raise

    def __enter__(self) -> House:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the centre and let go of the folder."""
        self.centre.close()
        self._held.let_go()

    def change_centre(self, change: Callable[[], R]) -> R:
        """Do something with the closed file of the centre and open it again, whatever came of that.

        Raises what `change` raises. No world may be open; whoever listens to the centre has to listen anew.
        """
        self.centre.close()
        try:
            return change()
        finally:
            self.centre = _centre_of(self.home)

    def people(self) -> tuple[PersonRow, ...]:
        """Everybody known here."""
        return self.centre.ask(people, SYSTEM)

    def enrol(self, role: Role, name: str, origin: Origin = Origin.WINDOW) -> Actor:
        """Make somebody known here, and give who they act as. Raises `Refused` for a name that is none."""
        pseudonym = f"{_LETTERS[role]}-{uuid.uuid4().hex[:8]}"
        self.centre.perform(AddPerson(pseudonym, role, name), SYSTEM)
        return Actor(pseudonym, role, origin)

    def actor_for(self, role: Role, origin: Origin = Origin.CLI) -> Actor:
        """The person last active here in a role, else the first; made without a name when there is nobody."""
        if role not in _LETTERS:
            raise BadInput("person.not_a_role", role=role.value)
        elsewhere = self._only_elsewhere()
        known = [person for person in self.people() if person.role is role and person.pseudonym not in elsewhere]
        if not known:
            return self.enrol(role, _UNNAMED[role], origin)
        last = self.remembered().get(f"last.{role.value}")
        chosen = next((person for person in known if person.pseudonym == last), known[0])
        return Actor(chosen.pseudonym, role, origin)

    def _only_elsewhere(self) -> frozenset[str]:
        """Learners known here by received files alone: they are named, and nobody here acts as them."""
        rows = self.centre.ask(attempts, Actor("house", Role.TRAINER, Origin.SYSTEM))
        received = {row.learner for row in rows if row.received_at is not None}
        return frozenset(received - {row.learner for row in rows if row.received_at is None})

    def remembered(self) -> dict[str, str]:
        """What this data folder remembers: who was last here, which steps are done."""
        return self.centre.ask(preferences, SYSTEM)

    def remember(self, key: str, value: str) -> None:
        """Remember something about this data folder; an unchanged value writes nothing."""
        if self.remembered().get(key) != value:
            self.centre.perform(SetPreference(key, value), SYSTEM)

    def attempt_named(self, ref: str) -> AttemptRow:
        """The attempt with this reference, in capitals or not. Raises `NotFound`."""
        rows = self.centre.ask(attempts, Actor("house", Role.TRAINER, Origin.SYSTEM))
        for row in rows:
            if row.ref.casefold() == ref.casefold():
                return row
        raise NotFound("attempt", ref, [row.ref for row in rows])

    @contextmanager
    def world_at(self, file: Path | None, attempt: str, actor: Actor) -> Iterator[World]:
        """The world of a file or of an attempt, open for the time of the block.

        Raises `BadInput` for neither, `Refused` for somebody else's attempt and for what was handed in.
        """
        if file is None and not attempt:
            raise BadInput("world.which")
        from crmtrainer import bootstrap  # every room, which takes as long as all the rest of a start

        path = file if file is not None else standing_at(self.home, self.attempt_named(attempt).path)
        if lies_in(path, self.home / "handed-in"):
            raise Refused("world.handed_in")
        staged = mending.staged_in(path)
        if actor.role is Role.LEARNER and staged is not None and staged[1].learner != actor.pseudonym:
            raise Refused("attempt.not_yours")
        world = bootstrap.open_world(path)
        try:
            yield world
        finally:
            world.close()
