# SPDX-License-Identifier: MIT
"""The first page: a role, a name, the steps of a first case."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from crmtrainer.house import House
from crmtrainer.kernel.commands import Actor, Role
from crmtrainer.people.queries import PersonRow
from crmtrainer.ui.desk import Desk
from crmtrainer.ui.people.first_run import FirstRunPage, Step
from crmtrainer.ui.people.steps import first_steps
from crmtrainer.ui.shell.action_table import ACTIONS, Act
from tests.house.an_attempt import Made
from tests.house.conftest import made, played
from tests.ui.test_names import nameless

__all__ = ["made", "played"]

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot) -> FirstRunPage:
    made = FirstRunPage()
    qtbot.addWidget(made)
    made.resize(1036, 620)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def pick(page: FirstRunPage, qtbot: QtBot, words: str) -> None:
    frame = next(f for f in page.roles.findChildren(QAbstractButton) if f.accessibleName().startswith(words))
    qtbot.mouseClick(frame, LEFT)


def test_a_name_and_enter_begin_as_a_learner(page: FirstRunPage, qtbot: QtBot) -> None:
    page.name.setFocus()
    qtbot.keyClicks(page.name, "  Jo   Bloggs ")
    with qtbot.waitSignal(page.begun) as begun:
        qtbot.keyClick(page.name, Qt.Key.Key_Return)
    assert begun.args == [Role.LEARNER, "Jo Bloggs"]


def test_the_chosen_role_is_told(page: FirstRunPage, qtbot: QtBot) -> None:
    pick(page, qtbot, "I assess")
    qtbot.keyClicks(page.name, "Ruth Calder")
    with qtbot.waitSignal(page.begun) as begun:
        qtbot.mouseClick(page.begin, LEFT)
    assert begun.args == [Role.ASSESSOR, "Ruth Calder"]


def test_without_a_name_nothing_begins_and_the_form_says_why(page: FirstRunPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.begun):
        qtbot.mouseClick(page.begin, LEFT)
    assert page.form.rows["name"].error().startswith("Enter your name")
    qtbot.keyClicks(page.name, "Jo")
    with qtbot.waitSignal(page.begun):
        qtbot.mouseClick(page.begin, LEFT)
    assert page.form.rows["name"].error() == ""


def test_the_last_person_of_a_role_is_filled_in(page: FirstRunPage, qtbot: QtBot) -> None:
    known = (
        PersonRow(1, "L-1", Role.LEARNER, "Jo Bloggs"),
        PersonRow(2, "L-2", Role.LEARNER, "Sam Field"),
        PersonRow(3, "A-1", Role.ASSESSOR, "Ruth Calder"),
    )
    page.set_people(known)
    assert page.name.text() == "Sam Field"
    pick(page, qtbot, "I assess")
    assert page.name.text() == "Ruth Calder"


def test_who_sat_here_last_is_offered_in_their_role(page: FirstRunPage, qtbot: QtBot) -> None:
    known = (
        PersonRow(1, "L-1", Role.LEARNER, "Jo Bloggs"),
        PersonRow(2, "L-2", Role.LEARNER, "Sam Field"),
        PersonRow(3, "A-1", Role.ASSESSOR, "Ruth Calder"),
        PersonRow(4, "T-1", Role.TRAINER, "Ada Moss"),
        PersonRow(5, "T-2", Role.TRAINER, ""),
    )
    page.set_people(
        known, {"last.role": "assessor", "last.learner": "L-1", "last.assessor": "A-1", "last.trainer": "T-2"}
    )
    assert (page.roles.value(), page.name.text()) == (Role.ASSESSOR, "Ruth Calder")
    pick(page, qtbot, "I am learning")
    assert page.name.text() == "Jo Bloggs"
    pick(page, qtbot, "I am teaching")
    assert page.name.text() == ""


def test_steps_done_say_so_in_words(page: FirstRunPage) -> None:
    page.set_steps({Role.LEARNER: (Step("Say who you are", "", True), Step("Start a scenario", "Alt+4", False))})
    words = [label.text() for label in page.findChildren(QLabel) if not label.isHidden()]
    assert words.count("Done") == 1
    assert "Alt+4" in words
    page.set_steps({Role.LEARNER: (Step("Say who you are", "", False),)})
    words = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Done" not in words


def test_the_keys_of_a_learner_s_steps_are_those_of_the_menus(tmp_path: Path) -> None:
    keys = {spec.act: spec.keys for spec in ACTIONS}
    with House.open(tmp_path / "home") as house:
        desk = Desk(house, Actor("", Role.LEARNER))
        hints = {step.words: step.hint for step in first_steps(desk)[Role.LEARNER]}
        desk.close()
    assert hints["Answer the call and prove who it is"] in keys[Act.ANSWER]
    assert hints["Hand the work to the warehouse"] in keys[Act.HAND_OFF]


def test_a_learner_s_steps_stay_done_whoever_looks_at_them(made: Made) -> None:
    with House.open(made.home) as house:
        learner = house.actor_for(Role.LEARNER)
        house.remember("last.learner", learner.pseudonym)
        for actor in (learner, house.enrol(Role.TRAINER, "Ada Nwosu"), house.enrol(Role.ASSESSOR, "Sam Whitfield")):
            steps = ticks(house, actor)
            assert all(steps[Role.LEARNER]), actor.role
            assert steps[Role.TRAINER] == [True, False, False, False, False]
            assert steps[Role.ASSESSOR] == [True, True, False, False]
        another = house.enrol(Role.LEARNER, "Sam Birch")
        assert ticks(house, another)[Role.LEARNER] == [True, False, False, False, False]


def ticks(house: House, actor: Actor) -> dict[Role, list[bool]]:
    desk = Desk(house, actor)
    found = {role: [step.done for step in steps] for role, steps in first_steps(desk).items()}
    desk.close()
    return found


def test_every_part_is_named_and_reached(page: FirstRunPage) -> None:
    assert nameless(page) == []
    assert page.first_focus() is not None
    assert len(page.panes()) == 2


@pytest.mark.sheet
def test_in_a_narrow_window_everything_stands_below_one_another(page: FirstRunPage, qtbot: QtBot) -> None:
    frames = page.roles.findChildren(QAbstractButton)
    assert len({frame.y() for frame in frames}) == 1
    page.resize(440, 800)
    qtbot.waitUntil(lambda: len({frame.x() for frame in frames}) == 1)
    assert page.minimumSizeHint().width() <= 440
    assert page.name.mapTo(page, page.name.rect().topRight()).x() <= 440


def test_a_learners_name_is_not_offered_to_an_assessor(page: FirstRunPage, qtbot: QtBot) -> None:
    page.set_people((PersonRow(1, "P-1", Role.LEARNER, "Jo Okafor"),))
    assert page.name.text() == "Jo Okafor"
    assert page.name.accessibleDescription() == "Shown to you and your assessor only"
    pick(page, qtbot, "I assess")
    assert page.name.text() == ""
    assert page.name.accessibleDescription() == "Stands beside each of your decisions"
    qtbot.keyClicks(page.name, "Ruth Calder")
    pick(page, qtbot, "I am teaching")
    assert page.name.text() == "Ruth Calder"
