# SPDX-License-Identifier: MIT
"""Sealing the entries of one open world: each in its own transaction, and the key evolved at every checkpoint."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from crmtrainer.journal.checkpoints import (
    EVERY_ENTRIES,
    EVERY_SECONDS,
    LETTERS,
    Checkpoint,
    Line,
    add_line,
)
from crmtrainer.journal.genesis import Begin
from crmtrainer.journal.key_state import KeyFile, KeyState, begin_key_file, key_file
from crmtrainer.journal.reading import told_by
from crmtrainer.journal.seals import seal_of
from crmtrainer.journal.segments import Restored, is_of_the_file
from crmtrainer.journal.slips import SignedSlip, is_signed
from crmtrainer.journal.tables import SEALS
from crmtrainer.kernel.errors import StoreUnavailable
from crmtrainer.store.engine import Database
from crmtrainer.store.unit_of_work import writing

log = logging.getLogger(__name__)

SLIP = "slip"
"""Under which name the first entry says which slip the journal was begun under."""
_LAST_SEAL = "SELECT seq, epoch FROM journal_seal ORDER BY seq DESC LIMIT 1"
_SLIP = "SELECT slip, signature FROM journal_slip"
_LAST_SEALED = "SELECT body FROM journal_entry WHERE verb = ? AND seq = (SELECT MAX(seq) FROM journal_seal)"
_UNSEALED = "SELECT seq, hash, verb, body FROM journal_entry WHERE seq > ? ORDER BY seq"
_LAST_CHECKPOINT = "SELECT MAX(seq) FROM journal_entry WHERE verb = ? AND seq <= ?"


@dataclass(slots=True)
class Sealer:
    """Holds the key of an open world. Used by the thread that writes; close it with the world."""

    world: Path
    journal: str
    file: KeyFile
    monotonic: Callable[[], float] = time.monotonic
    _pending: int = 0
    _checkpointed: int = 0
    _since: float = field(default=0.0)

    def seal(self, connection: Connection, seq: int, digest: bytes) -> None:
        """Seal an entry in the transaction that writes it."""
        state = self.file.state
        SEALS.add.run(connection, seq=seq, epoch=state.epoch, seal=seal_of(state.key, seq, digest))
        self._pending = seq

    def committed(self) -> None:
        """Note what is sealed, once it is committed. A note that fails is made good at the next opening."""
        self._keep(lambda: self.file.note(self._pending))

    @property
    def is_due(self) -> bool:
        """Whether it is time for a checkpoint: after so many entries, or so long."""
        new = self.file.state.count - self._checkpointed
        return new >= EVERY_ENTRIES or self.monotonic() - self._since >= EVERY_SECONDS

    @property
    def has_news(self) -> bool:
        """Whether anything was sealed since the last checkpoint."""
        return self.file.state.count > self._checkpointed

    def next_checkpoint(self, seq: int, digest: bytes, *, closes: bool) -> Checkpoint:
        """What the checkpoint after entry `seq` says."""
        return Checkpoint(self.file.state.epoch, seq, digest.hex()[:LETTERS], closes)

    def passed(self, seq: int, digest: bytes, wall: int) -> None:
        """A checkpoint was committed as entry `seq`: evolve the key, and tell it once more beside the file."""
        self._keep(lambda: self.file.note(seq))
        self._keep(self.file.evolve)
        self._keep(lambda: add_line(self.world, Line(self.journal, seq, digest.hex()[:LETTERS], wall)))
        self._checkpointed, self._since = seq, self.monotonic()

    def close(self) -> None:
        """Let go of the key's file."""
        self.file.close()

    def end(self) -> None:
        """Destroy the key: what was handed in is sealed, and nothing more will be."""
        self._keep(lambda: self.file.destroy(self.world))

    def _keep(self, write: Callable[[], None]) -> None:
        try:
            write()
        except OSError as problem:
            log.warning("the seals of %s could not be noted beside it: %s", self.world.name, problem.strerror)


