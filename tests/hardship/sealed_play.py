# SPDX-License-Identifier: MIT
"""Sealed worlds of the tests' own room, played at random from a seed: what tampering and honesty are tried on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from crmtrainer import bootstrap
from crmtrainer.agenda.commands import Jump, SetSpeed
from crmtrainer.agenda.world import World
from crmtrainer.journal.genesis import write_genesis
from crmtrainer.journal.receipts import Held, receipt_code
from crmtrainer.journal.sealer import SLIP, begin_sealing, keep_slip
from crmtrainer.journal.slips import FORMAT, CentreKeys, SignedSlip, Slip, first_key, public_key, sign
from crmtrainer.journal.tables import WORLD
from crmtrainer.journal.trust import Trust
from crmtrainer.kernel.clock import FixedClock
from crmtrainer.kernel.commands import SYSTEM, Command, Realm
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import to_micros
from crmtrainer.store.engine import open_database
from crmtrainer.store.files import copy_whole
from crmtrainer.store.unit_of_work import UnitOfWork, writing
from tests.journal import play_room as play
from tests.support import LEARNER, START, TRAINER, empty_world

KEYS = CentreKeys(b"s" * 32, b"m" * 32)
"""A centre's keys, the same in every run: figures come out again."""
BESIDE = ("", "-wal", "-shm", ".seal", ".checkpoints")


@dataclass(slots=True)
class Played:
    """A sealed world with what its assessor holds, and older copies of its file by their last entry."""

    path: Path
    signed: SignedSlip
    entries: int = 0
    receipts: list[Held] = field(default_factory=list)
    older: dict[int, Path] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        return self.signed.slip.attempt

    def trust(self, *, receipts: bool = True, ended: bool = True) -> Trust:
        """What the assessor holds; the world was played on another machine."""
        key = first_key(KEYS, self.signed.content)
        held = tuple(self.receipts) if receipts else ()
        return Trust(self.ref, self.signed.content, key, held, elsewhere=True, ended=ended)

    def copy_to(self, folder: Path) -> Path:
        """The world with everything beside it, in a folder of its own."""
        return copied(self.path, folder)


def copied(path: Path, folder: Path) -> Path:
    """A world as it lies on the disk, with everything beside it: what a program that was killed leaves."""
    folder.mkdir(parents=True, exist_ok=True)
    for ending in BESIDE:
        source = path.with_name(path.name + ending)
        if source.exists():
            shutil.copyfile(source, folder / source.name)
    return folder / path.name


def slip_for(ref: str, opens: datetime | None = None) -> SignedSlip:
    """A slip that asks for seals and for little else."""
    now = opens or datetime.now(UTC) - timedelta(hours=1)
    ends = to_micros(now + timedelta(days=30))
    slip = Slip(FORMAT, ref, LEARNER.pseudonym, "play", "p" * 64, "n" * 32, to_micros(now), ends, 15, "0.0.1", True, "")
    return sign(Slip(**{**_fields(slip), "key": public_key(KEYS)}), KEYS)


def _fields(slip: Slip) -> dict[str, object]:
    return {name: getattr(slip, name) for name in slip.__dataclass_fields__}


def begin(folder: Path, ref: str) -> Played:
    """A new sealed world, closed, with its first entry."""
    path = folder / "world.sqlite3"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(empty_world())
    signed = slip_for(ref)
    database = open_database(path)
    try:
        with writing(database) as session:
            play.populate(UnitOfWork(session, 0, START, START, SYSTEM, "test", "test", False))
            keep_slip(session.connection(), signed)
        about = {"made": "by a test", SLIP: signed.digest}
        journal = write_genesis(database, Realm.WORLD, seed="test", about=about, practice=START, wall=datetime.now(UTC))
    finally:
        database.close()
    begin_sealing(path, journal, first_key(KEYS, signed.content))
    return Played(path, signed)


def open_world(path: Path, clock: FixedClock) -> World:
    """The world, open, knowing the room's acts."""
    world = bootstrap.open_world(path, clock=clock)
    play.enter(world)
    return world


def any_act(rng: Random, clock: FixedClock) -> Command:
    """One of the acts of a shift in the room."""
    word = "".join(rng.choices("abcdefghij éß’ ", k=rng.randrange(1, 60)))
    return rng.choice(
        (
            play.Note(word, rng.random() < 0.5),
            play.Note(word, rng.random() < 0.5),
            play.Reword(1, word),
            play.Feel(rng.choice(("anna", "ben", "cleo")), rng.randrange(-20, 120)),
            play.Feel(rng.choice(("anna", "ben", "cleo")), rng.randrange(0, 100)),
            play.Stock(rng.choice("ABCDEF"), tuple(rng.choices("xyz", k=rng.randrange(3)))),
            play.Unstock(rng.choice("ABCDEF")),
            play.Waver("anna"),
            play.Guess("ben"),
            play.Later(rng.randrange(1, 40), "anna", rng.randrange(100)),
            SetSpeed(rng.choice((0, 1, 10, 7))),
            Jump(clock.now() + timedelta(minutes=rng.randrange(1, 30))),
        )
    )


def do(world: World, command: Command) -> None:
    """Do it; refusals are entries too."""
    with suppress(Refused):
        world.perform(command, TRAINER if isinstance(command, play.Forget) else LEARNER)


def receipt_now(world: World, ref: str) -> Held:
    """The receipt that is read out now."""
    with world.app.database.reader.connect() as connection:
        row = WORLD.head.run(connection).one()
    return Held(receipt_code(ref, row.seq, row.hash), datetime.now(UTC))


def head_of(world: World) -> int:
    with world.app.database.reader.connect() as connection:
        return int(WORLD.head.run(connection).one().seq)


def play_a_shift(folder: Path, seed: int, acts: int, *, closes: bool = True) -> Played:
    """An honest shift of so many acts: reopened now and then, with receipts and older copies on the way."""
    rng = Random(seed)
    played = begin(folder, f"A-{seed:06X}")
    clock = FixedClock(START)
    world = open_world(played.path, clock)
    copies = {0, *rng.sample(range(acts), k=min(4, acts))}
    read_out = {acts * share // 5 for share in (1, 2, 3, 4)}
    for number in range(acts):
        do(world, any_act(rng, clock))
        if number == acts // 3:
            do(world, play.Note("".join(rng.choices("abcdefghij éß’ ", k=6000))))  # more than a page holds
        if number in read_out:
            played.receipts.append(receipt_now(world, played.ref))
        if number in copies:
            older = folder / "older" / f"{number}.sqlite3"
            copy_whole(played.path, older)
            played.older[head_of(world)] = older
        if rng.random() < 0.05:
            world.close()
            world = open_world(played.path, clock)
    if closes:
        world.app.checkpoint(closes=True)
    played.entries = head_of(world)
    world.close()
    return played


def shifts(folder: Path, seed: int, count: int, longest: int = 90) -> Iterator[Played]:
    """Several shifts of different lengths."""
    rng = Random(seed)
    for number in range(count):
        yield play_a_shift(folder / f"shift-{number}", seed * 1000 + number, rng.randrange(40, longest))


Progress = Callable[[str], object]
