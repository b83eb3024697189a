# SPDX-License-Identifier: MIT
"""What a screen reader hears of the parts that trainers set standards with: roles, names, words, announcements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.ui.kit import saying
from crmtrainer.ui.kit.form import Form
from crmtrainer.ui.kit.moment_edit import DayEdit, MomentEdit
from crmtrainer.ui.kit.search_combo import SearchCombo
from crmtrainer.ui.people.timing_form import TimingForm
from tests.ui.standards.conftest import Shown, shown
from tests.ui.test_names import nameless

__all__ = ["shown"]

Role, Text, KEY = QAccessible.Role, QAccessible.Text, Qt.Key


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is announced by parts, in order."""
    found: list[str] = []
    usual = QAccessible.updateAccessibility

    def hear(event: object) -> None:
        found.append(event.message())  # type: ignore[attr-defined]  # an announcement
        usual(event)  # type: ignore[arg-type]

    monkeypatch.setattr(saying.QAccessible, "updateAccessibility", hear)
    return found


def as_heard(widget: QWidget) -> tuple[QAccessible.Role, str]:
    """Its role and its name. Of a drop-down Qt gives its value for a name here, and leaves the name to its label."""
    interface = QAccessible.queryAccessibleInterface(widget)
    name = widget.accessibleName() if interface.role() == Role.ComboBox else interface.text(Text.Name)
    return interface.role(), name


def described(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(Text.Description)


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[Form]:
    page, made = QWidget(), Form()
    qtbot.addWidget(page)
    when, day = MomentEdit(), DayEdit()
    when.set_moment(datetime(2026, 3, 3, 14, 33, tzinfo=UTC))
    made.add("when", "Promised for", when)
    made.add("day", "Day", day)
    made.add("land", "Public holidays of", SearchCombo([("EW", "England and Wales"), ("FR", "France")]))
    made.add("after", "After", QLineEdit())
    QVBoxLayout(page).addWidget(made)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    yield made
    page.close()


def test_typed_fields_are_text_with_the_name_of_their_row(form: Form) -> None:
    assert as_heard(form.rows["when"].field) == (Role.EditableText, "Promised for")
    assert as_heard(form.rows["day"].field) == (Role.EditableText, "Day")
    assert as_heard(form.rows["land"].field) == (Role.ComboBox, "Public holidays of")
    assert nameless(form) == []


def test_how_a_moment_was_understood_or_what_is_wrong_with_it_is_said_when_it_is_left(
    form: Form, qtbot: QtBot, heard: list[str]
) -> None:
    edit = form.rows["when"].field
    edit.setFocus(Qt.FocusReason.TabFocusReason)
    edit.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(edit, "14/12/2026 3pm")
    assert described(edit) == "Monday 14 December 2026 at 15:00 Alt+Down opens a calendar."
    assert heard == []  # not at every letter
    qtbot.keyClick(edit, KEY.Key_Tab)
    assert heard == ["Monday 14 December 2026 at 15:00"]
    edit.setFocus(Qt.FocusReason.BacktabFocusReason)
    edit.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(edit, "12/14/2026 3pm")
    qtbot.keyClick(edit, KEY.Key_Tab)
    words = "The day comes before the month. Write 14/12/2026."
    assert (heard[1:], described(edit)) == ([words], f"{words} Alt+Down opens a calendar.")


@pytest.mark.sheet
@pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagate)", extend=True)
def test_how_much_fits_is_said_as_one_types(form: Form, qtbot: QtBot, heard: list[str]) -> None:
    combo = form.rows["land"].field
    assert isinstance(combo, SearchCombo)
    combo.setFocus(Qt.FocusReason.TabFocusReason)
    combo.line().selectAll()
    qtbot.keyClicks(combo, "fr")
    assert heard[-1] == "Found: 1, the first is France."
    combo.line().completer().popup().hide()
    combo.line().selectAll()
    qtbot.keyClicks(combo, "xx")
    qtbot.keyClick(combo, KEY.Key_Return)
    words = "Nothing here is called “xx”. Type a part of its name, or press Alt+Down for all."
    assert heard[-1] == words
    assert as_heard(combo.line()) == (Role.EditableText, "Public holidays of")
    assert described(combo) == words


def test_where_a_standard_was_moved_to_and_what_is_never_reached_is_said(
    shown: Shown, qtbot: QtBot, heard: list[str]
) -> None:
    page = shown.page
    shown.click(page.list.order)
    field = page.forms.order.order
    assert as_heard(field.table) == (Role.Table, "The order, the first to be tried first")
    assert as_heard(field.up) == (Role.Button, "Move up")
    assert described(field.up) == "It is tried first already."
    qtbot.keyClick(field.table, KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["Urgent is number 2 of 3."]
    model = field.model
    row = model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert row == "Place 2, Standard Urgent, For Urgent, Limit Resolution, 4 h, Reached Yes"
    qtbot.keyClick(field.table, KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    never = "Urgent is never reached: Resolution comes first and fits every such ticket."
    assert heard[1:] == ["Urgent is number 3 of 3.", never]
    assert as_heard(page.forms.order.remark)[1] == never


def test_every_part_of_the_page_has_its_role_and_name(shown: Shown) -> None:
    page = shown.page
    page.kept.unfold.click()
    assert as_heard(page.list.table) == (Role.Table, "Standards, in the order in which they are tried")
    assert as_heard(page.calendar.region) == (Role.ComboBox, "Public holidays of")
    assert as_heard(page.calendar.new) == (Role.Button, "New calendar")
    assert as_heard(page.tester.arrives) == (Role.EditableText, "Arrives")
    assert as_heard(page.kept.table) == (Role.Table, "How standards were kept")
    assert as_heard(page.kept.unfold) == (Role.CheckBox, "How standards were kept")


def test_a_form_that_nobody_can_be_chosen_in_says_why(qtbot: QtBot) -> None:
    empty = TimingForm([], {})
    qtbot.addWidget(empty)
    assert (empty.save_button.isEnabled(), described(empty.save_button)) == (
        False,
        "No learner works on this machine yet.",
    )
    assert as_heard(empty.learner) == (Role.ComboBox, "Learner")
    assert described(empty.learner) == "No learner works on this machine yet."
