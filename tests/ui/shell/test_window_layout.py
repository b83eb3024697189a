# SPDX-License-Identifier: MIT
"""The window comes back as it was left: its place, its lists; and in its usual shape after a reset."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter
from pytestqt.qtbot import QtBot

from crmtrainer.kernel.commands import Role
from crmtrainer.ui.opening import Opened, open_window
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.window_layout import FILE


def opened(home: Path, qtbot: QtBot) -> Opened:
    made = open_window(home)
    qtbot.addWidget(made.window)
    made.window.show()
    return made


def scenarios_list(made: Opened) -> QSplitter:
    found = made.window.findChild(QSplitter, "scenarios")
    assert isinstance(found, QSplitter)
    return found


@pytest.fixture
def left(tmp_path: Path, qtbot: QtBot) -> Path:
    """A data folder whose window was made small and its list narrow."""
    made = opened(tmp_path, qtbot)
    made.board.take_person(Role.LEARNER, "Jo Okafor")
    made.window.setGeometry(QRect(20, 30, 700, 500))
    splitter = scenarios_list(made)
    splitter.moveSplitter(250, 1)
    qtbot.waitUntil(lambda: splitter.sizes()[0] < 300)
    made.close()
    return tmp_path


def test_it_comes_back_as_it_was_left(left: Path, qtbot: QtBot) -> None:
    assert (left / FILE).is_file()
    made = opened(left, qtbot)
    assert made.window.size().width() == 700
    assert made.window.size().height() == 500
    qtbot.waitUntil(lambda: scenarios_list(made).sizes()[0] < 300)
    made.close()


def test_reset_layout_forgets_it(left: Path, qtbot: QtBot) -> None:
    made = opened(left, qtbot)
    qtbot.waitUntil(lambda: scenarios_list(made).sizes()[0] < 300)
    made.window.actions_[Act.RESET_LAYOUT].trigger()
    qtbot.waitUntil(lambda: scenarios_list(made).sizes()[0] > 300)
    made.close()


@pytest.mark.sheet
def test_a_window_left_on_a_larger_screen_fits_on_this_one(tmp_path: Path, qtbot: QtBot) -> None:
    made = opened(tmp_path, qtbot)
    made.window.setGeometry(QRect(5000, 4000, 3000, 2000))
    made.close()
    again = opened(tmp_path, qtbot)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert again.window.width() <= room.width()
    assert again.window.height() <= room.height()
    assert room.intersects(again.window.geometry())
    again.close()


def test_a_file_that_says_nonsense_is_passed_over(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / FILE).write_text("[window]\ngeometry=rubbish\n[lists]\nscenarios=-9\n", encoding="utf-8")
    made = opened(tmp_path, qtbot)
    assert made.window.isVisible()
    made.close()
