# SPDX-License-Identifier: MIT
"""The review with real keys and clicks: opening, stepping, playing, deciding, exporting, receiving."""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLayout, QWidget
from pytestqt.qtbot import QtBot

from crmtrainer.assessment.queries import attempts, chosen_observations, judgements
from crmtrainer.assessment.rules import Decision, Flag, Use
from crmtrainer.house import House
from crmtrainer.house.leftovers import FOLDER
from crmtrainer.house.reviewing import Review, played_again
from crmtrainer.kernel.commands import Role
from crmtrainer.kernel.errors import Expected, Refused
from crmtrainer.replay import Difference, ReplayReport
from crmtrainer.ui.assessment.labels import state_mark
from crmtrainer.ui.assessment.page import ReviewPage
from crmtrainer.ui.assessment.replay_pane import ReplayPane, Show
from crmtrainer.ui.assessment.review_view import Part
from crmtrainer.ui.shell.page_frame import PageFrame
from crmtrainer.ui.shell.panes import PaneCycle
from crmtrainer.ui.theme import Tone
from tests.house.an_attempt import HOSTILE, Made
from tests.ui.assessment.reviewing import Answers, click, page_for, press
from tests.ui.test_names import nameless


def spoken_in_list(page: ReviewPage) -> str:
    model = page.attempts.model
    rows = [model.index(number) for number in range(model.rowCount())]
    return "; ".join(str(row.data(Qt.ItemDataRole.AccessibleTextRole)) for row in rows)


def test_marked_is_said_when_every_criterion_is(page: ReviewPage) -> None:
    review = page.review()
    assert review is not None
    for judged, words, tone in (
        (0, "To mark", Tone.NEUTRAL),
        (4, "4 of 5 marked", Tone.NEUTRAL),
        (5, "Marked: 5 criteria", Tone.OK),
    ):
        mark = state_mark(replace(review.row, judged=judged), review.report, 5)
        assert (mark.words, mark.tone) == (words, tone)


def test_the_oldest_unmarked_attempt_is_open_and_told(page: ReviewPage) -> None:
    assert page.review() is not None
    assert page.view.banner.accessibleName().startswith("Complete and unchanged. ")
    assert "cannot show who was at the keyboard" in page.view.banner.accessibleName()
    assert page.attempts.count.text() == "1 to mark"
    assert page.view.form.name.text() == "S2-M4"
    assert nameless(page) == []
    review = page.review()
    assert review is not None
    logged = next(act for act in review.acts if act.verb == "interaction.log")
    assert logged.details[-1] == "Status became in progress"


def test_an_assessor_is_told_where_a_second_item_can_come_from(page: ReviewPage) -> None:
    told = page.view.form.enough.text()
    assert told.startswith("Not enough by the rubric: 1 of 2 items from different scenarios.")
    assert "This is the only scenario here that speaks of it. Another item can be a product of work" in told
    assert "From this attempt alone: Not yet competent, and what it shows." in told


def test_left_and_right_step_and_the_slider_follows(page: ReviewPage) -> None:
    replay = page.view.replay
    press(replay.list, Qt.Key.Key_Right)
    press(replay.list, Qt.Key.Key_Right)
    assert (replay.list.place(), replay.slider.value()) == (2, 2)
    assert replay.count.text() == f"3 of {replay.list.replay.rowCount()}"
    press(replay.list, Qt.Key.Key_Left)
    assert replay.list.place() == 1
    press(replay.slider, Qt.Key.Key_End)
    assert replay.list.place() == replay.list.replay.rowCount() - 1
    click(replay.first)
    assert replay.list.place() == 0


def test_enter_goes_into_the_replay_and_escape_comes_back_to_the_list(page: ReviewPage) -> None:
    press(page.attempts.list, Qt.Key.Key_Return)
    assert page.view.replay.list.hasFocus()
    press(page.view.form.reason, Qt.Key.Key_Escape)
    assert page.attempts.list.hasFocus()


