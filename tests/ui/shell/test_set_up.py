# SPDX-License-Identifier: MIT
"""The page that fills worlds is there for trainers, and for nobody else."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.kernel.commands import Role
from crmtrainer.ui.opening import open_window
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.sections import Section


def test_trainers_find_the_page_in_menu_and_navigation_and_learners_do_not(qtbot: QtBot, tmp_path: Path) -> None:
    opened = open_window(tmp_path)
    qtbot.addWidget(opened.window)
    opened.window.show()
    board, window = opened.board, opened.window
    board.take_person(Role.LEARNER, "Jo Okafor")
    assert not window.body.has(Section.SEEDING)
    assert window.actions_.reason(Act.SEEDING) == "This is for trainers: switch person first."

    board.take_person(Role.TRAINER, "Priya Nand")
    item = window.body.navigation.item(Section.SEEDING)
    assert item.isVisible()
    window.actions_[Act.SEEDING].trigger()
    assert window.body.page() is board.set_up.seeding
    window.show_section(Section.SCENARIOS)
    qtbot.mouseClick(item, Qt.MouseButton.LeftButton)
    assert window.body.page() is board.set_up.seeding

    board.take_person(Role.LEARNER, "Jo Okafor")
    assert not item.isVisible()
    assert not window.actions_[Act.SEEDING].isEnabled()
    opened.close()
