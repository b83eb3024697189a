# SPDX-License-Identifier: MIT
"""What a data folder holds about an attempt, apart from the attempt's own file: slip, first key, receipts.

Where the record was made in this very folder, all that lies beside it and raises no level.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from crmtrainer.assessment.models import Attempt, Receipt, Slip, WorldFile
from crmtrainer.assessment.rules import RECEIVED, AttemptState
from crmtrainer.house.keys import known_keys
from crmtrainer.house.mending import staged_in
from crmtrainer.journal.receipts import Held, read_receipt
from crmtrainer.journal.slips import first_key, public_key, slip_from
from crmtrainer.journal.trust import NOTHING, Trust
from crmtrainer.kernel.errors import BadInput, Refused, StoreUnavailable
from crmtrainer.store.engine import open_reading
from crmtrainer.store.files import look_at

_SINCE = 2
"""The schema of the centre that knows slips and receipts."""


def trust_about(home: Path, ref: str, on_paper: tuple[Held, ...] = ()) -> Trust:
    """What is held in this folder about the attempt with this reference; the centre may be open meanwhile.

    Raises `StoreUnavailable` where centre or keys cannot be read: nothing is said of a record then.
    """
    centre = home / "centre.sqlite3"
    if not centre.is_file() or look_at(centre).schema < _SINCE:
        return Trust(ref, on_paper=on_paper) if on_paper else NOTHING
    engine = open_reading(centre)
    try:
        with Session(engine, autoflush=False) as session:
            return _held(session, home, ref, on_paper)
    except DBAPIError as problem:
        raise StoreUnavailable("store.damaged", path=str(centre), problem=str(problem.orig)[:120]) from problem
    finally:
        engine.dispose()


def trust_for_file(home: Path, file: Path, ref: str = "", on_paper: tuple[str, ...] = ()) -> Trust:
    """The same for a file: of the attempt that is expected, or else of the one that it says it is.

    `on_paper` are receipts as they were typed, each with `@` and an instant in ISO form behind it where that is known.
    Raises `Refused` for one that was mistyped.
    """
    if not ref:
        ref = _said_to_be(file)
    return trust_about(home, ref.upper(), tuple(_typed(ref.upper(), text) for text in on_paper))


def _said_to_be(file: Path) -> str:
    """The attempt that a file says it is; nothing where what it says cannot be read, which verification tells."""
    try:
        staged = staged_in(file)
    except StoreUnavailable:
        return ""
    return "" if staged is None else staged[1].attempt


def kept_at(home: Path, ref: str) -> Path | None:
    """The world that an attempt was played in, where that was here: what stands beside it counts for its copies."""
    path = home / "worlds" / f"{ref.lower()}.sqlite3"
    return path if path.is_file() else None


def _typed(ref: str, text: str) -> Held:
    code, _, at = text.partition("@")
    read_receipt(ref, code)
    return Held(code, parsed_time(at) if at else None)


def parsed_time(text: str) -> datetime:
    """An instant as it is typed; without an offset it is this machine's time. Raises `BadInput`."""
    try:
        return datetime.fromisoformat(text.strip()).astimezone(UTC)
    except (ValueError, OverflowError) as problem:
        raise BadInput("codec.wrong_type", where=text[:40], wanted="a time like 2026-03-03T12:40") from problem


def _held(session: Session, home: Path, ref: str, on_paper: tuple[Held, ...]) -> Trust:
    row = session.execute(
        select(Attempt.state, WorldFile.kind)
        .join(WorldFile, WorldFile.id == Attempt.world_id)
        .where(Attempt.ref == ref)
    ).first()
    content = session.scalar(select(Slip.content).where(Slip.attempt == ref))
    noted = session.execute(select(Receipt.code, Receipt.at).where(Receipt.attempt == ref).order_by(Receipt.at))
    slip = None if content is None else content.encode()
    return Trust(
        ref,
        slip,
        _key(home, slip),
        tuple(Held(found.code, found.at) for found in noted),
        on_paper,
        elsewhere=row is None or row.kind == RECEIVED,
        ended=row is None or row.state is AttemptState.HANDED_IN,
    )


def _key(home: Path, slip: bytes | None) -> bytes | None:
    keys = known_keys(home)
    if slip is None or keys is None:
        return None
    try:
        told = slip_from(slip)
    except Refused:  # it was damaged since it was given out; verification says so
        return None
    return first_key(keys, slip) if told.key == public_key(keys) else None
