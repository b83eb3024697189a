# SPDX-License-Identifier: MIT
"""The town, as a world with a learner at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.customers.town import populate
from tests.support import WorldUnderTest, copied_world


@pytest.fixture
def town(tmp_path: Path) -> Iterator[WorldUnderTest]:
    world = copied_world(tmp_path, populate=populate)
    yield world
    world.world.close()


@pytest.fixture(scope="module")
def quiet_town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WorldUnderTest]:
    """The same town for tests that only ask."""
    world = copied_world(tmp_path_factory.mktemp("town"), populate=populate)
    yield world
    world.world.close()