def begin_sealing(world: Path, journal: str, key: bytes) -> None:
    """Put the first key beside a new world, closed, whose first entry names the slip. Raises `StoreUnavailable`."""
    try:
        begin_key_file(world, KeyState(journal, 0, key, 0))
    except OSError as problem:
        raise StoreUnavailable("store.not_copied", path=str(key_file(world)), problem=str(problem)) from problem


def keep_slip(connection: Connection, signed: SignedSlip) -> None:
    """Write down the slip that an attempt is begun under, beside its journal."""
    values = {"attempt": signed.slip.attempt, "slip": signed.content, "signature": signed.signature}
    connection.execute(SEALS.slip.insert().values(**values))


def take_up(database: Database, journal: str) -> Sealer | None:
    """Go on sealing in a world that was just opened; None where it is not sealed, or was closed for good.

    What was cut off between a commit and its note is made good, and entries about the file itself are sealed. Raises
    `StoreUnavailable` where rows are missing that were sealed, entries stand that the program did not write, or the
    key is gone: what was entered without it would be told as written by somebody else.
    """
    file = KeyFile.open(database.path, journal)
    if file is None:
        if _awaits_seals(database):
            raise StoreUnavailable("seal.key_missing", path=str(database.path), key=str(key_file(database.path)))
        return None
    sealer = Sealer(database.path, journal, file)
    try:
        _bring_in_line(sealer, database)
    except BaseException:
        file.close()
        raise
    return sealer


def _awaits_seals(database: Database) -> bool:
    """Whether a world was begun under a slip that wants seals, and nothing closed it."""
    with database.reader.connect() as connection:
        signed = [SignedSlip(*row) for row in connection.exec_driver_sql(_SLIP).all()]
        last = connection.exec_driver_sql(_LAST_SEALED, (Checkpoint.verb,)).scalar()
    closed = last is not None and (told := told_by(last)) is not None and told["args"].get("closes") is True
    return not closed and any(is_signed(each) and each.slip.sealed for each in signed)


def _bring_in_line(sealer: Sealer, database: Database) -> None:
    file, path = sealer.file, database.path
    with database.reader.connect() as connection:
        sealed, epoch = connection.exec_driver_sql(_LAST_SEAL).first() or (0, 0)
        loose = [tuple(row) for row in connection.exec_driver_sql(_UNSEALED, (sealed,)).all()]
        last = connection.exec_driver_sql(_LAST_CHECKPOINT, (Checkpoint.verb, sealed)).scalar() or 0
    foreign = next((row for row in loose if not _is_of_the_file(row)), None)
    if foreign is not None:
        raise StoreUnavailable("seal.foreign", path=str(path), entry=foreign[0])
    restored = any(row[2] == Restored.verb for row in loose)
    expected = epoch + 1 if sealed and sealed == last else epoch
    state = file.state
    if not restored and (state.count > sealed or state.epoch > expected):
        raise StoreUnavailable("seal.rows_missing", path=str(path), entry=sealed + 1, sealed=state.count)
    try:
        if state.epoch < expected:
            file.evolve(expected - state.epoch)
        if restored:
            add_line(path, Line(sealer.journal, sealed, "", 0, restored=True))
    except OSError as problem:
        raise StoreUnavailable("store.not_copied", path=str(key_file(path)), problem=str(problem)) from problem
    if loose:
        with writing(database) as session:
            for seq, digest, _, _ in loose:
                sealer.seal(session.connection(), seq, digest)
    sealer._pending = loose[-1][0] if loose else sealed
    sealer.committed()
    sealer._checkpointed, sealer._since = last, sealer.monotonic()


def _is_of_the_file(row: Sequence[Any]) -> bool:
    """Whether an entry was made by the program while the world was closed, and changes nothing."""
    told = told_by(row[3])
    if told is None or told["verb"] != row[2]:
        return False
    return is_of_the_file(told) or (told["verb"] == Begin.verb and not told["effects"])
