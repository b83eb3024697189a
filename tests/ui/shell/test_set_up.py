# SPDX-License-Identifier: MIT
"""The pages under "Set up" are there for trainers, and for nobody else."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.house.sandboxes import make_sandbox, sandboxes
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


def test_new_of_this_kind_is_a_standard_where_standards_are_in_sight(qtbot: QtBot, tmp_path: Path) -> None:
    opened = open_window(tmp_path)
    qtbot.addWidget(opened.window)
    opened.window.show()
    qtbot.waitUntil(opened.window.isActiveWindow)
    board, window, actions = opened.board, opened.window, opened.window.actions_
    board.take_person(Role.LEARNER, "Jo Okafor")
    commands = (Act.NEW_STANDARD, Act.ORDER_STANDARDS, Act.NEW_CALENDAR, Act.MOVE_CLOCKS)
    assert {actions.reason(act) for act in commands} == {"This is for trainers: switch person first."}
    board.take_person(Role.TRAINER, "Priya Nand")
    assert {actions.reason(act) for act in commands} == {"Open a practice world first, to set its standards."}
    assert actions.reason(Act.WHY_DUE) == actions.reason(Act.NEW)
    actions[Act.STANDARDS].trigger()
    assert actions.words(Act.NEW) == "New standard"
    assert actions.reason(Act.NEW) == "Open a practice world first, to set its standards."

    make_sandbox(tmp_path, Profile(30, 7, name="Tuesday class"))
    (found,) = sandboxes(tmp_path)
    board.open_world(found, to=Section.STANDARDS)
    page = board.set_up.standards
    assert page is not None
    qtbot.keyClick(page.list.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.pages.currentWidget() is page.forms.standard
    assert QApplication.focusWidget() is page.forms.standard.name
    window.show_section(Section.QUEUE)
    assert actions.words(Act.NEW) == "New of this kind"

    listed = {command.text: command for command in board.commands._listed()}
    assert listed["Move running clocks…"].about == "Re-base clocks that run by older hours to the newest version"
    board.palette.open_with("")
    board.commands.open_palette("new calendar")
    entry = board.palette.current()
    assert entry is not None
    assert (entry.title, entry.aside) == ("New calendar…", listed["New calendar…"].about)
    qtbot.keyClick(board.palette.field, Qt.Key.Key_Return)
    assert (window.body.page(), page.pages.currentWidget()) == (page, page.forms.hours)
    form = page.forms.hours
    assert QApplication.focusWidget() is form.key
    qtbot.keyClicks(form.key, "late-desk")
    form.reason.setText("Evenings")
    qtbot.keyClick(form.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.calendar.key() == "late-desk"
    assert window.messages()[-1].startswith("There is a further calendar: late-desk.")

    board.commands.run("MOVE_CLOCKS")
    assert window.messages()[-1] == "Every running clock counts by the newest version of its calendar."
    board.commands.run("ORDER_STANDARDS")
    assert page.pages.currentWidget() is page.forms.order
    opened.close()
