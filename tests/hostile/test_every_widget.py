# SPDX-License-Identifier: MIT
"""Every live widget in a world whose words are all hostile: plain text, and hidden characters spelt out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.house import House
from crmtrainer.kernel.commands import Actor, Role
from crmtrainer.kernel.ids import TicketId
from crmtrainer.replay import ReplayReport
from crmtrainer.scenarios.rules import Mode
from crmtrainer.ui import appearance
from crmtrainer.ui.assessment.page import ReviewPage
from crmtrainer.ui.calculator.form import BOXES, LINES
from crmtrainer.ui.calculator.page import CalculatorPage
from crmtrainer.ui.casework.acts import CaseAct
from crmtrainer.ui.casework.case_page import CasePage
from crmtrainer.ui.casework.complaints import ComplaintsPage
from crmtrainer.ui.casework.page import QueuePage
from crmtrainer.ui.customers.page import CustomersPage
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.kit.page import Page
from crmtrainer.ui.opening import open_window
from crmtrainer.ui.scenarios.debrief_page import DebriefPage
from crmtrainer.ui.scenarios.labels import DebriefDeed
from tests.hostile.spoiling import spoil
from tests.hostile.values import SHORT
from tests.hostile.walk import faults, shown_in
from tests.house.an_attempt import Made
from tests.house.conftest import made, played
from tests.support import LEARNER
from tests.ui.casework.shift import a_shift
from tests.ui.scenarios.conftest import desk_in, make_home, newest_attempt

__all__ = ["made", "played"]

TICKET = TicketId(5)
MARK = "<b>bold</b>"
"""Stands in every spoilt text: where it is not seen, nothing was tried."""


def show(page: Page, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.resize(1036, 620)
    page.show()
    page.entered()
    qtbot.waitUntil(page.isVisible)


@pytest.mark.parametrize("make", [QueuePage, ComplaintsPage])
@pytest.mark.parametrize("moment", ["identified", "asked_back"])
def test_a_case_shows_plain_text(make: type[CasePage], moment: str, tmp_path: Path, qtbot: QtBot) -> None:
    """On the call, and with the warehouse asking; then each form that acts open."""
    with a_shift(tmp_path, moment, before=spoil) as shift:
        with appearance.undressed():
            page = make(shift.desk)  # type: ignore[call-arg]  # the sections take the desk alone
        show(page, qtbot)
        if moment == "asked_back":
            page.open_ticket(TICKET)
        assert MARK in shown_in(page)
        for act in CaseAct:
            page.work.conduct.act(act)
            assert "\n".join(faults(page)) == "", act


def test_a_record_shows_plain_text(tmp_path: Path, qtbot: QtBot) -> None:
    with a_shift(tmp_path, "closed", before=spoil) as shift:
        with appearance.undressed():
            page = CustomersPage(shift.desk)
        show(page, qtbot)
        assert "\n".join(faults(page)) == ""
        page.open_customer(int(shift.customer("O’Connor")))
        assert MARK in shown_in(page)
        assert "\n".join(faults(page)) == ""


def test_a_debrief_shows_plain_text(tmp_path: Path, qtbot: QtBot) -> None:
    home = tmp_path / "home"
    make_home(home, Mode.PRACTISE)
    for world in (home / "worlds").glob("*.sqlite3"):
        spoil(world)
    for desk in desk_in(home):
        with appearance.undressed():
            page = DebriefPage(desk, newest_attempt(desk))
        show(page, qtbot)
        assert MARK in shown_in(page)
        assert "\n".join(faults(page)) == ""
        cite_all(page)
        assert MARK in shown_in(page.came.reflection)
        assert "\n".join(faults(page)) == ""
        page.came.reflection.words.setPlainText(SHORT)
        page.came.reflection.save.click()
        assert page.came.reflection.newest() is not None
        assert "\n".join(faults(page)) == ""


def cite_all(page: DebriefPage) -> None:
    """Every act that a reflection may cite, named there by customers and tickets."""
    for item in page.did.list.story.items():
        page.go_to(item.id)
        if not page.reason_against(DebriefDeed.CITE):
            page.do(DebriefDeed.CITE)


def test_a_review_shows_plain_text(made: Made, qtbot: QtBot) -> None:
    for world in made.home.rglob("*.sqlite3"):
        if world.name != "centre.sqlite3":
            spoil(world)
    with House.open(made.home) as house:
        person = house.actor_for(Role.ASSESSOR)
        desk = Desk(house, Actor(person.pseudonym, Role.ASSESSOR))
        with appearance.undressed():
            page = ReviewPage(desk, again=lambda house, review: ReplayReport(True, None, len(review.acts) - 1))
        show(page, qtbot)
        assert MARK in shown_in(page)
        assert "\n".join(faults(page)) == ""
        page.close_review()
        desk.close()


def test_the_frame_shows_plain_text(tmp_path: Path, qtbot: QtBot) -> None:
    """Whoever is signed in stands in the status bar, and in the lists of people."""
    opened = open_window(tmp_path)
    qtbot.addWidget(opened.window)
    opened.board.take_person(Role.LEARNER, SHORT)
    opened.window.show()
    assert MARK in shown_in(opened.window)
    assert faults(opened.window) == []
    opened.close()


class Bad(QWidget):
    """Everything that must not be, to see that the walk finds it."""

    def __init__(self) -> None:
        super().__init__()
        self.guessing = QLabel("<b>Zoë</b>", self)
        self.telling = QLabel("plain", self)
        self.telling.setTextFormat(Qt.TextFormat.PlainText)
        self.telling.setToolTip('<img src="x">')
        self.speaking = QPushButton("Save", self)
        self.speaking.setAccessibleName("gnirts\u202e")
        self.listing = QListWidget(self)
        self.listing.addItem("esc\x1b")
        self.editing = QTextEdit(self)


def test_the_walk_finds_what_must_not_be(qtbot: QtBot) -> None:
    bad = Bad()
    qtbot.addWidget(bad)
    found = "; ".join(faults(bad))
    for wrong in ("for markup: '<b>Zo", "tooltip with markup", "\\u202e", "\\x1b", "takes markup that is pasted"):
        assert wrong in found


def test_the_calculator_shows_plain_text(tmp_path: Path, qtbot: QtBot) -> None:
    """Every field holds what nobody would type, and each says what is wrong with it."""
    with House.open(tmp_path / "home") as house:
        desk = Desk(house, LEARNER)
        page = CalculatorPage(desk)
        show(page, qtbot)
        page.form.put_back(dict.fromkeys((*LINES, *BOXES), SHORT))
        page.work_out()
        assert MARK in shown_in(page)
        assert "\n".join(faults(page)) == ""
        page.take_in(json.dumps({"id": SHORT, "tz": SHORT, "op": SHORT}))
        assert "\n".join(faults(page)) == ""
        desk.close()
