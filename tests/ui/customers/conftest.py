# SPDX-License-Identifier: MIT
"""The Customers section in the town."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from crmtrainer.ui import appearance
from crmtrainer.ui.customers.page import CustomersPage
from crmtrainer.ui.desk import Desk
from tests.ui.desks import town_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with town_desk(tmp_path) as made:
        yield made


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> CustomersPage:
    """The page, shown and entered, the keyboard in its list."""
    with appearance.undressed():  # as the window is put together
        made = CustomersPage(desk)
    qtbot.addWidget(made)
    made.resize(1036, 620)
    made.show()
    qtbot.waitActive(made)
    made.entered()
    target = made.first_focus()
    assert target is not None
    target.setFocus()
    return made
