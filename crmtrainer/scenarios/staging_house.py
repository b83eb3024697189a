# SPDX-License-Identifier: MIT
"""The organisation of a pack put into a world: brand, calendars, standards, teams, policies and goods."""

from __future__ import annotations

from sqlalchemy import func, select

from crmtrainer.kernel.canonical import Json, can_be_key, canonical
from crmtrainer.orders.models import Part, Product
from crmtrainer.organisation.models import Organisation, Policy, Team
from crmtrainer.scenarios.format.organisation import PackFile, PackOrganisation, PackProduct, PackTeam
from crmtrainer.service_levels.definitions import as_data
from crmtrainer.service_levels.keeping import add_calendar
from crmtrainer.service_levels.models import CalendarVersion, Standard
from crmtrainer.store.unit_of_work import UnitOfWork


def place_organisation(work: UnitOfWork, pack: PackFile) -> None:
    """Enter the pack's organisation. Teams, policies and goods of the same name or code are brought up to date."""
    _brand(work, pack)
    for hours in pack.calendars:
        newest = work.session.scalars(
            select(CalendarVersion.definition)
            .where(CalendarVersion.key == hours.key)
            .order_by(CalendarVersion.version.desc())
        ).first()
        if newest != as_data(hours.definition()):
            add_calendar(work, hours.key, hours.definition())
    _standards(work, pack)
    for team in pack.teams:
        _team(work, team)
    for policy in pack.policies:
        known = work.session.scalars(select(Policy).where(Policy.key == policy.key)).one_or_none()
        if known is None:
            work.add(Policy(id=work.new_id("policy"), key=policy.key, title=policy.title, body=policy.body))
        else:
            known.title, known.body = policy.title, policy.body
    for product in pack.products:
        _product(work, product)
    work.session.flush()


def brand_text(pack: PackOrganisation) -> str:
    """Values, tone and what the organisation does, as its table keeps them."""
    return canonical(
        {
            "values": [value.name for value in pack.values],
            "tone": pack.tone.voice,
            "meanings": _meanings(pack),
            "do": list(pack.tone.do),
            "avoid": list(pack.tone.avoid),
            "about": pack.about,
        }
    ).decode()


def _meanings(pack: PackOrganisation) -> Json:
    """What each value means, by its name; in the order of the values where a name cannot be a key."""
    if all(can_be_key(value.name) for value in pack.values):
        return {value.name: value.means for value in pack.values}
    return [value.means for value in pack.values]


def _brand(work: UnitOfWork, pack: PackFile) -> None:
    brand = brand_text(pack)
    known = work.session.scalars(select(Organisation).order_by(Organisation.id)).first()
    if known is None:
        work.add(Organisation(id=work.new_id("organisation"), name=pack.organisation, brand=brand))
    else:
        known.name, known.brand = pack.organisation, brand


def _standards(work: UnitOfWork, pack: PackFile) -> None:
    """The pack's standards, before any that the world has: of those for one metric the first match counts."""
    first = work.session.scalar(select(func.min(Standard.position))) or 0
    position = first - len(pack.standards)
    for standard in pack.standards:
        definition = as_data(standard.definition())
        newest = work.session.scalars(
            select(Standard).where(Standard.key == standard.key).order_by(Standard.version.desc())
        ).first()
        if newest is not None and newest.definition == definition:
            newest.position = position
        else:
            version = 1 if newest is None else newest.version + 1
            ident = work.new_id("standard")
            work.add(Standard(id=ident, key=standard.key, version=version, position=position, definition=definition))
        position += 1


def _team(work: UnitOfWork, team: PackTeam) -> None:
    known = work.session.scalars(select(Team).where(Team.key == team.key)).one_or_none()
    if known is None:
        work.add(
            Team(
                id=work.new_id("team"),
                key=team.key,
                name=team.name,
                contact=team.contact,
                calendar=team.calendar,
                accept_minutes=team.accept,
                complete_minutes=team.complete,
                acceptance=team.acceptance(),
            )
        )
        return
    known.name, known.contact, known.calendar = team.name, team.contact, team.calendar
    known.accept_minutes, known.complete_minutes = team.accept, team.complete
    known.acceptance = team.acceptance()


def _product(work: UnitOfWork, product: PackProduct) -> None:
    known = work.session.scalars(select(Product).where(Product.code == product.code)).one_or_none()
    if known is None:
        known = work.add(Product(id=work.new_id("product"), code=product.code, name=product.name, price=product.price))
    parts = set(work.session.scalars(select(Part.code).where(Part.product_id == known.id)))
    for part in product.parts:
        if part.code not in parts:
            work.add(Part(id=work.new_id("part"), product_id=known.id, code=part.code, name=part.name))
