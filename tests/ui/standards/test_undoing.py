# SPDX-License-Identifier: MIT
"""What a trainer set is taken back by a further version, and done again; and where it is not, it says why."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.organisation.queries import teams
from crmtrainer.service_levels.commands import OrderStandards, RebaseCalendar
from crmtrainer.service_levels.definitions import DESK
from crmtrainer.service_levels.standards import calendars, standards
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.actions import Actions
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.shell.undoing import Undoing
from crmtrainer.ui.standards.page import StandardsPage
from tests.ui.standards.conftest import LARKFIELD, Shown


@pytest.fixture
def window(shown: Shown, qtbot: QtBot) -> MainWindow:
    """A frame with undo over the same desk, told by the page."""
    actions = Actions()
    made = MainWindow(actions)
    actions.setParent(made)
    qtbot.addWidget(made)
    shown.page.told.connect(Undoing(made, shown.desk, made).tell)
    made.show()
    return made


def set_length(shown: Shown, length: int, *, first: bool = False) -> None:
    page = shown.page
    page.list.choose("first-response")
    shown.click(page.new_version)
    form = page.forms.standard
    form.length.setValue(length)
    form.place.set_value(int(first))
    shown.type(form.reason, "Quicker")
    shown.click(form.save_button)


def lengths(shown: Shown) -> list[tuple[int, int]]:
    rows = [row for row in shown.desk.ask(standards) if row.definition.rule.id == "first-response"]
    return [(row.version, row.definition.rule.length) for row in rows]


def test_a_version_of_a_standard_is_taken_back_and_set_again(shown: Shown, window: MainWindow, qtbot: QtBot) -> None:
    set_length(shown, 30)
    assert lengths(shown) == [(2, 30)]
    toast = window._toast
    assert toast is not None
    assert toast.action_button is not None
    assert window.actions_.words(Act.UNDO) == "Undo: new version of First response"
    qtbot.mouseClick(toast.action_button, Qt.MouseButton.LeftButton)
    assert lengths(shown) == [(3, 60)]
    assert shown.page.list.lines[1].limit == "First reply, 1 h"
    window.actions_[Act.REDO].trigger()
    assert lengths(shown) == [(4, 30)]


def order(shown: Shown) -> list[str]:
    return [row.definition.rule.id for row in shown.desk.ask(standards)]


def test_a_standard_that_was_put_first_goes_back_to_its_place(shown: Shown, window: MainWindow) -> None:
    was = order(shown)
    set_length(shown, 30, first=True)
    assert order(shown) == ["first-response", "urgent", "resolution"]
    window.actions_[Act.UNDO].trigger()
    assert (order(shown), lengths(shown)) == (was, [(3, 60)])
    window.actions_[Act.REDO].trigger()
    assert (order(shown)[0], lengths(shown)) == ("first-response", [(4, 30)])


def test_an_order_is_taken_back_and_set_again(shown: Shown, window: MainWindow) -> None:
    was = order(shown)
    shown.do(OrderStandards(tuple(reversed(was)), "To see"))
    assert window.actions_.words(Act.UNDO) == "Undo: order of the standards"
    window.actions_[Act.UNDO].trigger()
    assert order(shown) == was
    window.actions_[Act.REDO].trigger()
    assert order(shown) == was[::-1]


def test_hours_and_targets_are_taken_back(shown: Shown, window: MainWindow) -> None:
    shown.change(closures=("2026-06-12",))
    window.actions_[Act.UNDO].trigger()
    kept = next(row for row in shown.desk.ask(calendars) if row.key == DESK)
    assert (kept.definition, kept.version) == (LARKFIELD, 3)
    page: StandardsPage = shown.page
    page.list.choose("warehouse")
    shown.click(page.new_version)
    page.forms.team.accept.setValue(30)
    shown.type(page.forms.team.reason, "The new van")
    shown.click(page.forms.team.save_button)
    assert shown.desk.ask(teams)[0].accept_minutes == 30
    window.actions_[Act.UNDO].trigger()
    assert shown.desk.ask(teams)[0].accept_minutes == 60


def test_what_cannot_be_taken_back_says_why(shown: Shown, window: MainWindow) -> None:
    shown.click(shown.page.new_standard)
    form = shown.page.forms.standard
    shown.type(form.name, "Damage")
    shown.type(form.reason, "To see")
    shown.click(form.save_button)
    assert window.actions_.reason(Act.UNDO).startswith("A standard once set stays")
    shown.change(closures=("2026-06-12",))
    shown.do(RebaseCalendar(DESK, "To see"))
    assert window.actions_.reason(Act.UNDO).startswith("Moved clocks stay moved")
