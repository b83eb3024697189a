# SPDX-License-Identifier: MIT
"""What the customers, tickets, handoffs, teams and simulated people that acts mention are called."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from crmtrainer.customers.models import Customer
from crmtrainer.customers.rules import display_name
from crmtrainer.handoffs.models import Handoff
from crmtrainer.interactions.models import Conversation
from crmtrainer.organisation.models import Team
from crmtrainer.scenarios.models import PersonaState
from crmtrainer.scenarios.telling import KINDS, Told, mentioned
from crmtrainer.service_levels.definitions import DESK
from crmtrainer.store.unit_of_work import Reading
from crmtrainer.tickets.models import Ticket


def names_in(read: Reading, acts: Iterable[Told]) -> dict[str, str]:
    """Labels such as "customer:12" → "Mr Harjit Sahota"; the team of a handoff stands under "team:<handoff>"."""
    wanted: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for act in acts:
        for kind, ident in mentioned(act):
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
        names[f"handoff:{handoff.id}"] = handoff.ref
        names[f"team:{handoff.id}"] = _short(handoff.name)
    names |= _people(read, wanted["conversation"])
    keeping: dict[str, list[str]] = {}
    for team in read.session.execute(select(Team.key, Team.name, Team.calendar)):
        names[f"team:{team.key}"] = _short(team.name)
        keeping.setdefault(team.calendar, []).append(team.name)
    # As on the page where hours are set: after the team, where just one keeps them.
    names |= {f"calendar:{key}": teams[0] for key, teams in keeping.items() if len(teams) == 1}
    return {**names, f"calendar:{DESK}": "Customer desk"}


def _people(read: Reading, conversations: set[int]) -> dict[str, str]:
    people = {row.key: row.name for row in read.session.execute(select(PersonaState.key, PersonaState.name))}
    names = {f"person:{key}": name for key, name in people.items()}
    calls = select(Conversation.id, Conversation.persona).where(Conversation.id.in_(conversations))
    for call in read.session.execute(calls):
        if call.persona in people:
            names[f"conversation:{call.id}"] = people[call.persona]
    return names


def _short(team: str) -> str:
    """ "Warehouse, parts picking" is told as "Warehouse"."""
    return team.partition(",")[0]
