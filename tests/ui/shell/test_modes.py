# SPDX-License-Identifier: MIT
"""Explore, Practise and Assessed differ for whoever looks: in the brief, on the desk, before the end and after it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.interactions.queries import live_conversations
from crmtrainer.kernel.commands import Role
from crmtrainer.scenarios.queries import current
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui.kit.chip import Chip
from crmtrainer.ui.kit.toast import Toast
from crmtrainer.ui.opening import Opened, open_window
from crmtrainer.ui.scenarios.brief_page import BriefPage
from crmtrainer.ui.scenarios.finish_page import FinishPage
from crmtrainer.ui.scenarios.labels import AFTERWARDS, MODE_TONES, TIME, mode_chip
from crmtrainer.ui.theme import Tone

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def words(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel)]


@pytest.fixture
def exploring(qtbot: QtBot, tmp_path: Path) -> Iterator[Opened]:
    """A learner who has just begun to explore."""
    made = open_window(tmp_path)
    qtbot.addWidget(made.window)
    made.window.show()
    made.board.take_person(Role.LEARNER, "Jo Okafor")
    with qtbot.waitSignal(made.board.attempt.started, timeout=60_000):
        made.board.start("passed-to-warehouse", Mode.EXPLORE)
    made.board.begin()
    yield made
    made.close()


@pytest.mark.parametrize("mode", Mode)
def test_brief_and_ending_say_the_mode_and_what_it_means(qtbot: QtBot, mode: Mode) -> None:
    brief = BriefPage("Passed to warehouse", "A call is about to come in.", mode, "Tue 3 Mar, 12:30")
    finish = FinishPage("Passed to warehouse", mode, (), NOON)
    for page in (brief, finish):
        qtbot.addWidget(page)
        assert mode_chip(mode).text in [chip.accessibleName() for chip in page.findChildren(Chip)]
    assert TIME[mode] in words(brief)
    assert AFTERWARDS[mode] in words(finish)


def test_no_brief_promises_time_that_its_mode_does_not_give(exploring: Opened) -> None:
    staged = exploring.board.desk.ask(current)
    assert staged is not None
    assert "time" not in staged.brief.lower()  # how time goes is the mode's to say
    assert "also after you begin" in TIME[Mode.EXPLORE]
    assert exploring.board.practice.speed == 0


def test_each_mode_has_a_look_of_its_own() -> None:
    assert len(set(MODE_TONES.values())) == len(Mode)
    assert MODE_TONES[Mode.ASSESSED] is Tone.STRONG


def test_for_who_explores_time_waits_until_they_let_it_go_on(exploring: Opened, qtbot: QtBot) -> None:
    board, window = exploring.board, exploring.window
    assert board.practice.speed == 0
    assert window.body.exploring.isVisible()
    (toast,) = window.findChildren(Toast)
    (button,) = [b for b in toast.findChildren(QWidget) if b.accessibleName() == "Next event"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert board.desk.ask(live_conversations)
    assert board.practice.speed == 0
    board.ending.finish()
    assert window.status.mode.accessibleName() == "Explore mode, finished"
    assert not window.toolbar.clock.isVisible()
