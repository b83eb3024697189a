# SPDX-License-Identifier: MIT
"""Slips given out and taken in: the assessor's folder signs, the learner's begins a sealed attempt under what it got.

An assessed attempt without a slip from elsewhere is begun under one of its own folder, which proves nothing to others.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from crmtrainer import __version__
from crmtrainer.application import Application
from crmtrainer.assessment.commands import IssueSlip
from crmtrainer.assessment.models import Slip as SlipRecord
from crmtrainer.assessment.queries import SlipRow, slips
from crmtrainer.house import keys
from crmtrainer.house.catalogue import pack_of
from crmtrainer.journal.slips import (
    FORMAT,
    SignedSlip,
    Slip,
    answer,
    ask,
    first_key,
    open_box,
    public_key,
    read_answer,
    read_request,
    sign,
    slip_from,
)
from crmtrainer.journal.tables import SEALS
from crmtrainer.kernel.commands import SYSTEM, Actor, Origin, Role
from crmtrainer.kernel.errors import Refused, StoreUnavailable
from crmtrainer.kernel.moments import from_micros, to_micros
from crmtrainer.store.engine import Database, open_reading

if TYPE_CHECKING:
    from crmtrainer.house.folder import House
    from crmtrainer.scenarios.loader import Pack

DAYS = 14
"""How long an attempt may be begun and played under a slip, unless it is said."""
_CLOCKS_DIFFER = 3_600_000_000
"""Microseconds by which the two machines' clocks may disagree when a slip is used at once."""
RECEIPTS = 15
"""Minutes from one receipt to the next, unless it is said."""
_HOUSE = Actor("house", Role.TRAINER, Origin.SYSTEM)


@dataclass(frozen=True, slots=True)
class Leave:
    """A slip with the first key of its seals: what an attempt is begun under."""

    signed: SignedSlip
    key: bytes
    asked: Path | None = None
    """The one-time key it came to, to be forgotten once the attempt has begun."""

    @property
    def slip(self) -> Slip:
        return self.signed.slip


def new_ref() -> str:
    """A reference for a new attempt."""
    return f"A-{uuid.uuid4().hex[:6].upper()}"


def ask_for_slip(home: Path, learner: Actor) -> str:
    """A line for the assessor, by which a slip can be made out to this learner on this machine.

    The same again until a slip was used. Raises `StoreUnavailable`.
    """
    waiting = next(iter(keys.asked_keys(home).values()), None)
    line, key = ask(learner.pseudonym, waiting)
    if waiting is None:
        keys.keep_asked(home, uuid.uuid4().hex[:12], key)
    return line


def give_out(house: House, scenario: str, request: str, by: Actor, *, days: int = DAYS, every: int = RECEIPTS) -> str:
    """The line that answers a request: a slip for one attempt at a scenario, noted here.

    Raises `Refused` for a line that is no request, `NotFound` for a scenario that is not here.
    """
    asked = read_request(request)
    pack = pack_of(house.home, scenario)
    own = keys.keys_of(house.home)
    signed = sign(_slip(pack, scenario, asked.learner, new_ref(), public_key(own), days, every), own)
    line = answer(signed, asked, own)
    _note(house.centre, signed, Actor(by.pseudonym, by.role, Origin.SYSTEM))
    return line


def take_in(home: Path, line: str, learner: Actor) -> Leave:
    """What an answer allows this learner on this machine. Raises `Refused` where it allows nothing."""
    signed, by, box = read_answer(line)
    slip = signed.slip
    if slip.learner != learner.pseudonym:
        raise Refused("slip.not_yours")
    if not slip.opens - _CLOCKS_DIFFER <= to_micros(datetime.now(UTC)) <= slip.ends:
        raise Refused("slip.not_now", opens=_day(slip.opens), ends=_day(slip.ends))
    for file, key in keys.asked_keys(home).items():
        found = open_box(signed, by, box, key)
        if found is not None:
            return Leave(signed, found, file)
    raise Refused("slip.not_asked")


