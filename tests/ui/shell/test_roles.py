# SPDX-License-Identifier: MIT
"""What belongs to a role goes with it: a learner who sits down after an assessor finds nothing of the review."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmtrainer.kernel.commands import Role
from crmtrainer.ui import opening
from crmtrainer.ui.opening import Opened, open_window
from crmtrainer.ui.shell.action_table import Act
from crmtrainer.ui.shell.sections import Section
from crmtrainer.ui.tasks import InlineTasks
from tests.house.an_attempt import Made
from tests.house.conftest import made, played

__all__ = ["made", "played"]


@pytest.fixture
def opened(qtbot: QtBot, made: Made, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setattr(opening, "ThreadTasks", InlineTasks)
    window = open_window(made.home)
    qtbot.addWidget(window.window)
    window.window.show()
    yield window
    window.close()


def test_a_learner_finds_nothing_of_a_review(opened: Opened, qtbot: QtBot) -> None:
    board, navigation = opened.board, opened.window.body.navigation
    refused: list[object] = []
    board.desk.refused.connect(refused.append)
    board.take_person(Role.ASSESSOR, "Ann Assessor")
    assert board.review is not None
    qtbot.waitUntil(board.review.view.isVisible)
    assert opened.window.actions_.reason(Act.SECTION_5) == ""

    board.take_person(Role.LEARNER, "Bob Other")
    assert not navigation._items[Section.REVIEW].isVisible()
    assert opened.window.actions_.reason(Act.SECTION_5) == "This is for assessors: switch person first."
    qtbot.keyClick(opened.window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert not board.review.isVisible()
    assert refused == []

    board.take_person(Role.ASSESSOR, "Ann Assessor")
    qtbot.waitUntil(board.review.isVisible)
    assert navigation._items[Section.REVIEW].isVisible()


def test_an_attempt_is_open_again_for_a_reviewer_who_comes_after_a_learner(opened: Opened, qtbot: QtBot) -> None:
    board = opened.board
    for role, name in ((Role.TRAINER, "Tom Trainer"), (Role.ASSESSOR, "Ann Assessor")):
        board.take_person(role, name)
        opened.window.show_section(Section.REVIEW)
        assert board.review is not None
        qtbot.waitUntil(board.review.view.isVisible)
        board.take_person(Role.LEARNER, "Bob Other")
        assert board.review.review() is None
        board.take_person(role, name)
        opened.window.show_section(Section.REVIEW)
        qtbot.waitUntil(board.review.view.isVisible)
        assert board.review.review() is not None
