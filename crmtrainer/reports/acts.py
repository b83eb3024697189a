# SPDX-License-Identifier: MIT
"""Every entry of a world's journal as a row for people: replay, debrief and report read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crmtrainer.interactions.models import Attachment
from crmtrainer.journal.entry import Entry, entry_from, with_spoken
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.commands import HUMANS, Role
from crmtrainer.kernel.errors import Fact, Refused
from crmtrainer.kernel.moments import from_micros
from crmtrainer.kernel.queries import answers
from crmtrainer.reports.dates import ZONE
from crmtrainer.reports.details import Moves, Reply, details_of, reply_in
from crmtrainer.reports.said import Files, Kept, Said, said_in, spoken_in
from crmtrainer.scenarios.models import StagedScenario
from crmtrainer.scenarios.naming import names_in
from crmtrainer.scenarios.rules import RunState
from crmtrainer.scenarios.script import script_of, staged
from crmtrainer.scenarios.telling import ActKind, Teller, kind_of
from crmtrainer.store.unit_of_work import Reading


@dataclass(frozen=True, slots=True)
class ActRow:
    """One entry. `said` holds the words that were typed or spoken, `details` what came of it in short phrases.

    `refusal` is a code, and `refusal_facts` fill its sentence.
    """

    seq: int
    at: datetime
    wall: datetime
    actor: str
    role: Role
    verb: str
    kind: ActKind
    title: str
    said: tuple[Said, ...]
    details: tuple[str, ...]
    done: bool
    refusal: str
    subject: str
    refusal_facts: dict[str, Fact] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """All words of the act, one piece below the other; erased ones are left out."""
        return "\n".join(piece.words for piece in self.said if piece.words)

    @property
    def is_learners(self) -> bool:
        """Whether a person did it, and not the world."""
        return self.role is not Role.SYSTEM


@answers("reports.acts", roles=HUMANS)
def acts(read: Reading) -> tuple[ActRow, ...]:
    """All entries in order. Learners may read them once their attempt is finished. Raises `Refused` before."""
    if read.actor.role is Role.LEARNER and not _is_over(read):
        raise Refused("debrief.not_finished")
    kept = _kept(read)
    entries = _entries(read)
    teller = Teller(names_in(read, entries), ZONE)
    moves, files = _moves(read), _files(read)
    return tuple(_row(entry, teller, kept, moves, files) for entry in entries)


def shown_among(session: Session, numbers: Iterable[int]) -> frozenset[int]:
    """Which of these entries a replay and the evidence show as acts: what only keeps the world going is none."""
    entry, words = WORLD.entry.c, WORLD.words.c
    wanted = tuple(numbers)
    kept: Kept = {
        row.commitment: row.words
        for row in session.execute(select(words.commitment, words.words).where(words.seq.in_(wanted)))
    }
    found = (entry_from(body) for body in session.scalars(select(entry.body).where(entry.seq.in_(wanted))))
    return frozenset(act.seq for act in found if _kind(act, spoken_in(act, kept)) is not ActKind.BACKSTAGE)


def journal_entries(read: Reading) -> list[Entry]:
    """The journal with its words back in place; erased words are None."""
    kept = _kept(read)
    return [with_spoken(entry, kept) for entry in _entries(read)]


def _entries(read: Reading) -> list[Entry]:
    return [entry_from(body) for body in read.session.scalars(select(WORLD.entry.c.body).order_by(WORLD.entry.c.seq))]


def _kept(read: Reading) -> dict[str, str | None]:
    rows = read.session.execute(select(WORLD.words.c.commitment, WORLD.words.c.words))
    return {row.commitment: row.words for row in rows}


def _files(read: Reading) -> Files:
    return {row.id: row.name for row in read.session.execute(select(Attachment.id, Attachment.name))}


def _moves(read: Reading) -> Moves:
    row = staged(read.session)
    if row is None:
        return {}
    turns = script_of(row).content.scenario.turns
    return {move.key: Reply(move.label, move.technique.value) for turn in turns for move in turn.moves}


def _is_over(read: Reading) -> bool:
    state = read.session.scalar(select(StagedScenario.state))
    return state is None or state is RunState.FINISHED


def _row(entry: Entry, teller: Teller, kept: Kept, moves: Moves, files: Files) -> ActRow:
    theirs = spoken_in(entry, kept)
    speaks = _speaks(entry, theirs)
    reply = reply_in(entry, moves)
    return ActRow(
        seq=entry.seq,
        at=from_micros(entry.practice),
        wall=from_micros(entry.wall),
        actor=entry.actor,
        role=Role(entry.role),
        verb=entry.verb,
        kind=_kind(entry, theirs),
        title=teller.title(entry, technique=reply.technique if reply else "", speaks=speaks),
        said=said_in(entry, kept, files) or theirs,
        details=details_of(entry, moves),
        done=not entry.was_refused,
        refusal=entry.refusal,
        subject=entry.subject,
        refusal_facts={name: _fact(value) for name, value in entry.facts.items()} if entry.was_refused else {},
    )


def _kind(entry: Entry, theirs: tuple[Said, ...]) -> ActKind:
    return kind_of(entry, speaks=_speaks(entry, theirs))


def _speaks(entry: Entry, theirs: tuple[Said, ...]) -> bool:
    return entry.verb == "beat.play" and bool(theirs)


def _fact(value: object) -> Fact:
    return value if isinstance(value, str | int) else str(value)
