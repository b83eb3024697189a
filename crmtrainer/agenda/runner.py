# SPDX-License-Identifier: MIT
"""Letting the world act: everything due up to a moment, one act each, in order of due time, entered once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from crmtrainer.agenda.commands import DropItem
from crmtrainer.agenda.models import AgendaItem
from crmtrainer.agenda.rules import AgendaState
from crmtrainer.application import Application
from crmtrainer.kernel.canonical import parse
from crmtrainer.kernel.codec import from_plain
from crmtrainer.kernel.commands import SYSTEM, Command, command_named
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.ids import AgendaId
from crmtrainer.store.prepared import PreparedRows
from crmtrainer.store.unit_of_work import Reading, UnitOfWork, reading

_PREFIX = "agenda:"
_EARLIEST = PreparedRows(
    select(AgendaItem.id, AgendaItem.due_at, AgendaItem.verb, AgendaItem.args)
    .where(AgendaItem.state == AgendaState.PLANNED)
    .order_by(AgendaItem.due_at, AgendaItem.id)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next act of one source: when, what, and the request id that makes it happen only once."""

    due_at: datetime
    command: Command
    request_id: str


Source = Callable[[Reading], Upcoming | None]
"""Where the world's acts come from: the agenda itself, and the thresholds of running clocks.

What it finds depends on nothing but what is stored, so that it is the same until something is written.
"""


def agenda_source(read: Reading) -> Upcoming | None:
    """The earliest item on the agenda."""
    rows = _EARLIEST.rows(read.session.connection())
    if not rows:
        return None
    row = rows[0]
    command = from_plain(command_named(row.verb), parse(row.args))
    return Upcoming(row.due_at, command, f"{_PREFIX}{row.id}")


@dataclass(slots=True)
class Lookout:
    """What a world will do next. The sources are asked again only after something was written."""

    world: Application
    sources: tuple[Source, ...]
    _commits: int = field(default=-1, init=False)
    _found: Upcoming | None = field(default=None, init=False)

    def next_due(self) -> Upcoming | None:
        """What the world will do next, or None when nothing is planned."""
        commits = self.world.database.commits
        if commits != self._commits:
            with reading(self.world.database) as session:
                read = Reading(session, self.world.clock.now(), SYSTEM)
                found = [upcoming for source in self.sources if (upcoming := source(read)) is not None]
            self._found, self._commits = min(found, key=lambda upcoming: upcoming.due_at, default=None), commits
        return self._found

    def catch_up(self, until: datetime) -> int:
        """Perform everything due up to `until`, in order, each at its own due time. Gives how many acts that were.

        An act that is refused is dropped from the agenda, and its refusal stays in the journal.
        """
        done = 0
        while (upcoming := self.next_due()) is not None and upcoming.due_at <= until:
            perform_upcoming(self.world, upcoming.command, upcoming.request_id, upcoming.due_at)
            done += 1
        return done


def perform_upcoming(world: Application, command: Command, request_id: str, due_at: datetime) -> None:
    """Perform one act of the world's own at its due time; also how a replay performs it."""
    try:
        world.perform(command, SYSTEM, request_id=request_id, at=due_at, within=marking(request_id))
    except Refused as refusal:
        if not request_id.startswith(_PREFIX):
            raise
        drop = DropItem(AgendaId(int(request_id.removeprefix(_PREFIX))), refusal.code)
        world.perform(drop, SYSTEM, request_id=f"{request_id}:dropped", at=due_at)


def marking(request_id: str) -> Callable[[UnitOfWork], None] | None:
    """The work that takes an item off the agenda in the same transaction as its act; None for other requests."""
    number = request_id.removeprefix(_PREFIX)
    if number == request_id or not number.isdigit():
        return None

    def mark(work: UnitOfWork) -> None:
        item = work.get(AgendaItem, int(number))
        item.state, item.ended_at = AgendaState.FIRED, work.now

    return mark
