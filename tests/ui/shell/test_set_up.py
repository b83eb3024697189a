# SPDX-License-Identifier: MIT
"""The pages under "Set up" are there for trainers, and for nobody else."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.house.sandboxes import make_sandbox
from crmtrainer.kernel.commands import Role
from crmtrainer.seeding.profile import Profile
from crmtrainer.ui.calculator.page import CalculatorPage
from crmtrainer.ui.opening import open_window
from crmtrainer.ui.seeding.practice_worlds_page import PracticeWorldsPage
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


def test_standards_are_found_made_when_wanted_and_lead_to_a_world_and_back(qtbot: QtBot, tmp_path: Path) -> None:
    opened = open_window(tmp_path)
    qtbot.addWidget(opened.window)
    opened.window.show()
    qtbot.waitUntil(opened.window.isActiveWindow)
    board, window = opened.board, opened.window
    board.take_person(Role.LEARNER, "Jo Okafor")
    assert not window.body.has(Section.STANDARDS)
    assert window.actions_.reason(Act.STANDARDS) == "This is for trainers: switch person first."

    board.take_person(Role.TRAINER, "Priya Nand")
    make_sandbox(tmp_path, Profile(30, 7, name="Tuesday class"))
    assert window.body.navigation.item(Section.STANDARDS).isVisible()
    assert board.set_up.standards is None
    assert "Service standards" in [command.text for command in board.commands._listed()]
    window.actions_[Act.STANDARDS].trigger()
    page = board.set_up.standards
    assert page is not None
    assert window.body.page() is page
    assert page.empty.button is not None
    assert QApplication.focusWidget() is page.empty.button
    qtbot.keyClick(page.empty.button, Qt.Key.Key_Return)
    worlds = window.body.page()
    assert isinstance(worlds, PracticeWorldsPage)
    qtbot.waitUntil(lambda: bool(worlds.worlds.rows), timeout=20_000)
    qtbot.keyClick(worlds.worlds.table, Qt.Key.Key_Return)
    assert window.body.page() is page
    assert page.pages.currentWidget() is page.overview
    assert QApplication.focusWidget() is page.list.table
    page.tester.calculator.setFocus()
    qtbot.keyClick(page.tester.calculator, Qt.Key.Key_Return)
    assert isinstance(window.body.page(), CalculatorPage)
    window.close_page()
    assert QApplication.focusWidget() is page.tester.calculator
    window.body.show_help()
    assert "What clocks count by in the practice world that is open" in window.body.help.accessibleName()

    board.take_person(Role.LEARNER, "Jo Okafor")
    assert not window.body.navigation.item(Section.STANDARDS).isVisible()
    assert window.body.page() is not page
    opened.close()