def own_leave(home: Path, pack: Pack, scenario: str, learner: Actor, ref: str) -> Leave:
    """Leave that a folder gives itself: entries are sealed and receipts can be read out, and no level is reached."""
    own = keys.keys_of(home)
    signed = sign(_slip(pack, scenario, learner.pseudonym, ref, public_key(own), DAYS, RECEIPTS), own)
    return Leave(signed, first_key(own, signed.content))


def slip_in(world: Path) -> SignedSlip | None:
    """The slip that stands in a world's file, whatever it is worth; None where there is none that can be read."""
    engine = open_reading(world)
    try:
        with engine.connect() as connection:
            row = connection.execute(select(SEALS.slip.c.slip, SEALS.slip.c.signature)).first()
    except DBAPIError:
        return None
    finally:
        engine.dispose()
    return None if row is None else SignedSlip(bytes(row.slip), bytes(row.signature))


def minutes_between_receipts(database: Database) -> int:
    """How often the slip of an open world asks for a receipt; 0 where it has none."""
    with database.reader.connect() as connection:
        content = connection.execute(select(SEALS.slip.c.slip)).scalar()
    return 0 if content is None else slip_from(content).receipts


def note_own(centre: Application, home: Path, world: Path) -> None:
    """Note a slip that this folder gave itself, once its attempt is entered; one that is noted stays as it is."""
    signed = slip_in(world)
    own = keys.known_keys(home)
    if signed is None or own is None or signed.slip.key != public_key(own):
        return
    if all(row.attempt != signed.slip.attempt for row in centre.ask(slips, _HOUSE)):
        _note(centre, signed, SYSTEM)


def given_out(house: House, ref: str) -> SlipRow | None:
    """The slip that was given out here for an attempt."""
    rows = house.centre.ask(slips, _HOUSE)
    return next((row for row in rows if row.attempt == ref), None)


def without_key(home: Path) -> StoreUnavailable | None:
    """What is to be said where the centre gave out slips whose key is not in this folder; None where all is well.

    Backups leave the key out: they travel, and whoever has it can make slips and seals.
    """
    centre = home / "centre.sqlite3"
    if not centre.is_file():
        return None
    own = keys.known_keys(home)
    engine = open_reading(centre)
    try:
        with engine.connect() as connection:
            held = connection.scalars(select(SlipRecord.content)).all()
    except DBAPIError:
        return None  # an older or a damaged centre: its own opening says what there is to say
    finally:
        engine.dispose()
    lost = [content for content in held if own is None or slip_from(content.encode()).key != public_key(own)]
    where = keys.keys_folder(home) / keys.CENTRE_KEY
    return StoreUnavailable("keys.gone", path=str(where), slips=len(lost)) if lost else None


def is_given_to_itself(house: House, ref: str) -> bool:
    """Whether this folder gave an attempt its slip with nobody asking for one: nobody waits for its receipts either."""
    row = given_out(house, ref)
    return row is not None and row.by == SYSTEM.pseudonym


def _note(centre: Application, signed: SignedSlip, by: Actor) -> None:
    slip = signed.slip
    command = IssueSlip(slip.attempt, slip.learner, signed.content.decode())
    centre.perform(command, by, request_id=f"slip:{slip.attempt}:{signed.digest[:16]}")


def _slip(pack: Pack, scenario: str, learner: str, ref: str, key: str, days: int, every: int) -> Slip:
    now = datetime.now(UTC)
    ends = to_micros(now + timedelta(days=max(1, days)))
    nonce = uuid.uuid4().hex
    return Slip(FORMAT, ref, learner, scenario, pack.hash, nonce, to_micros(now), ends, every, __version__, True, key)


def _day(micros: int) -> str:
    return from_micros(micros).strftime("%d %b %Y, %H:%M UTC")
