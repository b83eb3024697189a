# SPDX-License-Identifier: MIT
"""What stands in a world before its first customer: the organisation with its hours, standards, teams and rules.

As `scenarios.staging_house` enters a pack's organisation; here the rows come first and the journal begins after them.
"""

from __future__ import annotations

from functools import cache

from crmtrainer.organisation.models import Organisation, Policy, Team
from crmtrainer.scenarios.staging_house import brand_text
from crmtrainer.seeding.profile import Profile
from crmtrainer.seeding.rows import Batch, table_of
from crmtrainer.seeding.sectors import sector_named
from crmtrainer.service_levels.definitions import StandardDefinition, as_data
from crmtrainer.service_levels.models import CalendarVersion, Standard
from crmtrainer.service_levels.working_time import Table, table_for


def standing_rows(profile: Profile) -> list[Batch]:
    """The organisation of this profile's kind, under the profile's name."""
    sector = sector_named(profile.sector)
    teams, policies, calendars, standards = sector.teams, sector.policies, sector.calendars, sector.standards
    return [
        Batch(table_of(Organisation), 1, {"id": [1], "name": profile.name, "brand": brand_text(sector)}),
        Batch(
            table_of(CalendarVersion),
            len(calendars),
            {
                "id": range(1, len(calendars) + 1),
                "key": [hours.key for hours in calendars],
                "version": 1,
                "definition": [as_data(hours.definition()) for hours in calendars],
            },
        ),
        Batch(
            table_of(Standard),
            len(standards),
            {
                "id": range(1, len(standards) + 1),
                "key": [standard.key for standard in standards],
                "version": 1,
                "position": range(1, len(standards) + 1),
                "definition": [as_data(definition) for definition in standards_of(profile.sector)],
            },
        ),
        Batch(
            table_of(Team),
            len(teams),
            {
                "id": range(1, len(teams) + 1),
                "key": [team.key for team in teams],
                "name": [team.name for team in teams],
                "contact": [team.contact for team in teams],
                "calendar": [team.calendar for team in teams],
                "accept_minutes": [team.accept for team in teams],
                "complete_minutes": [team.complete for team in teams],
                "acceptance": [team.acceptance() for team in teams],
            },
        ),
        Batch(
            table_of(Policy),
            len(policies),
            {
                "id": range(1, len(policies) + 1),
                "key": [policy.key for policy in policies],
                "title": [policy.title for policy in policies],
                "body": [policy.body for policy in policies],
            },
        ),
    ]


@cache
def standards_of(sector: str) -> tuple[StandardDefinition, ...]:
    """The service standards of a kind of organisation, in order: of those for one metric the first match counts."""
    return tuple(standard.definition() for standard in sector_named(sector).standards)


@cache
def calendar_ids(sector: str) -> dict[str, int]:
    """The ids that the calendars get."""
    return {hours.key: number for number, hours in enumerate(sector_named(sector).calendars, start=1)}


def working_hours(sector: str, calendar: str) -> Table:
    """The working time of one of its calendars."""
    hours = next(each for each in sector_named(sector).calendars if each.key == calendar)
    return table_for(hours.definition().calendar())
