# SPDX-License-Identifier: MIT
"""Every entry of a world's journal as a row for people: replay, debrief and report read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from crmtrainer.customers.models import Customer
from crmtrainer.customers.rules import display_name
from crmtrainer.handoffs.models import Handoff
from crmtrainer.journal.entry import Entry, entry_from, with_spoken
from crmtrainer.journal.tables import WORLD
from crmtrainer.kernel.commands import HUMANS, Role
from crmtrainer.kernel.errors import Refused
from crmtrainer.kernel.moments import from_micros
from crmtrainer.kernel.queries import answers
from crmtrainer.organisation.models import Team
from crmtrainer.reports.telling import ActKind, kind_of, mentioned, title_of, words_of
from crmtrainer.scenarios.models import StagedScenario
from crmtrainer.scenarios.rules import RunState
from crmtrainer.store.unit_of_work import Reading
from crmtrainer.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class ActRow:
    """One entry. `words` are those that were typed or said; `facts` what came of the act, as short phrases."""

    seq: int
    at: datetime
    wall: datetime
    actor: str
    role: str
    verb: str
    kind: ActKind
    title: str
    words: str
    done: bool
    refusal: str
    subject: str


@answers("reports.acts", roles=HUMANS)
def acts(read: Reading) -> tuple[ActRow, ...]:
    """All entries in order. Learners may read them once their attempt is finished. Raises `Refused` before."""
    if read.actor.role is Role.LEARNER and not _is_over(read):
        raise Refused("debrief.not_finished")
    entries = journal_entries(read)
    names = names_in(read, entries)
    return tuple(_row(entry, names) for entry in entries)


def journal_entries(read: Reading) -> list[Entry]:
    """The journal with its words back in place; erased words are None."""
    words = {
        row.commitment: row.words for row in read.session.execute(select(WORLD.words.c.commitment, WORLD.words.c.words))
    }
    bodies = read.session.scalars(select(WORLD.entry.c.body).order_by(WORLD.entry.c.seq))
    return [with_spoken(entry_from(body), words) for body in bodies]


def names_in(read: Reading, entries: Iterable[Entry]) -> dict[str, str]:
    """Labels for the customers, tickets and handoffs that these entries mention."""
    wanted: dict[str, set[int]] = {"customer": set(), "ticket": set(), "handoff": set()}
    for entry in entries:
        for kind, ident in mentioned(entry):
            if kind in wanted:
                wanted[kind].add(ident)
    names: dict[str, str] = {}
    customers = select(Customer.id, Customer.title, Customer.given, Customer.family)
    for person in read.session.execute(customers.where(Customer.id.in_(wanted["customer"]))):
        names[f"customer:{person.id}"] = display_name(person.title, person.given, person.family)
    for ticket in read.session.execute(select(Ticket.id, Ticket.ref).where(Ticket.id.in_(wanted["ticket"]))):
        names[f"ticket:{ticket.id}"] = ticket.ref
    handoffs = select(Handoff.id, Handoff.ref, Team.name).join(Team, Team.id == Handoff.team_id)
    for handoff in read.session.execute(handoffs.where(Handoff.id.in_(wanted["handoff"]))):
        names[f"handoff:{handoff.id}"] = f"{handoff.ref}, {handoff.name}"
    return names


def _is_over(read: Reading) -> bool:
    state = read.session.scalar(select(StagedScenario.state))
    return state is None or state is RunState.FINISHED


def _row(entry: Entry, names: dict[str, str]) -> ActRow:
    return ActRow(
        seq=entry.seq,
        at=from_micros(entry.practice),
        wall=from_micros(entry.wall),
        actor=entry.actor,
        role=entry.role,
        verb=entry.verb,
        kind=kind_of(entry),
        title=title_of(entry, names),
        words=words_of(entry),
        done=entry.result == "done",
        refusal=entry.refusal,
        subject=entry.subject,
    )
