# SPDX-License-Identifier: MIT
"""House rules can be read from everywhere in a case, and left again to where one was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crmtrainer.ui.organisation.knowledge_page import KnowledgePage
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.sections import Section
from tests.ui.shell.seat import WindowSeat, a_seat


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Iterator[WindowSeat]:
    with a_seat(tmp_path, qtbot) as made:
        yield made


def rules(seat: WindowSeat) -> KnowledgePage:
    seat.go(Section.CUSTOMERS)
    seat.window.actions_[Act.KNOWLEDGE].trigger()
    page = seat.window.body.page()
    assert isinstance(page, KnowledgePage)
    return page


def test_escape_leads_back_to_where_one_was(seat: WindowSeat) -> None:
    page = rules(seat)
    assert page.isAncestorOf(seat.focus())
    seat.key(Qt.Key.Key_Escape)
    assert seat.window.body.page() is seat.board.customers


def test_a_button_leads_back_as_well(seat: WindowSeat) -> None:
    QTest.mouseClick(rules(seat).back, Qt.MouseButton.LeftButton)
    assert seat.window.body.page() is seat.board.customers
