# SPDX-License-Identifier: MIT
"""The order of the standards: changed by key and button, and what is never reached is told before and after."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmtrainer.service_levels.commands import ChangeStandard
from crmtrainer.service_levels.definitions import DESK, StandardDefinition
from crmtrainer.service_levels.rules import ClockRule, Metric, Unit
from crmtrainer.service_levels.standards import standards
from crmtrainer.ui.standards.order_form import OrderForm
from tests.ui.standards.conftest import Shown
from tests.ui.test_names import nameless

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
NEVER = "Never reached: First response comes first and fits every such ticket."


def order(shown: Shown) -> list[str]:
    return [row.definition.rule.id for row in shown.desk.ask(standards)]


def add(shown: Shown, ident: str) -> None:
    rule = ClockRule(id=ident, metric=Metric.FIRST_RESPONSE, unit=Unit.BUSINESS_MINUTES, length=30)
    shown.do(ChangeStandard(StandardDefinition(rule, DESK, priorities=("urgent",)), "To see"))


def opened(shown: Shown) -> OrderForm:
    form = shown.page.forms.order
    assert shown.page.pages.currentWidget() is form
    return form


def names(form: OrderForm) -> list[str]:
    return [line.name for line in form.order.lines]


def test_ctrl_with_an_arrow_opens_the_order_with_the_line_moved(shown: Shown, qtbot: QtBot) -> None:
    page, table = shown.page, shown.page.list.table
    page.list.choose("resolution")
    table.setFocus()
    qtbot.keyClick(table, KEY.Key_Up, CONTROL)
    form = opened(shown)
    assert names(form) == ["Urgent", "Resolution", "First response"]
    assert QApplication.focusWidget() is form.order.table
    qtbot.keyClick(form.order.table, KEY.Key_Up, CONTROL)
    assert names(form) == ["Resolution", "Urgent", "First response"]
    assert not form.order.up.isEnabled()
    shown.type(form.reason, "Resolutions first")
    with qtbot.waitSignal(page.told) as told:
        qtbot.keyClick(form.reason, KEY.Key_Return, CONTROL)
    assert told.args == ["The standards are tried in another order for what begins from now on."]
    assert order(shown) == ["resolution", "urgent", "first-response"]
    assert shown.names()[:3] == ["Resolution", "Urgent", "First response"]
    assert page.list.current() is page.list.lines[0]
    assert QApplication.focusWidget() is table


def test_buttons_move_the_line_and_say_why_they_do_nothing(shown: Shown, qtbot: QtBot) -> None:
    shown.click(shown.page.list.order)
    form = opened(shown)
    assert nameless(form) == []
    assert (form.order.up.isEnabled(), form.order.up.statusTip()) == (False, "It is tried first already.")
    form.order.down.setFocus()
    qtbot.keyClick(form.order.down, KEY.Key_Space)
    qtbot.keyClick(form.order.down, KEY.Key_Space)
    assert names(form) == ["First response", "Resolution", "Urgent"]
    assert (form.order.down.isEnabled(), QApplication.focusWidget()) == (False, form.order.table)
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    assert list(shown.errors(form)) == ["reason"]
    assert names(form) == ["First response", "Resolution", "Urgent"]


def test_an_order_that_was_not_set_is_there_again_and_one_that_is_the_same_is_refused(
    shown: Shown, qtbot: QtBot
) -> None:
    shown.click(shown.page.list.order)
    form = opened(shown)
    shown.click(form.order.down)
    qtbot.keyClick(form.order.table, KEY.Key_Escape)
    assert order(shown)[0] == "urgent"
    shown.click(shown.page.list.order)
    assert names(form)[0] == "First response"
    shown.click(form.order.up)
    shown.type(form.reason, "To see")
    qtbot.keyClick(form.save_button, KEY.Key_Return)
    assert shown.errors(form) == {"order": "The standards are tried in this order already."}


def test_a_standard_that_is_never_reached_is_marked_in_words(shown: Shown, qtbot: QtBot) -> None:
    add(shown, "in-a-hurry")
    page = shown.page
    page.list.choose("in-a-hurry")
    line = page.list.current()
    assert line is not None
    assert line.never == NEVER
    assert page.list.detail.text().endswith(NEVER)
    model, row = page.list.model, page.list.table.currentIndex().row()
    shown_force = model.data(model.index(row, model.columnCount() - 1))
    assert shown_force == "Never reached"
    assert NEVER in str(model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole))
    qtbot.keyClick(page.list.table, KEY.Key_Up, CONTROL)
    form = opened(shown)
    words = "In a hurry is never reached: First response comes first and fits every such ticket."
    assert form.remark.accessibleName() == words
    qtbot.keyClick(form.order.table, KEY.Key_Up, CONTROL)
    assert form.order.hidden() == {}
    assert "never" not in form.remark.accessibleName()


def test_the_form_warns_before_a_standard_is_set_that_would_never_be_reached(shown: Shown, qtbot: QtBot) -> None:
    page = shown.page
    shown.click(page.new_standard)
    form = page.forms.standard
    usual = "It counts for what begins from now on. Running clocks keep the version they began with."
    assert form.remark.accessibleName() == usual
    shown.type(form.name, "In a hurry")
    assert form.remark.accessibleName() == NEVER  # one for all, after one for all
    form.place.set_value(1)
    words = "Then these are never reached, as this one comes first: First response."
    assert form.remark.accessibleName() == words
    form.priorities.tick("urgent").click()
    assert form.remark.accessibleName() == usual
    form.place.set_value(0)
    assert form.remark.accessibleName() == NEVER
    shown.type(form.reason, "To see")
    qtbot.keyClick(form.reason, KEY.Key_Return, CONTROL)
    assert order(shown)[-1] == "In a hurry"


def test_a_version_says_where_it_stands_and_can_be_put_elsewhere(shown: Shown) -> None:
    page = shown.page
    page.list.choose("first-response")
    shown.click(page.new_version)
    form = page.forms.standard
    words = [form.place.itemText(place) for place in range(form.place.count())]
    assert words == ["Where it is: number 2 of 3", "First", "After Resolution"]
    form.place.set_value(3)
    shown.type(form.reason, "Last")
    shown.click(form.save_button)
    assert order(shown) == ["urgent", "resolution", "first-response"]
