# SPDX-License-Identifier: MIT
"""A day and time by keyboard: the hour comes first, Tab goes to the minutes, and no digit is lost."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDate, QDateTime, Qt, QTime
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.ui.kit.combo import Combo
from crmtrainer.ui.kit.moment_edit import MomentEdit


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[MomentEdit]:
    """Tuesday 3 March, 14:33, reached by Tab from a field before it."""
    page = QWidget()
    qtbot.addWidget(page)
    before, made, after = QLineEdit(), MomentEdit("Promised for"), QLineEdit()
    made.setDateTime(QDateTime(QDate(2026, 3, 3), QTime(14, 33)))
    column = QVBoxLayout(page)
    for each in (before, made, after):
        column.addWidget(each)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    yield made
    page.close()  # which lives as long as this frame


def typed(qtbot: QtBot, keys: str) -> None:
    """Where the keyboard is; `<` goes a part back."""
    for key in keys:
        where = QApplication.focusWidget()
        if key == "\t":
            qtbot.keyClick(where, Qt.Key.Key_Tab)
        elif key == "<":
            qtbot.keyClick(where, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
        else:
            qtbot.keyClicks(where, key)


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("18\t00", "Tue 3 Mar, 18:00"),
        ("1800", "Tue 3 Mar, 18:00"),
        ("1\t5\t", "Tue 3 Mar, 01:05"),
        ("\t00", "Tue 3 Mar, 14:00"),
        ("<18\t00", "Tue 3 Mar, 18:00"),  # from the month
        ("<<12", "Thu 12 Mar, 14:33"),
        ("<<<12", "Thu 12 Mar, 14:33"),  # from the name of the day
    ],
)
def test_digits_go_where_they_are_meant(field: MomentEdit, qtbot: QtBot, keys: str, shown: str) -> None:
    typed(qtbot, keys)
    assert field.text() == shown


def test_tab_leaves_after_the_minutes(field: MomentEdit, qtbot: QtBot) -> None:
    typed(qtbot, "18\t00\t")
    assert not field.hasFocus()


POPUPS = pytest.mark.qt_log_ignore("does not support (raise|grabbing|propagate)", extend=True)
"""What a platform without a display says of anything that drops down."""


@POPUPS
@pytest.mark.parametrize("has_command", [False, True])
def test_alt_down_opens_the_calendar_whatever_else_the_window_does_with_it(
    field: MomentEdit, qtbot: QtBot, has_command: bool
) -> None:
    given: list[bool] = []
    if has_command:
        command = QAction(field.window())
        command.setShortcut(QKeySequence("Alt+Down"))
        command.triggered.connect(lambda: given.append(True))
        field.window().addAction(command)
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
    assert given == []


@POPUPS
def test_alt_down_opens_a_list_of_values_whatever_else_the_window_does_with_it(field: MomentEdit, qtbot: QtBot) -> None:
    given: list[bool] = []
    command = QAction(field.window())
    command.setShortcut(QKeySequence("Alt+Down"))
    command.triggered.connect(lambda: given.append(True))
    field.window().addAction(command)
    combo = Combo([(1, "One"), (2, "Two")], field.window())
    combo.show()
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: combo.view().isVisible())
    combo.hidePopup()
    assert given == []
