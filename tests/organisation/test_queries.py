# SPDX-License-Identifier: MIT
"""The organisation, its teams and its policies, as anybody who works here may read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from crmtrainer.kernel.errors import NotFound, Refused
from crmtrainer.organisation.models import Organisation, Policy, Team
from crmtrainer.organisation.queries import PolicyRow, PolicyText, organisation, policies, policy, team, teams
from crmtrainer.store.unit_of_work import UnitOfWork
from tests.support import ASSESSOR, WorldUnderTest, fresh_world


def populate(work: UnitOfWork) -> None:
    work.add(Organisation(id=1, name="Larkfield Home", brand='{"tone":"warm","values":["Own it"]}'))
    for ident, key, name in ((1, "warehouse", "Warehouse pickers"), (2, "billing", "Billing")):
        work.add(
            Team(
                id=ident,
                key=key,
                name=name,
                contact="Kerry Dunn",
                calendar="warehouse",
                accept_minutes=60,
                complete_minutes=240,
                acceptance='{"required":[{"field":"part_code"}],"review_minutes":25}',
            )
        )
    work.add(Policy(id=1, key="returns", title="Returns", body="Thirty days."))
    work.add(Policy(id=2, key="identity", title="Identity checks", body="Three answers."))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorldUnderTest]:
    made = fresh_world(tmp_path_factory.mktemp("organisation"), populate=populate)
    yield made
    made.world.close()


def test_header_teams_and_policies(world: WorldUnderTest) -> None:
    header = world.ask(organisation)

    assert (header.name, header.brand.tone, header.brand.values) == ("Larkfield Home", "warm", ("Own it",))
    assert [row.key for row in world.ask(teams)] == ["billing", "warehouse"]
    assert world.ask(policies) == (PolicyRow("identity", "Identity checks"), PolicyRow("returns", "Returns"))
    assert world.ask_as(ASSESSOR, policy, key="returns") == PolicyText("returns", "Returns", "Thirty days.")


def test_a_team_says_what_it_asks_for(world: WorldUnderTest) -> None:
    warehouse = world.ask(team, key="warehouse")

    assert (warehouse.contact, warehouse.accept_minutes, warehouse.complete_minutes) == ("Kerry Dunn", 60, 240)
    assert [requirement.label for requirement in warehouse.acceptance.required] == ["part_code"]
    assert warehouse.acceptance.review_minutes == 25


def test_what_is_not_there(world: WorldUnderTest, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        world.ask(team, key="nobody")
    with pytest.raises(NotFound):
        world.ask(policy, key="nothing")
    bare = fresh_world(tmp_path)
    with pytest.raises(Refused, match="not_found"):
        bare.ask(organisation)
    bare.world.close()
