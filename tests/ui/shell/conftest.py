# SPDX-License-Identifier: MIT
"""New data folders in which the scenario's template stands ready, so that an attempt begins at once."""

from pathlib import Path

import pytest

from crmtrainer.house import House
from crmtrainer.house.catalogue import pack_of
from crmtrainer.house.worlds import template_for

SCENARIO = "passed-to-warehouse"


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled template, made once."""
    home = tmp_path_factory.mktemp("templates")
    with House.open(home):
        template_for(home, pack_of(home, SCENARIO), SCENARIO)
    return home / "worlds" / "templates"


@pytest.fixture
def home(tmp_path: Path, templates: Path) -> Path:
    """A data folder that nobody has used."""
    (tmp_path / "worlds").mkdir()
    (tmp_path / "worlds" / "templates").symlink_to(templates)
    return tmp_path
