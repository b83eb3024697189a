# SPDX-License-Identifier: MIT
"""The organisation, the teams that take work with what they ask for, and the policies staff look up."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from crmtrainer.kernel.commands import HUMANS
from crmtrainer.kernel.errors import NotFound
from crmtrainer.kernel.ids import TeamId
from crmtrainer.kernel.queries import answers
from crmtrainer.organisation.brand import Brand, brand_from
from crmtrainer.organisation.models import Organisation, Policy, Team
from crmtrainer.organisation.rules import Acceptance, acceptance_from
from crmtrainer.store.unit_of_work import Reading


@answers("organisation.header", roles=HUMANS)
def organisation(read: Reading) -> OrganisationHeader:
    """Whose desk this is. Raises `NotFound` in a world without an organisation."""
    row = read.session.execute(select(Organisation.name, Organisation.brand).order_by(Organisation.id)).first()
    if row is None:
        raise NotFound("organisation", 1)
    return OrganisationHeader(row.name, brand_from(row.brand))


@answers("organisation.teams", roles=HUMANS)
def teams(read: Reading) -> tuple[TeamRow, ...]:
    """The teams that take handoffs, by name."""
    return tuple(_team(team) for team in read.session.scalars(select(Team).order_by(Team.name, Team.id)))


@answers("organisation.team", roles=HUMANS)
def team(read: Reading, *, key: str) -> TeamRow:
    """One team. Raises `NotFound`."""
    found = read.session.scalar(select(Team).where(Team.key == key))
    if found is None:
        raise NotFound("team", key)
    return _team(found)


@answers("organisation.policies", roles=HUMANS)
def policies(read: Reading) -> tuple[PolicyRow, ...]:
    """The policies, by title."""
    found = read.session.execute(select(Policy.key, Policy.title).order_by(Policy.title, Policy.id))
    return tuple(PolicyRow(*row) for row in found)


@answers("organisation.policy", roles=HUMANS)
def policy(read: Reading, *, key: str) -> PolicyText:
    """One policy to read. Raises `NotFound`."""
    row = read.session.execute(select(Policy.key, Policy.title, Policy.body).where(Policy.key == key)).first()
    if row is None:
        raise NotFound("policy", key)
    return PolicyText(*row)


def _team(row: Team) -> TeamRow:
    return TeamRow(
        TeamId(row.id),
        row.key,
        row.name,
        row.contact,
        row.calendar,
        row.accept_minutes,
        row.complete_minutes,
        acceptance_from(row.acceptance),
    )


@dataclass(frozen=True, slots=True)
class OrganisationHeader:
    """Name and brand."""

    name: str
    brand: Brand


@dataclass(frozen=True, slots=True)
class TeamRow:
    """An internal customer: who answers, in which working hours, within what targets, on what conditions."""

    id: TeamId
    key: str
    name: str
    contact: str
    calendar: str
    accept_minutes: int
    complete_minutes: int
    acceptance: Acceptance


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A policy in a list."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A policy to read."""

    key: str
    title: str
    body: str
