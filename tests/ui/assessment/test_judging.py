# SPDX-License-Identifier: MIT
"""Deciding on a criterion with real keys and clicks: observations, the five questions, saving, superseding."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from crmtrainer.assessment.queries import attempts, chosen_observations, judgements
from crmtrainer.assessment.rules import Decision, Flag, Use
from crmtrainer.house import House
from crmtrainer.kernel.commands import Role
from crmtrainer.ui.assessment.page import ReviewPage
from tests.ui.assessment.reviewing import click, press, spoken_in_list


def test_an_observation_is_undecided_then_used_and_leads_to_its_act(page: ReviewPage, house: House) -> None:
    row = page.view.form.observations.rows[0]
    assert row.use.value() is None
    click(row.use._buttons[0])
    review = page.review()
    assert review is not None
    chosen = house.centre.ask(chosen_observations, house.actor_for(Role.ASSESSOR), review.row.id)
    assert chosen == {f"S2-M4/{row.offered.check.key}": Use.USE}
    click(page.view.form.observations.rows[0].act)
    current = page.view.replay.list.current()
    assert current is not None
    assert current.seq == row.offered.check.cites[0]


def test_saving_names_what_is_open_and_goes_there(page: ReviewPage, house: House) -> None:
    form = page.view.form
    assert form.save.isEnabled()
    assert form.still_open.text() == ("Still open: Decision, Reason, Valid, Authentic, Reliable, Current, Sufficient")
    click(form.save)
    click(form.competent)
    click(form.save)
    assert house.centre.ask(attempts, house.actor_for(Role.ASSESSOR))[0].judged == 0
    assert form.still_open.text().startswith("Still open: Reason, Valid")


def test_control_enter_saves_or_goes_to_what_is_open(page: ReviewPage, house: House) -> None:
    form = page.view.form
    control = Qt.KeyboardModifier.ControlModifier

    def goes_on() -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Return, control)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    form.observations.rows[0].act.setFocus()
    assert goes_on() is form.competent
    press(form.competent, Qt.Key.Key_Space)
    assert goes_on() is form.reason
    QTest.keyClicks(form.reason, "It is there at 46.")
    for name, asked in form.flags.questions.items():
        assert asked.isAncestorOf(goes_on()), name
        QTest.keyClick(asked._buttons[0], Qt.Key.Key_Return)
    goes_on()
    goes_on()  # one attempt is less than the rubric asks for Competent
    assert house.centre.ask(attempts, house.actor_for(Role.ASSESSOR))[0].judged == 1
    assert form.standing.isVisible()


def test_a_judgement_is_saved_and_a_second_supersedes_it(page: ReviewPage, house: House) -> None:
    form, assessor = page.view.form, house.actor_for(Role.ASSESSOR)
    click(form.observations.rows[0].use._buttons[0])
    for decision, words in ((form.not_yet, "The photo is missing at act 42."), (form.competent, "It is there at 46.")):
        if form.standing.isVisible():
            assert not form.reason.isVisible()
            click(form.standing.change)
            assert form.reason.isVisible()
        for asked in form.flags.questions.values():
            click(asked._buttons[0])
        click(decision)
        form.reason.setFocus()
        QTest.keyClicks(form.reason, words)
        click(form.save)
    click(form.save)  # one attempt is less than the rubric asks for Competent
    review = page.review()
    assert review is not None
    first, second = house.centre.ask(judgements, assessor, review.row.id)
    assert (first.decision, first.reason, first.superseded) == (
        Decision.NOT_YET,
        "The photo is missing at act 42.",
        True,
    )
    assert (second.decision, second.valid, second.authentic) == (Decision.COMPETENT, Flag.YES, Flag.YES)
    assert second.cites
    QApplication.processEvents()
    shown = [label.text() for label in form.standing.findChildren(QLabel) if label.isVisible()]
    assert any(words.startswith("Competent, stands") for words in shown)
    assert "It is there at 46." in shown
    assert "Valid: yes, Authentic: yes, Reliable: yes, Current: yes, Sufficient: yes" in shown
    assert form.standing.change.isVisible()
    assert form.earlier.count() == 1
    assert form.reason.toPlainText() == ""
    assert page.attempts.count.text() == "1 to mark"
    assert "1 of 5 marked" in spoken_in_list(page)


def test_competent_goes_to_the_question_that_is_still_open(page: ReviewPage, house: House) -> None:
    form = page.view.form
    click(form.competent)
    form.reason.setFocus()
    QTest.keyClicks(form.reason, "It is there at 46.")
    click(form.flags.questions["valid"]._buttons[0])
    click(form.save)
    assert house.centre.ask(attempts, house.actor_for(Role.ASSESSOR))[0].judged == 0
    assert form.still_open.text() == "Still open: Authentic, Reliable, Current, Sufficient"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert form.flags.questions["authentic"].isAncestorOf(focused)


def test_competent_on_less_than_the_rubric_asks_for_is_asked_once_more(page: ReviewPage, house: House) -> None:
    form = page.view.form
    case = form.criterion()
    assert case is not None
    assert not case.is_enough
    high = form.still_open.height()
    click(form.competent)
    form.reason.setFocus()
    QTest.keyClicks(form.reason, "The rest is in a witness statement of May.")
    for question in form.flags.questions.values():
        click(question._buttons[0])
        assert form.still_open.height() == high
    click(form.save)
    assert house.centre.ask(attempts, house.actor_for(Role.ASSESSOR))[0].judged == 0
    assert form.still_open.text().startswith("By the rubric this is not enough for Competent.")
    assert form.save.text() == "Save all the same"
    click(form.not_yet)
    assert form.save.text() == "Save judgement"
    click(form.competent)
    click(form.save)
    click(form.save)
    assert house.centre.ask(attempts, house.actor_for(Role.ASSESSOR))[0].judged == 1
    assert form.save.text() == "Save judgement"


def test_an_answer_pressed_again_is_open_again(page: ReviewPage) -> None:
    flags = page.view.form.flags
    click(flags.questions["current"]._buttons[1])
    assert flags.answers()["current"] is Flag.NO
    click(flags.questions["current"]._buttons[1])
    assert flags.answers()["current"] is Flag.OPEN
    assert flags.questions["current"].value() is None


def test_what_was_entered_stays_while_one_looks_at_another_criterion(page: ReviewPage) -> None:
    form = page.view.form
    click(form.not_yet)
    form.reason.setFocus()
    QTest.keyClicks(form.reason, "Half a thought")
    click(form.next)
    assert (form.reason.toPlainText(), form.deciding.decision()) == ("", None)
    click(form.previous)
    assert (form.reason.toPlainText(), form.deciding.decision()) == ("Half a thought", Decision.NOT_YET)
