# SPDX-License-Identifier: MIT
"""What was chosen on the settings page, in the whole window: whose it is, how long it lasts, and who else shows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.house import House
from crmtrainer.kernel.commands import Role
from crmtrainer.settings import FILE
from crmtrainer.ui import theme
from crmtrainer.ui.kept_choices import Kept
from crmtrainer.ui.kit.keycap import KeyCap
from crmtrainer.ui.opening import Opened, dress_for, open_window
from crmtrainer.ui.people.first_run import FirstRunPage
from crmtrainer.ui.settings.page import SettingsPage
from crmtrainer.ui.settings.parts import Part
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.starting import wear_last
from crmtrainer.ui.theme import Look


class Seat:
    """The window, and who sits down to it."""

    def __init__(self, opened: Opened, qtbot: QtBot) -> None:
        self.opened, self.window, self.board, self._qtbot = opened, opened.window, opened.board, qtbot
        self.choices = opened.board.choices

    def sit(self, name: str) -> None:
        self.board.take_person(Role.LEARNER, name)
        self._qtbot.waitUntil(self.board.is_idle)


@contextmanager
def a_window(home: Path, qtbot: QtBot) -> Iterator[Seat]:
    opened = open_window(home)
    qtbot.addWidget(opened.window)
    yield Seat(opened, qtbot)
    opened.close()


@pytest.fixture
def nobody(qtbot: QtBot, tmp_path: Path) -> Iterator[Seat]:
    """Nobody has said who they are."""
    with a_window(tmp_path, qtbot) as seat:
        yield seat


@pytest.fixture
def seat(nobody: Seat) -> Seat:
    nobody.sit("Jo Okafor")
    return nobody


def test_it_can_be_opened_before_anybody_has_said_who_they_are(nobody: Seat, qtbot: QtBot) -> None:
    nobody.window.show()
    nobody.window.activateWindow()
    qtbot.waitUntil(nobody.window.isActiveWindow)
    qtbot.keyClick(nobody.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(nobody.window.body.page(), SettingsPage)
    qtbot.keyClick(nobody.window, Qt.Key.Key_Escape)
    assert isinstance(nobody.window.body.page(), FirstRunPage)


def test_a_choice_outlives_the_window_and_is_there_before_the_folder_is_open(tmp_path: Path, qtbot: QtBot) -> None:
    before = theme.active()
    with a_window(tmp_path, qtbot) as seat:
        seat.sit("Jo Okafor")
        seat.choices.choose("look.family", "Lexend")
        seat.choices.choose_key("REPLY", "Ctrl+G")
        seat.window.wear(before)
    wear_last(tmp_path, before)
    assert theme.active().family == "Lexend"
    with a_window(tmp_path, qtbot) as seat:
        assert theme.active().family == "Lexend"
        assert seat.window.actions_.all_keys(Act.REPLY) == ("Ctrl+G",)


def test_each_person_sits_down_to_their_own(seat: Seat) -> None:
    usual = theme.active()
    seat.choices.choose("look.text_size", 150)
    seat.choices.choose_key("REPLY", "Ctrl+G")
    seat.sit("Siân Moss")
    assert theme.active() == usual
    assert seat.window.actions_.all_keys(Act.REPLY) == ("Ctrl+R",)
    seat.sit("Jo Okafor")
    assert theme.active().text_scale == 1.5
    assert seat.window.actions_.all_keys(Act.REPLY) == ("Ctrl+G",)


def test_what_was_chosen_before_sitting_down_stays(nobody: Seat) -> None:
    nobody.choices.choose("look.text_size", 150)
    nobody.sit("Jo Okafor")
    assert theme.active().text_scale == 1.5


@pytest.mark.sheet
def test_colours_that_an_earlier_version_kept_are_worn_until_others_are_chosen(tmp_path: Path, qtbot: QtBot) -> None:
    with House.open(tmp_path) as house:
        house.remember("look.scheme", "dark")
    with a_window(tmp_path, qtbot) as seat:
        assert theme.tokens().dark
        seat.choices.choose("look.scheme", "light")
        dress_for(seat.opened.house, "", Look(motion=False))
        assert not theme.tokens().dark


def test_a_choice_writes_nothing_into_the_record(seat: Seat) -> None:
    heard: list[object] = []
    seat.board.desk.acted.connect(lambda done, _command: heard.append(done))
    seat.choices.choose("look.scheme", "dark")
    seat.choices.choose_key("REPLY", "Ctrl+G")
    assert heard == []


def test_a_choice_that_cannot_be_kept_holds_and_says_so(seat: Seat, tmp_path: Path) -> None:
    (tmp_path / FILE).unlink()
    (tmp_path / FILE).mkdir()
    seat.choices.choose("look.scheme", "dark")
    assert theme.tokens().dark
    assert "could not be kept" in seat.window.messages()[-1]


def test_kept_keys_that_are_not_to_be_had_are_left_aside(tmp_path: Path, qtbot: QtBot) -> None:
    Kept(tmp_path).put("", {"keys.REPLY": "G", "keys.HAND_OFF": "Ctrl+J", "keys.SET_STATUS": "Ctrl+J", "keys.NO": "F2"})
    Kept(tmp_path).put("", {"keys.ADD_NOTE": "Ctrl+L"})
    with a_window(tmp_path, qtbot) as seat:
        keys = seat.window.actions_.all_keys
        assert (keys(Act.REPLY), keys(Act.HAND_OFF), keys(Act.SET_STATUS)) == (("Ctrl+R",), ("Ctrl+J",), ("Ctrl+D",))
        assert (keys(Act.ADD_NOTE), keys(Act.LOG_CALL)) == (("Ctrl+L",), ())
        listed = [key for act in Act for key in keys(act)]
        assert len(listed) == len(set(listed))


def test_whatever_shows_a_key_follows_it(seat: Seat) -> None:
    seat.choices.choose_key("JUMP", "Ctrl+J")
    seat.choices.choose_key("FILTER", "F3")
    seat.choices.choose_key("HELP_HERE", "F2")
    seat.choices.choose_key("ADD_NOTE", "Ctrl+G")
    seat.choices.choose_key("READ_CLOCKS", "F7")
    window, board = seat.window, seat.board
    assert window.toolbar.search.key() == "Ctrl+J"
    assert board.scenarios.filter.key() == "F3"
    assert [cap.text() for cap in window.status.help.findChildren(KeyCap)] == ["F2"]
    assert "Add note (Ctrl+G)" in window.actions_[Act.ADD_NOTE].toolTip()
    assert "F7 reads its clocks" in board.queue.help_words()
    listed = {command.key: command.shortcut for command in board.commands._listed()}
    assert (listed["ADD_NOTE"], listed["FILTER"]) == ("Ctrl+G", "F3")
    seat.choices.restore(Part.KEYS)
    assert window.toolbar.search.key() == "Ctrl+K"
    assert "F8 reads its clocks" in board.queue.help_words()