def test_space_plays_and_stops_at_the_end(page: ReviewPage, qtbot: QtBot) -> None:
    quick = ReplayPane(beat_ms=5)
    qtbot.addWidget(quick)
    quick.set_rows(page.view.replay._rows[:6])
    quick.filters.set_value(Show.ALL)
    quick.show()
    last = quick.list.replay.rowCount() - 1
    press(quick.list, Qt.Key.Key_Space)
    assert quick.is_playing
    qtbot.waitUntil(lambda: quick.list.place() == last)
    qtbot.waitUntil(lambda: not quick.is_playing)
    press(quick.list, Qt.Key.Key_Space)
    assert quick.is_playing
    assert quick.list.place() == 0
    press(quick.list, Qt.Key.Key_Space)
    assert not quick.is_playing


def test_filters_count_and_leave_what_they_say(page: ReviewPage) -> None:
    replay = page.view.replay
    click(replay.filters.pill(Show.REFUSED))
    assert replay.filters.pill(Show.REFUSED).text() == "Refused 1"
    assert [row.act.verb for row in replay.list.replay.items() if row.act] == ["handoff.send"]
    click(replay.filters.pill(Show.BACKSTAGE))
    rest = replay.list.replay.rowCount()
    click(replay.filters.pill(Show.ALL))
    review = page.review()
    assert review is not None
    missing = sum(row.act is None for row in replay.list.replay.items())
    assert rest + replay.list.replay.rowCount() - missing == len(review.acts)


def test_words_are_heard_verbatim_with_what_cannot_be_seen_spelt_out(page: ReviewPage) -> None:
    model = page.view.replay.list.replay
    heard = [model.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(model.rowCount())]
    spoken = next(words for words in heard if "<script>" in words)
    assert "[U+202E]" in spoken
    assert "\u202e" in HOSTILE
    assert "\u202e" not in spoken


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


def test_f6_reaches_every_area_and_comes_round_both_ways(page: ReviewPage) -> None:
    view, cycle = page.view, PaneCycle(page)
    form = view.form
    page.attempts.list.setFocus()
    visited = [cycle.step(page.panes(), 1) for _ in range(6)]
    assert visited[0] is view.export
    assert visited[1] is view.replay.list
    assert visited[2] is form.next
    assert form.flags.isAncestorOf(visited[3])
    assert visited[4:] == [form.save, page.attempts.list]
    assert [cycle.step(page.panes(), -1) for _ in range(6)] == [*visited[-2::-1], page.attempts.list]


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


def test_who_may_not_decide_looks_on(house: House, answers: Answers, qtbot: QtBot) -> None:
    page = page_for(house, Role.TRAINER, answers, qtbot)
    assert page.review() is not None
    assert not page.view.form.save.isEnabled()
    assert page.view.form.save.statusTip()
    assert not page.view.form.competent.isEnabled()


def test_the_evidence_is_never_written(page: ReviewPage, made: Made, answers: Answers, tmp_path: Path) -> None:
    review = page.review()
    assert review is not None
    before = hashlib.sha256(review.evidence.read_bytes()).hexdigest()
    answers.out = tmp_path / "out"
    click(page.view.form.observations.rows[0].use._buttons[0])
    click(page.view.export)
    assert sorted(file.suffix for file in answers.out.iterdir()) == [".html", ".pdf"]
    page.close_review()
    assert hashlib.sha256(review.evidence.read_bytes()).hexdigest() == before
    assert [file.name for file in review.evidence.parent.iterdir()] == [review.evidence.name]
    assert list((made.home / FOLDER).iterdir()) == []


def test_a_file_from_another_machine_is_received(answers: Answers, made: Made, tmp_path: Path, qtbot: QtBot) -> None:
    file = shutil.copy(made.home / "handed-in" / f"{made.ref.lower()}.sqlite3", tmp_path / "stick.sqlite3")
    answers.file, answers.name = Path(file), "Jo Bloggs"
    with House.open(tmp_path / "elsewhere") as house:
        page = page_for(house, Role.ASSESSOR, answers, qtbot)
        told: list[object] = []
        page._desk.refused.connect(told.append)
        assert page.review() is None
        assert page.nothing.button is not None
        click(page.nothing.button)
        review = page.review()
        assert review is not None
        assert review.row.ref == made.ref
        assert page.view.name.text().startswith("Jo Bloggs: ")
        assert "Received " in page.view.details.text()
        click(page.attempts.receive)
        assert [problem.code for problem in told if isinstance(problem, Expected)] == ["attempt.already_received"]
        page.close_review()


