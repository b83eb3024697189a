# SPDX-License-Identifier: MIT
"""Setting a scenario up: the cast can be found like anybody else, the organisation stands, once and not twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from crmtrainer.customers.search import find
from crmtrainer.kernel.commands import SYSTEM
from crmtrainer.kernel.errors import Refused
from crmtrainer.organisation.brand import brand_from
from crmtrainer.organisation.queries import team
from crmtrainer.scenarios.commands import StageScenario
from crmtrainer.scenarios.format.scenario import content_text
from crmtrainer.scenarios.models import PersonaState, TrustPoint
from crmtrainer.scenarios.rules import Mode
from crmtrainer.scenarios.staging import stage_command
from crmtrainer.scenarios.staging_house import brand_text
from crmtrainer.service_levels.models import Standard
from crmtrainer.store.unit_of_work import reading
from tests.scenarios.stage import KEY, Stage, larkfield
from tests.support import LEARNER, fresh_world


@pytest.mark.parametrize(
    "text", ["Sahota", "harjit sahota", "LK-57120", "07700 900412", "LS99 4QV", "harjit.sahota@example.org"]
)
def test_the_caller_is_found_by_whatever_he_says(tmp_path: Path, text: str) -> None:
    stage = Stage(tmp_path)

    assert stage.customer() in [row.customer_id for row in stage.world.ask(find, text=text).rows]


def test_people_with_nearly_his_name_are_found_beside_him(tmp_path: Path) -> None:
    stage = Stage(tmp_path)

    found = {row.customer_id for row in stage.world.ask(find, text="sahota").rows}
    assert {stage.customer("harjit"), stage.customer("hardeep")} <= found


def test_the_warehouse_asks_for_what_the_pack_says(tmp_path: Path) -> None:
    warehouse = Stage(tmp_path).world.ask(team, key="warehouse")

    assert [need.field for need in warehouse.acceptance.required] == ["part_code", "photo", "need_by"]
    assert (warehouse.contact, warehouse.complete_minutes) == ("Dev Marsh", 240)


def test_values_may_be_named_in_any_language(tmp_path: Path) -> None:
    file = larkfield().file
    values = [
        value.model_copy(update={"name": name})
        for name, value in zip(("Gonest – a theg", "Kind"), file.values, strict=False)
    ]
    brand = brand_from(brand_text(file.model_copy(update={"values": tuple(values)})))

    assert [(name, brand.meaning(name)) for name in brand.values] == [(each.name, each.means) for each in values]


def test_people_begin_as_they_are_described(tmp_path: Path) -> None:
    stage = Stage(tmp_path)

    with reading(stage.world.world.app.database) as session:
        people = {row.key: (row.trust, row.mood) for row in session.scalars(select(PersonaState))}
        causes = set(session.scalars(select(TrustPoint.cause)))
    assert people == {"sahota": (40, "angry"), "dev": (60, "busy")}
    assert causes == {"start"}


def test_a_world_takes_one_scenario(tmp_path: Path) -> None:
    stage = Stage(tmp_path)

    with pytest.raises(Refused, match=r"scenario\.staged_already"):
        stage.world.do(stage_command(larkfield(), KEY, Mode.EXPLORE, "L-2", "A-2", 1), SYSTEM)


def test_a_learner_sets_nothing_up(tmp_path: Path) -> None:
    world = fresh_world(tmp_path)

    with pytest.raises(Refused, match=r"role\.not_allowed"):
        world.do(stage_command(larkfield(), KEY, Mode.EXPLORE, "L-1", "A-1", 1), LEARNER)


@pytest.mark.parametrize("pieces", [(), ("{}",), ("{", "}"), ("[]",), ('{"pack": 1}',), ("\x01",)])
def test_broken_content_is_refused_and_leaves_nothing(tmp_path: Path, pieces: tuple[str, ...]) -> None:
    world = fresh_world(tmp_path)

    with pytest.raises(Refused, match=r"scenario\.content_broken"):
        world.do(StageScenario(pieces, "p", "h", Mode.PRACTISE, "A-1", 1, "L-1"), SYSTEM)
    with reading(world.world.app.database) as session:
        assert session.scalars(select(PersonaState)).all() == []


def test_a_world_that_has_standards_of_its_own_goes_by_the_packs(tmp_path: Path) -> None:
    stage = Stage(tmp_path)

    with reading(stage.world.world.app.database) as session:
        keys = session.scalars(select(Standard.key).order_by(Standard.position)).all()
    assert keys == ["first-response", "resolution"]


def test_the_pieces_of_content_fit_the_limit_of_one_text() -> None:
    command = stage_command(larkfield(), KEY, Mode.PRACTISE, "L-1", "A-1", 1, "")

    assert max(len(piece) for piece in command.content) <= 12_000
    assert "".join(command.content) == content_text(
        larkfield().content(KEY).model_copy(update={"scenario": larkfield().content(KEY).scenario})
    ).replace("{guests}", "fourteen").replace("{occasion}", "my mother’s eightieth").replace("{helper}", "grandson")
