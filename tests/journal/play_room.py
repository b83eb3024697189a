# SPDX-License-Identifier: MIT
"""A room that only tests have: acts on tables of several shapes, done, refused, broken, planned and by chance.

Its verbs are in the catalogue only while `play_room` is open.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select, update

from crmtrainer import bootstrap
from crmtrainer.agenda.planning import drop, plan
from crmtrainer.agenda.world import World
from crmtrainer.journal.entry import ERASES
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.kernel.commands import CATALOGUE, Change, Command, HandlerTable, Outcome, Role, verb
from crmtrainer.kernel.errors import Refused
from crmtrainer.orders.models import Part, Product
from crmtrainer.scenarios.models import PersonaState
from crmtrainer.service_levels.models import StoryEvent
from crmtrainer.service_levels.rules import EventKind, PauseState
from crmtrainer.store.unit_of_work import UnitOfWork
from tests.support import WorldUnderTest, fresh_world

_HUMAN = {Role.LEARNER, Role.TRAINER}


@dataclass(frozen=True, slots=True)
class Note(Command):
    """Write words down, with a truth value and an enum beside them."""

    words: str
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Reword(Command):
    """Change the words of a note: typed text in before and after."""

    note_id: int
    words: str


@dataclass(frozen=True, slots=True)
class Feel(Command):
    """Set a person's trust; refused outside 0 to 100. The table's key is text."""

    key: str
    trust: int


@dataclass(frozen=True, slots=True)
class Stock(Command):
    """Add a product with parts: several rows, a foreign key, a unique code."""

    code: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unstock(Command):
    """Remove a product and its parts."""

    code: str


@dataclass(frozen=True, slots=True)
class Waver(Command):
    """Change a person's mood and change it back, in two flushes."""

    key: str


@dataclass(frozen=True, slots=True)
class Guess(Command):
    """Set a person's trust by chance."""

    key: str


@dataclass(frozen=True, slots=True)
class Later(Command):
    """Have the world set a person's trust after so many minutes."""

    minutes: int
    key: str
    trust: int


@dataclass(frozen=True, slots=True)
class CallOff(Command):
    """Take everything planned about a person off the agenda."""

    key: str


@dataclass(frozen=True, slots=True)
class FeelOfItself(Command):
    """What `Later` plans: the world's own act."""

    key: str
    trust: int


@dataclass(frozen=True, slots=True)
class Break(Command):
    """Write something, then meet a bug of ours."""


@dataclass(frozen=True, slots=True)
class Forget(Command):
    """Erase the words that one entry typed, wherever the journal keeps them."""

    seq: int


VERBS = {
    Note: ("play.note", _HUMAN, {"words"}),
    Reword: ("play.reword", _HUMAN, {"words"}),
    Feel: ("play.feel", _HUMAN, set()),
    Stock: ("play.stock", _HUMAN, set()),
    Unstock: ("play.unstock", _HUMAN, set()),
    Waver: ("play.waver", _HUMAN, set()),
    Guess: ("play.guess", _HUMAN, set()),
    Later: ("play.later", _HUMAN, set()),
    CallOff: ("play.call_off", _HUMAN, set()),
    FeelOfItself: ("play.feel_of_itself", {Role.SYSTEM}, set()),
    Break: ("play.break", _HUMAN, set()),
    Forget: ("play.forget", {Role.TRAINER}, set()),
}


@contextmanager
def play_room() -> Iterator[None]:
    """The room's verbs are registered within, and gone afterwards."""
    for command, (name, roles, typed) in VERBS.items():
        verb(name, roles=roles, typed=typed)(command)
    try:
        yield
    finally:
        for name, _, _ in VERBS.values():
            CATALOGUE.pop(name)


def populate(work: UnitOfWork) -> None:
    """A start state with something in it to change and to leave alone."""
    for key in ("anna", "ben"):
        work.add(PersonaState(key=key, name=key.title(), customer_id=None, trust=50, knows="[]"))
    for code in ("KETTLE", "TOASTER"):
        work.add(Product(id=work.new_id("product"), code=code, name=code.title(), price=2999))
    work.add(Part(id=work.new_id("part"), product_id=1, code="LID", name="Lid"))
    _write_note(work, "It began with a leak.", shown=True)


def play_world(folder: Path) -> WorldUnderTest:
    """A small populated world that knows the room's acts."""
    world = fresh_world(folder, populate=populate)
    enter(world.world)
    return world


def enter(world: World) -> None:
    """Let an open world know the room's acts."""
    world.app.handlers = {**world.app.handlers, **HANDLERS}


