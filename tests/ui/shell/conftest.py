# SPDX-License-Identifier: MIT
"""New data folders in which the scenario's template stands ready, so that an attempt begins at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crmtrainer.house import House
from crmtrainer.house.catalogue import pack_of
from crmtrainer.house.worlds import template_for
from crmtrainer.ui.shell.actions import Actions
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.sections import Section
from tests.ui.shell.two_panes import TwoPanes

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


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The frame with three sections of two panes each."""
    actions = Actions()
    made = MainWindow(actions)
    actions.setParent(made)
    qtbot.addWidget(made)
    for section in (Section.QUEUE, Section.CUSTOMERS, Section.REVIEW):
        made.add_section(section, TwoPanes(section.value))
    made.set_practice_time("Tue 3 Mar, 13:35", 1)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.set_text_scale(1.0)
