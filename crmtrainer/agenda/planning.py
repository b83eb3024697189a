# SPDX-License-Identifier: MIT
"""Putting the world's own future on the agenda, and taking it off; used inside handlers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from crmtrainer.agenda.models import AgendaItem
from crmtrainer.agenda.rules import AgendaState
from crmtrainer.kernel.canonical import canonical
from crmtrainer.kernel.codec import to_plain
from crmtrainer.kernel.commands import Command
from crmtrainer.kernel.ids import AgendaId
from crmtrainer.kernel.moments import utc
from crmtrainer.store.unit_of_work import UnitOfWork


def plan(work: UnitOfWork, due_at: datetime, command: Command, topic: str = "") -> AgendaId:
    """Have the world perform `command` when practice time reaches `due_at` (at once when that has passed)."""
    ident = AgendaId(work.new_id("agenda_item"))
    work.add(
        AgendaItem(
            id=ident,
            due_at=max(utc(due_at), work.now),
            verb=command.verb,
            args=canonical(to_plain(command)).decode(),
            state=AgendaState.PLANNED,
            planned_at=work.now,
            ended_at=None,
            topic=topic,
        )
    )
    return ident


def drop(work: UnitOfWork, topic: str) -> int:
    """Take everything planned under `topic` off the agenda. Gives how many there were."""
    items = work.session.scalars(
        select(AgendaItem).where(AgendaItem.topic == topic, AgendaItem.state == AgendaState.PLANNED)
    ).all()
    for item in items:
        item.state = AgendaState.DROPPED
        item.ended_at = work.now
    work.session.flush()
    return len(items)
