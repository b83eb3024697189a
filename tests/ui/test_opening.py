# SPDX-License-Identifier: MIT
"""A window opens dressed, in the look that was chosen last, though it is put together without its sheet.

What it does not show yet is not made.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.house import House
from crmtrainer.kernel.commands import Role
from crmtrainer.ui import appearance, theme
from crmtrainer.ui.opening import open_window
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.sections import Section
from crmtrainer.ui.theme import Look, Scheme


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    before = theme.active()
    appearance.apply(qapp, appearance.look_for(Scheme.LIGHT, Look()))
    yield
    appearance.apply(qapp, before)


def test_a_window_wears_the_look_that_was_chosen_last(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    light = qapp.styleSheet()
    opened = open_window(tmp_path)
    qtbot.addWidget(opened.window)
    assert qapp.styleSheet() == light
    opened.board.wear(Scheme.DARK)
    dark = qapp.styleSheet()
    opened.close()

    appearance.wear(Scheme.LIGHT)
    again = open_window(tmp_path)
    qtbot.addWidget(again.window)
    assert qapp.styleSheet() == dark != light
    assert theme.tokens().dark
    again.close()


@pytest.mark.sheet
def test_the_sheet_comes_back_when_putting_together_fails(qapp: QApplication) -> None:
    sheet = qapp.styleSheet()

    def build() -> None:
        with appearance.undressed():
            assert qapp.styleSheet() == ""
            raise LookupError

    with pytest.raises(LookupError):
        build()
    assert qapp.styleSheet() == sheet != ""


def test_the_pages_of_a_world_are_made_when_somebody_goes_there(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    with House.open(tmp_path) as house:
        house.remember("last.role", house.enrol(Role.LEARNER, "Ann").role.value)
    sheet = qapp.styleSheet()
    opened = open_window(tmp_path)
    qtbot.addWidget(opened.window)
    assert not opened.board.has_floor
    assert not opened.window.actions_[Act.ANSWER].isEnabled()
    assert opened.window.actions_.reason(Act.ANSWER)
    opened.window.actions_[Act.SECTION_2].trigger()
    assert opened.window.body.section() is Section.CUSTOMERS
    assert opened.window.body.page() is opened.board.customers
    assert opened.window.body.navigation.sections().count(Section.CUSTOMERS) == 1
    assert qapp.styleSheet() == sheet
    opened.close()
