# SPDX-License-Identifier: MIT
"""A review page over the attempt that the tests of the house play, with answers ready for whoever is asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.house import House
from crmtrainer.house.reviewing import Review
from crmtrainer.kernel.commands import Actor, Role
from crmtrainer.replay import ReplayReport
from crmtrainer.ui import appearance
from crmtrainer.ui.assessment.page import PlayingAgain, ReviewPage
from crmtrainer.ui.desk import Desk
from tests.house.an_attempt import Made


class Answers:
    """Whoever is asked for files, with the answers ready."""

    def __init__(self) -> None:
        self.file: Path | None = None
        self.out: Path | None = None
        self.name = ""

    def learner_name(self, parent: QWidget, ref: str) -> str:
        return self.name

    def handed_in_file(self, parent: QWidget) -> Path | None:
        return self.file

    def folder(self, parent: QWidget) -> Path | None:
        return self.out


@pytest.fixture
def house(made: Made) -> Iterator[House]:
    with House.open(made.home) as opened:
        yield opened


@pytest.fixture
def answers() -> Answers:
    return Answers()


def the_same(house: House, review: Review) -> ReplayReport:
    """Replaying takes seconds; one test does it."""
    return ReplayReport(True, None, len(review.acts) - 1)


def page_for(house: House, role: Role, answers: Answers, qtbot: QtBot, again: PlayingAgain = the_same) -> ReviewPage:
    person = house.actor_for(role)
    desk = Desk(house, Actor(person.pseudonym, role))
    with appearance.undressed():  # as the window is put together
        page = ReviewPage(desk, choosing=answers, again=again)
    qtbot.addWidget(page, before_close_func=lambda _page: (page.close_review(), desk.close()))
    page.resize(1036, 620)
    page.show()
    page.entered()
    page.activateWindow()
    return page


@pytest.fixture
def page(house: House, answers: Answers, qtbot: QtBot) -> ReviewPage:
    return page_for(house, Role.ASSESSOR, answers, qtbot)


def press(widget: QWidget, key: Qt.Key) -> None:
    widget.setFocus()
    QTest.keyClick(widget, key)


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def spoken_in_list(page: ReviewPage) -> str:
    model = page.attempts.model
    rows = [model.index(number) for number in range(model.rowCount())]
    return "; ".join(str(row.data(Qt.ItemDataRole.AccessibleTextRole)) for row in rows)
