# SPDX-License-Identifier: MIT
"""Reads what is to be seen of a ticket or a call: everything the workplace shows, asked for at one moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from crmtrainer.casework.queries import TicketRecord, record
from crmtrainer.interactions.queries import ConversationRow, live_conversations, missed_conversations
from crmtrainer.interactions.rules import ConversationState
from crmtrainer.kernel.ids import TicketId
from crmtrainer.service_levels.queries import ClockRow, clocks_of
from crmtrainer.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class TicketSight:
    """A ticket with its clocks at one moment."""

    record: TicketRecord
    clocks: tuple[ClockRow, ...]
    now: datetime


def ticket_sight(desk: Desk, ticket_id: int) -> TicketSight:
    """A ticket as it is now. Raises `Refused` unless its customer's record is open, or `NotFound`."""
    found = desk.ask(record, TicketId(ticket_id))
    return TicketSight(found, desk.ask(clocks_of, ticket_id), desk.world.clock.now())


class Talks:
    """The conversations seen so far: those that go on, and how the others ended."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._seen: dict[int, ConversationRow] = {}
        self._live: tuple[ConversationRow, ...] = ()
        self.dismissed: set[int] = set()

    def clear(self) -> None:
        """Forget everything: another world is open."""
        self._seen.clear()
        self._live = ()
        self.dismissed.clear()

    def read(self) -> tuple[ConversationRow, ...]:
        """Ask which conversations go on."""
        self._live = self._desk.ask(live_conversations)
        missed = self._desk.ask(missed_conversations)
        live = {talk.id for talk in self._live}
        for ident, talk in self._seen.items():
            if ident not in live:
                self._seen[ident] = _ended(talk)
        self._seen |= {talk.id: talk for talk in (*missed, *self._live)}
        return self._live

    def live(self) -> tuple[ConversationRow, ...]:
        """Those that went on when they were last asked for."""
        return self._live

    def ringing(self) -> ConversationRow | None:
        """The first that rings at our end."""
        rings = (talk for talk in self._live if talk.state is ConversationState.RINGING and talk.direction == "in")
        return next(rings, None)

    def named(self, conversation_id: int) -> ConversationRow | None:
        """A conversation as it is now, or as it ended."""
        return self._seen.get(conversation_id)

    def about(self, record: TicketRecord) -> ConversationRow | None:
        """The talk about a ticket or with its customer: the one that goes on, else the last one not put away."""
        mine = [t for t in self._seen.values() if t.ticket_id == record.id or t.customer_id == record.customer_id]
        live = {talk.id for talk in self._live}
        going = [talk for talk in mine if talk.id in live]
        over = [talk for talk in mine if talk.id not in live and talk.id not in self.dismissed]
        listed = going or over
        return listed[-1] if listed else None


def _ended(talk: ConversationRow) -> ConversationRow:
    """How it ended, from how it was last seen: one that only rang was never answered."""
    if talk.state in (ConversationState.ENDED, ConversationState.MISSED):
        return talk
    rang = talk.state is ConversationState.RINGING
    return replace(talk, state=ConversationState.MISSED if rang else ConversationState.ENDED)