def test_a_tampered_file_is_told_in_the_list_and_on_the_bar(
    house: House, made: Made, answers: Answers, qtbot: QtBot
) -> None:
    file = made.home / "handed-in" / f"{made.ref.lower()}.sqlite3"
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("DROP TRIGGER journal_entry_no_update")
        raw.execute("UPDATE journal_entry SET body = replace(body, 'own-it', 'own-in') WHERE seq = 8")
        raw.commit()
    page = page_for(house, Role.ASSESSOR, answers, qtbot)
    assert page.view.banner.accessibleName().startswith("Chain broken at act 8.")
    spoken = page.attempts.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("Chain broken at act 8")
    click(page.view.more)
    assert not page.view.details_area.isHidden()
    assert "Not proven" in page.view.details.text()


@pytest.mark.sheet
def test_in_a_small_window_the_form_takes_turns_with_the_replay(page: ReviewPage) -> None:
    page.resize(976, 464)
    page.small(True)
    view = page.view
    assert (view.replay.isVisible(), view.form.isVisible()) == (True, False)
    view.show_part(Part.JUDGEMENT)
    assert (view.replay.isVisible(), view.form.isVisible()) == (False, True)
    click(view.form.observations.rows[0].act)
    assert (view.replay.isVisible(), view.form.isVisible()) == (True, False)


@pytest.mark.sheet
def test_in_a_narrow_window_the_list_takes_turns_too(page: ReviewPage, qtbot: QtBot) -> None:
    frame = PageFrame(page)
    qtbot.addWidget(frame)
    frame.resize(500, 464)
    frame.show()
    page.show()
    assert (page.attempts.isVisible(), page.view.isVisible()) == (True, False)
    press(page.attempts.list, Qt.Key.Key_Return)
    assert (page.attempts.isVisible(), page.view.isVisible()) == (False, True)
    press(page.view.replay.list, Qt.Key.Key_Escape)
    assert page.attempts.isVisible()
    frame.takeWidget()


@pytest.mark.sheet
def test_a_window_made_narrow_keeps_the_attempt_in_sight_that_somebody_works_in(page: ReviewPage) -> None:
    page.view.replay.list.setFocus()
    layout = page.layout()
    assert layout is not None
    layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # as in its frame, which scrolls
    page.setMinimumSize(0, 0)
    page.resize(500, 464)
    assert (page.attempts.isVisible(), page.view.isVisible()) == (False, True)


def test_what_was_handed_in_is_played_again_and_the_bar_says_what_came_of_it(
    house: House, answers: Answers, qtbot: QtBot
) -> None:
    page = page_for(house, Role.ASSESSOR, answers, qtbot, played_again)
    assert "replaying them gives the same world" in page.view.banner.accessibleName()
    assert "again gives the same world" in page.view.details.text()
    review = page.review()
    assert review is not None
    assert [file.suffix for file in (house.home / FOLDER).iterdir()] == [".sqlite3"]


def test_another_world_is_told_and_no_replay_is_not_held_against_anybody(
    house: House, answers: Answers, qtbot: QtBot
) -> None:
    other = page_for(house, Role.ASSESSOR, answers, qtbot, lambda *_: ReplayReport(False, Difference(41, "facts"), 40))
    assert "entry 41 comes out otherwise (facts)" in other.view.banner.accessibleName()

    def erased(house: House, review: Review) -> ReplayReport:
        raise Refused("replay.erased", table="promise")

    without = page_for(house, Role.ASSESSOR, answers, qtbot, erased)
    assert "none edited or removed. Assurance: self-held. This cannot show" in without.view.banner.accessibleName()
