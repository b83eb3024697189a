# SPDX-License-Identifier: MIT
"""Hands do only what a person could do, and windows that nobody meant are noticed."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.ui.kit.buttons import Button
from crmtrainer.ui.kit.moment_edit import MomentEdit
from crmtrainer.ui.shell.actions import Actions
from crmtrainer.ui.shell.main_window import MainWindow
from crmtrainer.ui.tour.hands import Hands, TourBroken
from crmtrainer.ui.tour.stray import StrayWindows


@pytest.fixture
def hands(qtbot: QtBot) -> Hands:
    window = MainWindow(Actions())
    qtbot.addWidget(window)
    window.show()
    made = Hands(window, lambda: None, patience=0.2)
    made.take_keyboard()
    return made


def shown(hands: Hands, *widgets: QWidget) -> QWidget:
    held = QWidget()
    column = QVBoxLayout(held)
    for widget in widgets:
        column.addWidget(widget)
    hands.window.takeCentralWidget()  # kept: the window goes on asking it who has the keyboard
    hands.window.setCentralWidget(held)
    hands.settle()
    return held


def test_a_button_is_found_by_its_words_and_pressed(hands: Hands) -> None:
    pressed: list[bool] = []
    button = Button("Send to team")
    button.clicked.connect(lambda: pressed.append(True))
    shown(hands, button)
    hands.press("Send to team")
    assert len(pressed) == 1


@pytest.mark.parametrize("how", ["covered", "disabled", "missing"])
def test_what_a_person_cannot_press_is_not_pressed(hands: Hands, how: str) -> None:
    pressed: list[bool] = []
    button = Button("Send" if how == "missing" else "Send to team")
    button.clicked.connect(lambda: pressed.append(True))
    held = shown(hands, button)
    button.setEnabled(how != "disabled")
    if how == "covered":
        over = QLabel("over it", held)
        over.setGeometry(held.rect())
        over.show()
    with pytest.raises(TourBroken):
        hands.click(button) if how == "disabled" else hands.press("Send to team")
    assert not pressed


def test_words_are_typed_in_place_of_those_that_stood_there(hands: Hands) -> None:
    field = QLineEdit("before")
    field.setAccessibleName("What you promise")
    shown(hands, field)
    hands.type("What you promise", "I’ll text you — by six")
    assert field.text() == "I’ll text you — by six"


@pytest.mark.sheet
def test_a_box_is_ticked_at_its_words_however_wide_it_is(hands: Hands) -> None:
    box = QCheckBox("leg-and-table.jpg")
    shown(hands, box)
    hands.tick("leg-and-table")
    assert box.isChecked()


def test_a_moment_is_typed(hands: Hands) -> None:
    edit = MomentEdit("By when")
    edit.set_moment(datetime(2026, 3, 4, 12, 35, tzinfo=UTC))
    shown(hands, edit)
    hands.set_moment("By when", datetime(2026, 7, 5, 9, 0, tzinfo=UTC))
    assert edit.moment() == datetime(2026, 7, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def strays(qapp: QApplication) -> Iterator[list[str]]:
    watcher, seen = StrayWindows(), []
    watcher.seen.connect(seen.append)
    qapp.installEventFilter(watcher)
    yield seen
    qapp.removeEventFilter(watcher)


def test_a_part_without_its_place_is_noticed_and_one_in_place_is_not(
    hands: Hands, strays: list[str], qtbot: QtBot
) -> None:
    shown(hands, QLabel("in its place"))
    assert not strays
    lost = QLabel("lost")
    lost.setAccessibleName("Hint")
    qtbot.addWidget(lost)
    lost.show()
    assert len(strays) == 1
    assert "Hint" in strays[0]
