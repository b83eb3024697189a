# SPDX-License-Identifier: MIT
"""A judgement that is begun and not saved: it comes back after the window was closed, to whoever began it."""

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from crmtrainer.assessment.rules import Decision, Flag
from crmtrainer.house import House
from crmtrainer.kernel.commands import Role
from crmtrainer.ui.assessment.page import ReviewPage
from tests.ui.assessment.reviewing import Answers, click, page_for


def test_a_judgement_begun_outlives_the_window_and_is_not_shown_to_another_assessor(
    page: ReviewPage, house: House, answers: Answers, qtbot: QtBot
) -> None:
    form = page.view.form
    click(form.not_yet)
    click(form.flags.questions["valid"]._buttons[0])
    form.reason.setFocus()
    QTest.keyClicks(form.reason, "Half a thought")
    page.close_review()
    later = page_for(house, Role.ASSESSOR, answers, qtbot)
    form = later.view.form
    assert (form.reason.toPlainText(), form.deciding.decision()) == ("Half a thought", Decision.NOT_YET)
    assert form.flags.answers()["valid"] is Flag.YES
    assert form.deciding.draft_line.words.text().startswith("Draft from ")
    later._desk.actor = house.enrol(Role.ASSESSOR, "Ruth Calder")
    later.entered()
    assert (form.reason.toPlainText(), form.deciding.decision()) == ("", None)


def test_a_change_begun_comes_back_beside_the_judgement_that_stands(
    page: ReviewPage, house: House, answers: Answers, qtbot: QtBot
) -> None:
    form = page.view.form
    click(form.not_yet)
    form.reason.setFocus()
    QTest.keyClicks(form.reason, "The photo is missing.")
    click(form.flags.questions["sufficient"]._buttons[1])
    click(form.save)
    assert form.standing.isVisible()
    assert page.notes.drafts.at("judgement/S2-M4") is None
    click(form.standing.change)
    form.reason.setFocus()
    QTest.keyClicks(form.reason, "It is there after all.")
    page.close_review()
    form = page_for(house, Role.ASSESSOR, answers, qtbot).view.form
    assert form.standing.isVisible()
    assert form.reason.isVisible()
    assert form.reason.toPlainText() == "It is there after all."