def open_with_play_room(path: Path, clock: FixedClock) -> World:
    """How a replay opens a world of this room."""
    world = bootstrap.open_world(path, clock=clock)
    enter(world)
    return world


def _write_note(work: UnitOfWork, words: str, *, shown: bool) -> StoryEvent:
    return work.add(
        StoryEvent(
            id=work.new_id("story_event"),
            story="play:1",
            kind=EventKind.OPENED,
            at=work.now,
            entered_at=work.now,
            reason=words,
            visible_message=shown,
        )
    )


def note(cmd: Note, work: UnitOfWork) -> Outcome:
    written = _write_note(work, cmd.words, shown=cmd.shown)
    if not cmd.words:
        raise Refused("play.no_words")
    if cmd.shown:
        written.due_at = work.now + timedelta(hours=1)
        written.waiting_for = PauseState.WAITING_CUSTOMER
    return Outcome((Change("note", written.id),), {"note_id": written.id, "kind": written.kind}, f"note:{written.id}")


def reword(cmd: Reword, work: UnitOfWork) -> Outcome:
    written = work.get(StoryEvent, cmd.note_id)
    written.reason, written.visible_message = cmd.words, not written.visible_message
    return Outcome((), {"shown": written.visible_message})


def feel(cmd: Feel | FeelOfItself, work: UnitOfWork) -> Outcome:
    state = work.session.get(PersonaState, cmd.key)
    if state is None:
        state = work.add(PersonaState(key=cmd.key, name=cmd.key, customer_id=None, trust=0, knows="[]"))
    state.trust = cmd.trust
    state.customer_id = cmd.trust if cmd.trust % 2 else None
    if not 0 <= cmd.trust <= 100:
        raise Refused("play.out_of_range", trust=cmd.trust)
    return Outcome((), {"trust": cmd.trust})


def stock(cmd: Stock, work: UnitOfWork) -> Outcome:
    if work.session.scalars(select(Product).where(Product.code == cmd.code)).first() is not None:
        raise Refused("play.stocked_already", code=cmd.code)
    product = work.add(Product(id=work.new_id("product"), code=cmd.code, name=cmd.code, price=100))
    for code in cmd.parts:
        work.add(Part(id=work.new_id("part"), product_id=product.id, code=code, name=code))
    return Outcome((), {"product_id": product.id})


def unstock(cmd: Unstock, work: UnitOfWork) -> Outcome:
    product = work.session.scalars(select(Product).where(Product.code == cmd.code)).first()
    if product is None:
        raise Refused("play.not_stocked", code=cmd.code)
    for part in work.session.scalars(select(Part).where(Part.product_id == product.id)).all():
        work.session.delete(part)
    work.session.flush()
    work.session.delete(product)
    return Outcome()


def waver(cmd: Waver, work: UnitOfWork) -> Outcome:
    state = work.get(PersonaState, cmd.key)
    was, state.mood = state.mood, "wavering"
    work.session.flush()
    state.mood = was
    return Outcome()


def guess(cmd: Guess, work: UnitOfWork) -> Outcome:
    state = work.get(PersonaState, cmd.key)
    state.trust = work.chance("guess").randrange(101)
    return Outcome((), {"trust": state.trust})


def later(cmd: Later, work: UnitOfWork) -> Outcome:
    plan(work, work.now + timedelta(minutes=cmd.minutes), FeelOfItself(cmd.key, cmd.trust), topic=f"play:{cmd.key}")
    return Outcome()


def call_off(cmd: CallOff, work: UnitOfWork) -> Outcome:
    return Outcome((), {"dropped": drop(work, f"play:{cmd.key}")})


def break_down(cmd: Break, work: UnitOfWork) -> Outcome:
    _write_note(work, "half done", shown=False)
    raise ZeroDivisionError("a bug of ours")


def forget(cmd: Forget, work: UnitOfWork) -> Outcome:
    words = WORLD.words
    connection = work.session.connection()
    gone = tuple(connection.scalars(select(words.c.commitment).where(words.c.seq == cmd.seq)))
    connection.execute(update(words).where(words.c.seq == cmd.seq).values(words=None, salt=None))
    return Outcome((), {ERASES: gone})


HANDLERS: HandlerTable = {
    Note: note,
    Reword: reword,
    Feel: feel,
    FeelOfItself: feel,
    Stock: stock,
    Unstock: unstock,
    Waver: waver,
    Guess: guess,
    Later: later,
    CallOff: call_off,
    Break: break_down,
    Forget: forget,
}
